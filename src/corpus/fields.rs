//! Compares the fields of two pairs that are the same bead.
//!
//! What formats leave out is not a difference: ids of segments that one bitext
//! does not have, scores, kinds, and where segments start. Nor are line ends
//! and other white space of ASCII, which some formats cannot hold; a no-break
//! space is a letter.

use super::change::Change;
use crate::bitext::{Bitext, Pair};
use std::collections::BTreeSet;

/// A field of a pair that differs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FieldChange {
    /// What the column is called in a CSV: `en`, `status`, `comment` …, or the
    /// header of a carried column.
    pub field: String,
    /// Its value in A.
    pub before: String,
    /// Its value in B.
    pub after: String,
}

/// How the fields of two bitexts are compared.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    src: &'a str,
    tgt: &'a str,
    /// Whether ids name the same things in both.
    has_ids: bool,
    /// The carried columns that both have: header, position in A and in B.
    carried: Vec<(&'a str, usize, usize)>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(a: &'a Bitext, b: &'a Bitext, has_ids: bool) -> Fields<'a> {
        let of_b = |header: &String| b.carried_headers.iter().position(|known| known == header);
        let of_a = a.carried_headers.iter().enumerate();
        let carried = of_a.filter_map(|(at, header)| Some((header.as_str(), at, of_b(header)?)));
        let (src, tgt) = (a.langs.src.tag(), a.langs.tgt.tag());
        Fields { src, tgt, has_ids, carried: carried.collect() }
    }

    /// Returns what differs between two pairs, the texts first, and what that
    /// is called; nothing if they are the same.
    pub(super) fn compare(&self, a: &Pair, b: &Pair) -> Option<(Change, Vec<FieldChange>)> {
        let texts = self.texts(a, b);
        let ids = if self.has_ids { self.ids(a, b) } else { Vec::new() };
        let status = changes([("status", a.status.name(), b.status.name())]);
        let comment = changes([("comment", a.comment.as_str(), b.comment.as_str())]);
        let findings = findings(a, b);
        let others = self.others(a, b);
        let change = match () {
            () if !texts.is_empty() && !ids.is_empty() => Change::Retargeted,
            () if !texts.is_empty() => Change::Edited,
            () if !status.is_empty() => Change::Status,
            () if !comment.is_empty() => Change::Comment,
            () if !findings.is_empty() => Change::Findings,
            () => Change::Other,
        };
        let fields = [texts, ids, status, comment, findings, others].concat();
        (!fields.is_empty()).then_some((change, fields))
    }

    fn texts(&self, a: &Pair, b: &Pair) -> Vec<FieldChange> {
        let sides = [(self.src, &a.src, &b.src), (self.tgt, &a.tgt, &b.tgt)];
        changes(sides.into_iter().map(|(lang, a, b)| (lang, a.as_str(), b.as_str())))
    }

    fn ids(&self, a: &Pair, b: &Pair) -> Vec<FieldChange> {
        let sides = [(self.src, &a.src_ids, &b.src_ids), (self.tgt, &a.tgt_ids, &b.tgt_ids)];
        let both = sides.into_iter().filter(|(_, a, b)| !a.is_empty() && !b.is_empty() && a != b);
        both.map(|(lang, a, b)| FieldChange {
            field: format!("{lang}_ids"),
            before: a.join(" "),
            after: b.join(" "),
        })
        .collect()
    }

    fn others(&self, a: &Pair, b: &Pair) -> Vec<FieldChange> {
        let ours = [("reviewer", &a.reviewer, &b.reviewer), ("updated", &a.updated, &b.updated)];
        let id = self.has_ids.then_some(("id", &a.id, &b.id));
        let carried = self.carried.iter().filter_map(|(header, of_a, of_b)| {
            Some((*header, a.carried.get(*of_a)?, b.carried.get(*of_b)?))
        });
        let all = ours.into_iter().chain(id).chain(carried);
        changes(all.map(|(field, a, b)| (field, a.as_str(), b.as_str())))
    }
}

/// Tells whether two texts differ in ASCII white space at most.
pub(super) fn is_same_text(a: &str, b: &str) -> bool {
    a == b || a.split_ascii_whitespace().eq(b.split_ascii_whitespace())
}

fn findings(a: &Pair, b: &Pair) -> Vec<FieldChange> {
    let set = |pair: &Pair| pair.findings.iter().cloned().collect::<BTreeSet<String>>();
    if set(a) == set(b) {
        return Vec::new();
    }
    changes([("findings", a.findings.join(" ").as_str(), b.findings.join(" ").as_str())])
}

fn changes<'t>(fields: impl IntoIterator<Item = (&'t str, &'t str, &'t str)>) -> Vec<FieldChange> {
    let others = fields.into_iter().filter(|(_, before, after)| !is_same_text(before, after));
    let change = |(field, before, after): (&str, &str, &str)| FieldChange {
        field: field.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    others.map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Status;
    use crate::lang::LangPair;

    fn bitext(headers: &[&str]) -> Bitext {
        Bitext {
            langs: LangPair::FR_EN,
            metadata: Vec::new(),
            carried_headers: headers.iter().map(|header| (*header).to_owned()).collect(),
            pairs: Vec::new(),
        }
    }

    fn pair() -> Pair {
        let ids = |id: &str| vec![id.to_owned()];
        Pair {
            id: "p1.s1".into(),
            src: "Il neige.".into(),
            tgt: "It snows.".into(),
            src_ids: ids("p1.s1"),
            tgt_ids: ids("r1.s1"),
            carried: vec!["note".into()],
            ..Pair::default()
        }
    }

    #[track_caller]
    fn check(b: Pair, expected: &str) {
        let (of_a, of_b) = (bitext(&["Remarque"]), bitext(&["N°", "Remarque"]));
        let b = Pair { carried: [vec!["1".to_owned()], b.carried].concat(), ..b };
        let shown = Fields::new(&of_a, &of_b, true).compare(&pair(), &b).map(|(change, fields)| {
            let fields = fields.iter().map(|field| field.field.as_str()).collect::<Vec<_>>();
            format!("{}: {}", change.name(), fields.join(" "))
        });
        assert_eq!(expected, shown.unwrap_or_default());
    }

    #[test]
    fn a_difference_is_called_by_its_weightiest_field() {
        check(pair(), "");
        check(Pair { tgt: "It is snowing.".into(), ..pair() }, "edited: en");
        let decided = Pair { status: Status::Accepted, reviewer: "Zoé".into(), ..pair() };
        check(decided.clone(), "status: status reviewer");
        check(
            Pair { src: "Il pleut.".into(), comment: "?".into(), ..decided },
            "edited: fr status comment reviewer",
        );
        check(Pair { comment: "?".into(), ..pair() }, "comment: comment");
        check(Pair { findings: vec!["date".into()], ..pair() }, "findings: findings");
        check(Pair { carried: vec!["autre".into()], ..pair() }, "other: Remarque");
        check(Pair { tgt_ids: vec!["r9.s1".into()], ..pair() }, "other: en_ids");
        let other = Pair { tgt_ids: vec!["r9.s1".into()], tgt: "Yes.".into(), ..pair() };
        check(other, "retargeted: en en_ids");
    }

    #[test]
    fn what_a_format_cannot_hold_is_no_difference() {
        check(Pair { src_ids: Vec::new(), tgt_ids: Vec::new(), score: Some(0.5), ..pair() }, "");
        check(Pair { tgt: "It\n snows. ".into(), ..pair() }, "");
        check(Pair { tgt: "It\u{a0}snows.".into(), ..pair() }, "edited: en");
    }
}
