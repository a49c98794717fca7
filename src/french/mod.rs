//! What the tool says, in French.
//!
//! Messages are made in English, where something is seen; who shows them to people that read French
//! asks here. `phrases.txt` holds the patterns of both languages; what stands in the places of a
//! pattern (a word of a text, a number, a name) is taken over. So no check has to know what languages
//! there are, outputs for programs stay as they are, and another language is another file.
//!
//! Tests see to it that whatever a check, the review, or a reader of files says is known here: a
//! finding made in a test asks for its French, and messages are looked up in the source.

use std::borrow::Cow;
use std::sync::LazyLock;

/// A pattern in both languages, cut at its places.
#[derive(Debug)]
struct Phrase {
    english: Vec<&'static str>,
    french: Vec<&'static str>,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let lines: Vec<&str> = include_str!("phrases.txt").lines().collect();
    let phrase = |pair: &[&'static str]| {
        let french = pair[1].strip_prefix("= ")?;
        Some(Phrase {
            english: pair[0].split("{}").collect(),
            french: french.split("{}").collect(),
        })
    };
    lines.windows(2).filter_map(phrase).collect()
});

/// Returns a message in French; none if it is not known.
///
/// ```
/// let said = enregard::french::of("`48` became `84`");
/// assert_eq!(Some("`48` est devenu `84`"), said.as_deref());
/// ```
#[must_use]
pub fn of(message: &str) -> Option<String> {
    PHRASES.iter().find_map(|phrase| phrase.apply(message))
}

/// Returns a message in French, or as it is.
#[must_use]
pub fn or_as_it_is(message: &str) -> Cow<'_, str> {
    of(message).map_or(Cow::Borrowed(message), Cow::Owned)
}

/// The language in which people are spoken to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Tongue {
    /// As messages are made.
    #[default]
    English,
    /// As `phrases.txt` has them.
    French,
}

impl Tongue {
    /// Returns the language that a locale of POSIX names (`fr_CA.UTF-8`); English for others.
    #[must_use]
    pub fn of_locale(locale: &str) -> Tongue {
        let tag = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if tag == "fr" { Tongue::French } else { Tongue::English }
    }

    /// Returns its tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::French => "fr",
        }
    }

    /// Returns a message in this language, or as it is.
    #[must_use]
    pub fn say(self, message: &str) -> Cow<'_, str> {
        match self {
            Tongue::English => Cow::Borrowed(message),
            Tongue::French => or_as_it_is(message),
        }
    }

    /// Returns a number with so many decimals, as this language writes it.
    #[must_use]
    pub fn number(self, value: f64, n_decimals: usize) -> String {
        let written = format!("{value:.n_decimals$}");
        match self {
            Tongue::English => written,
            Tongue::French => written.replace('.', ","),
        }
    }
}

impl Phrase {
    fn apply(&self, message: &str) -> Option<String> {
        let places = places(&self.english, message)?;
        let mut said = self.french[0].to_owned();
        for (idx, (place, after)) in places.iter().zip(&self.french[1..]).enumerate() {
            let is_quoted = self.english[idx].ends_with('`');
            said.push_str(&if is_quoted { Cow::Borrowed(*place) } else { or_as_it_is(place) });
            said.push_str(after);
        }
        Some(said)
    }
}

/// Returns what stands in the places of a pattern; none if a message is not of that pattern.
fn places<'m>(pattern: &[&str], message: &'m str) -> Option<Vec<&'m str>> {
    let [first, middle @ .., last] = pattern else {
        return (pattern == [message]).then(Vec::new);
    };
    let mut rest = message.strip_prefix(first)?.strip_suffix(last)?;
    let mut places = Vec::with_capacity(pattern.len() - 1);
    for part in middle {
        let (place, after) = rest.split_once(part)?;
        places.push(place);
        rest = after;
    }
    places.push(rest);
    Some(places)
}

#[cfg(test)]
mod tests;
