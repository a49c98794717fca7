//! What the tool says, in French.
//!
//! Messages are made in English, where something is seen; who shows them to people that read French
//! asks here. `phrases.txt` holds the patterns of both languages; what stands in the places of a
//! pattern (a word of a text, a number, a name) is taken over. So no check has to know what languages
//! there are, outputs for programs stay as they are, and another language is another file.
//!
//! Tests see to it that whatever a check or the review says is known here: a finding made in a test
//! asks for its French, and the refusals are looked up in the source.

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
mod tests {
    use super::*;

    #[test]
    fn every_phrase_has_as_many_places_in_both_languages() {
        for Phrase { english, french } in PHRASES.iter() {
            assert_eq!(english.len(), french.len(), "{english:?}");
        }
        assert!(PHRASES.len() > 100);
    }

    #[test]
    fn no_line_of_the_phrases_is_lost_and_none_stands_twice() {
        let is_phrase = |line: &&str| !line.is_empty() && !line.starts_with('#');
        let lines: Vec<&str> = include_str!("phrases.txt").lines().filter(is_phrase).collect();
        assert_eq!(2 * PHRASES.len(), lines.len());
        for (at, line) in lines.iter().step_by(2).enumerate() {
            assert!(!lines[2 * at + 2..].iter().step_by(2).any(|other| other == line), "{line}");
        }
    }

    #[test]
    fn what_stands_in_the_places_is_taken_over_and_translated_only_without_quotes() {
        let said = of("the source ends in no mark, the translation in `?`").unwrap();
        assert_eq!("la source finit par aucun signe, la traduction par `?`", said);
        assert_eq!("`no mark` est devenu `é{}`", of("`no mark` became `é{}`").unwrap());
        assert_eq!(None, of("`48` became"));
        assert_eq!("une phrase", or_as_it_is("une phrase"));
    }
}
