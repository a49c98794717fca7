//! Pairs a French text with its English translation, sentence by sentence.
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
//! | 1 | [`finding`], [`archive`] |
//! | 2 | [`text`] |
//! | 3 | [`readers`], [`segment`], [`model`], [`table`] |
//! | 4 | [`pairing`], [`align`] |
//! | 5 | [`bitext`] |
//! | 6 | [`check`], [`corpus`] |
//! | 7 | [`formats`], [`report`], [`eval`], [`train`], [`trial`] |
//! | 8 | [`pipeline`] |
//! | 9 | [`review`] |
//! | 10 | [`cli`] |
//!
//! Numbers are left free for what comes (review).

pub mod align;
pub mod archive;
pub mod bead;
pub mod bitext;
pub mod check;
pub mod cli;
pub mod corpus;
pub mod error;
pub mod eval;
pub mod finding;
pub mod formats;
pub mod french;
pub mod lang;
pub mod model;
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
