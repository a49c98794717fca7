//! Knows which abbreviations and words of a language say something about the
//! ends of sentences.
//!
//! The knowledge is in `data/*.txt`, which a translator can read and add to: a
//! table of abbreviations with the place that each has, and groups of words. A
//! language without files gets an empty lexicon, and the rules then go by letters,
//! digits and punctuation alone.

use super::chars::is_transparent;
use crate::lang::{Apostrophe, Grammar, Lang};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// What is known of a language.
#[derive(Debug)]
struct Data {
    abbreviations: &'static str,
    words: &'static str,
}

const FRENCH: Data = Data {
    abbreviations: include_str!("data/fr.abbreviations.txt"),
    words: include_str!("data/fr.words.txt"),
};
const ENGLISH: Data = Data {
    abbreviations: include_str!("data/en.abbreviations.txt"),
    words: include_str!("data/en.words.txt"),
};

/// A class of abbreviations, or a group of words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Group {
    Title,
    BeforeName,
    Opening,
    Hour,
    NeverFinal,
    BeforeNumber,
    MayFinal,
    OftenFinal,
    Month,
    Unit,
    Starter,
    NameParticle,
    Speech,
    Label,
    Ordinal,
    Caption,
    MarkedName,
    Day,
    Clock,
    NameToo,
    BeforeTitle,
    Greeting,
    Farewell,
    Laugh,
    Speaker,
    Reason,
    SureStarter,
    Lettered,
    Person,
    Hanging,
}

/// The classes of abbreviations, as the second column of their table names them.
const CLASSES: [(&str, Group); 10] = [
    ("title", Group::Title),
    ("name", Group::BeforeName),
    ("opening", Group::Opening),
    ("hour", Group::Hour),
    ("more", Group::NeverFinal),
    ("number", Group::BeforeNumber),
    ("end", Group::OftenFinal),
    ("any", Group::MayFinal),
    ("month", Group::Month),
    ("unit", Group::Unit),
];

/// The groups of words, as their file names them in square brackets.
const GROUPS: [(&str, Group); 20] = [
    ("starters", Group::Starter),
    ("name-particles", Group::NameParticle),
    ("speech", Group::Speech),
    ("labels", Group::Label),
    ("ordinals", Group::Ordinal),
    ("captions", Group::Caption),
    ("marked-names", Group::MarkedName),
    ("days", Group::Day),
    ("clocks", Group::Clock),
    ("names-too", Group::NameToo),
    ("before-titles", Group::BeforeTitle),
    ("greetings", Group::Greeting),
    ("farewells", Group::Farewell),
    ("laughs", Group::Laugh),
    ("speakers", Group::Speaker),
    ("reasons", Group::Reason),
    ("sure-starters", Group::SureStarter),
    ("lettered", Group::Lettered),
    ("persons", Group::Person),
    ("hanging", Group::Hanging),
];

/// The groups that a word is in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Groups(u32);

impl Groups {
    /// Tells whether `group` is among them.
    pub(super) fn has(self, group: Group) -> bool {
        self.0 & (1 << group as u16) != 0
    }
}

/// The entries of a language.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    /// By the bytes of a word: those of a folded one need no second look.
    entries: FxHashMap<Box<[u8]>, Groups>,
    /// Whether an apostrophe closes an elided word, as in `l'art`.
    pub(super) elides: bool,
}

impl Lexicon {
    /// Returns the lexicon of a language, with the user's own abbreviations.
    pub(super) fn new(lang: &Lang, abbreviations: &[String]) -> Lexicon {
        let elides = lang.apostrophe() == Apostrophe::Elides;
        let mut lexicon = Lexicon { entries: FxHashMap::default(), elides };
        match lang.grammar() {
            Grammar::French => lexicon.load(&FRENCH),
            Grammar::English => lexicon.load(&ENGLISH),
            Grammar::Other => {}
        }
        for line in abbreviations {
            lexicon.add_line(line);
        }
        lexicon
    }

    /// Adds a line of the user's table. What has no class never ends a segment.
    fn add_line(&mut self, line: &str) {
        let (entry, classes) = columns(line);
        let mut classes = classes.peekable();
        if classes.peek().is_none() {
            self.add(entry, Group::NeverFinal);
        }
        for class in classes {
            self.add(entry, class);
        }
    }

