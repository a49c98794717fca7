//! Shows the codes inside a text as placeholders, and takes them back.
//!
//! ```text
//! in the file   Il porte <bpt i="1">…</bpt>douze<ept i="1"/> hommes.<ph x="2"/>
//! the text      Il porte <g1>douze</g1> hommes.<x2/>
//! ```
//!
//! The notation is that of `OmegaT`, which translators know, and which the check `tag` reads: a
//! placeholder that is lost, doubled or crossed is its finding. A code has the number that
//! it has in the source; one that only the translation has, a number of its own. So a
//! reviser can put back a code that was lost, by typing it.
//!
//! Inside, a placeholder is one character of the private use planes: text that is edited
//! around it cannot tear it. A text that has such characters itself is shown without codes.

use super::inline::{Code, Content, Sort};
use std::fmt::Write as _;

/// The first of the characters that stand for codes: plane 15 is for private use.
const FIRST: u32 = 0xf_0000;

/// How many of them there are.
const MAX_SIGNS: usize = 0xfffd;

/// A code as a reviser sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Sign {
    /// `<g1>`.
    shown: String,
    /// How it is written in the source, and in the translation.
    src: Option<String>,
    tgt: Option<String>,
}

/// The codes of a pair as placeholders.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Placeholders {
    signs: Vec<Sign>,
    src: Content,
    tgt: Content,
}

/// Numbers the codes of both texts.
struct Numbering<'c> {
    signs: Vec<Sign>,
    /// The numbers of the source's codes that the translation has not used yet.
    free: Vec<(&'c Code, usize)>,
    next: usize,
    /// The texts, in which a placeholder might stand as a word.
    texts: [&'c str; 2],
}

impl Placeholders {
    /// Returns the codes of two texts; none if there are not any, or they cannot be shown.
    pub(super) fn new(src: &Content, tgt: &Content) -> Option<Placeholders> {
        let is_ours = |c: char| sign_at(c).is_some();
        let n_codes = src.codes.len() + tgt.codes.len();
        if n_codes > MAX_SIGNS || src.text.contains(is_ours) || tgt.text.contains(is_ours) {
            return None;
        }
        let texts = [src.text.as_str(), tgt.text.as_str()];
        let mut numbering = Numbering { signs: Vec::new(), free: Vec::new(), next: 1, texts };
        let src = numbering.signed(src, true);
        let tgt = numbering.signed(tgt, false);
        let signs = numbering.signs;
        (!signs.is_empty()).then_some(Placeholders { signs, src, tgt })
    }

    /// Returns the source as it is shown.
    pub(super) fn src(&self) -> String {
        self.shown(&self.src.text)
    }

    /// Returns the translation as it is shown.
    pub(super) fn tgt(&self) -> String {
        self.shown(&self.tgt.text)
    }

    fn shown(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            match self.sign(c) {
                Some(sign) => shown.push_str(&sign.shown),
                None => shown.push(c),
            }
        }
        shown
    }

    fn sign(&self, c: char) -> Option<&Sign> {
        self.signs.get(sign_at(c)?)
    }

    /// Returns a text with its placeholders, as the file wants it.
    pub(super) fn written(&self, text: &str, mut escape: impl FnMut(&str) -> String) -> String {
        let signed = self.taken(text);
        self.tgt.with_text(&signed, |stretch| {
            let mut out = String::new();
            let mut done = 0;
            for (at, c) in stretch.char_indices() {
                let Some(sign) = self.sign(c) else { continue };
                out.push_str(&escape(&stretch[done..at]));
                out.push_str(sign.tgt.as_ref().or(sign.src.as_ref()).map_or("", String::as_str));
                done = at + c.len_utf8();
            }
            out + &escape(&stretch[done..])
        })
    }

    /// Returns the placeholders that a text lacks or has more than once.
    pub(super) fn odd(&self, text: &str) -> Vec<&str> {
        let signed = self.taken(text);
        let n_of = |at: usize| signed.chars().filter(|c| sign_at(*c) == Some(at)).count();
        let of_src = self.signs.iter().enumerate().filter(|(_, sign)| sign.src.is_some());
        of_src.filter(|(at, _)| n_of(*at) != 1).map(|(_, sign)| sign.shown.as_str()).collect()
    }

    /// Returns a text with a character for each placeholder in it.
    fn taken(&self, text: &str) -> String {
        let mut signed = text.to_owned();
        for (at, sign) in self.signs.iter().enumerate() {
            signed = signed.replace(&sign.shown, char_of(at).encode_utf8(&mut [0; 4]));
        }
        signed
    }
}

impl<'c> Numbering<'c> {
    /// Returns a text with a character for each of its codes. Marks of people stay hidden.
    fn signed(&mut self, content: &'c Content, is_src: bool) -> Content {
        let partners = content.partners();
        let mut numbers = vec![0; content.codes.len()];
        let mut signed = Content::default();
        let mut done = 0;
        for (at, code) in content.codes.iter().enumerate() {
            let from = done.min(code.at);
            signed.text.push_str(&content.text[from..code.at]);
            done = code.at + usize::from(code.is_space && content.text[code.at..].starts_with(' '));
            if code.is_mark {
                let at = signed.text.len();
                signed.codes.push(Code { at, is_space: false, ..code.clone() });
                continue;
            }
            let shown = match (code.sort, partners[at]) {
                (Sort::Open, Some(_)) => {
                    numbers[at] = self.number(code, is_src);
                    format!("<g{}>", numbers[at])
                }
                (Sort::Close, Some(opened)) => format!("</g{}>", numbers[opened]),
                _ => format!("<x{}/>", self.number(code, is_src)),
            };
            // A code that stands between two spaces has swallowed one.
            let bare = code.raw.strip_suffix(' ').filter(|bare| bare.ends_with('>'));
            let sign = self.sign(shown, bare.unwrap_or(&code.raw), is_src);
            signed.text.push(char_of(sign));
            signed.text.push_str(if bare.is_some() { " " } else { "" });
        }
        signed.text.push_str(&content.text[done..]);
        signed
    }

