//! The two files that Moses and most toolkits take: one segment a line, the
//! same number of lines, and no blank ones.
//!
//! Beside them stand `.ids` (the id of the pair and those of its segments,
//! parted by tabs) and `.scores`, line for line. Whatever any program takes for
//! the end of a line becomes a space, so that counts never differ. A pair
//! without one of its sides is left out, and said.

use super::outlet::Buffer;
use super::records::{parse_score, shape_of};
use super::tsv::{changed_finding, has_breaks, on_one_line};
use super::{BitextFiles, BitextFormat, Head, Losses, Options, Outlet, PairReader, PairWriter};
use super::{Role, metadata_finding, properties};
use crate::bitext::{Bitext, Pair};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;

/// What Moses takes for markup, and how its scripts escape it.
const ESCAPES: [(char, &str); 8] = [
    ('&', "&amp;"),
    ('|', "&#124;"),
    ('<', "&lt;"),
    ('>', "&gt;"),
    ('\'', "&apos;"),
    ('"', "&quot;"),
    ('[', "&#91;"),
    (']', "&#93;"),
];

pub(super) struct Moses;

impl BitextFormat for Moses {
    fn reader<'a>(&self, input: &'a BitextFiles, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let (src_name, src) = input.needed(Role::Src, "the source")?;
        let (tgt_name, tgt) = input.needed(Role::Tgt, "the translation")?;
        let (n_src, n_tgt) = (src.lines().count(), tgt.lines().count());
        if n_src != n_tgt {
            let (short, long) =
                if n_src < n_tgt { (src_name, tgt_name) } else { (tgt_name, src_name) };
            let message = format!("`{long}` has {} lines, and this ends here", n_src.max(n_tgt));
            return Err(Error::input(message)
                .at(Place::file(short).line(n_src.min(n_tgt) as u64))
                .hint("both have one segment a line; to pair other texts: enregard align A B"));
        }
        let lines = |role| Ok(input.text(role)?.map(|(name, text)| (name, text.lines())));
        let (ids, scores) = (lines(Role::Ids)?, lines(Role::Scores)?);
        let texts = (1..).zip(src.lines().zip(tgt.lines()));
        Ok(Box::new(Reader { texts, ids, scores }))
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let file = |name: &str| out.file(&format!(".{name}"));
        Box::new(Writer {
            src: file(bitext.langs.src.tag()),
            tgt: file(bitext.langs.tgt.tag()),
            ids: file("ids"),
            scores: file("scores"),
            escapes: options.moses_escape,
            n_changed: 0,
            n_one_sided: 0,
            losses: Losses::default(),
            findings: metadata_finding(bitext, "moses").into_iter().collect(),
        })
    }
}

struct Writer {
    src: Buffer,
    tgt: Buffer,
    ids: Buffer,
    scores: Buffer,
    escapes: bool,
    n_changed: usize,
    n_one_sided: usize,
    losses: Losses,
    findings: Vec<Notice>,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        if on_one_line(&pair.src).trim().is_empty() || on_one_line(&pair.tgt).trim().is_empty() {
            self.n_one_sided += 1;
            return;
        }
        for (file, text) in [(&self.src, &pair.src), (&self.tgt, &pair.tgt)] {
            self.n_changed += usize::from(has_breaks(text));
            let line = on_one_line(text);
            let line = if self.escapes { escaped(&line) } else { line };
            file.push(&format!("{line}\n"));
        }
        let (src_ids, tgt_ids) = (pair.src_ids.join(" "), pair.tgt_ids.join(" "));
        self.ids.push(&format!("{}\t{src_ids}\t{tgt_ids}\n", on_one_line(&pair.id)));
        let score = pair.score.map(|score| score.to_string()).unwrap_or_default();
        self.scores.push(&format!("{score}\n"));
        self.losses.annotations(pair);
        properties::count_structure(&mut self.losses, pair);
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        let n = self.n_one_sided;
        let message = format!("pairs without a source or a translation, left out: {n}");
        self.findings.extend((n > 0).then(|| Notice::warning("format", message)));
        self.findings.extend(changed_finding("texts", self.n_changed));
        self.findings.extend(self.losses.findings("moses"));
        self.findings
    }
}

