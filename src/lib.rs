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
//! | 0 | [`lang`], [`bead`], [`error`], [`finding`] |
//! | 1 | [`text`] |
//! | 2 | [`readers`], [`segment`], [`model`], [`table`] |
//! | 3 | [`pairing`], [`align`] |
//! | 4 | [`bitext`] |
//! | 6 | [`formats`], [`eval`], [`train`] |
//! | 7 | [`pipeline`] |
//! | 9 | [`cli`] |
//!
//! Numbers are left free for what comes (checks, corpus work, review).

pub mod align;
pub mod bead;
pub mod bitext;
pub mod cli;
pub mod error;
pub mod eval;
pub mod finding;
pub mod formats;
pub mod lang;
pub mod model;
pub mod pairing;
pub mod pipeline;
pub mod readers;
pub mod segment;
pub mod table;
pub mod text;
pub mod train;
