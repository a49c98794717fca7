//! Finds names that the translation misspells: `Gallpu` for `Gallup`.
//!
//! A name that both languages write alike is one letter off where it faces a
//! word that no lexicon knows and that stands nowhere else in the bitext. Most
//! such words are not errors but spelled the English way (`Eltsine`, `Yeltsin`),
//! so that the bitext, the lexicon or the list of exonyms must know the name as
//! it ought to be, or the slip be one that no language makes.

use super::exonyms;
use super::finding::{Finding, Side};
use super::rules::Id;
use super::view::{View, Word};
use crate::bitext::Bitext;
use crate::notice::Severity;
use crate::text::words::fold_accents;
use rustc_hash::FxHashMap;

/// Shorter names are one letter off by chance (`Iran`, `Irak`).
const MIN_LEN: usize = 5;

/// In how many pairs each side has a word with a capital, by its form without accents.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings(FxHashMap<String, (u32, u32)>);

impl Spellings {
    /// Counts the words with a capital.
    pub(super) fn of(bitext: &Bitext) -> Spellings {
        let mut spellings = Spellings::default();
        for pair in &bitext.pairs {
            for (text, is_src) in [(&pair.src, true), (&pair.tgt, false)] {
                for name in names(text) {
                    let count = spellings.0.entry(name).or_default();
                    *(if is_src { &mut count.0 } else { &mut count.1 }) += 1;
                }
            }
        }
        spellings
    }

    fn count(&self, name: &str) -> (u32, u32) {
        self.0.get(name).copied().unwrap_or_default()
    }
}

