//! Text as it was read: the original, what its encoding was, and views of it.
//!
//! Nothing here changes a text. [`decode`] turns bytes into a string and says
//! how; [`words`] gives the words that a lexicon knows, for comparison only;
//! [`language`] guesses which language it is; [`numbers`] reads the values that it states.

pub mod decode;
pub mod language;
pub mod numbers;
pub mod words;

pub use decode::{Encoding, Text};