    /// Returns the number of a code: that of its like in the source, or a new one.
    fn number(&mut self, code: &'c Code, is_src: bool) -> usize {
        let known = self.free.iter().position(|(known, _)| {
            known.key == code.key && (known.sort == Sort::Alone) == (code.sort == Sort::Alone)
        });
        if let Some(at) = known.filter(|_| !is_src) {
            return self.free.remove(at).1;
        }
        while self.is_written(self.next) {
            self.next += 1;
        }
        let number = self.next;
        self.next += 1;
        if is_src {
            self.free.push((code, number));
        }
        number
    }

    /// Tells whether a text has the placeholder of a number as a word of its own.
    fn is_written(&self, number: usize) -> bool {
        let mut name = String::new();
        ["<g", "</g", "<x"].iter().any(|open| {
            name.clear();
            // Writing to a string cannot fail.
            let _ = write!(name, "{open}{number}");
            self.texts.iter().any(|text| text.contains(&name))
        })
    }

    /// Returns the position of a placeholder.
    fn sign(&mut self, shown: String, raw: &str, is_src: bool) -> usize {
        let known = self.signs.iter().position(|sign| sign.shown == shown);
        let at = known.unwrap_or_else(|| {
            self.signs.push(Sign { shown, src: None, tgt: None });
            self.signs.len() - 1
        });
        let sign = &mut self.signs[at];
        let side = if is_src { &mut sign.src } else { &mut sign.tgt };
        side.get_or_insert_with(|| raw.to_owned());
        at
    }
}

fn char_of(at: usize) -> char {
    let code = u32::try_from(at).ok().and_then(|at| char::from_u32(FIRST + at));
    code.expect("a pair has no more signs than the plane has characters")
}

fn sign_at(c: char) -> Option<usize> {
    let at = usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()?;
    (at < MAX_SIGNS).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::super::inline::Collector;
    use super::*;

    /// Reads `Un <b>mot</b>.`: tags are codes that mean themselves, of which
    /// `<x…/>` stand alone and `<m>` is a mark.
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
            let is_mark = raw.trim_start_matches(['<', '/']).starts_with('m');
            let code = Code { is_mark, ..Code::new(sort, raw, raw.to_owned()) };
            collector.code(code, raw);
            rest = &rest[end..];
        }
        collector.text(rest);
        collector.finish()
    }

    #[track_caller]
    fn check(src: &str, tgt: &str, shown: &str, edited: &str, written: &str) {
        let known = Placeholders::new(&content(src), &content(tgt)).unwrap();
        assert_eq!(shown, format!("{} | {}", known.src(), known.tgt()));
        assert_eq!(written, known.written(edited, str::to_owned));
        assert_eq!(tgt, known.written(&known.tgt(), str::to_owned), "nothing was edited");
    }

    #[test]
    fn codes_have_the_numbers_of_the_source_and_come_back_where_they_are_typed() {
        check(
            "Il <b>porte</b> <i>douze</i>.",
            "<i>Twelve</i> he <b>carries</b>.",
            "Il <g1>porte</g1> <g2>douze</g2>. | <g2>Twelve</g2> he <g1>carries</g1>.",
            "He <g1>carries <g2>twelve</g2></g1>.",
            "He <b>carries <i>twelve</i></b>.",
        );
    }

    #[test]
    fn a_lost_code_is_put_back_by_typing_it() {
        check(
            "un<br/>deux<x1/>",
            "one two",
            "un<x1/>deux<x2/> | one two",
            "one<x1/>two<x2/>",
            "one<br/>two<x1/>",
        );
    }

    #[test]
    fn marks_of_people_stay_hidden_and_in_their_places() {
        check(
            "<b>Oui</b>",
            "<m>Yes <b>indeed</b></m>",
            "<g1>Oui</g1> | Yes <g1>indeed</g1>",
            "Yes, <g1>indeed</g1>",
            "<m>Yes, <b>indeed</b></m>",
        );
    }

    #[test]
    fn words_in_the_form_of_placeholders_stay_words() {
        let src = Content {
            text: "<g1>x".into(),
            codes: vec![Code::new(Sort::Alone, "<br/>", "br".into())],
        };
        let known = Placeholders::new(&src, &Content::default()).unwrap();
        assert_eq!("<x2/><g1>x", known.src());
        assert_eq!("<g1>y<br/>", known.written("<g1>y<x2/>", str::to_owned));
        assert_eq!(vec!["<x2/>"], known.odd("<g1>"));
    }

    #[test]
    fn what_does_not_close_stands_alone() {
        check("a <b> c", "a </i> c", "a <x1/> c | a <x2/> c", "<x1/><x2/>", "<b></i>");
    }
}