/// Returns the different words with a capital of a text, in lower case without accents.
fn names(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let is_name =
        |word: &&str| word.starts_with(char::is_uppercase) && word.chars().count() >= MIN_LEN;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(is_name) {
        let name = fold_accents(&word.to_lowercase());
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Reports names that are one letter off.
pub(super) fn find(view: &View, spellings: &Spellings, findings: &mut Vec<Finding>) {
    let fold = |word: &Word| fold_accents(&word.form);
    let is_name = |word: &&Word| word.is_capital && word.form.chars().count() >= MIN_LEN;
    let src: Vec<(&Word, String)> =
        view.src.words.iter().filter(is_name).map(|word| (word, fold(word))).collect();
    let tgt: Vec<String> = view.tgt.words.iter().map(fold).collect();
    for word in view.tgt.words.iter().filter(is_name) {
        let form = fold(word);
        let is_new = word.position.is_none()
            && spellings.count(&form).0 == 0
            && spellings.count(&form).1 <= 1;
        if !is_new || view.src.words.iter().any(|other| fold(other) == form) {
            continue;
        }
        for (name, known) in src.iter().filter(|(_, known)| !tgt.contains(known)) {
            let Some(right) = expected(name, known, &form, &tgt, spellings) else { continue };
            let written = &view.src.text[name.span.clone()];
            let message =
                format!("`{}` seems to be `{right}` misspelled", &view.tgt.text[word.span.clone()]);
            let finding = Finding::new(Id::Name, Side::Tgt, word.span.clone(), message);
            let suggestion = if right == *known { written.to_owned() } else { capital(&right) };
            findings.push(
                finding
                    .facing(name.span.clone())
                    .suggest(suggestion)
                    .of_severity(Severity::Warning),
            );
            break;
        }
    }
}

/// Returns the form that a misspelled one ought to have, if that is sure.
fn expected(
    name: &Word,
    known: &str,
    form: &str,
    tgt: &[String],
    spellings: &Spellings,
) -> Option<String> {
    // `Californian` is a word of its own.
    let is_slip = |other: &str| slip(other, form).is_some_and(|slip| slip.is_plain());
    let exonym = exonyms::others(known)
        .iter()
        .filter(|_| !exonyms::agree(known, form))
        .find(|other| other.chars().count() >= MIN_LEN && is_slip(other));
    if let Some(exonym) = exonym.filter(|exonym| !tgt.contains(exonym)) {
        return Some(exonym.clone());
    }
    let slip = slip(known, form)?;
    let is_known = spellings.count(known).1 > 0 || name.is_kept == Some(true);
    let is_unknown = name.position.is_none();
    let is_sure = is_known && slip.is_plain() || is_unknown && slip.is_odd();
    is_sure.then(|| known.to_owned())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// How one word differs from another in one letter.
#[derive(Debug, Eq, PartialEq)]
enum Slip {
    /// Two neighbors changed places; which, and whether at the end.
    Swap { letters: (char, char), is_last: bool },
    /// One letter became another.
    Other { from: char, to: char, is_last: bool },
    /// One letter is left out or put in; whether it doubles its neighbor or ends the word.
    Count { letter: char, is_double: bool, is_last: bool },
}

impl Slip {
    /// Tells whether it is not a plural, an accent or another spelling of the same
    /// sound (`Corée`, `Korea`; `Sergej`, `Sergey`).
    fn is_plain(&self) -> bool {
        const SOUNDS: [&str; 4] = ["ck", "ijy", "sz", "vw"];
        match self {
            Slip::Swap { letters, .. } => !is_of_metre(*letters),
            Slip::Other { from, to, is_last } => {
                let is_same = |sound: &&str| sound.contains(*from) && sound.contains(*to);
                !is_last && !SOUNDS.iter().any(is_same)
            }
            Slip::Count { letter, is_last, .. } => !is_last && !"hyz".contains(*letter),
        }
    }

    /// Tells whether no transliteration does it, nor a common root: `Mohamed`,
    /// `Alexandre`, `Yeltsin`, `Faucon` and `Falcon`, `Décimètres` and `Decimeters` are no
    /// slips.
    fn is_odd(&self) -> bool {
        const SOFT: &str = "aeiouyhwjknst";
        match self {
            Slip::Swap { letters, is_last } => !is_last && !is_of_metre(*letters),
            Slip::Other { from, to, is_last } => {
                let is_vowel = |c: &char| "aeiouy".contains(*c);
                let is_of_a_root = [('u', 'l'), ('e', 's'), ('i', 'l')]
                    .iter()
                    .any(|(a, b)| (a, b) == (from, to) || (a, b) == (to, from));
                !is_last
                    && is_vowel(from) != is_vowel(to)
                    && !"jyw".contains([*from, *to])
                    && !is_of_a_root
            }
            Slip::Count { letter, is_double, is_last } => {
                !is_last && !is_double && !SOFT.contains(*letter)
            }
        }
    }
}

/// Tells whether two letters are those that French `mètre` and English `meter` swap.
fn is_of_metre(letters: (char, char)) -> bool {
    matches!(letters, ('r', 'e') | ('e', 'r'))
}

/// Returns how `written` differs from `right`, if it does so in one letter.
fn slip(right: &str, written: &str) -> Option<Slip> {
    let (right, written): (Vec<char>, Vec<char>) =
        (right.chars().collect(), written.chars().collect());
    let n_same = right.iter().zip(&written).take_while(|(a, b)| a == b).count();
    let (from, to) = (&right[n_same..], &written[n_same..]);
    let (long, short) = if from.len() > to.len() { (from, to) } else { (to, from) };
    match (long, short) {
        ([first, second, tail @ ..], [new_first, new_second, new_tail @ ..])
            if (first, second, tail) == (new_second, new_first, new_tail) =>
        {
            Some(Slip::Swap { letters: (from[0], from[1]), is_last: tail.is_empty() })
        }
        ([_, tail @ ..], [_, new_tail @ ..]) if tail == new_tail => {
            Some(Slip::Other { from: from[0], to: to[0], is_last: tail.is_empty() })
        }
        ([letter, tail @ ..], rest) if tail == rest => {
            let is_double = n_same > 0 && right[n_same - 1] == *letter;
            Some(Slip::Count { letter: *letter, is_double, is_last: tail.is_empty() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_is_a_slip_and_more_are_none() {
        let swap = Slip::Swap { letters: ('u', 'p'), is_last: true };
        assert_eq!(Some(swap), slip("gallup", "gallpu"));
        assert!(slip("budapest", "budapost").is_some());
        assert!(slip("lamperth", "lampert").is_some());
        assert!(slip("lamperth", "xlamperth").is_some());
        assert_eq!(None, slip("merkel", "johnson"));
        assert_eq!(None, slip("merkel", "merkel"));
    }

    #[test]
    fn transliterations_are_not_odd() {
        for (french, english) in [
            ("mohamed", "mohammed"),
            ("alexandre", "alexander"),
            ("murcie", "murcia"),
            ("medvedev", "medwedev"),
            ("youssouf", "youssuf"),
            ("faucon", "falcon"),
            ("decimetres", "decimeters"),
        ] {
            assert!(!slip(french, english).is_some_and(|slip| slip.is_odd()), "{french} {english}");
        }
    }
}
