//! Finds acronyms that became other ones, that nothing stands for, or that stayed French.
//!
//! `src/check/data/acronyms.txt` gives the English forms of French acronyms, and
//! `expansions.txt` the words that may stand for one on the other side. Of the many that
//! no list has, most are kept or turned around (`OTAN`, `NATO`: what opens in French
//! closes in English), and what a bitext does more than once is taken to be its way.
//!
//! It leaves alone acronyms that are spelled out, words in capitals, texts that shout, and
//! what English names in passing (`the US dollar`).

use super::{Id, Rule};
use crate::bitext::Bitext;
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::likeness::{is_acronym, is_shouted, likeness};
use crate::check::view::{SideView, Word};
use crate::notice::Severity;
use crate::text::language::is_function_word;
use crate::text::words::fold_accents;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

pub(super) const RULE: Rule = Rule {
    id: "acronym",
    severity: Severity::Warning,
    mqm: "terminology",
    about: "an acronym became another one, or stayed French",
    about_fr: "un sigle est devenu un autre, ou est resté français",
    cases: include_str!("acronym.cases"),
    source: include_str!("acronym.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// Acronyms that agree in more than this share of their letters are two versions
/// of one.
const ALIKE: f64 = 0.5;

/// What English names in passing where French has no word (`the US dollar`, `an EU
/// member`). By hand on News Commentary.
const IN_PASSING: [&str; 14] =
    ["US", "USA", "EU", "UN", "UK", "NATO", "TV", "IT", "PM", "MP", "EC", "GNP", "MEP", "MEPs"];

/// What both languages call the same, so that it stands for nothing else.
const KEPT: [&str; 8] = ["BBC", "NASA", "UNESCO", "OPEC", "UNICEF", "CNN", "CIA", "FBI"];

/// What a bitext does so often is its way. By hand.
const HABIT: u32 = 2;

type Table = FxHashMap<&'static str, Vec<&'static str>>;

fn table(data: &'static str) -> Table {
    let lines = data.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut fields = line.split_whitespace();
        Some((fields.next()?, fields.collect()))
    };
    lines.filter_map(row).collect()
}

static FORMS: LazyLock<Table> = LazyLock::new(|| table(include_str!("../data/acronyms.txt")));
static EXPANSIONS: LazyLock<Table> =
    LazyLock::new(|| table(include_str!("../data/expansions.txt")));

/// Returns the English forms of a French acronym; none if the list lacks it.
fn english(french: &str) -> &'static [&'static str] {
    FORMS.get(french).map_or(&[], Vec::as_slice)
}

/// How often an acronym of the source faces one of the translation in a bitext,
/// by their letters.
#[derive(Clone, Debug, Default)]
pub(in crate::check) struct Habits(FxHashMap<(String, String), u32>);

impl Habits {
    /// Counts in how many pairs two unlike acronyms stand alone on their sides.
    pub(in crate::check) fn of(bitext: &Bitext) -> Habits {
        let mut habits = Habits::default();
        for pair in &bitext.pairs {
            let (src, tgt) = (written(&pair.src), written(&pair.tgt));
            for from in src.iter().filter(|from| tgt.contains(from)) {
                *habits.0.entry((from.clone(), from.clone())).or_default() += 1;
            }
            for from in src.iter().filter(|from| !tgt.contains(from)) {
                for to in tgt.iter().filter(|to| !src.contains(to)) {
                    *habits.0.entry((from.clone(), to.clone())).or_default() += 1;
                }
            }
        }
        habits
    }

    fn has(&self, from: &str, to: &str) -> bool {
        let n = |to: &str| self.0.get(&(from.to_owned(), to.to_owned())).copied().unwrap_or(0);
        n(to) >= HABIT && n(to) > n(from)
    }
}

/// Returns the different acronyms of a text.
fn written(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| is_acronym(word)) {
        let word = word.trim_end_matches('s').to_owned();
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// An acronym of a side.
struct Acronym<'v> {
    word: &'v Word,
    /// Without the `s` of a plural.
    letters: &'v str,
}

