//! Finds negations that were lost or added.
//!
//! A `not` too much or too little says the contrary. The negations of both sides (`ne …
//! pas`, `rien ne`, `n't`, `without`) are paired by place; one that is left alone is
//! weighed by what stands around it (`src/check/negation/`). A `not only` that faces a
//! plain `only` is looked for apart.
//!
//! It leaves alone what only looks like a denial (`ne … que`, `n'importe quel`, `no
//! longer`) and what the other side denies by meaning (`refuser`, `fail`, `un-`). French
//! and English deny differently all the time: only where nothing else in the pair denies
//! or asks, and what is denied is translated, does it warn; the rest is a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::negation::{Weighed, limit, role, weighed};
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "negation",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a negation was lost or added",
    about_fr: "une négation a été perdue ou ajoutée",
    cases: include_str!("negation.cases"),
    source: include_str!("negation.rs"),
};

pub(super) const FINDS: Finds = Finds::InWords(find);

/// Evidence of a warning, in nats, for a negation that stands in French and for one in
/// English, if it is bare. Of 17,500 good pairs of ten sets this flags 7, and of those
/// about half are errors; (0.3, 1.7) without a second witness flagged 54, of which a
/// quarter were. December 2026.
const ENOUGH: (f32, f32) = (0.8, 2.2);

/// Evidence that deserves no more than a look.
const SOME: f32 = -1.0;

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    let limit = limit(view);
    let limited = limit.as_ref().map(|finding| finding.side);
    findings.extend(limit);
    let weighed = weighed(view, &|word, side| context.knows(word, side));
    for side in [Side::Src, Side::Tgt] {
        let enough = if role(view, side) == Side::Src { ENOUGH.0 } else { ENOUGH.1 };
        if limited == Some(side) {
            continue;
        }
        let of_side = weighed.iter().filter(|lone| lone.side == side);
        let likeliest = of_side.max_by(|a, b| a.evidence.total_cmp(&b.evidence));
        let Some(Weighed { span, evidence, is_denied_otherwise, is_bare, .. }) =
            likeliest.filter(|lone| lone.evidence > SOME)
        else {
            continue;
        };
        let is_sure = *evidence > enough && *is_bare && !is_denied_otherwise;
        let severity = if is_sure { Severity::Warning } else { Severity::Info };
        let text = &view.side(side).text[span.clone()];
        let message = match side {
            Side::Src => format!("`{text}`: the source denies what the translation affirms"),
            Side::Tgt => format!("`{text}`: the translation denies what the source affirms"),
        };
        let finding = Finding::new(Id::Negation, side, span.clone(), message);
        findings.push(finding.of_severity(severity));
    }
}
