//! Reads the files of a memory: tables with both languages, and bitexts in any format
//! that is read.

use crate::bitext::{Pair, Status};
use crate::cli::io::display_name;
use crate::cli::source::Source;
use crate::cli::talk::Talk;
use crate::cli::{Global, align_bitext, bitexts};
use crate::error::{Place, Result};
use crate::formats::Format;
use crate::lang::LangPair;
use crate::notice::Notice;
use crate::pipeline::Input;
use crate::table::{Row, Table};
use std::path::Path;

/// Tells whether a file is a bitext by its name, or one of ours by its columns.
pub(super) fn is_bitext(path: &Path, global: &Global) -> bool {
    let is_named = Format::by_extension(path).is_some_and(|format| !is_table(format));
    is_named || align_bitext::is_bitext(path, global)
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
    global: &Global,
    talk: &Talk,
) -> Result<Input> {
    let mut memory = Table::default();
    for path in files {
        let table = if is_bitext(path, global) {
            bitext(path, &global.languages(), talk)?
        } else {
            table(path, source)?
        };
        memory.findings.extend(table.findings);
        memory.rows.extend(table.rows);
        memory.carried_headers = table.carried_headers;
    }
    // The columns of different files have nothing to do with each other.
    if files.len() > 1 {
        memory.carried_headers.clear();
        memory.rows.iter_mut().for_each(|row| row.carried.clear());
    }
    for (number, row) in (1..).zip(&mut memory.rows) {
        row.number = number;
        row.id = None;
    }
    Ok(Input::Table(memory))
}

fn table(path: &Path, source: &Source) -> Result<Table> {
    let source = Source { path, ..source.clone() };
    Ok(source.read()?.into_table())
}

/// Reads the pairs of a bitext that have a translation; those that people rejected are none.
/// One that translates nothing comes out as an addition, as from a table.
fn bitext(path: &Path, langs: &LangPair, talk: &Talk) -> Result<Table> {
    let source = bitexts::Source { main: Some(path), ..bitexts::Source::default() };
    let bitext = source.load(langs, talk)?;
    talk.detail(&format!("{}: {} pairs", display_name(path), bitext.pairs.len()));
    let (mut rows, mut n_rejected) = (Vec::new(), 0);
    for pair in bitext.pairs.into_iter().filter(|pair| !pair.tgt.trim().is_empty()) {
        if pair.status == Status::Rejected {
            n_rejected += 1;
            continue;
        }
        let Pair { src, tgt, carried, .. } = pair;
        rows.push(Row { src: Some(src), tgt, carried, ..Row::default() });
    }
    let message = format!("pairs that were rejected, and are not used: {n_rejected}");
    let rejected = (n_rejected > 0).then(|| Notice::info("memory", message));
    let findings =
        rejected.map(|said| said.at(Place::file(display_name(path)))).into_iter().collect();
    let carried_headers = bitext.carried_headers;
    Ok(Table { rows, carried_headers, findings, ..Table::default() })
}
