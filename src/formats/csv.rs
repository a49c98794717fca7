//! The bitext CSV: RFC 4180 in UTF-8 with line feeds, or what Excel wants.
//!
//! It is read by the reader of translation tables, which knows what
//! spreadsheets do to a file: byte order marks, other delimiters, line ends and
//! encodings. A saved spreadsheet is read as well.

use super::fields;
use super::formula::is_formula;
use super::outlet::Buffer;
use super::records::{self, Records};
use super::{
    BitextFiles, BitextFormat, Dialect, Head, Losses, Options, Outlet, PairReader, PairWriter,
};
use super::{Role, csvw, metadata_finding, properties};
use crate::bitext::{Bitext, Pair};
use crate::error::Result;
use crate::notice::Notice;
use crate::segment::Kind;
use crate::table;

const MARK: &str = "\u{feff}";

pub(super) struct Csv;

impl BitextFormat for Csv {
    fn reader<'a>(
        &self,
        input: &'a BitextFiles,
        head: &mut Head,
    ) -> Result<Box<dyn PairReader + 'a>> {
        let mut known = csvw::Known::default();
        if let Some((file, text)) = input.text(Role::Metadata)? {
            known = csvw::read(text.as_bytes(), file)?;
            head.bitext.metadata = std::mem::take(&mut known.metadata);
        }
        let options = table::Options::new(head.bitext.langs.clone());
        let file = input.name();
        // A spreadsheet is often called `.csv`.
        let Ok((_, text)) = input.main() else {
            let grid = table::grid(input.bytes(), file, &options)?;
            head.findings.extend(grid.findings);
            let records = Records::new(file, grid.rows.into_iter(), head)?;
            return Ok(Box::new(Reader { records, known }));
        };
        let rows = table::rows(text, file, &options)?;
        head.findings.extend(rows.findings.iter().cloned());
        let has_text = |row: &table::Cells| row.cells.iter().any(|cell| table::has_text(cell));
        let records = Records::new(file, rows.skip_while(move |row| !has_text(row)), head)?;
        Ok(Box::new(Reader { records, known }))
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let buffer = out.main();
        let (mark, delimiter) = match options.dialect {
            Dialect::Standard => ("", b','),
            Dialect::Excel => (MARK, b';'),
        };
        buffer.push(mark);
        let mut rows = csv::WriterBuilder::new().delimiter(delimiter).from_writer(buffer);
        let header = fields::header(bitext);
        write_row(&mut rows, &header);
        let beside = options.beside && !bitext.metadata.is_empty();
        let mut findings: Vec<Notice> =
            metadata_finding(bitext, "csv").filter(|_| !beside).into_iter().collect();
        findings.extend(fields::renamed_finding(bitext, &header));
        Box::new(Writer {
            rows,
            sidecar: beside.then(|| Sidecar {
                file: out.file(csvw::ENDING),
                bitext: Bitext { pairs: Vec::new(), ..bitext.clone() },
                name: options.name.clone(),
                kinds: Vec::new(),
            }),
            n_formulas: 0,
            losses: Losses::default(),
            findings,
        })
    }
}

fn write_row(rows: &mut csv::Writer<Buffer>, cells: &[String]) {
    rows.write_record(cells).expect("a buffer takes all bytes and rows are of one width");
}

struct Writer {
    rows: csv::Writer<Buffer>,
    sidecar: Option<Sidecar>,
    n_formulas: usize,
    losses: Losses,
    findings: Vec<Notice>,
}

/// The description beside the file, which is written when all is known.
struct Sidecar {
    file: Buffer,
    bitext: Bitext,
    name: String,
    kinds: Vec<(String, Kind)>,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        let cells: Vec<String> = records::cells(pair).collect();
        self.n_formulas += cells.iter().filter(|cell| is_formula(cell)).count();
        write_row(&mut self.rows, &cells);
        match &mut self.sidecar {
            Some(sidecar) if pair.kind != Kind::default() => {
                sidecar.kinds.push((pair.id.clone(), pair.kind));
            }
            Some(_) => {}
            None => properties::count_structure(&mut self.losses, pair),
        }
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        self.rows.flush().expect("a buffer takes all bytes");
        if let Some(sidecar) = &self.sidecar {
            let bytes = csvw::write(&sidecar.bitext, &sidecar.name, &sidecar.kinds);
            sidecar.file.push(&bytes);
        }
        let message = format!(
            "cells that a spreadsheet computes as a formula when it opens the file: {}",
            self.n_formulas
        );
        self.findings.extend((self.n_formulas > 0).then(|| Notice::warning("format", message)));
        self.findings.extend(self.losses.findings("csv"));
        self.findings
    }
}

struct Reader<'a, I> {
    records: Records<'a, I>,
    known: csvw::Known,
}

impl<I: Iterator<Item = table::Cells>> PairReader for Reader<'_, I> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        let mut pair = self.records.next_pair(head)?;
        if let Some(pair) = &mut pair {
            pair.kind = self.known.kinds.get(&pair.id).copied().unwrap_or_default();
        }
        Ok(pair)
    }

    fn line(&self) -> Option<u64> {
        self.records.line()
    }
}

#[cfg(test)]
mod tests;
