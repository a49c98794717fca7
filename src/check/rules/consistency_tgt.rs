//! Finds translations that stand for another source elsewhere.
//!
//! Two texts that became the same one may have lost what told them apart, or a
//! translation was pasted into the wrong row.
//!
//! It leaves alone texts of fewer than four words.

use super::{Id, Rule};
use crate::check::context::Whole;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::renderings::{self, Odd};
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "consistency.tgt",
    severity: Severity::Info,
    mqm: "inconsistency",
    about: "the same translation stands for another source elsewhere",
    about_fr: "la même traduction rend une autre source ailleurs",
    cases: include_str!("consistency_tgt.cases"),
    source: include_str!("consistency_tgt.rs"),
};

pub(super) const FINDS: Finds = Finds::InBitext(find);

fn find(whole: &Whole) -> Vec<Finding> {
    let says = |odd: &Odd| {
        let (n, id) = (odd.n_usual, &odd.usual.id);
        format!("the same translation stands for another source elsewhere ({n}×), as in `{id}`")
    };
    renderings::find(whole, Id::ConsistencyTgt, Side::Tgt, says)
}
