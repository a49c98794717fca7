//! Keeps out what stands in a text and is not a sentence of it: lines and tables drawn
//! with characters, and what libraries put around the texts that they give away.
//!
//! ```text
//! *** START OF THE PROJECT GUTENBERG EBOOK LE PHARE ***     text from here on
//! Titre
//! =====                                                     a line: no text
//! | An | Nombre |                                           a drawn table: no text
//! *** END OF THE PROJECT GUTENBERG EBOOK LE PHARE ***       text up to here
//! ```
//!
//! Of a plain text the lines become spaces, so that positions stay those of the file.
//! Notices are known by the lines that open and close them, never by their length.

use super::Document;
use super::reading::{Why, n_ink};
use std::ops::Range;

/// Keeps out drawings and notices, and counts them.
pub(super) fn keep_out(document: &mut Document) {
    if document.blocks.is_empty() {
        keep_out_of_lines(document);
    } else {
        keep_out_of_blocks(document);
    }
}

/// Fewer marks are punctuation.
const MIN_MARKS: usize = 3;

/// Fewer dots are an ellipsis.
const MIN_DOTS: usize = 6;

/// A notice at the end opens after one part in so many of a text. By hand: that of
/// Gutenberg is half of a short tale.
const END_SHARE: usize = 2;

/// Tells whether a line is drawn: a rule, a border, stars between scenes.
fn is_rule(line: &str) -> bool {
    let marks = || line.chars().filter(|c| !c.is_whitespace());
    let n_marks = marks().count();
    let is_drawing = |c: char| {
        matches!(
            c,
            '-' | '–'
                | '—'
                | '_'
                | '='
                | '*'
                | '+'
                | '~'
                | '#'
                | '|'
                | '^'
                | '·'
                | '•'
                | '.'
                | '\u{2500}'..='\u{259f}' | '⁂' | '∗' | '※'
        )
    };
    let is_asterism = line.trim() == "⁂";
    let needed = if marks().all(|c| matches!(c, '.' | '·')) { MIN_DOTS } else { MIN_MARKS };
    is_asterism || (n_marks >= needed && marks().all(is_drawing))
}

/// Tells whether a line is a row of a drawn table.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    let is_framed = |frame: char| {
        line.len() > 4
            && line.starts_with(frame)
            && line.ends_with(frame)
            && line.matches(frame).count() > 1
    };
    is_framed('|') || is_framed('│') || is_framed('║') || is_framed('┃')
}

/// Tells whether a line opens the text proper, after the notice of a library.
fn opens_text(line: &str) -> bool {
    let line = line.to_uppercase();
    let is_start = line.contains("START OF TH") && line.contains("PROJECT GUTENBERG");
    is_start || (line.contains("*END*") && line.contains("SMALL PRINT"))
}

/// Tells whether a line closes the text proper.
fn closes_text(line: &str) -> bool {
    let trimmed = line.trim().trim_matches(['*', ' ', '-']).to_lowercase();
    let is_end = [
        "end of the project gutenberg",
        "end of this project gutenberg",
        "end of project gutenberg",
        "fin du projet gutenberg",
    ]
    .iter()
    .any(|opening| trimmed.starts_with(opening));
    let is_about = matches!(
        trimmed.trim_end_matches([':', '.']),
        "à propos de cette édition électronique"
            | "about this digital edition"
            | "about this electronic edition"
    );
    is_end || is_about
}

/// Tells whether a line says where a text was taken from.
fn is_provenance(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    let openings = [
        "exporté de wikisource",
        "exported from wikisource",
        "récupérée de « http",
        "récupéré de « http",
        "retrieved from \"http",
        "retrieved from “http",
        "texte établi par wikisource",
    ];
    openings.iter().any(|opening| line.starts_with(opening))
}

fn keep_out_of_lines(document: &mut Document) {
    let content = &document.text.content;
    let lines: Vec<Range<usize>> = lines_of(content, &document.body);
    let texts: Vec<&str> = lines.iter().map(|line| &content[line.clone()]).collect();
    let (first, end) =
        text_proper(&texts, |idx| lines[idx].start - document.body.start, document.body.len());
    let mut blanked: Vec<Range<usize>> = Vec::new();
    let mut reading = std::mem::take(&mut document.reading);
    for (idx, text) in texts.iter().enumerate() {
        let is_neighbor =
            |idx: usize| texts.get(idx).is_some_and(|line| is_row(line) || is_rule(line));
        let is_table = is_row(text) && (is_neighbor(idx + 1) || (idx > 0 && is_neighbor(idx - 1)));
        let why = if idx < first || idx >= end || is_provenance(text) {
            Why::Licence
        } else if is_rule(text) || is_table {
            Why::Drawings
        } else {
            continue;
        };
        if n_ink(text) > 0 {
            reading.leave_out(why, text);
            blanked.push(lines[idx].clone());
        }
    }
    if !blanked.is_empty() {
        let mut bytes = std::mem::take(&mut document.text.content).into_bytes();
        for range in blanked {
            bytes[range].fill(b' ');
        }
        document.text.content =
            String::from_utf8(bytes).expect("whole lines were replaced by spaces");
    }
    reading.n_read = n_ink(&document.text.content[document.body.clone()]);
    document.reading = reading;
}

