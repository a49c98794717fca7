//! Finds translations of a source that most of the bitext translates otherwise.
//!
//! A button that is `Save` here and `Store` there puzzles its user. Of several
//! translations of one text the minority is reported, with what the majority says.
//!
//! It leaves alone texts of fewer than four words (`Oui.`), which depend on their
//! context.

use super::{Id, Rule};
use crate::check::context::Whole;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::renderings::{self, Odd};
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "consistency.src",
    severity: Severity::Info,
    mqm: "inconsistency",
    about: "the same source is translated otherwise elsewhere",
    about_fr: "la même source est traduite autrement ailleurs",
    cases: include_str!("consistency_src.cases"),
    source: include_str!("consistency_src.rs"),
};

pub(super) const FINDS: Finds = Finds::InBitext(find);

fn find(whole: &Whole) -> Vec<Finding> {
    let says = |odd: &Odd| {
        let (n, id) = (odd.n_usual, &odd.usual.id);
        format!("the same source is translated otherwise elsewhere ({n}×), as in `{id}`")
    };
    renderings::find(whole, Id::ConsistencySrc, Side::Src, says)
}
