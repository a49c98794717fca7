//! Decides what is known of the pairing before anything is aligned.
//!
//! ```text
//! keys of both tables ─► ids of our own ─► source beside the translation ─► numbers ─► nothing
//! ```
//!
//! The first of these that the translation has and that the words bear out is
//! taken (see `trust`); what was found and not taken is said. A number in front of
//! a row may be a translator's own, and pairs by wrong ids look like right ones.

use super::Input;
use super::question::{By, Question};
use super::trust::{Trust, Weight};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use crate::pairing::{
    Link, Matching, Near, Reading, by_id, by_key, by_memory, by_order, ids_match, natural_order,
    nearly, readings,
};
use crate::table::Row;

/// What is known, and what a person should know of it.
#[derive(Debug)]
pub(super) struct Known {
    pub how: How,
    findings: Vec<Notice>,
}

/// What is known before anything is aligned.
#[derive(Debug)]
pub(super) enum How {
    /// Which rows translate which segments; nothing is aligned.
    All(Matching),
    /// The same, but a link of several segments a side is aligned inside.
    Inside(Matching),
    /// Some links, to be kept; the rest is aligned.
    Some { matching: Matching, near: Vec<Near> },
    /// A memory of other texts: what it lacks has no translation.
    Memory { matching: Matching, near: Vec<Near> },
    /// The rows belong in another order, and are then aligned.
    Sorted(Vec<usize>),
    /// Nothing.
    Nothing,
}

/// Finds what is known of the pairing.
///
/// # Errors
///
/// The sides are to be paired by what the translation does not have.
pub(super) fn find(question: &Question) -> Result<Known> {
    let rows = question.tgt.table().map(|table| table.rows.as_slice());
    match (question.by, rows) {
        (By::Order, Some(rows)) => {
            Ok(Known::new(How::All(by_order(question.src, rows, question.name))))
        }
        (By::Id, Some(rows)) => question.by_any_id(rows),
        (By::Auto, Some(rows)) => Ok(question.by_what_there_is(rows)),
        (By::Auto, None) => Ok(Known::new(How::Nothing)),
        (By::Memory, Some(rows)) if has_src(rows) => Ok(question.by_memory(rows)),
        (By::Memory, _) => Err(lacks("a column of the source text", question.name)),
        (By::Id, None) => Err(lacks("a column of ids", question.name)),
        (By::Order, None) => Err(lacks("rows", question.name)),
    }
}

fn has_src(rows: &[Row]) -> bool {
    rows.iter().any(|row| row.src.is_some())
}

fn lacks(what: &str, name: &str) -> Error {
    Error::usage(format!("the translation has to be a table with {what}"))
        .at(Place::file(name))
        .hint("leave `--by` out to pair by what the texts say")
}

