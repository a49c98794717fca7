//! Keeps the codes of other people's layout out of a text, and puts them back.
//!
//! ```text
//! in the file   Cliquez sur <bpt i="1">&lt;b></bpt>OK<ept i="1"/>.
//! the text      Cliquez sur OK.           codes: before 12, before 14
//! ```
//!
//! A text is shown and edited without its codes. When an edited text goes back
//! into its file, each code finds its place by the words around it: words that
//! stayed hold it, and words that are new stand between. Codes are copied as
//! they stand in the file, in their order, so that what opens still closes.
//!
//! A code that stands for something between words (a line break, a picture) is
//! a space in the text where words would otherwise be glued. One that changes
//! the look of letters is not.
//!
//! This module knows neither formats nor files: whoever reads a file says what
//! is a code.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// What a code does to the text around it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sort {
    /// It opens something that another closes.
    Open,
    /// It closes something.
    Close,
    /// It stands alone.
    Alone,
}

/// A code with its place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Code {
    /// The byte of the text before which it stands.
    pub at: usize,
    /// How it is written in the file.
    pub raw: String,
    pub sort: Sort,
    /// By what it is known in the other language.
    pub key: String,
    /// Whether the text has a space only because of it.
    pub is_space: bool,
    /// Whether it says something of the text (a comment, a segment) and is no layout.
    pub is_mark: bool,
}

impl Code {
    /// Returns a code of somebody's layout.
    pub(super) fn new(sort: Sort, raw: &str, key: String) -> Code {
        Code { at: 0, raw: raw.to_owned(), sort, key, is_space: false, is_mark: false }
    }

    /// Returns what says something of the text, and need not stand in the other language.
    pub(super) fn mark(sort: Sort, raw: &str) -> Code {
        Code { is_mark: true, ..Code::new(sort, raw, String::new()) }
    }
}

/// A text with its codes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Content {
    pub text: String,
    pub codes: Vec<Code>,
}

/// Collects a text piece by piece.
#[derive(Debug, Default)]
pub(super) struct Collector {
    content: Content,
    /// How many of the codes have nothing behind them yet.
    n_open: usize,
    /// Whether one of those stands between words.
    parts_words: bool,
}

impl Collector {
    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        let Some(first) = text.chars().next() else { return };
        let before = self.content.text.chars().next_back();
        if self.parts_words && before.is_some_and(|before| is_glued(before, first)) {
            let at = self.content.codes.len() - self.n_open;
            self.content.codes[at].is_space = true;
            self.content.text.push(' ');
            let end = self.content.text.len();
            for code in &mut self.content.codes[at + 1..] {
                code.at = end;
            }
        }
        let is_double = self.n_open > 0 && before == Some(' ') && first == ' ';
        if let Some(code) = self.content.codes.last_mut().filter(|_| is_double) {
            code.raw.push(' ');
        }
        self.n_open = 0;
        self.parts_words = false;
        self.content.text.push_str(&text[usize::from(is_double)..]);
    }

    /// Adds a code. `meaning` is what it stands for, as far as the file says it.
    pub(super) fn code(&mut self, code: Code, meaning: &str) {
        self.n_open += 1;
        self.parts_words |= parts_words(code.sort, meaning);
        self.content.codes.push(Code { at: self.content.text.len(), ..code });
    }

    /// Returns what was collected.
    pub(super) fn finish(self) -> Content {
        self.content
    }
}

/// Tells whether two characters would be read as one word or as a sentence and
/// the next without a space.
fn is_glued(before: char, after: char) -> bool {
    let ends = before.is_alphanumeric() || ".,;:!?…)]}»”\"%€$".contains(before);
    let starts = after.is_alphanumeric() || "«“\"([{".contains(after);
    ends && starts
}

/// Tags that change the look of letters, and so stand inside words.
const LOOKS: [&str; 22] = [
    "a", "abbr", "b", "big", "code", "del", "em", "font", "g", "i", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "tt", "u",
];

/// Tags that part words even where something opens or closes.
const BLOCKS: [&str; 13] =
    ["br", "div", "h1", "h2", "h3", "hr", "li", "ol", "p", "table", "td", "tr", "ul"];

fn parts_words(sort: Sort, meaning: &str) -> bool {
    let tag = tag_name(meaning);
    let is_on = |list: &[&str]| list.contains(&tag.as_str());
    match sort {
        Sort::Alone => !is_on(&LOOKS),
        Sort::Open | Sort::Close => is_on(&BLOCKS),
    }
}