fn acronyms<'v>(side: &'v SideView) -> Vec<Acronym<'v>> {
    let acronym = |word: &'v Word| {
        let written = &side.text[word.span.clone()];
        let letters = written.trim_end_matches('s');
        // A long word that the lexicon translates is written loud: `IRLANDE`.
        let is_loud = word.position.is_some()
            && word.is_kept == Some(false)
            && (letters.len() > 4 || is_among_loud_words(side, word));
        // `n'a PAS été émise`
        let is_stressed = is_function_word(&word.form, side.lang)
            && english(letters).is_empty()
            && !is_english(letters);
        (is_acronym(written) && !is_loud && !is_stressed).then_some(Acronym { word, letters })
    };
    side.words.iter().filter_map(acronym).collect()
}

/// Tells whether a neighbor of a word is written loud too: `LE MOMENT VENU`.
fn is_among_loud_words(side: &SideView, word: &Word) -> bool {
    let is_loud =
        |neighbor: &&str| neighbor.chars().count() > 1 && neighbor.chars().all(char::is_uppercase);
    let before = side.text[..word.span.start].split_whitespace().next_back();
    let after = side.text[word.span.end..].split_whitespace().next();
    before.iter().chain(&after).any(is_loud)
}

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (view, habits) = (context.view, &context.facts.habits);
    if !view.goes("fr", "en") || is_shouted(&view.src) || is_shouted(&view.tgt) {
        return;
    }
    let (src, tgt) = (acronyms(&view.src), acronyms(&view.tgt));
    let agrees = |from: &Acronym, to: &Acronym| agree(from.letters, to.letters);
    let missing: Vec<&Acronym> = src
        .iter()
        .filter(|from| !tgt.iter().any(|to| agrees(from, to)))
        .filter(|from| !is_spelled_out(from.letters, &view.tgt))
        .collect();
    let extra: Vec<&Acronym> = tgt
        .iter()
        .filter(|to| !src.iter().any(|from| agrees(from, to)))
        .filter(|to| !is_spelled_out(to.letters, &view.src))
        .collect();
    for (from, to) in missing.iter().zip(&extra) {
        let finding = became(from, to, habits);
        // `Fonds européen d'ajustement à la mondialisation (FEM)`, `… Fund (EGF)`.
        let are_defined =
            has_initials(from.letters, &view.src) && has_initials(to.letters, &view.tgt);
        findings.push(if are_defined { finding.of_severity(Severity::Info) } else { finding });
    }
    findings.extend(extra.iter().skip(missing.len()).map(|to| unfounded(to)));
    findings.extend(missing.iter().skip(extra.len()).map(|from| lost(from)));
    findings.extend(tgt.iter().filter_map(|to| left(&src, to)));
}

fn became(from: &Acronym, to: &Acronym, habits: &Habits) -> Finding {
    let (src, tgt) = (from.letters, to.letters);
    let message = format!("the acronym `{src}` became `{tgt}`");
    let is_known = !english(src).is_empty();
    // Of two that no list has one may well be the other in its language (`AINS`, `NSAID`).
    let is_other = src.len() > 2
        && tgt.len() > 2
        && (is_english(tgt) && likeness(&fold_accents(src), tgt) <= ALIKE
            || has_swap(&fold_accents(src), tgt)
            || has_other_letter(&fold_accents(src), tgt));
    let is_sure = is_known || is_other && !habits.has(src, tgt);
    let severity = if is_sure { Severity::Warning } else { Severity::Info };
    let finding = Finding::new(Id::Acronym, Side::Tgt, to.word.span.clone(), message);
    let finding = finding.facing(from.word.span.clone()).of_severity(severity);
    finding.suggest(english(src).join(", "))
}

/// An acronym whose words both languages know is an error where none of them
/// stands; one that no list has may be short for anything.
fn unfounded(to: &Acronym) -> Finding {
    let message = format!("nothing in the source stands for the acronym `{}`", to.letters);
    let is_sure = EXPANSIONS.contains_key(to.letters) && !IN_PASSING.contains(&to.letters);
    let severity = if is_sure { Severity::Warning } else { Severity::Info };
    Finding::new(Id::Acronym, Side::Tgt, to.word.span.clone(), message).of_severity(severity)
}

fn lost(from: &Acronym) -> Finding {
    let message = format!("the acronym `{}` has no counterpart", from.letters);
    let finding = Finding::new(Id::Acronym, Side::Src, from.word.span.clone(), message);
    finding.of_severity(Severity::Info)
}