impl Question<'_> {
    fn by_what_there_is(&self, rows: &[Row]) -> Known {
        let mut findings = Vec::new();
        if !self.has_vectors {
            match self.by_keys(rows) {
                Some(Ok(known)) => return known,
                Some(Err(finding)) => findings.push(finding),
                None => {}
            }
        }
        if ids_match(self.src, rows) {
            match self.by_our_ids(rows) {
                Ok(known) => return known.with(findings),
                Err(finding) => findings.push(finding),
            }
        }
        if has_src(rows) {
            return self.by_source_text(rows).with(findings);
        }
        if !self.has_vectors && findings.is_empty() && self.tgt_id_header().is_some() {
            return self.by_numbers(rows);
        }
        Known::new(How::Nothing).with(findings)
    }

    /// Joins two tables by key; `Err` if the words speak against it.
    fn by_keys(&self, rows: &[Row]) -> Option<std::result::Result<Known, Notice>> {
        let src_table = self.src_table?;
        src_table.id_header.as_ref()?;
        let header = self.tgt_id_header()?;
        let keyed = by_key(self.src, &src_table.rows, rows, self.name)?;
        let are_numbers = are_numbers(rows);
        let trust = Trust::new(self);
        let is_right = trust.bears_out(&keyed.matching, are_numbers);
        Some(if is_right {
            let message = format!("paired by the keys of `{header}`, {} of them", keyed.n_shared);
            Ok(Known::new(How::Inside(keyed.matching)).with(vec![self.info(message)]))
        } else {
            Err(self.warning(format!(
                "the keys of `{header}` do not agree with the words and are not used; --by id \
                 insists on them"
            )))
        })
    }

    /// Pairs by ids that name our segments; `Err` if they are those of another
    /// version of the text.
    fn by_our_ids(&self, rows: &[Row]) -> std::result::Result<Known, Notice> {
        let header = self.tgt_id_header().unwrap_or("id");
        let stale = |why: &str| {
            self.warning(format!(
                "the ids of `{header}` are not used: {why}; --by id insists on them"
            ))
        };
        let matching = by_id(self.src, rows, self.name).map_err(|error| stale(error.message()))?;
        if has_src(rows) {
            if !self.source_agrees(&matching, rows) {
                return Err(stale("the source texts beside them are others"));
            }
        } else if !Trust::new(self).bears_out(&matching, false) {
            return Err(stale("they do not agree with the words"));
        }
        let message = format!("paired by the ids of `{header}`");
        Ok(Known::new(self.whole_or_inside(matching, rows)).with(vec![self.info(message)]))
    }

    /// Tells whether the source beside the translation is that of the segments.
    fn source_agrees(&self, matching: &Matching, rows: &[Row]) -> bool {
        let is_same = |link: &&Link| {
            let texts = self.src[link.src.clone()].iter().map(|segment| segment.text.as_str());
            let own: String = texts.map(crate::pairing::bare).collect();
            let said: String = link
                .rows
                .iter()
                .filter_map(|row| rows[*row].src.as_deref())
                .map(crate::pairing::bare)
                .collect();
            said.is_empty() || own == said
        };
        let n_same = matching.links.iter().filter(is_same).count();
        n_same as f64 >= MIN_SAME * matching.links.len() as f64
    }

    /// A row that names several segments is a bead of ours; a row that names a
    /// paragraph is aligned inside.
    fn whole_or_inside(&self, matching: Matching, rows: &[Row]) -> How {
        let names_several =
            |row: &Row| row.id.as_deref().is_some_and(|id| id.split_whitespace().count() > 1);
        if rows.iter().any(names_several) || self.has_vectors {
            How::All(matching)
        } else {
            How::Inside(matching)
        }
    }

    /// Pairs by ids because the user asks for it.
    fn by_any_id(&self, rows: &[Row]) -> Result<Known> {
        let src_rows = self.src_table.map(|table| table.rows.as_slice()).unwrap_or_default();
        let trust = Trust::new(self);
        if let Some(keyed) = by_key(self.src, src_rows, rows, self.name) {
            let doubt = self.doubt(&trust, &keyed.matching);
            return Ok(Known::new(How::Inside(keyed.matching)).with(doubt));
        }
        if ids_match(self.src, rows) {
            let matching = by_id(self.src, rows, self.name)?;
            let doubt = self.doubt(&trust, &matching);
            return Ok(Known::new(self.whole_or_inside(matching, rows)).with(doubt));
        }
        let weighed = readings(self.src, rows, self.name).into_iter().map(|reading| {
            let weight = trust.weigh(&reading.matching);
            (reading, weight)
        });
        let best =
            weighed.reduce(|best, other| if other.1.sum > best.1.sum { other } else { best });
        match best {
            Some((reading, _)) => {
                let doubt = self.doubt(&trust, &reading.matching);
                Ok(self.read_as(reading, rows).with(doubt))
            }
            None => {
                let matching = by_id(self.src, rows, self.name)?;
                let doubt = self.doubt(&trust, &matching);
                Ok(Known::new(self.whole_or_inside(matching, rows)).with(doubt))
            }
        }
    }

    /// Says how many pairs by ids that the user insists on have words against them, if
    /// the aligner does better.
    fn doubt(&self, trust: &Trust, matching: &Matching) -> Vec<Notice> {
        if trust.bears_out(matching, false) {
            return Vec::new();
        }
        let Weight { n_pairs, n_good, .. } = trust.weigh(matching);
        let header = self.tgt_id_header().unwrap_or("id");
        let message = format!(
            "paired by the ids of `{header}` as asked, but the words of {} of {n_pairs} pairs do \
             not agree: they may be those of another version; leave `--by id` out to align",
            n_pairs - n_good
        );
        vec![self.warning(message)]
    }

    fn read_as(&self, reading: Reading, rows: &[Row]) -> Known {
        let header = self.tgt_id_header().unwrap_or("id");
        let message = format!("paired by the numbers of `{header}`, which count {}", reading.what);
        Known::new(self.whole_or_inside(reading.matching, rows)).with(vec![self.info(message)])
    }

    /// Pairs by the source text that stands beside the translation.
    fn by_source_text(&self, rows: &[Row]) -> Known {
        let mut matching = by_memory(self.src, rows, self.name);
        let near = nearly(self.src, rows, &mut matching, true);
        let message = format!(
            "paired by the source text in the table: {} of {} segments",
            matching.n_known_src(),
            self.src.len()
        );
        Known::new(How::Some { matching, near }).with(vec![self.info(message)])
    }

    /// Pairs by a memory: the translation of this text, or those of other texts.
    fn by_memory(&self, rows: &[Row]) -> Known {
        let mut matching = by_memory(self.src, rows, self.name);
        let n_rows = rows.iter().filter(|row| row.src.is_some()).count();
        let n_used = n_rows.saturating_sub(matching.unknown_rows.len());
        let is_own = n_used as f64 >= MIN_OWN * n_rows as f64;
        let near = nearly(self.src, rows, &mut matching, is_own);
        let n_near = near.len();
        let n_exact = matching.n_known_src() - n_near;
        let rest = if is_own { "the rest is aligned" } else { "the rest has no translation" };
        let message = format!(
            "the memory has {n_exact} of {} segments, and {n_near} nearly; {rest}",
            self.src.len()
        );
        let how = if is_own {
            How::Some { matching, near }
        } else {
            How::Memory { matching: matching.without_unknown_rows(), near }
        };
        let finding = if is_own { self.info(message) } else { self.warning(message) };
        Known::new(how).with(vec![finding])
    }

    /// Pairs by numbers if the words bear out what they may count, else sorts the
    /// rows by them if the words bear that out.
    fn by_numbers(&self, rows: &[Row]) -> Known {
        let header = self.tgt_id_header().unwrap_or("id");
        let Some(order) = natural_order(rows) else {
            return self.unused_ids(header, rows);
        };
        let trust = Trust::new(self);
        let (as_they_stand, sorted) =
            (trust.weigh_aligned(None), trust.weigh_aligned(Some(&order)));
        let best_aligned = as_they_stand.sum.max(sorted.sum);
        let read = readings(self.src, rows, self.name).into_iter().find(|reading| {
            let Weight { sum, .. } = trust.weigh(&reading.matching);
            sum > 0.0 && sum >= MIN_READ * best_aligned
        });
        if let Some(reading) = read {
            return self.read_as(reading, rows);
        }
        if sorted.sum > as_they_stand.sum {
            let message = format!(
                "the numbers of `{header}` are not those of the segments: the rows are sorted by \
                 them and aligned"
            );
            return Known::new(How::Sorted(order)).with(vec![self.warning(message)]);
        }
        let message = format!(
            "the numbers of `{header}` do not agree with the words and are not used: the rows are \
             aligned in the order of the file"
        );
        Known::new(How::Nothing).with(vec![self.warning(message)])
    }

    /// Says that ids were not used; numbers in the order of the rows say nothing
    /// that the order does not say.
    fn unused_ids(&self, header: &str, rows: &[Row]) -> Known {
        let finding = if are_numbers(rows) {
            self.info(format!("`{header}` counts the rows in their order; the texts are aligned"))
        } else {
            self.warning(format!(
                "the ids of `{header}` name nothing in the source and are not used: the rows are \
                 aligned in the order of the file"
            ))
        };
        Known::new(How::Nothing).with(vec![finding])
    }

    fn tgt_id_header(&self) -> Option<&str> {
        self.tgt.table()?.id_header.as_deref()
    }

    fn info(&self, message: String) -> Notice {
        Notice::info("id", message).at(Place::file(self.name))
    }

    fn warning(&self, message: String) -> Notice {
        Notice::warning("id", message).at(Place::file(self.name))
    }
}