/// Returns the lines of a text without their ends.
fn lines_of(content: &str, body: &Range<usize>) -> Vec<Range<usize>> {
    let mut start = body.start;
    let mut lines = Vec::new();
    for line in content[body.clone()].split('\n') {
        let text = line.strip_suffix('\r').unwrap_or(line);
        lines.push(start..start + text.len());
        start += line.len() + 1;
    }
    lines
}

/// Returns the first line of the text proper and the one after its last.
fn text_proper(texts: &[&str], position: impl Fn(usize) -> usize, len: usize) -> (usize, usize) {
    let first = texts.iter().position(|line| opens_text(line)).map_or(0, |idx| idx + 1);
    let late = len / END_SHARE;
    let closes = |idx: &usize| {
        *idx >= first && closes_text(texts[*idx]) && (first > 0 || position(*idx) >= late)
    };
    let end = (0..texts.len()).find(closes).unwrap_or(texts.len());
    let has_text = texts[first.min(end)..end].iter().any(|line| n_ink(line) > 0);
    if has_text { (first, end) } else { (0, texts.len()) }
}

fn keep_out_of_blocks(document: &mut Document) {
    let content = &document.text.content;
    let blocks = &document.blocks;
    let texts: Vec<&str> = blocks.iter().map(|block| &content[block.span.clone()]).collect();
    let position = |idx: usize| blocks[idx].span.start;
    let (first, end) = text_proper(&texts, position, content.len());
    let mut reading = document.reading.clone();
    let mut is_kept = vec![true; blocks.len()];
    for (idx, text) in texts.iter().enumerate() {
        let why = if idx < first || idx >= end || is_provenance(text) {
            Why::Licence
        } else if text.lines().all(is_rule) {
            Why::Drawings
        } else {
            continue;
        };
        reading.leave_out(why, text);
        is_kept[idx] = false;
    }
    if is_kept.contains(&false) && is_kept.contains(&true) {
        rebuild(document, &is_kept);
        reading.n_read = n_ink(&document.text.content);
        document.reading = reading;
    }
}

/// Rebuilds a document of the blocks that are kept.
fn rebuild(document: &mut Document, is_kept: &[bool]) {
    let mut content = String::with_capacity(document.text.content.len());
    let mut kept = Vec::new();
    for (block, _) in document.blocks.iter().zip(is_kept).filter(|(_, is_kept)| **is_kept) {
        if !content.is_empty() {
            content.push_str("\n\n");
        }
        let start = content.len();
        content.push_str(&document.text.content[block.span.clone()]);
        kept.push(crate::text::Block { span: start..content.len(), kind: block.kind });
    }
    document.body = 0..content.len();
    document.text.content = content;
    document.blocks = kept;
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Options, read};
    use super::*;

    const PAGE: &str = "The Project Gutenberg eBook of Le phare\n\n*** START OF THE PROJECT GUTENBERG EBOOK LE PHARE ***\n\nTitre\n=====\n\nIl pleut.\n\n* * *\n\n\
         +----+\n| An |\n+----+\n\nJe lis... encore.\n\n*** END OF THE PROJECT GUTENBERG EBOOK LE PHARE ***\n\nUpdated editions will replace the previous one.\n";

    fn text(content: &str, options: Options) -> Document {
        read(content.as_bytes(), "a.txt", Format::Txt, options).unwrap()
    }

    #[test]
    fn a_plain_text_keeps_its_positions() {
        let document = text(PAGE, Options::default());
        let lines: Vec<&str> =
            document.text.content.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(vec!["Titre", "Il pleut.", "Je lis... encore."], lines);
        assert_eq!(PAGE.find("Il pleut"), document.text.content.find("Il pleut"));
        let why: Vec<Why> = document.reading.left_out.iter().map(|left_out| left_out.why).collect();
        assert_eq!(vec![Why::Licence, Why::Drawings], why);
        assert_eq!(PAGE, text(PAGE, Options { all: true }).text.content);
    }

    #[test]
    fn blocks_are_kept_out_too() {
        let html = "<p>Exporté de Wikisource le 3 mai 2020</p><h1>Le phare</h1><p>Il pleut. Je lis. Tu dors. Nous partons.</p><p>* * *</p>\
                    <h2>À propos de cette édition électronique</h2><p>Ce livre est issu de la bibliothèque Wikisource.</p>";
        let document = read(html.as_bytes(), "a.html", Format::Html, Options::default()).unwrap();
        assert_eq!("Le phare\n\nIl pleut. Je lis. Tu dors. Nous partons.", document.text.content);
    }

    #[test]
    fn what_only_looks_drawn_is_text() {
        for line in ["...", "— Oui.", "a | b", "| a", "--", "C++", "***a***", "1 - 2 = 3"] {
            assert!(!is_rule(line) && !is_row(line), "{line}");
        }
        for line in ["---", "=====", "* * *", "+---+--+", "───", "⁂", "......"] {
            assert!(is_rule(line), "{line}");
        }
    }

    #[test]
    fn a_text_that_is_all_notice_is_read() {
        let content = "Fin\n\nÀ propos de cette édition électronique\n";
        assert!(text(content, Options::default()).text.content.starts_with("Fin"));
        assert_eq!(
            "-----\n",
            text("-----\nOui", Options { all: true }).text.content.get(..6).unwrap()
        );
    }
}
