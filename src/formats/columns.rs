//! Tells by their content which columns of a table hold the two texts, where the
//! header does not.
//!
//! A header that names the languages is believed. One that says `Source` and
//! `Target` is believed unless the words below it say the opposite. Where there
//! is not a header, or one of other words, the commonest words of the two
//! languages tell; two columns without any are the source and the translation,
//! in that order, as every program that writes such files has them.

use super::direction::is_rather;
use crate::lang::{Lang, LangPair};
use crate::notice::Notice;
use crate::table::{self, Cells};
use std::collections::BTreeSet;

/// How many rows the languages are told from. By hand: some pages.
pub(super) const SAMPLE_ROWS: usize = 300;

/// Where the texts of a table stand that no header names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct TextsByContent {
    pub src: usize,
    pub tgt: usize,
    pub id: Option<usize>,
    /// Whether the first row is a header all the same.
    pub has_header: bool,
    pub finding: Option<Notice>,
}

/// Finds the two texts among the columns of some rows.
pub(super) fn by_content(rows: &[Cells], langs: &LangPair) -> Option<TextsByContent> {
    let first = rows.first()?;
    let named = table::text_columns(&first.cells, langs);
    if named.src.is_some() || named.tgt.is_some() {
        // A header of which half is known is a header; the other half is missing.
        return None;
    }
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let (src, tgt) = by_language(rows, width, langs).or_else(|| by_order(rows, width))?;
    let has_header = has_header(rows, src, tgt);
    let body = &rows[usize::from(has_header)..];
    let id = (0..width).find(|column| *column != src && *column != tgt && is_key(body, *column));
    let what = if has_header { "the header names no language" } else { "no header" };
    let message = format!(
        "{what}: column {} is taken for `{}`, column {} for `{}`",
        src + 1,
        langs.src,
        tgt + 1,
        langs.tgt
    );
    let finding = Some(Notice::warning("table", message));
    Some(TextsByContent { src, tgt, id, has_header, finding })
}

/// Tells whether two columns with neutral headers stand the wrong way round.
pub(super) fn are_swapped(rows: &[Cells], src: usize, tgt: usize, langs: &LangPair) -> bool {
    let Some((header, body)) = rows.split_first() else { return false };
    let is_neutral = |column: usize| {
        let label = header.cells.get(column).map(|cell| cell.to_lowercase()).unwrap_or_default();
        let mut words = label.split(|c: char| !c.is_alphanumeric());
        !words.any(|word| [&langs.src, &langs.tgt].iter().any(|lang| lang.names().contains(&word)))
    };
    is_neutral(src)
        && is_neutral(tgt)
        && is_rather(&column(body, src), &langs.tgt, &langs.src)
        && is_rather(&column(body, tgt), &langs.src, &langs.tgt)
}

fn column(rows: &[Cells], column: usize) -> String {
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    cells.flat_map(|cell| [cell.as_str(), "\n"]).collect()
}

fn by_language(rows: &[Cells], width: usize, langs: &LangPair) -> Option<(usize, usize)> {
    let only = |lang: &Lang, other: &Lang| {
        let mut found = (0..width).filter(|at| is_rather(&column(rows, *at), lang, other));
        found.next().filter(|_| found.next().is_none())
    };
    Some((only(&langs.src, &langs.tgt)?, only(&langs.tgt, &langs.src)?))
}

/// Returns the two columns of a table that has no others.
fn by_order(rows: &[Cells], width: usize) -> Option<(usize, usize)> {
    let has_both =
        |row: &Cells| row.cells.len() >= 2 && row.cells.iter().all(|cell| table::has_text(cell));
    let is_text = |cell: &String| cell.split_whitespace().count() > 1 || ends_sentence(cell);
    let is_running = |row: &Cells| row.cells.iter().all(is_text);
    let is_table = width == 2 && rows.iter().any(has_both) && rows.iter().any(is_running);
    is_table.then_some((0, 1))
}

/// Tells whether the first row is a header: it has few words and ends no
/// sentence, while most of the others do.
fn has_header(rows: &[Cells], src: usize, tgt: usize) -> bool {
    /// Headers have at most so many words. By hand.
    const MAX_WORDS: usize = 4;
    let Some((first, body)) = rows.split_first().filter(|(_, body)| !body.is_empty()) else {
        return false;
    };
    let cell = |row: &Cells, at: usize| row.cells.get(at).cloned().unwrap_or_default();
    let is_short =
        |text: String| text.split_whitespace().count() <= MAX_WORDS && !ends_sentence(&text);
    let ends = |row: &&Cells| ends_sentence(&cell(row, src)) || ends_sentence(&cell(row, tgt));
    let n_ended = body.iter().filter(ends).count();
    is_short(cell(first, src)) && is_short(cell(first, tgt)) && 2 * n_ended > body.len()
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['»', '”', '"', ')', ' ', '\u{a0}', '\u{202f}']);
    text.trim_end().ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Tells whether a column has another word in each row.
fn is_key(rows: &[Cells], column: usize) -> bool {
    let mut seen = BTreeSet::new();
    rows.len() > 1
        && rows.iter().all(|row| {
            row.cells.get(column).is_some_and(|cell| {
                let cell = cell.trim();
                !cell.is_empty()
                    && !cell.contains(char::is_whitespace)
                    && seen.insert(cell.to_owned())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Cells> {
        let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
        (1..).zip(text.lines()).map(|(line, text)| Cells { line, cells: cells(text) }).collect()
    }

    /// `expected` is `src tgt id header`, `-` for none; blank if there is no telling.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = by_content(&rows(text), &LangPair::FR_EN).map(|found| {
            let TextsByContent { src, tgt, id, has_header, .. } = found;
            let id = id.map_or("-".to_owned(), |id| id.to_string());
            format!("{src} {tgt} {id} {has_header}")
        });
        assert_eq!(expected, shown.unwrap_or_default(), "{text}");
    }

    #[test]
    fn texts_are_found_by_their_words() {
        let body = "The cat is on the mat. | Le chat est sur le tapis.\nIt is raining and the wind blows. | Il pleut et le vent souffle.";
        check(body, "1 0 - false");
        check(&format!("Texte A | Texte B\n{body}"), "1 0 - true");
        let keyed = "a1 | Le chat est sur le tapis. | The cat is on the mat.\na2 | Il pleut et le vent souffle. | It is raining and the wind blows.";
        check(keyed, "1 2 0 false");
    }

    #[test]
    fn two_columns_without_a_header_are_source_and_translation() {
        check("Chat noir | Black cat\nChien blanc | White dog", "0 1 - false");
        check("foo | bar\n1 | 2", "");
        check("id | fr | note\n1 | Fin. | x", "");
        check("id | fr\n1 | Fin de la partie.", "");
    }

    #[test]
    fn neutral_headers_are_checked_and_others_are_believed() {
        let body = "The cat is on the mat. | Le chat est sur le tapis.";
        let check =
            |header: &str| are_swapped(&rows(&format!("{header}\n{body}")), 0, 1, &LangPair::FR_EN);
        assert!(check("Source | Target"));
        assert!(!check("fr | en"));
        assert!(!check("Texte français | Traduction"));
    }
}
