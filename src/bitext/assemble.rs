//! Makes pairs of what is aligned or known.
//!
//! Both ways give the same pairs for the same beads: texts joined by a space,
//! ids, and the cells that the table had beside the translations. Target
//! segments name their row by their paragraph number, counting from 1; without
//! a table, or without rows of that number, nothing is carried.

use super::{Dismissal, Pair, RunnerUp};
use crate::bead::{Alignment, ScoredBead, Shape};
use crate::lang::Lang;
use crate::pairing::{Link, Matching};
use crate::segment::Segment;
use crate::table::Table;
use rustc_hash::FxHashMap;

/// What stands between the values of one carried column in a pair that has
/// several rows.
const VALUE_SEPARATOR: &str = " | ";

/// Scores are kept to this many parts of one: what is finer is noise, and the
/// same score is written the same way by every format.
const SCORE_PARTS: f64 = 10_000.0;

/// The two sides of a bitext before they are paired.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The segments of the source.
    pub src: &'a [Segment],
    /// The segments of the translation, in the order of the table.
    pub tgt: &'a [Segment],
    /// The table that the translation stood in; a default one if it was a text.
    pub table: &'a Table,
    /// The language of the translation.
    pub tgt_lang: &'a Lang,
}

impl Sides<'_> {
    /// Returns one pair for each bead of an alignment of the two sides.
    ///
    /// # Panics
    ///
    /// The alignment is one of longer texts.
    #[must_use]
    pub fn pairs_of_alignment(&self, alignment: &Alignment) -> Vec<Pair> {
        let pair = |scored: &ScoredBead| {
            let src: Vec<&Segment> = self.src[scored.bead.src()].iter().collect();
            let tgt: Vec<&Segment> = self.tgt[scored.bead.tgt()].iter().collect();
            Pair { score: rounded(scored.score), ..self.pair(&src, &tgt) }
        };
        let mut pairs: Vec<Pair> = alignment.beads().iter().map(pair).collect();
        let rows_of =
            |scored: &ScoredBead| -> Vec<usize> { rows_of(&self.tgt[scored.bead.tgt()]).collect() };
        let rows: Vec<Vec<usize>> = alignment.beads().iter().map(rows_of).collect();
        self.add_notes(&mut pairs, &rows);
        pairs
    }

    /// Gives the pairs what stands in rows that have no translation: their carried
    /// cells and notes go to the pair of the source that a link names.
    pub fn fill_blank_rows(&self, pairs: &mut [Pair], links: &[Link]) {
        let mut has_text = vec![false; self.table.rows.len()];
        for row in rows_of(self.tgt) {
            if let Some(has_text) = has_text.get_mut(row) {
                *has_text = true;
            }
        }
        let mut of_segment: FxHashMap<String, usize> = FxHashMap::default();
        for (at, pair) in pairs.iter().enumerate() {
            for id in &pair.src_ids {
                of_segment.entry(id.clone()).or_insert(at);
            }
        }
        for link in links {
            let Some(segment) = self.src.get(link.src.start).filter(|_| !link.src.is_empty())
            else {
                continue;
            };
            let blank: Vec<usize> = link
                .rows
                .iter()
                .copied()
                .filter(|row| !has_text.get(*row).unwrap_or(&true))
                .collect();
            let Some(at) = of_segment.get(&segment.id) else { continue };
            let pair = &mut pairs[*at];
            for (own, more) in pair.carried.iter_mut().zip(self.carried(&blank)) {
                join(own, &more, VALUE_SEPARATOR);
            }
            for row in blank {
                join(&mut pair.comment, &self.table.rows[row].note, " ");
            }
        }
    }

    /// Gives the pairs what stands beside their source, whose table this is. A column
    /// that the translation has too gets the language of the source behind its name.
    pub fn carry_of_src(&self, pairs: &mut [Pair], headers: &mut Vec<String>, lang: &str) {
        let row_of: FxHashMap<&str, usize> = self
            .src
            .iter()
            .map(|segment| (segment.id.as_str(), segment.paragraph.wrapping_sub(1)))
            .collect();
        for pair in pairs {
            let rows = pair.src_ids.iter().filter_map(|id| row_of.get(id.as_str()).copied());
            let mut rows: Vec<usize> = rows.collect();
            rows.dedup();
            pair.carried.resize(headers.len(), String::new());
            pair.carried.extend(self.carried(&rows));
        }
        for header in &self.table.carried_headers {
            let is_taken = headers.iter().any(|other| other.eq_ignore_ascii_case(header));
            headers.push(if is_taken { format!("{header} ({lang})") } else { header.clone() });
        }
    }

    /// Puts the notes of the translator into the comments: each to the last pair that
    /// holds a part of its row.
    fn add_notes(&self, pairs: &mut [Pair], rows: &[Vec<usize>]) {
        let mut is_told = vec![false; self.table.rows.len()];
        for (pair, rows) in pairs.iter_mut().zip(rows).rev() {
            let notes: Vec<&str> = rows
                .iter()
                .filter(|row| is_told.get(**row).is_some_and(|is_told| !is_told))
                .map(|row| self.table.rows[*row].note.as_str())
                .filter(|note| !note.is_empty())
                .collect();
            pair.comment = notes.join(" ");
            for row in rows {
                if let Some(is_told) = is_told.get_mut(*row) {
                    *is_told = true;
                }
            }
        }
    }

    /// Returns a bead that a pair might have been, by the ids of its segments.
    ///
    /// # Panics
    ///
    /// The bead is one of longer texts.
    #[must_use]
    pub fn runner_up(&self, scored: &ScoredBead) -> RunnerUp {
        let ids =
            |segments: &[Segment]| segments.iter().map(|segment| segment.id.clone()).collect();
        RunnerUp {
            src_ids: ids(&self.src[scored.bead.src()]),
            tgt_ids: ids(&self.tgt[scored.bead.tgt()]),
            score: rounded(scored.score).unwrap_or_default(),
        }
    }

    /// Returns one pair for each link of a matching, and one for each segment
    /// and row that it leaves alone. Rows without any text give no pair of
    /// their own: they say that there is no translation.
    #[must_use]
    pub fn pairs_of_matching(&self, matching: &Matching) -> Vec<Pair> {
        let mut segments_of_row = vec![Vec::new(); self.table.rows.len()];
        for segment in self.tgt {
            if let Some(row) = segments_of_row.get_mut(segment.paragraph.wrapping_sub(1)) {
                row.push(segment);
            }
        }
        let pair = |link: &Link| {
            let src: Vec<&Segment> = self.src[link.src.clone()].iter().collect();
            let tgt: Vec<&Segment> =
                link.rows.iter().flat_map(|row| &segments_of_row[*row]).copied().collect();
            let is_something = !src.is_empty() || !tgt.is_empty();
            is_something
                .then(|| Pair { carried: self.carried(&link.rows), ..self.pair(&src, &tgt) })
        };
        let links = matching.complete();
        let (mut pairs, mut rows) = (Vec::new(), Vec::new());
        for link in &links {
            if let Some(pair) = pair(link) {
                pairs.push(pair);
                rows.push(link.rows.clone());
            }
        }
        self.add_notes(&mut pairs, &rows);
        pairs
    }

    fn pair(&self, src: &[&Segment], tgt: &[&Segment]) -> Pair {
        let mut rows: Vec<usize> =
            tgt.iter().map(|segment| segment.paragraph.wrapping_sub(1)).collect();
        rows.dedup();
        Pair {
            id: self.id(src, tgt),
            shape: Shape { src: src.len(), tgt: tgt.len() },
            src: joined_texts(src),
            tgt: joined_texts(tgt),
            src_breaks: breaks(src),
            tgt_breaks: breaks(tgt),
            kind: src.first().or(tgt.first()).map(|segment| segment.kind).unwrap_or_default(),
            src_ids: ids(src),
            tgt_ids: ids(tgt),
            findings: self.dismissed(&rows),
            carried: self.carried(&rows),
            ..Pair::default()
        }
    }

    fn id(&self, src: &[&Segment], tgt: &[&Segment]) -> String {
        let of_tgt = || tgt.first().map(|segment| format!("{}.{}", self.tgt_lang, segment.id));
        src.first().map(|segment| segment.id.clone()).or_else(of_tgt).unwrap_or_default()
    }

    /// Returns what people dismissed in rows that were a bitext of ours.
    fn dismissed(&self, rows: &[usize]) -> Vec<String> {
        let is_findings = |header: &String| header.eq_ignore_ascii_case("findings");
        let Some(column) = self.table.carried_headers.iter().position(is_findings) else {
            return Vec::new();
        };
        let cells = rows.iter().filter_map(|row| self.table.rows.get(*row)?.carried.get(column));
        let words = cells.flat_map(|cell| cell.split_whitespace());
        words.filter(|word| Dismissal::parse(word).is_some()).map(str::to_owned).collect()
    }

    /// Returns the carried cells of rows: for each column its values, each once.
    fn carried(&self, rows: &[usize]) -> Vec<String> {
        let rows: Vec<_> = rows.iter().filter_map(|row| self.table.rows.get(*row)).collect();
        let column = |column: usize| {
            let mut values: Vec<&str> = Vec::new();
            for value in rows.iter().filter_map(|row| row.carried.get(column)) {
                if !value.is_empty() && !values.contains(&value.as_str()) {
                    values.push(value);
                }
            }
            values.join(VALUE_SEPARATOR)
        };
        (0..self.table.carried_headers.len()).map(column).collect()
    }
}

