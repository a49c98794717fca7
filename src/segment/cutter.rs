//! Cuts one unit of a text: asks the rules at every place, one after the other.
//!
//! Where a segment starts depends on the cut before, so the places are decided from
//! left to right. Items of a list on one line are cut between the places.

use super::candidates::{Candidate, Stops};
use super::facts::Facts;
use super::gap::Gap;
use super::items::Items;
use super::kind::Kind;
use super::missing;
use super::place::{Places, place};
use super::reasons::{INLINE_ITEM, Rule};
use super::right;
use super::rules;
use super::scanner::Scanner;
use super::unit::Unit;

/// A unit that is being cut.
#[derive(Debug)]
pub(super) struct Cutter<'a> {
    text: &'a str,
    unit: &'a Unit,
    facts: Facts<'a>,
    bias: i32,
    items: Items<'a>,
    /// Where the segment starts that is open.
    segment: usize,
    /// Where the next item of a list starts.
    item: Option<usize>,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a str, unit: &'a Unit, facts: Facts<'a>, bias: i32) -> Cutter<'a> {
        let segment = unit.span.start;
        let mut items = Items::new(text, unit.span.end, facts.lexicon);
        let item = items.after(segment);
        Cutter { text, unit, facts, bias, items, segment, item }
    }

    /// Adds the places of the unit.
    pub(super) fn cut(mut self, places: &mut Places) {
        let mut runs = Scanner::new(self.text, self.unit.span.start, self.unit.span.end);
        if self.facts.is_cased && self.unit.kind != Kind::Caption {
            runs = runs.with_capitals();
        }
        for run in runs {
            self.push_items(run.start, places);
            if let Some(rule) = self.decide(&run, places) {
                self.push(run.next, rule, places);
            }
        }
        while let Some(at) = self.item {
            places.push(place(self.unit, at, INLINE_ITEM, true));
            self.item = self.items.after(at);
        }
    }

    /// Adds the items that start at or before `at`.
    fn push_items(&mut self, at: usize, places: &mut Places) {
        while let Some(item) = self.item.filter(|item| *item <= at) {
            places.push(place(self.unit, item, INLINE_ITEM, true));
            (self.segment, self.item) = (item, self.items.after(item));
        }
    }

    /// Returns the rule that decides a place, if it is worth a decision.
    fn decide(&mut self, run: &Candidate, places: &Places) -> Option<&'static Rule> {
        if self.unit.kind == Kind::Heading && run.stops == Stops::Missing {
            return None;
        }
        let (limit, elides) = (self.unit.span.end, self.facts.lexicon.elides);
        let is_missing = run.stops.is_missing();
        if is_missing {
            let word = right::word_at(self.text, run.next, limit, elides);
            if !missing::may_open(run, word, &self.facts) {
                return None;
            }
        }
        let gap = Gap::read(self.text, run, self.segment, limit, elides);
        self.facts.is_flattened = places.are_flattened();
        let rule = if is_missing {
            missing::decide_capital(&gap, run.start - self.segment.min(run.start), &self.facts)?
        } else {
            rules::decide(&gap, &self.facts)
        };
        let opens_list = gap.opens_list() && self.items.after(run.next).is_some();
        Some(if opens_list { INLINE_ITEM } else { rule })
    }

    fn push(&mut self, at: usize, rule: &'static Rule, places: &mut Places) {
        let is_cut = rule.cuts(self.bias);
        places.push(place(self.unit, at, rule, is_cut));
        if is_cut {
            self.segment = at;
            self.item = self.items.after(at).or(self.item.filter(|item| *item > at));
        }
    }
}

/// Tells whether the sentences of a unit start small although those of the
/// text do not.
pub(super) fn is_careless(text: &str, unit: &Unit) -> bool {
    if !text[unit.span.clone()].starts_with(char::is_lowercase) {
        return false;
    }
    let body = unit.span.clone();
    let (mut n_lower, mut n_upper) = (0, 0);
    for run in Scanner::new(text, body.start, body.end) {
        let start = right::start_of(text, run.next, body.end);
        n_lower += usize::from(start == right::Start::Lower);
        n_upper += usize::from(start == right::Start::Upper);
    }
    n_lower > n_upper
}
