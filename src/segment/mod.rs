//! Cuts a text into segments.
//!
//! ```text
//! layout       paragraphs, headings, items, verse         → units
//! candidates   runs of stops inside a unit                → places
//! gap          the words left and right of a place
//! rules        the first rule that knows decides          → cut or go on
//! ```
//!
//! The rules go by what translators and editors do, not by one treebank, and by
//! the same rule in every language: an aligner needs the French `« … . De plus,
//! … »` and the English `"… . Moreover, …"` cut alike. `document` measures what
//! the rules must know of the whole text, and `lexicon` reads what they know of
//! a language from word lists that a translator can edit.
//!
//! Nothing here fails, and nothing is lost: the spans of the segments tile the
//! text byte for byte. Quotations and brackets are evidence, never masks, so
//! that an unbalanced mark costs nothing later. All of it is linear in the
//! length of the text.
//!
//! What it does not know: formats (a reader hands over plain text), and the
//! other language.

mod abbreviations;
mod blocks;
mod candidates;
mod chars;
mod cutter;
mod document;
mod enclosures;
mod facts;
mod gap;
mod given;
mod headings;
mod heads;
mod items;
mod kind;
mod labels;
mod layout;
mod left;
mod lexicon;
mod lines;
mod marks;
mod missing;
mod options;
mod outcome;
mod place;
mod reasons;
pub mod residue;
mod right;
mod roles;
mod rules;
mod scanner;
mod segmenter;
mod shape;
mod spaced;
mod stamps;
mod titles;
mod trailers;
mod unit;
mod verse;

pub use given::{from_lines, whole};
pub use kind::Kind;
pub use lexicon::unknown_class;
pub use options::{Options, Quotes};
pub use outcome::{Decision, Segment};
pub use segmenter::Segmenter;

#[cfg(test)]
mod tests;
