//! Finds ISBN and IBAN whose check digits do not fit.
//!
//! Both end or begin with digits that a slip of one digit, or two that changed places,
//! makes wrong: nobody can order that book or pay into that account.
//!
//! It leaves alone numbers without `ISBN` or `IBAN` before them, and what is right. What
//! the source has wrong too gets a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "checksum",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "the check digits of an ISBN or IBAN do not fit",
    about_fr: "la clé d’un ISBN ou d’un IBAN n’est pas la bonne",
    cases: include_str!("checksum.cases"),
    source: include_str!("checksum.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src, tgt) = (context.view.src.text, context.view.tgt.text);
    for (kind, is_right) in KINDS {
        for span in numbers(tgt, kind) {
            let written = &tgt[span.clone()];
            let signs = signs_in(written);
            // `IBAN GB82 … 32 BIC …`: what follows is no part of it.
            let mut ends = written.match_indices(' ').map(|(at, _)| &written[..at]);
            if is_right(&signs) || ends.any(|head| is_right(&signs_in(head))) {
                continue;
            }
            let is_of_source = signs_of(src, kind).contains(&signs);
            let severity = if is_of_source { Severity::Info } else { Severity::Warning };
            let message = format!("the check digits of the {kind} `{written}` do not fit");
            let finding = Finding::new(Id::Checksum, Side::Tgt, span, message);
            findings.push(finding.of_severity(severity));
        }
    }
}

type Kind = (&'static str, fn(&str) -> bool);

const KINDS: [Kind; 2] = [("ISBN", is_isbn), ("IBAN", is_iban)];

fn signs_of(text: &str, kind: &str) -> Vec<String> {
    numbers(text, kind).into_iter().map(|span| signs_in(&text[span])).collect()
}

/// Returns a number without the marks and spaces in it.
fn signs_in(written: &str) -> String {
    written.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Returns the places of the numbers that stand after their name.
fn numbers(text: &str, kind: &str) -> Vec<Range<usize>> {
    text.match_indices(kind).filter_map(|(at, _)| number(text, kind, at + kind.len())).collect()
}

fn number(text: &str, kind: &str, after: usize) -> Option<Range<usize>> {
    let rest = &text[after..];
    // `ISBN-13: 978…`, `ISBN (10) : …`
    let rest = ["-13", "-10", " (13)", " (10)"]
        .iter()
        .find_map(|size| rest.strip_prefix(size))
        .unwrap_or(rest);
    let start = text.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':').len();
    let is_sign = |c: char| match kind {
        "ISBN" => c.is_ascii_digit() || c == 'X',
        _ => c.is_ascii_uppercase() || c.is_ascii_digit(),
    };
    let is_of_number = |c: char| is_sign(c) || matches!(c, '-' | ' ' | '\u{a0}' | '\u{202f}');
    let end = text[start..].find(|c| !is_of_number(c)).map_or(text.len(), |at| start + at);
    let written = text[start..end].trim_end_matches(|c| !is_sign(c));
    let n_signs = written.chars().filter(|c| is_sign(*c)).count();
    let is_long = match kind {
        "ISBN" => n_signs == 10 || n_signs == 13,
        _ => (15..=34).contains(&n_signs),
    };
    is_long.then(|| start..start + written.len())
}

/// ISO 2108: weights 10 to 1 modulo 11, or 1 and 3 modulo 10.
fn is_isbn(signs: &str) -> bool {
    let digit = |(at, c): (usize, char)| match c {
        'X' => (at == 9).then_some(10),
        c => c.to_digit(10),
    };
    let Some(digits) = signs.chars().enumerate().map(digit).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    if digits.len() == 10 {
        return (1..=10).rev().zip(&digits).map(|(weight, digit)| weight * digit).sum::<u32>() % 11
            == 0;
    }
    [1, 3].iter().cycle().zip(&digits).map(|(weight, digit)| weight * digit).sum::<u32>() % 10 == 0
}

/// ISO 13616: the first four signs at the end, letters as 10 to 35, modulo 97 is 1.
fn is_iban(signs: &str) -> bool {
    let (head, rest) = signs.split_at(signs.len().min(4));
    let modulo = |sum: u32, c: char| {
        let value = c.to_digit(36)?;
        let shift = if value > 9 { 100 } else { 10 };
        Some((sum * shift + value) % 97)
    };
    rest.chars().chain(head.chars()).try_fold(0, modulo) == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_reckoned_by_the_standards() {
        for right in ["9782070360024", "2070360024", "080442957X"] {
            assert!(is_isbn(right), "{right}");
        }
        assert!(!is_isbn("9782070360042") && !is_isbn("2070360025") && !is_isbn("X804429570"));
        assert!(is_iban("FR1420041010050500013M02606") && is_iban("GB82WEST12345698765432"));
        assert!(!is_iban("GB82WEST12345698765423"));
    }
}
