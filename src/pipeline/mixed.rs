//! Tells a document that holds both languages from one in the language it should be in.
//!
//! A table of two columns in a web page, a translation between the lines of its source: read
//! as one text, every second sentence is in the wrong language, and what comes of it looks
//! like a bitext. Lines that are too short to have a language say nothing, so that a table
//! of labels is not found.

use crate::error::Place;
use crate::lang::Lang;
use crate::notice::Notice;
use crate::text::language;

/// So many lines of another language are no quotations. By hand.
const MIN_LINES: usize = 3;

/// A document holds another language too if at least this share of the lines whose language
/// is clear are in it: 1 in 4. By hand: novels quote less.
const MAX_RATIO: usize = 4;

/// Says that many lines of a sample are in another language than it should be. A text that
/// is in another one altogether is said elsewhere.
pub(super) fn finding(sample: &str, lang: &Lang, name: &str) -> Option<Notice> {
    let langs: Vec<Lang> =
        sample.lines().filter_map(language::guess).map(|guess| guess.lang).collect();
    let other = langs.iter().find(|other| *other != lang)?;
    let n_other = langs.iter().filter(|known| *known == other).count();
    let n_own = langs.iter().filter(|known| *known == lang).count();
    let message = format!(
        "{n_other} of {} paragraphs seem to be `{other}`: give the text in `{lang}` alone, or a table of both",
        langs.len()
    );
    let is_mixed = n_own > 0 && n_other >= MIN_LINES && MAX_RATIO * n_other >= langs.len();
    is_mixed.then(|| Notice::warning("language", message).at(Place::file(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FR: &str = "Les deux amis achevaient de dîner ; de la fenêtre du café ils voyaient le \
                      boulevard couvert de monde et les passants qui sortaient.\n";
    const EN: &str = "The two friends were finishing their dinner; from the window of the café they \
                      could see the boulevard that was full of people who had come out.\n";

    #[test]
    fn a_text_of_both_languages_is_said_and_a_quotation_is_not() {
        let check = |expected: Option<&str>, n_own: usize, n_other: usize| {
            let sample = EN.repeat(n_own) + &FR.repeat(n_other) + "OK\n";
            let found = finding(&sample, &Lang::parse("en").unwrap(), "a.html");
            let message = found.map(|notice| notice.to_string());
            assert_eq!(expected.is_some(), message.is_some(), "{n_own} {n_other} {message:?}");
            assert!(message.unwrap_or_default().contains(expected.unwrap_or_default()));
        };
        check(Some("a.html: 4 of 8 paragraphs seem to be `fr`"), 4, 4);
        check(None, 20, 3);
        check(None, 2, 2);
        check(None, 0, 5);
        check(None, 5, 0);
    }
}
