//! Tab-separated values as IANA registered them: no quoting, and so no tabs or
//! line breaks in cells, which become a space.

use super::fields;
use super::outlet::Buffer;
use super::records::{self, Records};
use super::{BitextFiles, BitextFormat, Head, Losses, Options, Outlet, PairReader, PairWriter};
use super::{metadata_finding, properties};
use crate::bitext::{Bitext, Pair};
use crate::error::Result;
use crate::notice::Notice;
use crate::table::Cells;

/// What ends a line for one program or another.
const BREAKS: [char; 8] = ['\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

pub(super) struct Tsv;

impl BitextFormat for Tsv {
    fn reader<'a>(
        &self,
        input: &'a BitextFiles,
        head: &mut Head,
    ) -> Result<Box<dyn PairReader + 'a>> {
        let (file, text) = input.main()?;
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        let rows = (1..)
            .zip(text.lines())
            .filter(|(_, content)| !content.trim().is_empty())
            .map(move |(line, content)| Cells { line, cells: cells(content) });
        Ok(Box::new(Records::new(file, rows, head)?))
    }

    fn writer(&self, bitext: &Bitext, _: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let header = fields::header(bitext);
        let mut findings: Vec<Notice> = metadata_finding(bitext, "tsv").into_iter().collect();
        findings.extend(fields::renamed_finding(bitext, &header));
        let (out, losses) = (out.main(), Losses::default());
        let mut writer = Writer { out, n_changed: 0, losses, findings };
        writer.row(header.into_iter());
        Box::new(writer)
    }
}

struct Writer {
    out: Buffer,
    n_changed: usize,
    losses: Losses,
    findings: Vec<Notice>,
}

impl Writer {
    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let mut line = String::new();
        for cell in cells {
            self.n_changed += usize::from(cell.contains(BREAKS));
            line.push_str(&on_one_line(&cell));
            line.push('\t');
        }
        line.pop();
        line.push('\n');
        self.out.push(&line);
    }
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        self.row(records::cells(pair));
        properties::count_structure(&mut self.losses, pair);
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        self.findings.extend(changed_finding("cells", self.n_changed));
        self.findings.extend(self.losses.findings("tsv"));
        self.findings
    }
}

/// Says in how many texts line ends had to go.
pub(super) fn changed_finding(what: &str, n_changed: usize) -> Option<Notice> {
    let message = format!("{what} in which a tab or line break became a space: {n_changed}");
    (n_changed > 0).then(|| Notice::info("format", message))
}

/// Tells whether a text has what a line-by-line format cannot hold.
pub(super) fn has_breaks(text: &str) -> bool {
    text.contains(BREAKS)
}

/// Returns a text with a space for each tab and line break.
pub(super) fn on_one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(BREAKS, " ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bitext, example, languages};
    use super::super::{Dialect, Format, Loaded, Written};
    use super::*;
    use crate::lang::LangPair;

    fn read(bytes: &[u8], file: &str, languages: &LangPair) -> Result<Loaded> {
        super::super::read(bytes, file, Format::Tsv, languages)
    }

    fn write(bitext: &Bitext) -> Written {
        super::super::write(bitext, Format::Tsv, Dialect::Standard)
    }

    #[test]
    fn a_bitext_is_one_line_a_bead() {
        let written = String::from_utf8(write(&example()).bytes).unwrap();
        let expected = [
            "id\tbead\tfr\ten\tfr_ids\ten_ids\tscore\tstatus\tfindings\treviewer\tupdated\tcomment\tRemarque",
            "p1.s1\t1:2\tIl dit : « Oui », puis s'en va.\tHe says \"Yes\". He leaves.\tp1.s1\t\
             r2.s1 r2.s2\t0.9731\taccepted\tlength quotes\tZoé\t2026-11-23T10:00:00Z\tR&D < tout\tnote 1",
            "p1.s2\t1:1\tIl pleut.\tIt rains.\tp1.s2\tr1.s1\t\tauto\t\t\t\t\t",
            "p2.s1\t1:0\tFin.\t\tp2.s1\t\t\tauto\t\t\t\t\t",
        ];
        assert_eq!(expected.to_vec(), written.lines().collect::<Vec<_>>());
        let read = read(written.as_bytes(), "b.tsv", &languages()).unwrap().bitext;
        let mut expected = example().pairs;
        expected[0].kind = crate::segment::Kind::default();
        expected[0].tgt_breaks.clear();
        assert_eq!(expected, read.pairs);
    }

    #[test]
    fn tabs_and_line_breaks_become_a_space_and_are_counted() {
        let pair = Pair { src: "a\tb\r\nc\u{2028}d".into(), ..Pair::default() };
        let written = write(&bitext(vec![pair]));
        assert!(String::from_utf8(written.bytes).unwrap().contains("\ta b c d\t"));
        assert_eq!(
            "info: cells in which a tab or line break became a space: 1 [format]",
            written.findings[0].to_string()
        );
    }
}
