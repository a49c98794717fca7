//! Review: people read, correct and sign off a bitext on a page.
//!
//! ```text
//! browser ─► server ─► edit ─► change ─► session ─► store (log, on the disk)
//!    ▲                                      │
//!    └──────────── live ◄───────────────────┴─► file (on save and on exit)
//! ```
//!
//! The middle of it ([`row`], [`rows`], [`change`], [`edit`], [`session`]) knows neither
//! HTTP nor browsers and is tested without them. The server is a pure function
//! of its state ([`server::app`]); the page stands in `assets/` and is embedded.

pub mod change;
pub mod edit;
pub mod evidence;
pub mod file;
pub mod filter;
pub mod history;
pub mod mqm;
pub mod row;
pub mod rows;
pub mod search;
pub mod server;
pub mod session;
pub mod store;
