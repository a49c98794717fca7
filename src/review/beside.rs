//! Other translations of the same text, shown beside a review.
//!
//! A translation is put beside the source as it was when the review began
//! ([`Collation`]); a row then finds its others by the segments of its source, so that it
//! finds them still when people merge, split and move. Nothing is written to them.

use super::row::{Piece, Row};
use crate::bitext::Bitext;
use crate::corpus::Collation;
use crate::segment::{Kind, Segment};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What another translation has for a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Other<'a> {
    /// What the translation is called.
    pub name: &'a str,
    /// What it says: its pairs, a line each.
    pub text: String,
    /// What its people decided: the names of the statuses of its pairs.
    pub statuses: Vec<&'static str>,
    /// It also translates segments of other rows.
    pub is_more: bool,
}

/// Other translations of the text of a review.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    versions: Vec<Version>,
}

#[derive(Clone, Debug)]
struct Version {
    name: String,
    blocks: Vec<Block>,
    /// In which block each segment of the source stands.
    places: FxHashMap<String, usize>,
}

#[derive(Clone, Debug)]
struct Block {
    /// How many segments of the source it has.
    n_src: usize,
    text: String,
    statuses: Vec<&'static str>,
}

impl Beside {
    /// Puts translations beside the rows of a review, each under its name.
    #[must_use]
    pub fn new(rows: &[Row], others: &[(String, Bitext)]) -> Beside {
        let segments: Vec<Segment> = rows.iter().flat_map(segments).collect();
        let version = |(name, bitext): &(String, Bitext)| Version::new(name, bitext, &segments);
        Beside { versions: others.iter().map(version).collect() }
    }

    /// Returns what the translations are called.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.versions.iter().map(|version| version.name.as_str())
    }

    /// Returns what each translation has for a row; nothing for one that lacks it.
    #[must_use]
    pub fn of(&self, row: &Row) -> Vec<Other<'_>> {
        let keys: Vec<String> = row.src.iter().flat_map(keys).collect();
        self.versions.iter().filter_map(|version| version.of(&keys)).collect()
    }
}

impl Version {
    fn new(name: &str, bitext: &Bitext, segments: &[Segment]) -> Version {
        let collation = Collation::new(segments, vec![bitext]);
        let (mut blocks, mut places) = (Vec::new(), FxHashMap::default());
        for row in collation.rows.iter().filter(|row| !row.src.is_empty()) {
            for at in &row.src {
                places.insert(segments[*at].id.clone(), blocks.len());
            }
            blocks.push(Block {
                n_src: row.src.len(),
                text: collation.text(row, 0),
                statuses: collation.pairs(row, 0).map(|pair| pair.status.name()).collect(),
            });
        }
        Version { name: name.to_owned(), blocks, places }
    }

    fn of(&self, keys: &[String]) -> Option<Other<'_>> {
        let found: BTreeSet<usize> =
            keys.iter().filter_map(|key| self.places.get(key).copied()).collect();
        let blocks: Vec<&Block> = found.iter().map(|at| &self.blocks[*at]).collect();
        let texts = blocks.iter().map(|block| block.text.as_str()).filter(|text| !text.is_empty());
        let text = texts.collect::<Vec<_>>().join("\n");
        let n_own = keys.iter().filter(|key| self.places.contains_key(*key)).count();
        let n_all: usize = blocks.iter().map(|block| block.n_src).sum();
        (!text.is_empty()).then(|| Other {
            name: &self.name,
            text,
            statuses: blocks.iter().flat_map(|block| block.statuses.iter().copied()).collect(),
            is_more: n_all > n_own,
        })
    }
}

/// Returns the segments of the source of a row.
fn segments(row: &Row) -> Vec<Segment> {
    let of_piece = |piece: &Piece| {
        let id = keys(piece).remove(0);
        Segment { id, span: 0..0, paragraph: 0, kind: Kind::default(), text: piece.text.clone() }
    };
    row.src.iter().filter(|piece| !piece.text.is_empty()).map(of_piece).collect()
}

/// Returns what a piece is known by: the ids of its segments, else its text.
fn keys(piece: &Piece) -> Vec<String> {
    if piece.ids.is_empty() { vec![piece.text.clone()] } else { piece.ids.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Pair, Status};
    use crate::lang::LangPair;

    fn row(ids: &[&str], texts: &[&str]) -> Row {
        let piece = |(id, text): (&&str, &&str)| Piece {
            ids: vec![(*id).to_owned()],
            n: 1,
            text: (*text).to_owned(),
        };
        Row { src: ids.iter().zip(texts).map(piece).collect(), ..Row::default() }
    }

    fn other() -> (String, Bitext) {
        let pair = |ids: &[&str], src: &str, tgt: &str| Pair {
            src_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
            src: src.into(),
            tgt: tgt.into(),
            status: Status::Accepted,
            ..Pair::default()
        };
        let pairs = vec![
            pair(&["p1.s1"], "Il pleut.", "Rain."),
            pair(&["p1.s2", "p1.s3"], "Je lis. Tu dors.", "I read, you sleep."),
            pair(&["p1.s4"], "Fin.", ""),
        ];
        let (metadata, carried_headers) = (Vec::new(), Vec::new());
        ("b".into(), Bitext { langs: LangPair::FR_EN, metadata, carried_headers, pairs })
    }

    #[test]
    fn a_row_finds_its_others_by_its_segments_whatever_became_of_the_rows() {
        let texts = ["Il pleut.", "Je lis.", "Tu dors.", "Fin."];
        let rows: Vec<Row> = ["p1.s1", "p1.s2", "p1.s3", "p1.s4"]
            .iter()
            .zip(texts)
            .map(|(id, text)| row(&[id], &[text]))
            .collect();
        let beside = Beside::new(&rows, &[other()]);
        let said = |row: &Row| {
            let others = beside.of(row);
            others.iter().map(|other| (other.text.clone(), other.is_more)).collect::<Vec<_>>()
        };
        assert_eq!(vec![("Rain.".to_owned(), false)], said(&rows[0]));
        assert_eq!(vec![("I read, you sleep.".to_owned(), true)], said(&rows[1]));
        assert_eq!(Vec::<(String, bool)>::new(), said(&rows[3]));
        let merged = row(&["p1.s1", "p1.s2", "p1.s3"], &texts[..3]);
        assert_eq!(vec![("Rain.\nI read, you sleep.".to_owned(), false)], said(&merged));
    }
}
