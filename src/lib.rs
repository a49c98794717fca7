//! Pairs a French text with its English translation, sentence by sentence.
//!
//! ```
//! let bitext = enregard::align("Il pleut. Je lis un livre.", "It rains. I read a book.");
//! for pair in &bitext.pairs {
//!     println!("{} | {}", pair.src, pair.tgt);
//! }
//! # assert_eq!(2, bitext.pairs.len());
//! ```
//!
//! That is the door: [`align()`], [`segment()`], [`check()`] and [`Aligner`], which
//! keeps its model; a [`Bitext`] is made of [`Pair`]s, an [`Alignment`] of [`Bead`]s.
//! What is named at the root of the crate is meant to stay. The modules below are
//! public for the command line, the benches and those who look inside: they may
//! change in any release.
//!
//! ```text
//! bytes ─text─► Text ─segment─► Segments ─pairing─► locked beads ─align─► Alignment ─bitext─► Pairs
//!                                   ▲                                                          │
//!         translations (a table) ───┘                                        formats ◄─────────┘
//! ```
//!
//! [`pipeline`] is that picture as code: read it first. The modules stand in
//! layers and import downwards only, which `tests/architecture.rs` enforces:
//!
//! | layer | modules |
//! |---|---|
//! | 0 | [`lang`], [`bead`], [`error`], [`french`] |
//! | 1 | [`notice`], [`archive`], [`guard`] |
//! | 2 | [`text`] |
//! | 3 | [`readers`], [`mod@segment`], [`model`], [`table`] |
//! | 4 | [`pairing`], [`mod@align`] |
//! | 5 | [`bitext`] |
//! | 6 | [`mod@check`], [`corpus`] |
//! | 7 | [`formats`], [`report`], [`eval`], [`train`], [`trial`] |
//! | 8 | [`pipeline`] |
//! | 9 | `facade`, [`review`] |
//! | 10 | [`cli`] |

pub mod align;
pub mod archive;
pub mod bead;
pub mod bitext;
pub mod check;
pub mod cli;
pub mod corpus;
pub mod error;
pub mod eval;
mod facade;
pub mod formats;
pub mod french;
pub mod guard;
pub mod lang;
pub mod model;
pub mod notice;
pub mod pairing;
pub mod pipeline;
pub mod readers;
pub mod report;
pub mod review;
pub mod segment;
pub mod table;
pub mod text;
pub mod train;
pub mod trial;

pub use bead::{Alignment, Bead};
pub use bitext::{Bitext, Pair, Status};
pub use check::Finding;
pub use facade::{Aligner, align, check, segment};
pub use lang::{Lang, LangPair};
pub use segment::Segment;
