//! Reads the files of a memory: tables with both languages, and bitexts in any format
//! that is read.

use crate::cli::bitexts;
use crate::cli::io::display_name;
use crate::cli::source::Source;
use crate::cli::talk::Talk;
use crate::error::Result;
use crate::formats::Format;
use crate::lang::LangPair;
use crate::pipeline::Input;
use crate::table::{Row, Table};
use std::path::Path;

/// Tells whether a file is a bitext by its name, and no table.
pub(super) fn is_named_like_bitext(path: &Path) -> bool {
    Format::by_extension(path).is_some_and(|format| !is_table(format))
}

fn is_table(format: Format) -> bool {
    matches!(format, Format::Csv | Format::Tsv | Format::Xlsx | Format::Jsonl)
}

/// Reads all files of a memory into one table.
///
/// # Errors
///
/// A file cannot be read, or has no texts in both languages.
pub(super) fn read(
    files: &[&Path],
    source: &Source,
    langs: &LangPair,
    talk: &Talk,
) -> Result<Input> {
    let mut memory = Table::default();
    for path in files {
        let table = if is_named_like_bitext(path) {
            bitext(path, langs, talk)?
        } else {
            table(path, source)?
        };
        memory.findings.extend(table.findings);
        memory.rows.extend(table.rows);
    }
    // The columns of different files have nothing to do with each other.
    for (number, row) in (1..).zip(&mut memory.rows) {
        row.number = number;
        row.id = None;
        row.carried.clear();
    }
    Ok(Input::Table(memory))
}

fn table(path: &Path, source: &Source) -> Result<Table> {
    let source = Source { path, ..source.clone() };
    Ok(source.read()?.into_table())
}

fn bitext(path: &Path, langs: &LangPair, talk: &Talk) -> Result<Table> {
    let source = bitexts::Source { main: Some(path), ..bitexts::Source::default() };
    let bitext = source.load(langs, talk)?;
    talk.detail(&format!("{}: {} pairs", display_name(path), bitext.pairs.len()));
    let has_both = |src: &str, tgt: &str| !src.trim().is_empty() && !tgt.trim().is_empty();
    let pairs = bitext.pairs.into_iter().filter(|pair| has_both(&pair.src, &pair.tgt));
    let row =
        |pair: crate::bitext::Pair| Row { src: Some(pair.src), tgt: pair.tgt, ..Row::default() };
    Ok(Table { rows: pairs.map(row).collect(), ..Table::default() })
}
