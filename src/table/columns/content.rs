//! What the cells of a column say of it: how full it is, whether it is text, and
//! in which of the two languages.

use super::looks_like_id;
use crate::bead::Side;
use crate::lang::LangPair;
use crate::table::delimited::Cells;
use crate::text::lean::Lean;
use rustc_hash::FxHashSet;

/// Cells with at least this many words on average are text, not marks such as
/// `ok` or `p3.s2`. By hand.
const MIN_MEAN_WORDS: f64 = 2.0;

/// Cells with as many words on average are not ids: `n° 12` has two. By hand.
const MIN_SENTENCE_WORDS: usize = 3;

/// Without a header, a column is of ids if this share of its cells look like
/// ids. By hand: room for a few rows that lost theirs.
const MIN_ID_SHARE: f64 = 0.9;

/// How many cells of a column its language is told from. By hand: the answer
/// does not change with more.
const MAX_CELLS: usize = 400;

/// What a column holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    /// How many cells are not blank.
    pub n_filled: usize,
    n_rows: usize,
    n_ids: usize,
    n_words: usize,
    n_chars: usize,
    n_keys: usize,
    n_sure_keys: usize,
    lean: Lean,
}

impl Content {
    /// Reads a column of a table.
    pub(super) fn of(body: &[Cells], column: usize, langs: &LangPair) -> Content {
        let mut content = Content { n_rows: body.len(), ..Content::default() };
        let mut seen = FxHashSet::default();
        let cells = body.iter().filter_map(|row| row.cells.get(column));
        for cell in cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
            content.n_filled += 1;
            content.n_ids += usize::from(looks_like_id(cell));
            let is_key = looks_like_key(cell) && seen.insert(cell);
            content.n_keys += usize::from(is_key);
            content.n_sure_keys += usize::from(is_key && cell.contains(is_program_mark));
            content.n_words += cell.split_whitespace().count();
            content.n_chars += cell.len();
            if content.n_filled <= MAX_CELLS {
                content.lean.add(Lean::of(cell, langs));
            }
        }
        content
    }

    /// Returns the side whose language the cells are clearly in.
    pub(super) fn side(&self) -> Option<Side> {
        match self.lean {
            lean if lean.is_src() => Some(Side::Src),
            lean if lean.is_tgt() => Some(Side::Tgt),
            _ => None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.n_filled == 0
    }

    /// Tells whether the cells are text, not marks.
    pub(super) fn is_prose(&self) -> bool {
        self.n_words > 0 && self.n_words as f64 >= MIN_MEAN_WORDS * self.n_filled as f64
    }

    pub(super) fn looks_like_ids(&self) -> bool {
        self.n_ids > 0 && self.n_ids as f64 >= MIN_ID_SHARE * self.n_rows as f64
    }

    /// Tells whether the cells are sentences, which no ids are.
    pub(super) fn is_running_text(&self) -> bool {
        self.n_words >= MIN_SENTENCE_WORDS * self.n_filled.max(1)
    }

    /// Tells whether every row has a key of its own.
    pub(super) fn are_keys(&self) -> bool {
        self.n_rows > 1 && self.n_keys == self.n_rows
    }

    /// Tells whether every row has a key of its own that no word is: `btn.ok`, not
    /// `rendez-vous`.
    pub(super) fn are_sure_keys(&self) -> bool {
        self.n_rows > 1 && self.n_sure_keys == self.n_rows
    }

    /// Tells whether this column may be the other one in another language: about
    /// as full, and about as long.
    pub(super) fn may_translate(&self, other: &Content) -> bool {
        let length = |content: &Content| content.n_chars as f64 / content.n_filled.max(1) as f64;
        let ratio = length(self) / length(other).max(1.0);
        self.n_filled as f64 >= MIN_FULLNESS * other.n_filled as f64
            && (1.0 / MAX_LENGTH_RATIO..=MAX_LENGTH_RATIO).contains(&ratio)
    }
}

/// A column that is told by its cells alone has at least this share of the cells
/// of the other side. By hand: remarks are rare, and a source is hardly blank.
const MIN_FULLNESS: f64 = 0.7;

/// The mean cell of a side is at most so many times as long as that of the other.
/// By hand: French is 1.1 to 1.2 times as long as English.
const MAX_LENGTH_RATIO: f64 = 2.5;

/// Tells whether a cell can be a key although nothing says so: one word with a
/// digit or a joint inside.
fn looks_like_key(cell: &str) -> bool {
    let is_joint = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | ':' | '/');
    let inner = cell.trim_matches(|c: char| !c.is_alphanumeric());
    !cell.contains(char::is_whitespace) && inner.contains(is_joint)
}

fn is_program_mark(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | '_' | ':' | '/')
}
