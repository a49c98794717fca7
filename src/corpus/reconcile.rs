//! Makes one pair of two that are the same bead, field by field.
//!
//! Where one side changed a field, its value is taken; where both did, they
//! clash, A's value stays and the clash is told. Without a base, a blank field
//! and the status `auto` are what nobody changed. Some fields cannot clash:
//! comments are joined, findings are united, and who decided and when goes with
//! the decision, the newer of two that are alike.
//!
//! What formats leave out is not a change: ids, scores, kinds, columns.

use super::Change;
use super::fields::is_same_text;
use crate::bitext::{Dismissal, Pair, Status};

/// What stands between two comments.
const BETWEEN_COMMENTS: &str = "\n";

/// What stands between two reasons to dismiss one finding.
const BETWEEN_REASONS: &str = " / ";

/// A carried column of the merged bitext, and who has it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub header: String,
    pub in_base: bool,
    pub in_a: bool,
    pub in_b: bool,
}

/// What fields are called, and which columns there are.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub src: String,
    pub tgt: String,
    pub columns: Vec<Column>,
}

/// A field that both changed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Clash {
    pub field: String,
    pub base: Option<String>,
    pub a: String,
    pub b: String,
}

/// One pair made of two.
#[derive(Clone, Debug)]
pub(super) struct Reconciled {
    pub pair: Pair,
    pub clashes: Vec<Clash>,
    /// What was taken from B.
    pub taken: Vec<Change>,
}

/// Whose value it is to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Choice {
    A,
    B,
    Clash,
}

/// Returns whose value it is to be. `blank` tells what says nothing.
fn choose<T: ?Sized>(
    base: Option<&T>,
    a: &T,
    b: &T,
    is_same: impl Fn(&T, &T) -> bool,
    is_blank: impl Fn(&T) -> bool,
) -> Choice {
    match base {
        _ if is_same(a, b) => Choice::A,
        Some(base) if is_same(b, base) => Choice::A,
        Some(base) if is_same(a, base) => Choice::B,
        None if is_blank(b) => Choice::A,
        None if is_blank(a) => Choice::B,
        _ => Choice::Clash,
    }
}

/// The pairs of one bead, of which one is to be made.
#[derive(Clone, Copy, Debug)]
struct Versions<'a> {
    base: Option<&'a Pair>,
    a: &'a Pair,
    b: &'a Pair,
}

/// Makes one pair of two. Their carried cells stand in the order of the
/// columns.
pub(super) fn reconcile(base: Option<&Pair>, a: &Pair, b: &Pair, names: &Names) -> Reconciled {
    let versions = Versions { base, a, b };
    let mut out = Reconciled { pair: a.clone(), clashes: Vec::new(), taken: Vec::new() };
    versions.texts(names, &mut out);
    versions.machine_data(&mut out);
    versions.decision(&mut out);
    versions.comment(&mut out);
    versions.findings(&mut out);
    versions.carried(names, &mut out);
    out.taken.sort_unstable();
    out.taken.dedup();
    out
}

impl<'a> Versions<'a> {
    fn base<T: ?Sized>(&self, field: impl Fn(&'a Pair) -> &'a T) -> Option<&'a T> {
        self.base.map(field)
    }

    fn texts(&self, names: &Names, out: &mut Reconciled) {
        let Versions { a, b, .. } = *self;
        match self.text(|pair| &pair.src, &names.src, out) {
            Choice::B => {
                out.pair.src.clone_from(&b.src);
                out.pair.src_ids.clone_from(&b.src_ids);
                out.pair.src_breaks.clone_from(&b.src_breaks);
                out.pair.shape.src = b.shape.src;
            }
            _ if is_same_text(&a.src, &b.src) => {
                out.pair.src_ids = self.known(|pair| &pair.src_ids);
                out.pair.src_breaks = first_known(&a.src_breaks, &b.src_breaks);
            }
            _ => {}
        }
        match self.text(|pair| &pair.tgt, &names.tgt, out) {
            Choice::B => {
                out.pair.tgt.clone_from(&b.tgt);
                out.pair.tgt_ids.clone_from(&b.tgt_ids);
                out.pair.tgt_breaks.clone_from(&b.tgt_breaks);
                out.pair.shape.tgt = b.shape.tgt;
            }
            _ if is_same_text(&a.tgt, &b.tgt) => {
                out.pair.tgt_ids = self.known(|pair| &pair.tgt_ids);
                out.pair.tgt_breaks = first_known(&a.tgt_breaks, &b.tgt_breaks);
            }
            _ => {}
        }
    }

