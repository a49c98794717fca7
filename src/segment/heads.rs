//! Reads the heads of articles and parts, which stay with the text that follows.
//!
//! ```text
//! Art. L. 123-4. - Le registre est public.      II. - A. - Le registre …
//! ^^^^^^^^^^^^^^ a head                         ^^^^^^^ a head
//! Sec. 5. The register is public.               Livre II, titre Ier. – Le …
//! ```
//!
//! A head is all of the segment so far: words that label a part (`labels`), what
//! counts it, and the dashes between. French and English have the same rule, so that
//! their segments meet.

use super::chars::{is_blank, is_dash, is_opener};
use super::lexicon::{Group, Lexicon};
use super::shape::is_roman;

/// Longer segments are not heads. By hand: `Livre III, titre Ier, chapitre II, section 4`.
const MAX_HEAD_BYTES: usize = 80;

/// What a token of a head is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Token {
    /// A word that labels a part: `Art.`
    Label,
    /// A number or a letter.
    Count,
    /// The letter of a code, which a number follows: `L.`, `R*.`
    Code,
    /// What stands behind a number: `bis`.
    Suffix,
    Dash,
}

/// Tells whether the segment so far is the head of an article or of a part, without
/// its last stop.
pub(super) fn is_head(said: &str, lexicon: &Lexicon) -> bool {
    if said.len() > MAX_HEAD_BYTES {
        return false;
    }
    let said = said.trim_start_matches(|c| is_blank(c) || is_opener(c) || is_dash(c));
    let mut last = None;
    let (mut n_labels, mut n_counts) = (0, 0);
    for text in said.split(is_blank).filter(|text| !text.is_empty()) {
        let Some(token) = token(text, last, lexicon) else { return false };
        n_labels += usize::from(token == Token::Label);
        n_counts += usize::from(matches!(token, Token::Count | Token::Code));
        last = Some(token);
    }
    // `J. R.` and `12 B.` are not heads: without a label, dashes show one.
    let is_dashed = said.contains(|c: char| is_dash(c) && !said.ends_with(c));
    last != Some(Token::Label) && n_counts > 0 && (n_labels > 0 || (n_counts > 1 && is_dashed))
}

fn token(text: &str, last: Option<Token>, lexicon: &Lexicon) -> Option<Token> {
    let inner = text.trim_end_matches(|c| matches!(c, '.' | ',' | ':') || is_dash(c));
    if inner.is_empty() {
        return text.contains(is_dash).then_some(Token::Dash);
    }
    let groups = lexicon.groups(inner);
    if groups.has(Group::Label) || groups.has(Group::Caption) {
        return Some(Token::Label);
    }
    if groups.has(Group::Ordinal) && last == Some(Token::Label) {
        return Some(Token::Count);
    }
    if is_suffix(inner) {
        return (last == Some(Token::Count)).then_some(Token::Suffix);
    }
    if is_code(inner) && (text.ends_with('.') || inner.ends_with('*')) {
        return Some(if inner.len() == 1 { Token::Count } else { Token::Code });
    }
    is_count(inner).then_some(Token::Count)
}

/// Tells whether a word multiplies a number: `bis`, `quater`.
pub(super) fn is_suffix(word: &str) -> bool {
    matches!(word, "bis" | "ter" | "quater" | "quinquies" | "sexies" | "septies")
}

/// Tells whether a word names the part of a code: `L`, `R*`, `LO`.
fn is_code(word: &str) -> bool {
    let letters = word.trim_end_matches('*').bytes().filter(|byte| *byte != b'.');
    (1..=2).contains(&letters.clone().count()) && letters.clone().all(|b| b.is_ascii_uppercase())
}

/// Tells whether a word counts: `5`, `1er`, `123-4`, `L123-4`, `R*421-1`, `IV`, `B`, `(a)`,
/// `5(1)(b)`, `§12`, `1°`.
fn is_count(word: &str) -> bool {
    let word = word.trim_start_matches(['§', '(']);
    if is_roman(word)
        || matches!(word.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b')'] | [b'A'..=b'Z'])
    {
        return true;
    }
    let number = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let number = number.trim_start_matches(['*', '.']);
    let ordinal = ["er", "re", "ère", "e", "st", "nd", "rd", "th", "°"];
    let is_part = |part: &str| {
        let is_digits = part.bytes().all(|byte| byte.is_ascii_digit());
        part.len() <= 4
            && (is_digits || matches!(part.as_bytes(), [letter] if letter.is_ascii_alphabetic()))
    };
    let number = ordinal.iter().find_map(|end| number.strip_suffix(end)).unwrap_or(number);
    number.starts_with(|c: char| c.is_ascii_digit())
        && word.len() - number.len() <= 5
        && number.split(['-', '–', '.', '(', ')', '/']).all(is_part)
        || word.strip_suffix("er").is_some_and(|roman| roman == "I")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[track_caller]
    fn check(lang: &Lang, is_expected: bool, heads: &[&str]) {
        let lexicon = Lexicon::new(lang, &[]);
        for head in heads {
            assert_eq!(is_expected, is_head(head, &lexicon), "{head}");
        }
    }

    #[test]
    fn labels_with_what_counts_them_are_heads() {
        let heads = [
            "Art. L. 123-4",
            "Art. R*. 421-1",
            "Article R*421-1",
            "Art. L.O. 12",
            "Article premier",
            "Art. 1er",
            "Art. 5 bis",
            "Livre II, titre Ier",
            "Chapitre III. – Section 2",
            "§ 3",
            "Article R*",
            "Annexe A",
        ];
        check(&Lang::FR, true, &heads);
        let heads = [
            "Sec. 5",
            "Para. 1",
            "Section 5(1)(b)",
            "Art. II. Sec. 3",
            "Chapter One",
            "Schedule A",
        ];
        check(&Lang::EN, true, &heads);
    }

    #[test]
    fn counters_with_dashes_are_heads() {
        check(&Lang::FR, true, &["II. - A", "I. — 1°", "A. – 2"]);
    }

    #[test]
    fn initials_sentences_and_bare_labels_are_no_heads() {
        check(
            &Lang::FR,
            false,
            &["J. R", "Voir l'art. 5", "Art", "Le 12", "Article 5 du code", "Il part"],
        );
        check(&Lang::EN, false, &["U. S", "See sec. 5", "Chapter", "Section 5 of the Act"]);
    }
}