/// Returns the name of the tag that a code stands for: `br` of `<br/>`.
fn tag_name(meaning: &str) -> String {
    let inside = meaning.trim_start().trim_start_matches(['<', '/', '{', '[']);
    inside.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

impl Content {
    /// Returns the codes of the source that this text lacks, and those that it has
    /// and the source does not have.
    pub(super) fn against<'c>(&'c self, src: &'c Content) -> (Vec<&'c Code>, Vec<&'c Code>) {
        (src.without(self), self.without(src))
    }

    /// Returns the codes that another text does not have as often, the last of each key.
    fn without<'c>(&'c self, other: &Content) -> Vec<&'c Code> {
        let mut n_of: FxHashMap<&str, usize> = FxHashMap::default();
        for code in &other.codes {
            *n_of.entry(&code.key).or_default() += 1;
        }
        let is_alone = |code: &&Code| match n_of.get_mut(code.key.as_str()) {
            Some(n) if *n > 0 => {
                *n -= 1;
                false
            }
            _ => !code.key.is_empty(),
        };
        self.codes.iter().filter(is_alone).collect()
    }

    /// Returns which code closes what each opens, by their positions, and the other way round.
    pub(super) fn partners(&self) -> Vec<Option<usize>> {
        let mut partners = vec![None; self.codes.len()];
        let mut open = Vec::new();
        for (at, code) in self.codes.iter().enumerate().filter(|(_, code)| !code.is_mark) {
            match code.sort {
                Sort::Open => open.push(at),
                Sort::Close => {
                    if let Some(opened) = open.pop() {
                        partners[opened] = Some(at);
                        partners[at] = Some(opened);
                    }
                }
                Sort::Alone => {}
            }
        }
        partners
    }

    /// Returns the codes that enclose the whole text, which any translation of it has
    /// in the same places: those before it, and those behind.
    pub(super) fn frame(&self) -> (Vec<&Code>, Vec<&Code>) {
        let partners = self.partners();
        let stands = |at: &usize, place: usize| self.codes[*at].at == place;
        let is_whole = |at: &usize| {
            let code = &self.codes[*at];
            let partner = partners[*at].map(|partner| self.codes[partner].at);
            let other_end = if code.sort == Sort::Open { self.text.len() } else { 0 };
            !code.is_mark && (code.sort == Sort::Alone || partner == Some(other_end))
        };
        let codes_at = |place: usize| -> Vec<&Code> {
            let all = (0..self.codes.len()).filter(|at| stands(at, place) && is_whole(at));
            all.map(|at| &self.codes[at]).collect()
        };
        if self.text.is_empty() {
            return (Vec::new(), Vec::new());
        }
        (codes_at(0), codes_at(self.text.len()))
    }

    /// Takes off the white space around the text. What stands between a code and
    /// the text is the code's, so that it comes back with it.
    pub(super) fn trim(&mut self) {
        let n_before = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len().max(n_before);
        if let Some(code) = self.codes.iter_mut().rfind(|code| code.at < n_before) {
            code.raw.push_str(&self.text[code.at..n_before]);
        }
        if let Some(code) = self.codes.iter_mut().find(|code| code.at > end) {
            code.raw.insert_str(0, &self.text[end..code.at]);
        }
        self.text = self.text[n_before..end].to_owned();
        for code in &mut self.codes {
            code.at = code.at.clamp(n_before, end) - n_before;
        }
    }

    /// Returns an edited text with the codes of this one in their places.
    /// `escape` writes text as the file wants it.
    pub(super) fn with_text(&self, text: &str, mut escape: impl FnMut(&str) -> String) -> String {
        let places = Places::new(&self.text, text);
        let mut out = String::new();
        let mut done = 0;
        for code in &self.codes {
            let at = places.of(code.at, code.sort).max(done);
            out.push_str(&escape(&text[done..at]));
            out.push_str(&code.raw);
            let is_over = code.is_space && text[at..].starts_with(' ');
            done = at + usize::from(is_over);
        }
        out.push_str(&escape(&text[done..]));
        out
    }
}

/// Where the places of a text are in its edited form.
struct Places {
    /// Stretches that are the same: where they start in either, and how long.
    same: Vec<(usize, usize, usize)>,
    new_len: usize,
}

impl Places {
    fn new(old: &str, new: &str) -> Places {
        let (old_words, new_words) = (words(old), words(new));
        let text = |of: &str, words: &[Range<usize>]| -> Vec<String> {
            words.iter().map(|word| of[word.clone()].to_owned()).collect()
        };
        let ops =
            capture_diff_slices(Algorithm::Myers, &text(old, &old_words), &text(new, &new_words));
        let mut same = Vec::new();
        for op in ops {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                let (start, end) = (old_words[old_index].start, old_words[old_index + len - 1].end);
                // A space alone holds nothing: there are too many.
                if !old[start..end].trim().is_empty() {
                    same.push((start, new_words[new_index].start, end - start));
                }
            }
        }
        Places { same, new_len: new.len() }
    }

    /// Returns the place of a code: beside what it opens, closes or follows.
    fn of(&self, at: usize, sort: Sort) -> usize {
        let before = || {
            let holds = |(old, _, len): &&(usize, usize, usize)| *old < at && at <= old + len;
            self.same.iter().find(holds).map(|(old, new, _)| new + (at - old))
        };
        let behind = || {
            let holds = |(old, _, len): &&(usize, usize, usize)| *old <= at && at < old + len;
            self.same.iter().find(holds).map(|(old, new, _)| new + (at - old))
        };
        let found =
            if sort == Sort::Open { behind().or_else(before) } else { before().or_else(behind) };
        found.unwrap_or_else(|| self.amid(at, sort))
    }

    /// Returns a place for a code whose neighbors are both gone.
    fn amid(&self, at: usize, sort: Sort) -> usize {
        if sort == Sort::Open {
            let last = self.same.iter().rfind(|(old, _, len)| old + len <= at);
            return last.map_or(0, |(_, new, len)| new + len);
        }
        let next = self.same.iter().find(|(old, ..)| *old >= at);
        next.map_or(self.new_len, |(_, new, _)| *new)
    }
}

