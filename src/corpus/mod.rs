//! stub
use crate::bitext::Bitext;
/// stub
#[derive(Clone, Debug)]
pub struct Conflict {}
/// stub
#[derive(Debug)]
pub struct Merged {
    /// b
    pub bitext: Bitext,
    /// c
    pub conflicts: Vec<Conflict>,
}
/// stub
#[must_use]
pub fn merge(_base: Option<&Bitext>, _a: &Bitext, b: &Bitext) -> Merged {
    Merged { bitext: b.clone(), conflicts: Vec::new() }
}
