//! The table that Sketch Engine takes: two columns, parted by a tab, under the
//! English names of the languages, and nothing else.

use super::outlet::Buffer;
use super::tsv::{changed_finding, has_breaks, on_one_line};
use super::{BitextFormat, Losses, Options, Outlet, PairWriter, metadata_finding, properties};
use crate::bitext::{Bitext, Pair};
use crate::lang::Lang;
use crate::notice::Notice;

/// What Sketch Engine calls the languages that we know.
const NAMES: [(&str, &str); 11] = [
    ("fr", "French"),
    ("en", "English"),
    ("de", "German"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("pt", "Portuguese"),
    ("ca", "Catalan"),
    ("nl", "Dutch"),
    ("el", "Greek"),
    ("pl", "Polish"),
    ("ru", "Russian"),
];

pub(super) struct Sketch;

impl BitextFormat for Sketch {
    fn writer(&self, bitext: &Bitext, _: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let out = out.main();
        out.push(&format!("{}\t{}\n", name(&bitext.langs.src), name(&bitext.langs.tgt)));
        let findings = metadata_finding(bitext, "sketch").into_iter().collect();
        Box::new(Writer { out, n_changed: 0, n_one_sided: 0, losses: Losses::default(), findings })
    }
}

fn name(lang: &Lang) -> &str {
    NAMES.iter().find(|(tag, _)| *tag == lang.tag()).map_or(lang.tag(), |(_, name)| name)
}

struct Writer {
    out: Buffer,
    n_changed: usize,
    n_one_sided: usize,
    losses: Losses,
    findings: Vec<Notice>,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        let texts = [&pair.src, &pair.tgt];
        if texts.iter().any(|text| text.trim().is_empty()) {
            self.n_one_sided += 1;
            return;
        }
        self.n_changed += texts.iter().filter(|text| has_breaks(text)).count();
        self.out.push(&format!("{}\t{}\n", on_one_line(&pair.src), on_one_line(&pair.tgt)));
        self.losses.count("scores", pair.score.is_some());
        self.losses.annotations(pair);
        properties::count_structure(&mut self.losses, pair);
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        let message =
            format!("pairs without a source or a translation, left out: {}", self.n_one_sided);
        self.findings.extend((self.n_one_sided > 0).then(|| Notice::warning("format", message)));
        self.findings.extend(changed_finding("texts", self.n_changed));
        self.findings.extend(self.losses.findings("sketch"));
        self.findings
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::super::{Dialect, Format, write};

    #[test]
    fn a_table_has_two_columns_and_nothing_else() {
        let written = write(&example(), Format::Sketch, Dialect::Standard);
        let expected = "French\tEnglish\nIl dit : « Oui », puis s'en va.\tHe says \"Yes\". He leaves.\n\
                        Il pleut.\tIt rains.\n";
        assert_eq!(expected, String::from_utf8(written.bytes).unwrap());
        assert!(
            written
                .findings
                .iter()
                .any(|finding| finding.message == "sketch has no place for statuses: 1")
        );
    }
}
