//! Chooses the sheet of a spreadsheet that holds the texts.
//!
//! People put a cover in front, instructions, a glossary behind, and hide what is
//! old. Only sheets that can be seen are looked at. The one whose columns speak
//! best for the language is taken: a header that names it, then cells that are in
//! it; among several, the first that holds a good part of the text. Which one it
//! was is said, and `--sheet` has the last word.

use super::columns::{self, as_typed, closest_name};
use super::delimited::{Cells, has_text};
use super::names::{fold, is_beside_the_text};
use super::xlsx::Sheet;
use super::{Options, listed};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;

/// A sheet with this share of the text of the longest one is not a scrap. By hand:
/// chapters differ less, a list of terms is shorter.
const MIN_SHARE: usize = 4;

/// How well a sheet fits, the more the better.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
#[allow(clippy::struct_excessive_bools, reason = "each outweighs all that follow")]
struct Evidence {
    is_table: bool,
    is_text: bool,
    is_named: bool,
    is_certain: bool,
}

/// Returns the sheet to read, and what a person should know of the choice.
///
/// # Errors
///
/// No sheet holds text, or there is none of the name that the user gives.
pub(super) fn choose(
    sheets: Vec<Sheet>,
    file: &str,
    options: &Options,
) -> Result<(Sheet, Vec<Notice>)> {
    let at = match &options.sheet {
        Some(name) => named(&sheets, name, file)?,
        None => likeliest(&sheets, file, options).ok_or_else(|| {
            Error::input("no sheet of this spreadsheet holds text")
                .at(Place::file(file))
                .hint("check that it was saved, or name another file")
        })?,
    };
    let others: Vec<String> = sheets
        .iter()
        .enumerate()
        .filter(|(other, sheet)| *other != at && sheet.is_visible && sheet.has_text())
        .map(|(_, sheet)| sheet.name.clone())
        .collect();
    let mut sheets = sheets;
    let mut sheet = sheets.swap_remove(at);
    let findings = said(&sheet, &others, file, options);
    sheet.others = others;
    Ok((sheet, findings))
}

/// Adds to what is wrong with a sheet that there are others.
pub(super) fn with_hint(error: Error, others: &[String]) -> Error {
    let Some(other) = others.first() else { return error };
    let hint = error.hint_text().unwrap_or_default().to_owned();
    error.hint(format!("{hint}; or read another sheet: --sheet {}", as_typed(other)))
}

fn said(sheet: &Sheet, others: &[String], file: &str, options: &Options) -> Vec<Notice> {
    let Some(other) = others.first() else { return Vec::new() };
    let name = &sheet.name;
    let message = format!("only the sheet `{name}` is read; not {}", listed(others));
    let finding = if options.sheet.is_some() {
        Notice::info("table", message)
    } else {
        let hint = format!("; --sheet {} reads another", as_typed(other));
        Notice::warning("table", message + &hint)
    };
    vec![finding.at(Place::file(file))]
}

/// Returns the sheet that the user names, or its number among those that can be
/// seen.
fn named(sheets: &[Sheet], name: &str, file: &str) -> Result<usize> {
    let by = |is: &dyn Fn(&Sheet) -> bool| sheets.iter().position(is);
    let visible = || sheets.iter().enumerate().filter(|(_, sheet)| sheet.is_visible);
    let by_number = || {
        let number = name.trim().parse::<usize>().ok()?.checked_sub(1)?;
        visible().nth(number).map(|(at, _)| at)
    };
    let found = by(&|sheet| sheet.name == name)
        .or_else(|| by(&|sheet| fold(&sheet.name) == fold(name)))
        .or_else(by_number);
    found.ok_or_else(|| {
        let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let hint = match closest_name(name, &names) {
            Some(label) => format!("did you mean --sheet {}?", as_typed(label)),
            None => format!("give one of these, or a number from 1 to {}", visible().count()),
        };
        let message = format!("no sheet is called `{name}`; there are: {}", names.join(", "));
        Error::usage(message).at(Place::file(file)).hint(hint)
    })
}

fn likeliest(sheets: &[Sheet], file: &str, options: &Options) -> Option<usize> {
    let is_any_visible = sheets.iter().any(|sheet| sheet.is_visible && sheet.has_text());
    let may_be_read = |sheet: &Sheet| sheet.has_text() && (sheet.is_visible || !is_any_visible);
    let readable: Vec<usize> = (0..sheets.len()).filter(|at| may_be_read(&sheets[*at])).collect();
    if let [only] = readable.as_slice() {
        return Some(*only);
    }
    let ranked: Vec<(usize, Evidence, usize)> = readable
        .into_iter()
        .map(|at| (at, evidence(&sheets[at], file, options), sheets[at].n_bytes()))
        .collect();
    let best = ranked.iter().map(|(_, evidence, _)| *evidence).max()?;
    let equal = || ranked.iter().filter(|(_, evidence, _)| *evidence == best);
    let longest = equal().map(|(_, _, n_bytes)| *n_bytes).max()?;
    equal().find(|(_, _, n_bytes)| n_bytes * MIN_SHARE >= longest).map(|(at, ..)| *at)
}

fn evidence(sheet: &Sheet, file: &str, options: &Options) -> Evidence {
    let is_row = |row: &&Cells| row.cells.iter().any(|cell| has_text(cell));
    let rows: Vec<Cells> = sheet.rows.iter().filter(is_row).cloned().collect();
    match columns::choose(&rows, file, options) {
        Ok(columns) => Evidence {
            is_table: true,
            is_text: !is_beside_the_text(&sheet.name),
            is_named: columns.is_named,
            is_certain: columns.is_certain,
        },
        Err(_) => Evidence::default(),
    }
}