/// Adds a value to others, unless it is blank.
fn join(values: &mut String, value: &str, separator: &str) {
    if !values.is_empty() && !value.is_empty() {
        values.push_str(separator);
    }
    values.push_str(value);
}

/// Returns the rows that segments come from, each once where it stands.
fn rows_of(tgt: &[Segment]) -> impl Iterator<Item = usize> {
    let mut last = None;
    let row = move |segment: &Segment| {
        let row = segment.paragraph.wrapping_sub(1);
        (last.replace(row) != Some(row)).then_some(row)
    };
    tgt.iter().filter_map(row)
}

fn joined_texts(segments: &[&Segment]) -> String {
    let texts = segments.iter().map(|segment| segment.text.as_str());
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns where, in the joined texts, the second and further segments start.
fn breaks(segments: &[&Segment]) -> Vec<usize> {
    let texts = segments.iter().map(|segment| segment.text.as_str());
    let ends = texts.filter(|text| !text.is_empty()).scan(0, |end, text| {
        *end += text.len() + 1;
        Some(*end)
    });
    let mut ends: Vec<usize> = ends.collect();
    ends.pop();
    ends
}

fn ids(segments: &[&Segment]) -> Vec<String> {
    segments.iter().map(|segment| segment.id.clone()).collect()
}

fn rounded(score: f64) -> Option<f64> {
    score.is_finite().then(|| (score * SCORE_PARTS).round() / SCORE_PARTS)
}

#[cfg(test)]
mod tests;