    /// Chooses the text of a side. Without a base, an edited text is newer than
    /// one that is not, and a decided one better than one that nobody saw.
    fn text(&self, side: impl Fn(&Pair) -> &String, name: &str, out: &mut Reconciled) -> Choice {
        let (a, b) = (side(self.a), side(self.b));
        let base = self.base.map(|base| side(base).as_str());
        let mut choice = choose(base, a, b, is_same_text, str::is_empty);
        if choice == Choice::Clash && base.is_none() {
            choice = match weight(self.a.status).cmp(&weight(self.b.status)) {
                std::cmp::Ordering::Greater => Choice::A,
                std::cmp::Ordering::Less => Choice::B,
                std::cmp::Ordering::Equal => Choice::Clash,
            };
        }
        match choice {
            Choice::B => out.taken.push(Change::Edited),
            Choice::Clash => out.clash(name, base, a, b),
            Choice::A => {}
        }
        choice
    }

    /// Returns a list that formats may leave out.
    fn known(&self, list: impl Fn(&'a Pair) -> &'a Vec<String>) -> Vec<String> {
        let (a, b) = (list(self.a), list(self.b));
        let is_b = choose(self.base.map(&list), a, b, Vec::eq, Vec::is_empty) == Choice::B;
        first_known(if is_b { b } else { a }, if is_b { a } else { b })
    }

    /// What programs computed does not clash.
    fn machine_data(&self, out: &mut Reconciled) {
        let Versions { base, a, b } = *self;
        let score =
            choose(base.map(|base| &base.score), &a.score, &b.score, Option::eq, Option::is_none);
        out.pair.score = if score == Choice::B { b.score.or(a.score) } else { a.score.or(b.score) };
        let is_plain = |kind: &crate::segment::Kind| *kind == crate::segment::Kind::default();
        let kind = choose(base.map(|base| &base.kind), &a.kind, &b.kind, PartialEq::eq, is_plain);
        if kind == Choice::B && !is_plain(&b.kind) || is_plain(&a.kind) {
            out.pair.kind = b.kind;
        }
        if choose(self.base(|pair| &pair.id), &a.id, &b.id, PartialEq::eq, String::is_empty)
            == Choice::B
        {
            out.pair.id.clone_from(&b.id);
        }
    }

    fn decision(&self, out: &mut Reconciled) {
        let Versions { base, a, b } = *self;
        let is_auto = |status: &Status| *status == Status::Auto;
        let status =
            choose(base.map(|base| &base.status), &a.status, &b.status, PartialEq::eq, is_auto);
        let is_b = match status {
            Choice::A if a.status == b.status => self.is_signed_by_b(),
            Choice::A => false,
            Choice::B => {
                out.taken.push(Change::Status);
                true
            }
            Choice::Clash => {
                let base = base.map(signed);
                out.clash("status", base.as_deref(), &signed(a), &signed(b));
                false
            }
        };
        if is_b && (&a.reviewer, &a.updated, a.status) != (&b.reviewer, &b.updated, b.status) {
            out.taken.push(if status == Choice::B { Change::Status } else { Change::Other });
            out.pair.status = b.status;
            out.pair.reviewer.clone_from(&b.reviewer);
            out.pair.updated.clone_from(&b.updated);
        }
    }

    /// Tells whose name stands under a decision that both made: that of the one
    /// who changed it, or of the newer. Dates are compared as ISO 8601 of one
    /// time zone.
    fn is_signed_by_b(&self) -> bool {
        let by = |pair: &Pair| (pair.updated.clone(), pair.reviewer.clone());
        let is_blank = |by: &(String, String)| by.0.is_empty() && by.1.is_empty();
        let (a, b) = (by(self.a), by(self.b));
        match choose(self.base.map(by).as_ref(), &a, &b, PartialEq::eq, is_blank) {
            Choice::A => false,
            Choice::B => true,
            Choice::Clash => b.0 > a.0,
        }
    }

    fn comment(&self, out: &mut Reconciled) {
        let (a, b) = (&self.a.comment, &self.b.comment);
        let base = self.base(|pair| pair.comment.as_str());
        out.pair.comment = match choose(base, a, b, PartialEq::eq, str::is_empty) {
            Choice::A => return,
            Choice::B => b.clone(),
            Choice::Clash => joined_comments(base.unwrap_or_default(), a, b),
        };
        out.taken.push(Change::Comment);
    }

    fn findings(&self, out: &mut Reconciled) {
        let (a, b) = (&self.a.findings, &self.b.findings);
        let base = self.base(|pair| &pair.findings);
        out.pair.findings = match choose(base, a, b, Vec::eq, Vec::is_empty) {
            Choice::A => return,
            Choice::B => b.clone(),
            Choice::Clash => united_findings(base.map_or(&[], Vec::as_slice), a, b),
        };
        out.taken.push(Change::Findings);
    }

    fn carried(&self, names: &Names, out: &mut Reconciled) {
        fn cell(pair: &Pair, at: usize) -> &str {
            pair.carried.get(at).map_or("", String::as_str)
        }
        for (at, column) in names.columns.iter().enumerate() {
            let (a, b) = (cell(self.a, at), cell(self.b, at));
            let base = self.base.filter(|_| column.in_base).map(|base| cell(base, at));
            let choice = match (column.in_a, column.in_b) {
                (true, false) => Choice::A,
                (false, true) => Choice::B,
                // What both have lost is that of the base.
                (false, false) => {
                    base.unwrap_or_default().clone_into(&mut out.pair.carried[at]);
                    Choice::A
                }
                (true, true) => choose(base, a, b, PartialEq::eq, str::is_empty),
            };
            match choice {
                Choice::A => {}
                Choice::B => {
                    b.clone_into(&mut out.pair.carried[at]);
                    out.taken.push(Change::Other);
                }
                Choice::Clash => out.clash(&column.header, base, a, b),
            }
        }
    }
}

impl Reconciled {
    fn clash(&mut self, field: &str, base: Option<&str>, a: &str, b: &str) {
        self.clashes.push(Clash {
            field: field.to_owned(),
            base: base.map(str::to_owned),
            a: a.to_owned(),
            b: b.to_owned(),
        });
    }
}

fn first_known<T: Clone>(one: &[T], other: &[T]) -> Vec<T> {
    if one.is_empty() { other.to_vec() } else { one.to_vec() }
}

fn weight(status: Status) -> u8 {
    match status {
        Status::Auto => 0,
        Status::Accepted | Status::Rejected => 1,
        Status::Edited => 2,
    }
}

/// Returns a decision with who made it and when.
fn signed(pair: &Pair) -> String {
    let by: Vec<&str> = [pair.reviewer.trim(), pair.updated.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let name = pair.status.name();
    if by.is_empty() { name.to_owned() } else { format!("{name} ({})", by.join(", ")) }
}

/// Returns what both say, each once. Two that go on where the base ended are
/// told one after the other.
pub(super) fn joined_comments(base: &str, a: &str, b: &str) -> String {
    if b.contains(a) {
        return b.to_owned();
    }
    let new_in_b =
        if base.is_empty() || !a.contains(base) { b } else { b.strip_prefix(base).unwrap_or(b) };
    let new_in_b = new_in_b.trim();
    if a.contains(new_in_b) {
        return a.to_owned();
    }
    format!("{a}{BETWEEN_COMMENTS}{new_in_b}")
}

/// Returns the findings of A with those that B added and without those that B
/// took away. A finding that both dismissed keeps both reasons.
pub(super) fn united_findings(base: &[String], a: &[String], b: &[String]) -> Vec<String> {
    let is_gone = |word: &&String| base.contains(word) && !b.contains(word);
    let mut united: Vec<String> = a.iter().filter(|word| !is_gone(word)).cloned().collect();
    for word in b.iter().filter(|word| !base.contains(word)) {
        let same = Dismissal::parse(word).and_then(|of_b| {
            let place = |known: &String| {
                Dismissal::parse(known).filter(|of_a| of_a.fingerprint == of_b.fingerprint)
            };
            let at = united.iter().position(|known| place(known).is_some())?;
            Some((at, place(&united[at])?, of_b))
        });
        match same {
            Some((at, of_a, of_b)) if !of_a.reason.contains(&of_b.reason) => {
                let reason = if of_a.reason.is_empty() {
                    of_b.reason
                } else {
                    format!("{}{BETWEEN_REASONS}{}", of_a.reason, of_b.reason)
                };
                united[at] = Dismissal { reason, ..of_a }.to_string();
            }
            None if !united.contains(word) => united.push(word.clone()),
            _ => {}
        }
    }
    united
}

#[cfg(test)]
mod tests;