/// Reports an acronym that has an English form and stands in its French one.
fn left(src: &[Acronym], to: &Acronym) -> Option<Finding> {
    let from = src.iter().find(|from| from.letters == to.letters)?;
    let expected = english(from.letters);
    if expected.is_empty() || expected.contains(&from.letters) {
        return None;
    }
    let message = format!("the acronym `{}` is French", to.letters);
    let finding = Finding::new(Id::Acronym, Side::Tgt, to.word.span.clone(), message);
    let finding = finding.facing(from.word.span.clone()).suggest(expected.join(", "));
    Some(finding.of_severity(Severity::Info))
}

/// Tells whether an English acronym is known, so that its French one is too.
fn is_english(acronym: &str) -> bool {
    FORMS.values().flatten().any(|form| *form == acronym)
        || EXPANSIONS.contains_key(acronym)
        || KEPT.contains(&acronym)
}

/// Tells whether two neighbors changed places (`SNCF`, `SCNF`); more than two do so
/// from one language to the other (`SARM`, `MRSA`).
fn has_swap(src: &str, tgt: &str) -> bool {
    let (src, tgt): (Vec<char>, Vec<char>) = (src.chars().collect(), tgt.chars().collect());
    let differ: Vec<usize> =
        (0..src.len().min(tgt.len())).filter(|at| src[*at] != tgt[*at]).collect();
    src.len() == tgt.len()
        && matches!(differ[..], [a, b] if b == a + 1 && src[a] == tgt[b] && src[b] == tgt[a])
}

/// Tells whether one letter became another one.
fn has_other_letter(src: &str, tgt: &str) -> bool {
    src.chars().count() == tgt.chars().count()
        && src.chars().zip(tgt.chars()).filter(|(a, b)| a != b).count() == 1
}

fn sorted(letters: &str) -> Vec<char> {
    let mut letters: Vec<char> = fold_accents(letters).chars().collect();
    letters.sort_unstable();
    letters
}

/// Tells whether an acronym of one side can be that of the other: one that the
/// list gives or, if the list has none, the same or the same turned around.
fn agree(french: &str, other: &str) -> bool {
    let forms = english(french);
    let (french, other) = (&*fold_accents(french), &*fold_accents(other));
    let is_turned = || {
        // The head noun opens in French and closes in English.
        french.chars().next() == other.chars().next_back() && sorted(french) == sorted(other)
    };
    french == other
        || forms.iter().any(|form| form.eq_ignore_ascii_case(other))
        || forms.is_empty() && french.len() > 1 && is_turned()
}

/// Tells whether a side says an acronym of the other in words: words that the
/// list gives, or some that start with its letters, in any order.
fn is_spelled_out(acronym: &str, side: &SideView) -> bool {
    let lower = acronym.to_lowercase();
    let has_word = |form: &str| side.words.iter().any(|word| word.form == form);
    if has_word(&lower) || english(acronym).iter().any(|form| has_word(&form.to_lowercase())) {
        return true;
    }
    if let Some(expansions) = EXPANSIONS.get(acronym) {
        let starts = |start: &&str| {
            side.words.iter().any(|word| fold_accents(&word.form).starts_with(*start))
        };
        if expansions.iter().any(starts) {
            return true;
        }
    }
    has_initials(acronym, side)
}

/// Tells whether words in a row start with the letters of an acronym, in any order.
fn has_initials(acronym: &str, side: &SideView) -> bool {
    let lower = acronym.to_lowercase();
    if lower.chars().count() < 3 {
        return false;
    }
    let content = side.words.iter().filter(|word| word.is_content);
    let initials: Vec<char> = content.filter_map(|word| word.form.chars().next()).collect();
    let wanted = sorted(&lower);
    initials.windows(wanted.len()).any(|window| {
        let mut window = window.to_vec();
        window.sort_unstable();
        window == wanted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_agree_by_the_list_or_turned_around() {
        for (french, other) in [("ONU", "UN"), ("OTAN", "NATO"), ("BBC", "BBC"), ("CNM", "NMC")] {
            assert!(agree(french, other), "{french} {other}");
        }
        for (french, other) in [("OTAN", "NTAO"), ("ONU", "IMF"), ("SNCF", "SCNF"), ("UE", "US")] {
            assert!(!agree(french, other), "{french} {other}");
        }
    }

    #[test]
    fn every_acronym_has_a_form_and_every_expansion_a_word() {
        for (name, words) in FORMS.iter().chain(EXPANSIONS.iter()) {
            assert!(!words.is_empty(), "{name}");
        }
        for start in EXPANSIONS.values().flatten() {
            assert_eq!(*start, fold_accents(start), "without accents, in lower case");
        }
    }
}