    fn load(&mut self, data: &Data) {
        for line in lines(data.abbreviations) {
            let (entry, classes) = columns(line);
            for class in classes {
                self.add(entry, class);
            }
        }
        let mut group = None;
        for line in lines(data.words) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                group = GROUPS.iter().find(|known| known.0 == name).map(|known| known.1);
            } else if let Some(group) = group {
                self.add(line, group);
            }
        }
    }

    fn add(&mut self, entry: &str, group: Group) {
        let entry = entry.trim();
        let key = normalize(entry.strip_suffix('.').unwrap_or(entry));
        if !key.is_empty() {
            self.entries.entry(key.as_bytes().into()).or_default().0 |= 1 << group as u16;
        }
    }

    /// Returns the groups of a word, which stands without its final stop.
    ///
    /// An entry in lower case covers every case; an entry with a capital covers
    /// only itself.
    pub(super) fn groups(&self, word: &str) -> Groups {
        let exact = self.exact_groups(word);
        let mut buffer = [0; MAX_FOLDED_BYTES];
        let folded = match fold(word, &mut buffer) {
            Folded::Same => return exact,
            Folded::Ascii(folded) => self.entries.get(folded).copied().unwrap_or_default(),
            Folded::Other(folded) => self.exact_groups(&folded),
        };
        Groups(exact.0 | folded.0)
    }

    /// Returns the groups of a word that stands before a full stop.
    ///
    /// There one letter is never folded, for `S.` is an initial and `s.` a page, and
    /// capitals throughout only for what counts, for `ART. 5` is an article and
    /// `APT.` an acronym.
    pub(super) fn groups_of_abbreviation(&self, word: &str) -> Groups {
        let exact = self.exact_groups(word);
        if word.chars().nth(1).is_none() {
            return exact;
        }
        let folded = self.groups(word);
        if word.chars().any(char::is_lowercase) {
            return folded;
        }
        let counting = 1 << Group::BeforeNumber as u32 | 1 << Group::Month as u32;
        Groups(exact.0 | (folded.0 & counting))
    }

    /// Returns the groups of a word that stands before a full stop among capitals,
    /// which say nothing there: `MR. ROE` is `Mr. Roe`, `ACME INC.` is `Acme Inc.`
    pub(super) fn groups_in_capitals(&self, word: &str) -> Groups {
        let groups = self.groups_of_abbreviation(word);
        if word.chars().nth(1).is_none() || word.chars().any(char::is_lowercase) {
            return groups;
        }
        let mut letters = word.chars();
        let capitalized: String =
            letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect();
        Groups(groups.0 | self.groups(&capitalized).0)
    }

    fn exact_groups(&self, word: &str) -> Groups {
        self.entries.get(normalize(word).as_bytes()).copied().unwrap_or_default()
    }

    /// Tells whether a word is in a group.
    pub(super) fn has(&self, word: &str, group: Group) -> bool {
        self.groups(word).has(group)
    }
}

/// Returns the lines of a data file that say something.
fn lines(data: &str) -> impl Iterator<Item = &str> {
    data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Returns the abbreviation of a line of the table, and its classes.
fn columns(line: &str) -> (&str, impl Iterator<Item = Group>) {
    let (entry, classes) = line.split_once(COLUMN_GAP).unwrap_or((line, ""));
    let class = |name: &str| CLASSES.iter().find(|class| class.0 == name).map(|class| class.1);
    (entry, classes.split_whitespace().filter_map(class))
}

/// Returns the first class of a line of a table of abbreviations that is not one, with all
/// that are.
#[must_use]
pub fn unknown_class(line: &str) -> Option<(&str, String)> {
    let (_, classes) = line.split_once(COLUMN_GAP)?;
    let is_unknown = |name: &&str| CLASSES.iter().all(|class| class.0 != *name);
    let unknown = classes.split_whitespace().find(is_unknown)?;
    Some((unknown, CLASSES.map(|class| class.0).join(", ")))
}

/// What parts the columns of the table; one space may stand in an abbreviation.
const COLUMN_GAP: &str = "  ";

/// Longer words are folded on the heap.
const MAX_FOLDED_BYTES: usize = 32;

/// A word in lower case.
enum Folded<'a> {
    /// It has no capital.
    Same,
    /// A short one of plain letters, which is written as entries are.
    Ascii(&'a [u8]),
    Other(String),
}

/// Returns a word in lower case, if it has a capital.
fn fold<'a>(word: &str, buffer: &'a mut [u8; MAX_FOLDED_BYTES]) -> Folded<'a> {
    if !is_plain(word) || word.len() > MAX_FOLDED_BYTES {
        let has_capital = word.contains(char::is_uppercase);
        return if has_capital { Folded::Other(word.to_lowercase()) } else { Folded::Same };
    }
    if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Folded::Same;
    }
    let folded = &mut buffer[..word.len()];
    folded.copy_from_slice(word.as_bytes());
    folded.make_ascii_lowercase();
    Folded::Ascii(folded)
}

