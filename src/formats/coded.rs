//! A pair's two texts with their codes, hidden or shown, and what was lost of them.
//!
//! Codes are hidden (see `inline`) unless the user wants to see them (see
//! `placeholders`). Either way, a pair whose translation lacks codes of its source is
//! told by its `codes` column, of which the check `tag` makes a finding.

use super::Head;
use super::inline::{Code, Content};
use super::placeholders::Placeholders;
use crate::bitext::{CODES, Pair};
use crate::error::Place;
use crate::notice::Notice;

/// The two texts of a pair as they stand in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Coded {
    src: Content,
    tgt: Content,
    shown: Option<Box<Placeholders>>,
}

impl Coded {
    /// Takes two texts, whose codes are shown or not.
    pub(super) fn new(src: Content, tgt: Content, is_shown: bool) -> Coded {
        let shown = is_shown.then(|| Placeholders::new(&src, &tgt)).flatten();
        Coded { src, tgt, shown: shown.map(Box::new) }
    }

    /// Tells whether a placeholder stands in one of the texts.
    pub(super) fn has_placeholders(&self) -> bool {
        self.shown.is_some()
    }

    /// Gives a pair its texts. Where its segments start is no longer known if
    /// codes are shown.
    pub(super) fn give_texts(&self, pair: &mut Pair) {
        match &self.shown {
            Some(shown) => {
                (pair.src, pair.tgt) = (shown.src(), shown.tgt());
                pair.src_breaks.clear();
                pair.tgt_breaks.clear();
            }
            None => {
                pair.src.clone_from(&self.src.text);
                pair.tgt.clone_from(&self.tgt.text);
            }
        }
    }

    /// Tells a pair whose codes differ so, unless they can be seen in its texts. One
    /// without a side has nothing to compare. Returns whether they differ.
    pub(super) fn tell(&self, pair: &mut Pair, head: &mut Head) -> bool {
        let has_both = !self.src.text.trim().is_empty() && !self.tgt.text.trim().is_empty();
        let (lost, surplus) = self.tgt.against(&self.src);
        if self.shown.is_some() || !has_both || (lost.is_empty() && surplus.is_empty()) {
            return false;
        }
        let list = |sign: char, codes: &[&Code]| -> Vec<String> {
            codes.iter().map(|code| format!("{sign}{}", short(&code.raw))).collect()
        };
        let cell = [list('-', &lost), list('+', &surplus)].concat().join(" ");
        head.carry(pair, CODES, cell);
        true
    }

    /// Returns an edited translation as the file wants it.
    pub(super) fn written(&self, text: &str, mut escape: impl FnMut(&str) -> String) -> String {
        match &self.shown {
            Some(shown) => shown.written(text, escape),
            // What encloses the source encloses a first translation.
            None if self.tgt == Content::default() => {
                let (before, behind) = self.src.frame();
                let raw =
                    |codes: Vec<&Code>| codes.iter().map(|code| &*code.raw).collect::<String>();
                format!("{}{}{}", raw(before), escape(text), raw(behind))
            }
            None => self.tgt.with_text(text, escape),
        }
    }

    /// Says that a translation, as it is going to be written, lacks codes.
    pub(super) fn finding(&self, text: &str) -> Option<Notice> {
        if let Some(shown) = &self.shown {
            let odd = shown.odd(text);
            let message = format!("placeholders that should stand once: {}", odd.join(", "));
            return (!odd.is_empty()).then(|| Notice::warning("codes", message));
        }
        let mut tgt = self.tgt.clone();
        if tgt == Content::default() {
            let (before, behind) = self.src.frame();
            tgt.codes = before.into_iter().chain(behind).cloned().collect();
        }
        codes_finding(&self.src, &tgt)
    }
}

/// Returns the beginning of a code; some hold whole tables.
fn short(raw: &str) -> String {
    /// As much as fits into a message. By hand.
    const MAX_CHARS: usize = 60;
    match raw.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{}…", &raw[..at]),
        None => raw.to_owned(),
    }
}

/// The pairs of a file whose codes differ. `check` shows each of them.
#[derive(Debug, Default)]
pub(super) struct LostCodes {
    n: usize,
    first: Option<Place>,
}

impl LostCodes {
    /// Looks at a pair, and tells it what it lacks.
    pub(super) fn see(&mut self, coded: &Coded, pair: &mut Pair, place: Place, head: &mut Head) {
        if coded.tell(pair, head) {
            self.n += 1;
            self.first.get_or_insert(place);
        }
    }

    /// Says how many there are, and where the first one is.
    pub(super) fn finding(&self) -> Option<Notice> {
        let n = self.n;
        let message = format!("pairs whose inline codes are not those of the source: {n}");
        Some(Notice::warning("codes", message).at(self.first.clone()?))
    }
}

/// Says that the codes of a pair differ.
fn codes_finding(src: &Content, tgt: &Content) -> Option<Notice> {
    let (lost, surplus) = tgt.against(src);
    let mut parts = Vec::new();
    if !lost.is_empty() {
        parts.push(format!("the translation lacks {} of the source", lost.len()));
    }
    if !surplus.is_empty() {
        parts.push(format!("{} in the translation are not in the source", surplus.len()));
    }
    let message = format!("inline codes differ: {}", parts.join(", "));
    (!parts.is_empty()).then(|| Notice::warning("codes", message))
}
