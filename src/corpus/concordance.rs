//! Finds words in either side of pairs, and what stands for them on the other.
//!
//! A pattern is words, in which `*` stands for any letters (`lumi*`), or a regular
//! expression. Case counts for nothing. The counterpart is what word links lead to:
//! they come from the model, so a rare word may have none.

use crate::align::word_links;
use crate::bead::Side;
use crate::bitext::Pair;
use crate::error::{Error, Result};
use crate::model::Model;
use regex::{Regex, RegexBuilder};
use std::ops::Range;

/// What is looked for, and where.
#[derive(Debug)]
pub struct Query {
    src: Option<Regex>,
    tgt: Option<Regex>,
    /// Whether it is enough that one side has it.
    is_either: bool,
    not: Option<Regex>,
}

/// A place where something was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The side on which it stands.
    pub side: Side,
    /// Its bytes in the text of that side.
    pub span: Range<usize>,
    /// The bytes of its counterparts on the other side.
    pub counterparts: Vec<Range<usize>>,
}

/// Reads a pattern.
///
/// # Errors
///
/// It is not a regular expression, or it is blank.
pub fn pattern(text: &str, is_regex: bool) -> Result<Regex> {
    if text.trim().is_empty() {
        return Err(
            Error::usage("the pattern is blank").hint("give a word: enregard grep phare corpus/")
        );
    }
    let source = if is_regex { text.to_owned() } else { of_words(text) };
    RegexBuilder::new(&source).case_insensitive(true).build().map_err(|cause| {
        let said = cause.to_string();
        let reason =
            said.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Error::usage(format!("`{text}` is not a regular expression: {reason}"))
            .hint("leave --regex out to look for words; `*` is any letters")
    })
}

/// Returns the expression of words with `*` in them.
fn of_words(text: &str) -> String {
    let word = |word: &str| word.split('*').map(regex::escape).collect::<Vec<_>>().join(r"\w*");
    let words: Vec<String> = text.split_whitespace().map(word).collect();
    let bound = |end: Option<char>| {
        if end.is_some_and(|c| c.is_alphanumeric() || c == '*') { r"\b" } else { "" }
    };
    let trimmed = text.trim();
    format!(
        "{}{}{}",
        bound(trimmed.chars().next()),
        words.join(r"\s+"),
        bound(trimmed.chars().next_back())
    )
}

impl Query {
    /// Looks for a pattern on both sides.
    #[must_use]
    pub fn either(pattern: &Regex) -> Query {
        Query { src: Some(pattern.clone()), tgt: Some(pattern.clone()), is_either: true, not: None }
    }

    /// Looks for a pattern on each side for which there is one; all must be met.
    #[must_use]
    pub fn both(src: Option<Regex>, tgt: Option<Regex>) -> Query {
        Query { src, tgt, is_either: false, not: None }
    }

    /// Leaves out pairs of which a side has this.
    #[must_use]
    pub fn without(self, not: Option<Regex>) -> Query {
        Query { not, ..self }
    }

    /// Returns every place in a pair where something is found.
    #[must_use]
    pub fn hits(&self, pair: &Pair) -> Vec<Hit> {
        let on = |pattern: &Option<Regex>, text: &str| -> Vec<Range<usize>> {
            let found = pattern.iter().flat_map(|pattern| pattern.find_iter(text));
            found.map(|found| found.range()).filter(|span| !span.is_empty()).collect()
        };
        let (src, tgt) = (on(&self.src, &pair.src), on(&self.tgt, &pair.tgt));
        let is_lacking =
            (self.src.is_some() && src.is_empty()) || (self.tgt.is_some() && tgt.is_empty());
        let is_unwanted =
            self.not.as_ref().is_some_and(|not| not.is_match(&pair.src) || not.is_match(&pair.tgt));
        if is_unwanted || (is_lacking && !self.is_either) {
            return Vec::new();
        }
        let hit = |side| move |span| Hit { side, span, counterparts: Vec::new() };
        let src = src.into_iter().map(hit(Side::Src));
        // With a pattern for each side, the source tells the place.
        let is_told = !self.is_either && self.src.is_some();
        let tgt = tgt.into_iter().map(hit(Side::Tgt)).filter(|_| !is_told);
        src.chain(tgt).collect()
    }
}

/// Finds the counterparts of what was found in a pair.
pub fn find_counterparts(hits: &mut [Hit], pair: &Pair, model: &Model) {
    if pair.src.trim().is_empty() || pair.tgt.trim().is_empty() {
        return;
    }
    let links = word_links(&pair.src, &pair.tgt, model);
    for hit in hits {
        let mut found: Vec<Range<usize>> = links
            .iter()
            .map(|link| match hit.side {
                Side::Src => (&link.src, &link.tgt),
                Side::Tgt => (&link.tgt, &link.src),
            })
            .filter(|(own, _)| own.start < hit.span.end && hit.span.start < own.end)
            .map(|(_, other)| other.clone())
            .collect();
        found.sort_by_key(|span| span.start);
        found.dedup();
        hit.counterparts = found;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangPair;

    fn pair() -> Pair {
        let (src, tgt) =
            ("Le gardien alluma la lampe du phare.", "The keeper lit the lamp of the lighthouse.");
        Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() }
    }

    fn found(query: &Query) -> Vec<String> {
        let pair = pair();
        let text = |hit: &Hit| match hit.side {
            Side::Src => pair.src[hit.span.clone()].to_owned(),
            Side::Tgt => pair.tgt[hit.span.clone()].to_owned(),
        };
        query.hits(&pair).iter().map(text).collect()
    }

    #[test]
    fn words_are_whole_words_and_a_star_is_any_letters() {
        let either = |text: &str| found(&Query::either(&pattern(text, false).unwrap()));
        assert_eq!(vec!["lampe"], either("LAMPE"));
        assert_eq!(vec!["lampe", "lamp"], either("lamp*"));
        assert_eq!(vec!["du phare"], either("du  phare"));
        assert!(either("ardien").is_empty() && either("a.a").is_empty());
    }

    #[test]
    fn both_sides_may_be_asked_for_and_words_left_out() {
        let word = |text: &str| Some(pattern(text, false).unwrap());
        assert_eq!(vec!["phare"], found(&Query::both(word("phare"), word("lighthouse"))));
        assert!(found(&Query::both(word("phare"), word("beacon"))).is_empty());
        assert!(found(&Query::both(word("phare"), None).without(word("keeper"))).is_empty());
    }

    #[test]
    fn the_counterpart_is_what_the_model_links() {
        let model = crate::model::builtin::for_pair(&LangPair::FR_EN).unwrap();
        let pair = pair();
        let mut hits = Query::either(&pattern("lampe", false).unwrap()).hits(&pair);
        find_counterparts(&mut hits, &pair, &model);
        let other: Vec<&str> =
            hits[0].counterparts.iter().map(|span| &pair.tgt[span.clone()]).collect();
        assert_eq!(vec!["lamp"], other);
    }
}
