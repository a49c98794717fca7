//! Languages: their tags, their names, and how their words meet an apostrophe.
//!
//! Everything that the rest of the crate must know of a language without
//! holding its data (abbreviations, lexicon) stands here, as a table. A
//! language that is not in the table works too, with the neutral choices.

use std::borrow::Cow;
use std::fmt;

/// A language, by its two- or three-letter tag (`fr`).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Lang(Cow<'static, str>);

/// The language of the source and that of the translation.
///
/// ```
/// use enregard::lang::{Lang, LangPair};
///
/// assert_eq!("fr-en", LangPair::FR_EN.to_string());
/// assert_eq!(LangPair::new(Lang::EN, Lang::FR), LangPair::FR_EN.reversed());
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct LangPair {
    /// The language of the source.
    pub src: Lang,
    /// The language of the translation.
    pub tgt: Lang,
}

/// What an apostrophe inside a word does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Apostrophe {
    /// It closes an elided word: `l'homme` is `l'` and `homme`.
    Elides,
    /// It opens a clitic: `dog's` is `dog` and `'s`.
    OpensClitic,
    /// It is a letter like any other.
    Joins,
}

/// What is known of how a language is written: the data and the rules of its own
/// that every module holds for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Grammar {
    /// French.
    French,
    /// English.
    English,
    /// A language of which no module knows more than its letters and digits.
    Other,
}

struct Known {
    tag: &'static str,
    /// Other tags and names, lower-case, as headers of tables use them.
    names: &'static [&'static str],
    apostrophe: Apostrophe,
}

/// The languages we know something of. Names are in English, in French and in
/// the language itself, with ISO 639-2 tags.
const KNOWN: &[Known] = &[
    known("fr", &["fra", "fre", "french", "français", "francais"], Apostrophe::Elides),
    known("en", &["eng", "english", "anglais"], Apostrophe::OpensClitic),
    known("de", &["deu", "ger", "german", "allemand", "deutsch"], Apostrophe::Joins),
    known("es", &["spa", "spanish", "espagnol", "español", "castellano"], Apostrophe::Joins),
    known("it", &["ita", "italian", "italien", "italiano"], Apostrophe::Elides),
    known("pt", &["por", "portuguese", "portugais", "português"], Apostrophe::Joins),
    known("ca", &["cat", "catalan", "català"], Apostrophe::Elides),
    known("nl", &["nld", "dut", "dutch", "néerlandais", "nederlands"], Apostrophe::Joins),
    known("el", &["ell", "gre", "greek", "grec", "ελληνικά"], Apostrophe::Joins),
    known("pl", &["pol", "polish", "polonais", "polski"], Apostrophe::Joins),
    known("ru", &["rus", "russian", "russe", "русский"], Apostrophe::Joins),
];

const fn known(tag: &'static str, names: &'static [&'static str], apostrophe: Apostrophe) -> Known {
    Known { tag, names, apostrophe }
}

impl LangPair {
    /// French to English.
    pub const FR_EN: LangPair = LangPair { src: Lang::FR, tgt: Lang::EN };

    /// Returns the pair of two languages.
    #[must_use]
    pub fn new(src: Lang, tgt: Lang) -> LangPair {
        LangPair { src, tgt }
    }

    /// Returns the pair in the other direction.
    #[must_use]
    pub fn reversed(self) -> LangPair {
        LangPair { src: self.tgt, tgt: self.src }
    }

    /// Returns the two tags, the source's first.
    #[must_use]
    pub fn tags(&self) -> (&str, &str) {
        (self.src.tag(), self.tgt.tag())
    }
}

impl fmt::Display for LangPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.src, self.tgt)
    }
}

impl Lang {
    /// French.
    pub const FR: Lang = Lang(Cow::Borrowed("fr"));
    /// English.
    pub const EN: Lang = Lang(Cow::Borrowed("en"));

    /// Returns the language that a tag or a name means (`fr`, `fr-CA`, `FRA`,
    /// `français`), or `None` if the string is neither a known name nor shaped
    /// like a tag.
    #[must_use]
    pub fn parse(text: &str) -> Option<Lang> {
        let lower = text.trim().to_lowercase();
        let primary = lower.split(['-', '_']).next().unwrap_or_default();
        let named = |known: &&Known| known.tag == primary || known.names.contains(&primary);
        if let Some(known) = KNOWN.iter().find(named) {
            return Some(Lang(Cow::Borrowed(known.tag)));
        }
        let is_tag = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase());
        is_tag.then(|| Lang(Cow::Owned(primary.to_owned())))
    }

    /// Returns the tag, such as `fr`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Returns the lower-case names and tags that a header may use for this
    /// language, the tag first.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names = vec![self.tag()];
        names.extend(self.known().into_iter().flat_map(|known| known.names));
        names
    }

    /// Returns the name in English, as in `no column looks like English text`; the tag
    /// if the language is not known.
    #[must_use]
    pub fn english_name(&self) -> String {
        let names = self.names();
        let name = names.iter().find(|name| name.len() > 3).unwrap_or(&names[0]);
        let mut letters = name.chars();
        let capital = letters.next().into_iter().flat_map(char::to_uppercase);
        capital.chain(letters).collect()
    }

    /// Returns what an apostrophe inside a word does in this language.
    #[must_use]
    pub fn apostrophe(&self) -> Apostrophe {
        self.known().map_or(Apostrophe::Joins, |known| known.apostrophe)
    }

    /// Returns what is known of how the language is written.
    ///
    /// Ask this, not the tag: a language that is not known must get neither the
    /// rules of French nor those of English.
    #[must_use]
    pub fn grammar(&self) -> Grammar {
        match self.tag() {
            "fr" => Grammar::French,
            "en" => Grammar::English,
            _ => Grammar::Other,
        }
    }

    fn known(&self) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.tag == self.0)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Lang, String> {
        Lang::parse(text).ok_or_else(|| format!("`{text}` is not a language tag such as `fr`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_tag_region_and_name() {
        for text in ["fr", "FR", "fr-CA", "fr_FR", "fra", "French", "français"] {
            assert_eq!("fr", Lang::parse(text).unwrap().tag(), "{text}");
        }
    }

    #[test]
    fn an_unknown_tag_is_a_language_with_neutral_choices() {
        let lang = Lang::parse("oc").unwrap();
        assert_eq!((vec!["oc"], Apostrophe::Joins), (lang.names(), lang.apostrophe()));
    }

    #[test]
    fn only_french_and_english_have_grammars_of_their_own() {
        let grammar = |tag| Lang::parse(tag).unwrap().grammar();
        assert_eq!([Grammar::French, Grammar::English], [grammar("fr-CA"), grammar("english")]);
        assert_eq!([Grammar::Other, Grammar::Other], [grammar("de"), grammar("oc")]);
    }

    #[test]
    fn a_sentence_is_no_language() {
        assert_eq!(None, Lang::parse("Il pleut."));
        assert_eq!(None, Lang::parse(""));
    }
}
