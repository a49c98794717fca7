//! Finds what must stay as it is and did not: URLs, addresses, paths, options, handles.
//!
//! A link that lost a letter leads nowhere, and a command with another option does
//! something else.
//!
//! It leaves alone addresses that were localized (`fr.` for `en.`, `/fr/` for `/en/`).
//! Hashtags and names of files are translated now and then, and get a note unless one
//! faces another. Placeholders, tags and code have rules of their own.

use super::{Id, Rule};
use crate::check::addresses::{Address, Sort, addresses, neutral};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use rustc_hash::FxHashSet;

pub(super) const RULE: Rule = Rule {
    id: "identifier",
    severity: Severity::Warning,
    mqm: "markup",
    about: "a URL, address, path, option or handle differs",
    about_fr: "une URL, une adresse, un chemin, une option ou un compte diffère",
    cases: include_str!("identifier.cases"),
    source: include_str!("identifier.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    let (src, tgt) = (addresses(view.src.text), addresses(view.tgt.text));
    for (side, these, those) in [(Side::Src, &src, &tgt), (Side::Tgt, &tgt, &src)] {
        let other = view.side(side.other()).text;
        let known: FxHashSet<String> = those.iter().map(|that| neutral(that.text)).collect();
        let is_lost = |address: &&Address| {
            !known.contains(&neutral(address.text)) && !other.contains(address.text)
        };
        for address in these.iter().filter(is_lost) {
            let whose = if side == Side::Src { "the translation" } else { "the source" };
            let message = format!("`{}` is not in {whose}", address.text);
            let severity =
                if address.sort == Sort::Fixed { Severity::Warning } else { Severity::Info };
            let finding = Finding::new(Id::Identifier, side, address.span.clone(), message);
            findings.push(finding.of_severity(severity));
        }
    }
}
