//! Finds the spaces of the other language: French ones in English, none in French.
//!
//! French has a space before `; : ! ?` and inside `« »`, at which a line must not break;
//! English has none. Each is carried over by habit.
//!
//! It leaves alone spaces before commas and periods that the source has too, marks inside
//! code, and marks between characters (`10 : 30`). A French text
//! that writes hardly any of them, as in Canada, is let be; a space at which a line may
//! break, and none before `%`, get a note.

use super::{Id, Rule};
use crate::bitext::Bitext;
use crate::check::context::Context;
use crate::check::entities::entities;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::View;
use crate::notice::Severity;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "punctuation.space",
    severity: Severity::Warning,
    mqm: "locale-convention",
    about: "a space of the other language before a mark or inside quotation marks",
    about_fr: "une espace de l’autre langue avant un signe ou dans des guillemets",
    cases: include_str!("punctuation_space.cases"),
    source: include_str!("punctuation_space.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    match context.view.tgt.lang.tag() {
        "en" => find_in_english(context.view, findings),
        "fr" if !context.facts.spacing.is_tight() => findings.extend(find_in_french(context.view)),
        _ => {}
    }
}

/// Returns the worst that a French translation does with its spaces; the first of it.
fn find_in_french(view: &View) -> Option<Finding> {
    let text = view.tgt.text;
    let entities = entities(text);
    let is_of_entity = |at: usize| entities.iter().any(|entity| entity.span.contains(&at));
    let all: Vec<Finding> = text
        .char_indices()
        .filter(|(at, _)| !is_of_entity(*at))
        .filter(|(at, mark)| !is_of_code(text, view.src.text, *at, *mark))
        .filter_map(|(at, mark)| in_french(text, at, mark))
        .collect();
    let worst = all.iter().map(|finding| finding.severity).max()?;
    all.into_iter().find(|finding| finding.severity == worst)
}

/// Tells whether a mark ends a piece of code or a name that the source has too:
/// `query("x");`, `Content-Length:`, `:memory:`, `Eqonomize!`.
fn is_of_code(text: &str, src: &str, at: usize, mark: char) -> bool {
    let start = text[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8));
    let token = &text[start..at + mark.len_utf8()];
    let stem = text[start..at].trim_start_matches(['(', '«', '"', '[']);
    // `Type: x` is a word of French, whatever the English.
    let is_word = stem.chars().all(char::is_alphabetic);
    match mark {
        '«' | '»' | '%' => false,
        ':' => !is_word && stem.len() > 1 && src.contains(stem),
        _ => stem.len() > 1 && src.contains(token) && (mark == '!' || !is_word),
    }
}

/// Looks at the space that a mark of a French text has, or has not.
fn in_french(text: &str, at: usize, mark: char) -> Option<Finding> {
    let (before, after) = (&text[..at], &text[at + mark.len_utf8()..]);
    let last = before.chars().next_back();
    let end = at + mark.len_utf8();
    let finding = |span: Range<usize>, message: String, right: String, severity: Severity| {
        let finding = Finding::new(Id::PunctuationSpace, Side::Tgt, span, message);
        Some(finding.replace_with(right).of_severity(severity))
    };
    if mark == '«' {
        let is_tight = after.starts_with(|c: char| !is_space(c) && c != '&');
        let message = "no space after `«`".to_owned();
        return is_tight
            .then(|| finding(at..end, message, "«\u{a0}".to_owned(), Severity::Warning))
            .flatten();
    }
    let space = match mark {
        ';' | '!' | '?' => '\u{202f}',
        ':' | '»' | '%' => '\u{a0}',
        _ => return None,
    };
    let ends_word =
        after.chars().next().is_none_or(|c| c.is_whitespace() || "»\")!?.,".contains(c));
    let is_sign = match mark {
        '%' => last.is_some_and(|c| c.is_ascii_digit()),
        ':' => ends_word && last.is_some_and(|c| c.is_alphanumeric() || "»)\"".contains(c)),
        '»' => last.is_some_and(|c| !is_space(c)) && !before.ends_with("nbsp;"),
        _ => ends_word && last.is_some_and(|c| c.is_alphanumeric() || "»)\"".contains(c)),
    };
    let right = format!("{space}{mark}");
    if is_sign {
        let severity = if mark == '%' { Severity::Info } else { Severity::Warning };
        return finding(at..end, format!("no space before `{mark}`"), right, severity);
    }
    let is_breaking = last == Some(' ') && (ends_word || mark == '%');
    let message = format!("a space before `{mark}` at which a line may break");
    is_breaking.then(|| finding(at - 1..end, message, right, Severity::Info)).flatten()
}

/// Tells whether a character is a space, or shows one (`⋅`).
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '⋅'
}

/// How a bitext spaces its French marks.
#[derive(Clone, Debug, Default)]
pub(in crate::check) struct Spacing {
    n_spaced: usize,
    n_tight: usize,
}

/// A bitext with so many marks without a space, and twice as many as with one, writes
/// them so on purpose, as in Canada. By hand.
const MIN_TIGHT: usize = 5;

impl Spacing {
    /// Counts the marks of a bitext's French translations.
    pub(in crate::check) fn of(bitext: &Bitext) -> Spacing {
        let mut spacing = Spacing::default();
        if bitext.langs.tgt.tag() != "fr" {
            return spacing;
        }
        for pair in &bitext.pairs {
            for (at, _) in pair.tgt.match_indices([';', '!', '?']) {
                match pair.tgt[..at].chars().next_back() {
                    Some(c) if c.is_whitespace() => spacing.n_spaced += 1,
                    Some(c) if c.is_alphabetic() => spacing.n_tight += 1,
                    _ => {}
                }
            }
        }
        spacing
    }

    fn is_tight(&self) -> bool {
        self.n_tight >= MIN_TIGHT && self.n_tight > 2 * self.n_spaced
    }
}

fn find_in_english(view: &View, findings: &mut Vec<Finding>) {
    let text = view.tgt.text;
    for (at, c) in text.char_indices() {
        let before = &text[..at];
        let space = before.chars().next_back().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
        let Some(space) = space else { continue };
        let word_before = before.trim_end().chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[at + c.len_utf8()..].chars().next();
        let is_single = after.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”'));
        // What the source does too is how the texts were made, not how they translate.
        let is_shared = matches!(c, ',' | '.') && view.src.text.contains(&format!(" {c}"));
        let is_mark = !is_shared
            && matches!(c, ';' | '!' | '?' | ':' | ',' | '.')
            && is_single
            && word_before;
        if is_mark {
            let span = at - space.len_utf8()..at + c.len_utf8();
            let finding = Finding::new(
                Id::PunctuationSpace,
                Side::Tgt,
                span,
                format!("a space before `{c}`"),
            );
            let severity = if matches!(c, ',' | '.') { Severity::Info } else { Severity::Warning };
            findings.push(finding.replace_with(c).of_severity(severity));
            return;
        }
    }
    if let Some(at) = text.find('«').filter(|_| view.src.text.contains('«')) {
        let finding = Finding::new(
            Id::PunctuationSpace,
            Side::Tgt,
            at..at + '«'.len_utf8(),
            "French quotation marks",
        );
        findings.push(finding.suggest("“ ”").of_severity(Severity::Info));
    }
}