/// The source beside ids must be that of at least this share of the links. By hand:
/// a few sentences may have been corrected since.
const MIN_SAME: f64 = 0.9;

/// A memory of which at least this share is used is the translation of this text.
/// By hand.
const MIN_OWN: f64 = 0.5;

/// Numbers are read as ids if pairs by them explain the words at least so well as
/// the aligner does. By hand: an aligner that is free to join explains a little more.
const MIN_READ: f64 = 0.95;

fn are_numbers(rows: &[Row]) -> bool {
    rows.iter().filter_map(|row| row.id.as_deref()).all(|id| {
        let letters = id.chars().filter(|c| c.is_alphabetic()).count();
        id.contains(|c: char| c.is_ascii_digit()) && letters <= MAX_DRESS
    })
}

/// A number may be dressed in so many letters: `n° 1`, `p3.s2`.
const MAX_DRESS: usize = 2;

impl Known {
    fn new(how: How) -> Known {
        Known { how, findings: Vec::new() }
    }

    fn with(mut self, findings: Vec<Notice>) -> Known {
        self.findings = findings.into_iter().chain(self.findings).collect();
        self
    }

    /// Returns the translation with its rows in the order in which they are paired,
    /// and its ids carried along where they are not keys.
    pub(super) fn settle(&self, translation: Input) -> Input {
        match &self.how {
            How::All(_) => translation,
            How::Inside(matching) => {
                let order: Vec<usize> =
                    matching.complete().into_iter().flat_map(|link| link.rows).collect();
                translation.with_rows_in(&order)
            }
            How::Sorted(order) => translation.with_rows_in(order).with_carried_ids(),
            How::Some { .. } | How::Memory { .. } | How::Nothing => translation.with_carried_ids(),
        }
    }

    /// Returns the texts that are only nearly those of the memory.
    pub(super) fn near(&self) -> &[Near] {
        match &self.how {
            How::Some { near, .. } | How::Memory { near, .. } => near,
            _ => &[],
        }
    }

    pub(super) fn into_findings(self) -> Vec<Notice> {
        let mut findings = self.findings;
        match self.how {
            How::All(matching)
            | How::Inside(matching)
            | How::Some { matching, .. }
            | How::Memory { matching, .. } => findings.extend(matching.findings),
            How::Sorted(_) | How::Nothing => {}
        }
        findings
    }
}

/// Returns links whose rows have been put in the order of the links, with the rows'
/// new numbers.
pub(super) fn in_order_of_rows(links: Vec<Link>) -> Vec<Link> {
    let mut next = 0;
    let renumbered = |link: Link| {
        let rows = next..next + link.rows.len();
        next = rows.end;
        Link { src: link.src, rows: rows.collect() }
    };
    links.into_iter().map(renumbered).collect()
}
