//! Counts: how far the review is, who did what, how good the translation is.

use super::Session;
use crate::bitext::Status;
use crate::check::Side;
use crate::error::Result;
use crate::review::mqm::SEVERITIES;
use crate::review::row::Row;
use serde::Serialize;
use std::collections::BTreeMap;

/// A longer pause between two edits of a reviewer, in seconds, does not count as work. By hand.
const PAUSE: i64 = 180;

/// Less work than this, in seconds, says nothing of the speed. By hand.
const MIN_SECONDS: i64 = 30;

/// How far a review is. Words are those of the source.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Progress {
    /// The pairs.
    pub pairs: usize,
    /// Those found right.
    pub accepted: usize,
    /// Those corrected.
    pub edited: usize,
    /// Those found wrong.
    pub rejected: usize,
    /// Those that nobody has decided on.
    pub auto: usize,
    /// Those that need another look.
    pub flagged: usize,
    /// Those under the doubtful probability.
    pub doubtful: usize,
    /// Those of them that nobody has decided on.
    pub doubtful_left: usize,
    /// All words.
    pub words: usize,
    /// The words of the pairs decided on.
    pub words_done: usize,
    /// How long the rest takes at the speed so far; none if that is not known.
    pub seconds_left: Option<i64>,
}

/// What one reviewer did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// The name.
    pub who: String,
    /// Pairs that stand as accepted by this reviewer, one by one.
    pub accepted: usize,
    /// As corrected.
    pub edited: usize,
    /// As rejected.
    pub rejected: usize,
    /// As accepted together with others.
    pub bulk: usize,
    /// Remarks.
    pub remarks: usize,
    /// Marks.
    pub marks: usize,
    /// Source words of the pairs decided one by one.
    pub words: usize,
    /// Time at work, pauses left out.
    pub seconds: i64,
}

/// The errors of the translation in the terms of MQM.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scorecard {
    /// The whole translation.
    #[serde(flatten)]
    pub whole: Rate,
    /// The pairs that somebody has decided on: what was reviewed so far.
    pub decided: Rate,
    /// The errors by category.
    pub by_category: Vec<CategoryCount>,
}

/// The points of the errors in some words of the translation.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Rate {
    /// The words.
    pub words: usize,
    /// The points.
    pub points: u64,
    /// The points per thousand words.
    pub per_1000: f64,
}

impl Rate {
    fn add(&mut self, words: usize, points: u64) {
        self.words += words;
        self.points += points;
        self.per_1000 = self.points as f64 * 1000.0 / self.words.max(1) as f64;
    }
}

/// The errors of one category.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CategoryCount {
    /// The category.
    pub category: String,
    /// How many there are of each severity.
    #[serde(flatten)]
    pub by_severity: BTreeMap<String, usize>,
    /// Their points.
    pub points: u64,
}

impl Session {
    /// Returns how far the review is; pairs below `doubtful` are in doubt.
    #[must_use]
    pub fn progress(&self, doubtful: f64) -> Progress {
        let mut progress = Progress::default();
        for row in self.rows.all() {
            let n_words = self.rows.n_words(row.key);
            let is_doubtful = row.score.is_some_and(|score| score < doubtful);
            progress.pairs += 1;
            progress.words += n_words;
            progress.flagged += usize::from(row.flagged);
            progress.doubtful += usize::from(is_doubtful);
            *match row.status {
                Status::Auto => &mut progress.auto,
                Status::Accepted => &mut progress.accepted,
                Status::Edited => &mut progress.edited,
                Status::Rejected => &mut progress.rejected,
            } += 1;
            if row.is_decided() {
                progress.words_done += n_words;
            } else {
                progress.doubtful_left += usize::from(is_doubtful);
            }
        }
        progress.seconds_left = self.seconds_left(progress.words - progress.words_done);
        progress
    }

    fn seconds_left(&self, words_left: usize) -> Option<i64> {
        let done = |row: &&Row| row.is_decided() && !row.bulk && !row.updated.is_empty();
        let rows = self.rows.all().iter().filter(done);
        let words: usize = rows.map(|row| self.rows.n_words(row.key)).sum();
        let seconds: i64 = self.seconds_by_reviewer().ok()?.values().sum();
        let is_known = seconds >= MIN_SECONDS && words > 0;
        let (left, done) = (i64::try_from(words_left).ok()?, i64::try_from(words).ok()?);
        is_known.then(|| left.saturating_mul(seconds) / done)
    }

    /// Returns what each reviewer did, by name.
    ///
    /// # Errors
    ///
    /// The log cannot be read.
    pub fn tallies(&self) -> Result<Vec<Tally>> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for (who, seconds) in self.seconds_by_reviewer()? {
            tallies.entry(who).or_default().seconds = seconds;
        }
        for row in self.rows.all() {
            if row.is_decided() && !row.reviewer.is_empty() {
                let n_words = self.rows.n_words(row.key);
                count_decision(tallies.entry(row.reviewer.clone()).or_default(), row, n_words);
            }
            for remark in row.remarks.iter().filter(|remark| !remark.who.is_empty()) {
                tallies.entry(remark.who.clone()).or_default().remarks += 1;
            }
            for mark in &row.marks {
                tallies.entry(mark.who.clone()).or_default().marks += 1;
            }
        }
        Ok(tallies.into_iter().map(|(who, tally)| Tally { who, ..tally }).collect())
    }

    /// Returns the scorecard of the translation.
    #[must_use]
    pub fn scorecard(&self) -> Scorecard {
        let mut by_category: BTreeMap<&str, CategoryCount> = BTreeMap::new();
        let mut card = Scorecard::default();
        for row in self.rows.all() {
            let mut row_points = 0;
            for mark in &row.marks {
                let known = SEVERITIES.iter().find(|(name, _)| *name == mark.severity);
                let points = known.map_or(0, |(_, points)| *points);
                let count = by_category.entry(&mark.category).or_default();
                *count.by_severity.entry(mark.severity.clone()).or_default() += 1;
                count.points += points;
                row_points += points;
            }
            let n_words = row.text(Side::Tgt).split_whitespace().count();
            card.whole.add(n_words, row_points);
            if row.is_decided() {
                card.decided.add(n_words, row_points);
            }
        }
        let named = |(category, count): (&str, CategoryCount)| CategoryCount {
            category: category.to_owned(),
            ..count
        };
        card.by_category = by_category.into_iter().map(named).collect();
        card
    }

    /// Returns the time at work of each reviewer, in seconds: between edits that
    /// are not far apart.
    fn seconds_by_reviewer(&self) -> Result<BTreeMap<String, i64>> {
        let mut last: BTreeMap<String, i64> = BTreeMap::new();
        let mut seconds: BTreeMap<String, i64> = BTreeMap::new();
        for (who, at) in self.store.times()? {
            let Ok(at) = at.parse::<jiff::Timestamp>() else { continue };
            let at = at.as_second();
            let before = last.insert(who.clone(), at);
            let gap = before.map_or(0, |before| at - before);
            *seconds.entry(who).or_default() += if gap <= PAUSE { gap } else { 0 };
        }
        Ok(seconds)
    }
}

fn count_decision(tally: &mut Tally, row: &Row, n_words: usize) {
    if row.bulk {
        tally.bulk += 1;
        return;
    }
    tally.words += n_words;
    match row.status {
        Status::Accepted => tally.accepted += 1,
        Status::Edited => tally.edited += 1,
        Status::Rejected => tally.rejected += 1,
        Status::Auto => {}
    }
}