/// Returns the words of a text, and what stands between them a character each.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match words.last_mut().filter(|_| is_open && c.is_alphanumeric()) {
            Some(word) => word.end = end,
            None => words.push(at..end),
        }
        is_open = c.is_alphanumeric();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `Un <b>mot</b>.`: tags are codes that mean themselves, of which
    /// `<x…/>` stand alone.
    fn content(text: &str) -> Content {
        let mut collector = Collector::default();
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            collector.text(&rest[..at]);
            let end = rest[at..].find('>').unwrap() + at + 1;
            let raw = &rest[at..end];
            let sort = match () {
                () if raw.starts_with("</") => Sort::Close,
                () if raw.ends_with("/>") => Sort::Alone,
                () => Sort::Open,
            };
            collector.code(Code::new(sort, raw, raw.to_owned()), raw);
            rest = &rest[end..];
        }
        collector.text(rest);
        collector.finish()
    }

    #[track_caller]
    fn check_text(raw: &str, expected: &str) {
        assert_eq!(expected, content(raw).text);
        assert_eq!(raw, content(raw).with_text(expected, str::to_owned), "nothing was edited");
    }

    #[test]
    fn words_are_not_glued_at_a_code_and_not_torn_by_one() {
        check_text("Il a trois ans<br/>et demi.", "Il a trois ans et demi.");
        check_text("Fini.<br/><br/>Puis", "Fini. Puis");
        check_text("Cliquez sur <b>OK</b>.", "Cliquez sur OK.");
        check_text("L'<i>eau</i>, H<sub>2</sub>O", "L'eau, H2O");
        check_text("un<p>deux</p>trois", "un deux trois");
        check_text("<x1/>Titre<x2/>", "Titre");
        check_text("a <br/> b(<x/>)", "a b()");
    }

    #[test]
    fn white_space_at_the_ends_goes_and_comes_back_with_its_code() {
        let mut trimmed = content("\n <b> Oui</b> \n");
        trimmed.trim();
        assert_eq!("Oui", trimmed.text);
        assert_eq!("<b> Non</b>", trimmed.with_text("Non", str::to_owned));
        let mut alone = content("<x/> Oui <x/>");
        alone.trim();
        assert_eq!("<x/> Oui <x/>", alone.with_text("Oui", str::to_owned));
    }

    #[track_caller]
    fn check_edit(raw: &str, edited: &str, expected: &str) {
        assert_eq!(expected, content(raw).with_text(edited, str::to_owned));
    }

    #[test]
    fn codes_come_back_beside_the_words_that_had_them() {
        check_edit("Click <b>OK</b>.", "Press OK now.", "Press <b>OK</b> now.");
        check_edit("Click <b>OK</b>.", "Click Cancel.", "Click <b>Cancel</b>.");
        check_edit("<b>Click</b> OK.", "Do click OK.", "<b>Do click</b> OK.");
        check_edit("One<br/>two three.", "One and two three.", "One<br/>and two three.");
        check_edit("See <x1/> here <x2/>.", "Look there.", "Look there<x1/> <x2/>.");
        check_edit("<b>All</b>", "", "<b></b>");
    }

    #[test]
    fn codes_that_are_lost_are_counted_on_either_side() {
        let src = content("a <b>b</b> <x1/>");
        let check = |expected, tgt| {
            let tgt = content(tgt);
            let (lost, surplus) = tgt.against(&src);
            assert_eq!(expected, (lost.len(), surplus.len()));
        };
        check((1, 0), "a <b>b</b>");
        check((0, 0), "<x1/> <b>b</b>");
        check((3, 1), "<x2/>");
    }

    #[test]
    fn what_encloses_a_whole_text_is_its_frame() {
        let frame = |raw: &str| {
            let content = content(raw);
            let raw = |codes: Vec<&Code>| codes.iter().map(|code| &*code.raw).collect::<String>();
            let (before, behind) = content.frame();
            (raw(before), raw(behind))
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(pair("<b>", "</b>"), frame("<b>Oui</b>"));
        assert_eq!(pair("<x1/><b>", "</b><x2/>"), frame("<x1/><b>Oui <i>ou</i> non</b><x2/>"));
        assert_eq!(pair("", ""), frame("<b>Oui</b> ou <i>non</i>"));
        assert_eq!(pair("", ""), frame("<b></b>"));
    }
}
