//! Tab-separated values as IANA registered them: no quoting, and so no tabs or
//! line breaks in cells, which become a space.

use super::records;
use super::{Format, Languages, Loaded, Written, metadata_finding};
use crate::bitext::Bitext;
use crate::error::Result;
use crate::finding::Finding;
use crate::table::Cells;
use crate::text::Text;

/// What ends a line for one program or another.
const BREAKS: [char; 8] = ['\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

pub(super) fn write(bitext: &Bitext) -> Written {
    let mut content = String::new();
    let mut n_changed = 0;
    let header = records::header(bitext);
    let rows = bitext.pairs.iter().map(|pair| records::cells(pair).collect::<Vec<_>>());
    for row in std::iter::once(header.clone()).chain(rows) {
        n_changed += row.iter().filter(|cell| cell.contains(BREAKS)).count();
        let cells: Vec<String> = row.iter().map(|cell| on_one_line(cell)).collect();
        content.push_str(&cells.join("\t"));
        content.push('\n');
    }
    let mut findings: Vec<Finding> = metadata_finding(bitext, Format::Tsv).into_iter().collect();
    findings.extend(records::renamed_finding(bitext, &header));
    if n_changed > 0 {
        let message = format!("cells in which a tab or line break became a space: {n_changed}");
        findings.push(Finding::info("format", message));
    }
    Written { bytes: content.into_bytes(), findings }
}

fn on_one_line(cell: &str) -> String {
    cell.replace("\r\n", " ").replace(BREAKS, " ")
}

pub(super) fn read(bytes: &[u8], file: &str, languages: &Languages) -> Result<Loaded> {
    let text = Text::decode(bytes, file)?;
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    let rows: Vec<Cells> = (1..)
        .zip(text.content.lines())
        .filter(|(_, content)| !content.trim().is_empty())
        .map(|(line, content)| Cells { line, cells: cells(content) })
        .collect();
    let mut loaded = records::read(&rows, file, languages)?;
    loaded.findings.splice(0..0, text.findings);
    Ok(loaded)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bitext, example, languages};
    use super::*;
    use crate::bitext::Pair;

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
        assert_eq!(example().pairs, read.pairs);
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
