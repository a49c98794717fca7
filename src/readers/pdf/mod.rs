//! Reads the text layer of a PDF.
//!
//! ```text
//! bytes ─hayro─► glyphs with places ─lines─► lines ─paragraphs─► blocks
//! ```
//!
//! A PDF says where each letter stands, and hardly ever what belongs together.
//! Lines are taken in the order in which the file draws them, which is reading
//! order in what word processors and typesetters make, columns included;
//! `paragraphs` joins them by their places and sizes. What repeats at the edge
//! of page after page, and page numbers, is dropped.
//!
//! A scan has no text layer, and is refused with the advice to recognize it.
//!
//! The parser is a foreign one, so that it works behind the door of
//! [`guard`](crate::guard), which gives back the lines of all pages.

mod edges;
mod lines;
mod paragraphs;

use super::builder::Builder;
use super::{Document, Options};
use crate::error::{Error, Place, Result};
use crate::guard::{self, Parser};
use crate::notice::Notice;
use crate::text::Text;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use kurbo::{Affine, Rect};
use lines::{Lines, Page};
use serde::{Deserialize, Serialize};

/// What the parser finds in a PDF.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Found {
    pages: Vec<Page>,
    metadata: Vec<(String, String)>,
}

/// Reads a PDF. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not a PDF, a damaged one, or one with a password.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let Found { pages, metadata } = guard::read(Parser::Pdf, bytes, file, parse)?;
    let mut builder = Builder::default();
    paragraphs::push(&pages, options, &mut builder);
    let mut document = builder.finish(metadata);
    let n_unknown: usize = pages.iter().map(|page| page.n_unknown).sum();
    if n_unknown > 0 {
        let message = format!("letters that no font explains were left out: {n_unknown}");
        document.text.findings.push(Notice::warning("document", message).at(Place::file(file)));
    }
    Ok(document)
}

/// Takes the lines out of a PDF, without the protection of a door.
pub(super) fn parse(bytes: &[u8], file: &str) -> Result<Found> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|cause| refusal(cause, file))?;
    let cache = InterpreterCache::new();
    let pages: Vec<Page> = pdf
        .pages()
        .iter()
        .map(|page| {
            let (width, height) = page.render_dimensions();
            let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let upright = Affine::new(page.initial_transform(true).as_coeffs());
            let settings =
                InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
            let mut context = Context::new(upright, area, &cache, pdf.xref(), settings);
            let mut lines = Lines::default();
            interpret_page(page, &mut context, &mut lines);
            lines.finish(f64::from(height))
        })
        .collect();
    Ok(Found { pages, metadata: metadata(&pdf) })
}

fn refusal(cause: LoadPdfError, file: &str) -> Error {
    let (message, hint) = match cause {
        LoadPdfError::Decryption(_) => (
            "this PDF cannot be opened without its password",
            "save it without one, e.g., `qpdf --password=… --decrypt IN OUT`",
        ),
        LoadPdfError::Invalid => (
            "this is not a PDF, or only a part of one",
            "copy or download it again; `pdftotext -layout FILE` may read what is left",
        ),
    };
    Error::input(message).at(Place::file(file)).hint(hint)
}

fn metadata(pdf: &Pdf) -> Vec<(String, String)> {
    let known = pdf.metadata();
    let values = [("title", &known.title), ("author", &known.author)];
    let text = |(key, bytes): (&str, &Option<Vec<u8>>)| {
        let text = Text::decode(bytes.as_ref()?, "").ok()?.content;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then(|| (key.to_owned(), text))
    };
    values.into_iter().filter_map(text).collect()
}
