//! Text as it was read: the original, what its encoding was, and views of it.
//!
//! Nothing here changes a text. [`decode`] turns bytes into a string and says
//! how; [`blocks`] names the parts that a format tells apart; [`words`] gives
//! the words that a lexicon knows, for comparison only; [`language`] guesses
//! which language it is; [`numbers`] reads the values that it states; [`visible`] makes it
//! safe to show; [`distinct`] keeps
//! names apart.

pub mod blocks;
pub mod decode;
pub mod distinct;
pub mod language;
pub mod lean;
pub mod numbers;
pub mod visible;
pub mod words;

pub use blocks::{Block, BlockKind};
pub use decode::{Encoding, Text};
pub use distinct::Distinct;