/// Tells whether a word is written as entries are, whatever it is.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii() && byte != 0)
}

/// Returns a word as entries are compared: composed accents, straight
/// apostrophes, nothing invisible.
pub(super) fn normalize(word: &str) -> Cow<'_, str> {
    if is_plain(word) {
        return Cow::Borrowed(word);
    }
    // What stands before the combining marks in Unicode is composed.
    let is_composed = |c: char| (c < '\u{300}' && !is_transparent(c)) || c == '’';
    if word.chars().all(is_composed) {
        let is_straight = !word.contains('’');
        return if is_straight {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.replace('’', "'"))
        };
    }
    let visible = word.chars().filter(|c| !is_transparent(*c));
    Cow::Owned(visible.map(|c| if c == '’' { '\'' } else { c }).nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn french() -> Lexicon {
        Lexicon::new(&Lang::FR, &["Trib.".to_owned()])
    }

    #[track_caller]
    fn check(word: &str, group: Group, expected: bool) {
        assert_eq!(expected, french().has(word, group), "{word}");
    }

    #[test]
    fn every_group_of_the_data_files_is_known_and_used() {
        for data in [FRENCH, ENGLISH] {
            let headers = data.words.lines().filter_map(|line| line.strip_prefix('['));
            let named: Vec<_> = headers.filter_map(|line| line.strip_suffix(']')).collect();
            let known: Vec<_> = GROUPS.iter().map(|group| group.0).collect();
            assert_eq!(known, named);
        }
    }

    #[test]
    fn every_abbreviation_has_classes_that_are_known() {
        for line in lines(FRENCH.abbreviations).chain(lines(ENGLISH.abbreviations)) {
            let classes = line.split_once(COLUMN_GAP).map_or("", |(_, classes)| classes);
            let n_named = classes.split_whitespace().count();
            assert!(n_named > 0 && n_named == columns(line).1.count(), "{line}");
        }
    }

    #[test]
    fn no_entry_stands_twice_in_a_group() {
        for data in [FRENCH, ENGLISH] {
            let mut seen = std::collections::HashSet::new();
            for line in lines(data.words) {
                if line.starts_with('[') {
                    seen.clear();
                }
                assert!(seen.insert(line), "{line}");
            }
            let mut seen = std::collections::HashSet::new();
            for line in lines(data.abbreviations) {
                assert!(seen.insert(columns(line).0), "{line}");
            }
        }
    }

    #[test]
    fn a_capital_in_an_entry_is_a_condition() {
        check("M", Group::Title, true);
        check("m", Group::Title, false);
        check("ART", Group::BeforeNumber, true);
    }

    #[test]
    fn accents_and_apostrophes_are_compared_composed_and_straight() {
        check("e\u{301}d", Group::NeverFinal, true);
        check("L’", Group::Starter, true);
    }

    #[test]
    fn the_users_table_may_name_classes() {
        let lines = ["Zab.".to_owned(), "zob.  name number".to_owned()];
        let lexicon = Lexicon::new(&Lang::FR, &lines);
        assert!(lexicon.has("Zab", Group::NeverFinal));
        assert!(lexicon.has("zob", Group::BeforeName) && lexicon.has("zob", Group::BeforeNumber));
        assert_eq!(Some("nom"), unknown_class("zob.  name nom").map(|(class, _)| class));
        assert_eq!(None, unknown_class("zob.  name"));
    }

    #[test]
    fn the_users_abbreviations_never_end_a_segment() {
        check("Trib", Group::NeverFinal, true);
    }
}
