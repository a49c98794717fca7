//! Commands on a corpus: a folder with a manifest, a folder of bitexts, or bitexts
//! of any format.

pub(super) mod dedupe;
pub(super) mod export;
pub(super) mod filter;
pub(super) mod grep;
pub(super) mod join;
mod members;
mod outlet;
mod pool;
pub(super) mod sample;
pub(super) mod scores;
pub(super) mod split;
pub(super) mod stats;
pub(super) mod terms;