fn escaped(text: &str) -> String {
    let escape = |c: char| ESCAPES.iter().find(|(known, _)| *known == c);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match escape(c) {
            Some((_, written)) => out.push_str(written),
            None => out.push(c),
        }
    }
    out
}

type Lines<'a> = Option<(&'a str, std::str::Lines<'a>)>;

struct Reader<'a, I> {
    texts: I,
    ids: Lines<'a>,
    scores: Lines<'a>,
}

impl<'a, I: Iterator<Item = (u64, (&'a str, &'a str))>> PairReader for Reader<'a, I> {
    fn next_pair(&mut self, _: &mut Head) -> Result<Option<Pair>> {
        for (number, (src, tgt)) in self.texts.by_ref() {
            let ids = self.ids.as_mut().and_then(|(_, lines)| lines.next());
            let score = self.scores.as_mut().and_then(|(name, lines)| Some((*name, lines.next()?)));
            if src.trim().is_empty() && tgt.trim().is_empty() {
                continue;
            }
            let words = |ids: Option<&str>| -> Vec<String> {
                ids.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
            };
            let mut ids = ids.unwrap_or_default().split('\t');
            let id = ids.next().filter(|id| !id.is_empty());
            let mut pair = Pair {
                id: id.map_or_else(|| format!("r{number}"), str::to_owned),
                src: src.to_owned(),
                tgt: tgt.to_owned(),
                src_ids: words(ids.next()),
                tgt_ids: words(ids.next()),
                ..Pair::default()
            };
            if let Some((name, score)) = score {
                let place = || Place::file(name).line(number);
                pair.score = parse_score(score).map_err(|error| error.at(place()))?;
            }
            pair.shape = shape_of(&pair);
            return Ok(Some(pair));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, languages};
    use super::super::{BitextFile, Format, Options, read_files, write_with};
    use super::*;

    fn input(src: &str, tgt: &str, scores: &str) -> Result<BitextFiles> {
        let file = |role, name: &str, content: &str| BitextFile {
            role,
            name: name.to_owned(),
            bytes: content.as_bytes().to_vec(),
        };
        let files = vec![
            file(Role::Src, "a.fr", src),
            file(Role::Tgt, "a.en", tgt),
            file(Role::Scores, "a.scores", scores),
        ];
        BitextFiles::new(files, Format::Moses)
    }

    #[test]
    fn a_pair_is_a_line_in_each_file() {
        let options = Options { moses_escape: true, ..Options::default() };
        let written = write_with(&example(), Format::Moses, &options);
        let files: Vec<(String, String)> = written
            .others
            .into_iter()
            .map(|file| (file.ending, String::from_utf8(file.bytes).unwrap()))
            .collect();
        let expected = [
            (".fr", "Il dit : « Oui », puis s&apos;en va.\nIl pleut.\n"),
            (".en", "He says &quot;Yes&quot;. He leaves.\nIt rains.\n"),
            (".ids", "p1.s1\tp1.s1\tr2.s1 r2.s2\np1.s2\tp1.s2\tr1.s1\n"),
            (".scores", "0.9731\n\n"),
        ];
        let expected = expected.map(|(ending, text)| (ending.to_owned(), text.to_owned()));
        assert_eq!(expected.to_vec(), files);
    }

    #[test]
    fn lines_are_pairs_and_blank_ones_are_not() {
        let input = input("Oui.\n\nSeul.\n", "Yes.\n\n\n", "0.9\n\n0,5\n").unwrap();
        let pairs = read_files(&input, &languages()).unwrap().bitext.pairs;
        let shown: Vec<String> = pairs
            .iter()
            .map(|pair| format!("{} {} {} {:?}", pair.id, pair.shape, pair.src, pair.score))
            .collect();
        assert_eq!(vec!["r1 1:1 Oui. Some(0.9)", "r3 1:0 Seul. Some(0.5)"], shown);
    }

    #[test]
    fn files_of_different_lengths_are_refused_where_the_shorter_ends() {
        let error =
            read_files(&input("a\nb\n", "a\nb\nc\n", "").unwrap(), &languages()).unwrap_err();
        assert_eq!("a.fr:2: `a.en` has 3 lines, and this ends here", error.to_string());
        let error = read_files(&input("a\n", "b\n", "good\n").unwrap(), &languages()).unwrap_err();
        assert_eq!("a.scores:1: `good` is not a score", error.to_string());
    }
}
