//! Writes which words of each pair translate which, as word aligners do.
//!
//! ```text
//! pharaoh   0-0 1-2 2-1                          a line a pair: source-target, from 0
//! giza      The keeper lit the lamp .            three lines a pair (GIZA++'s A3): positions
//!           NULL ({ }) Le ({ 1 }) gardien ({ 2 }) …   of the target, from 1
//! jsonl     {"pair":"p1.s1","src":"…","tgt":"…","links":[{"src":[0,2],"tgt":[0,3],…}]}
//! ```
//!
//! The first two count the words that white space parts, as the tools do that read
//! them: a text whose marks are to be words of their own is given with spaces about
//! them (`--segmented`). JSON lines say the bytes of each word instead. The links
//! are those that the pairs carry as evidence; a pair without both texts has none.

use crate::bitext::{Link, Pair};
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

/// How links are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LinkFormat {
    /// `0-0 1-2`, a line a pair.
    Pharaoh,
    /// GIZA++'s A3, three lines a pair.
    Giza,
    /// A JSON object a pair, with the bytes of each word.
    Jsonl,
}

/// Returns the links of pairs, in their order.
#[must_use]
pub fn write(pairs: &[Pair], format: LinkFormat) -> Vec<u8> {
    let mut out = String::new();
    for (pair, number) in pairs.iter().zip(1..) {
        match format {
            LinkFormat::Pharaoh => push_pharaoh(pair, &mut out),
            LinkFormat::Giza => push_giza(pair, number, &mut out),
            LinkFormat::Jsonl => push_record(pair, &mut out),
        }
    }
    out.into_bytes()
}

fn push_pharaoh(pair: &Pair, out: &mut String) {
    let links: Vec<String> =
        positions(pair).iter().map(|(src, tgt)| format!("{src}-{tgt}")).collect();
    out.push_str(&links.join(" "));
    out.push('\n');
}

fn push_giza(pair: &Pair, number: usize, out: &mut String) {
    let (src, tgt) = (words(&pair.src), words(&pair.tgt));
    let links = positions(pair);
    let _ = writeln!(
        out,
        "# Sentence pair ({number}) source length {} target length {} alignment score : {}",
        src.len(),
        tgt.len(),
        pair.score.unwrap_or_default(),
    );
    let said: Vec<&str> = tgt.iter().map(|span| &pair.tgt[span.clone()]).collect();
    let _ = writeln!(out, "{}", said.join(" "));
    let linked = |at: usize| links.iter().any(|(_, tgt)| *tgt == at);
    push_sources("NULL", (0..tgt.len()).filter(|at| !linked(*at)), out);
    for (at, span) in src.iter().enumerate() {
        out.push(' ');
        let own = links.iter().filter(|(src, _)| *src == at).map(|(_, tgt)| *tgt);
        push_sources(&pair.src[span.clone()], own, out);
    }
    out.push('\n');
}

/// Adds a word with the positions that it makes: `Le ({ 1 })`.
fn push_sources(word: &str, positions: impl Iterator<Item = usize>, out: &mut String) {
    out.push_str(word);
    out.push_str(" ({");
    for position in positions {
        let _ = write!(out, " {}", position + 1);
    }
    out.push_str(" })");
}

fn push_record(pair: &Pair, out: &mut String) {
    let record = json!({
        "pair": pair.id,
        "src": pair.src,
        "tgt": pair.tgt,
        "links": links(pair),
    });
    let _ = writeln!(out, "{record}");
}

fn links(pair: &Pair) -> &[Link] {
    pair.evidence.as_ref().map_or(&[], |evidence| &evidence.links)
}

/// Returns the links as positions of words that white space parts.
fn positions(pair: &Pair) -> BTreeSet<(usize, usize)> {
    let (src, tgt) = (words(&pair.src), words(&pair.tgt));
    let mut positions = BTreeSet::new();
    for link in links(pair) {
        for from in touched(&src, link.src) {
            positions.extend(touched(&tgt, link.tgt).map(|to| (from, to)));
        }
    }
    positions
}

/// Returns the words of a text that white space parts, by their bytes.
fn words(text: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect()
}

/// Returns the positions of the words that share bytes with a span. Words rise.
fn touched(words: &[Range<usize>], (start, end): (usize, usize)) -> Range<usize> {
    let first = words.partition_point(|word| word.end <= start);
    first..words.partition_point(|word| word.start < end).max(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Evidence;

    fn pair() -> Pair {
        let link = |src, tgt| Link { src, tgt, strength: 0.5 };
        // «l'été» is one word here, «summer» two links.
        let links = vec![link((0, 1), (0, 3)), link((2, 7), (4, 10)), link((8, 12), (10, 11))];
        Pair {
            id: "p1.s1".into(),
            src: "L'été vint là".into(),
            tgt: "The summer. It came".into(),
            evidence: Some(Box::new(Evidence { runner_up: None, links })),
            ..Pair::default()
        }
    }

    fn written(format: LinkFormat) -> String {
        String::from_utf8(write(&[pair(), Pair::default()], format)).unwrap()
    }

    #[test]
    fn pharaoh_counts_the_words_that_spaces_part() {
        assert_eq!("0-0 0-1 1-1\n\n", written(LinkFormat::Pharaoh));
    }

    #[test]
    fn giza_names_the_target_words_of_each_source_word() {
        let lines = written(LinkFormat::Giza);
        let lines: Vec<_> = lines.lines().collect();
        assert!(lines[0].starts_with("# Sentence pair (1) source length 3 target length 4"));
        assert_eq!("The summer. It came", lines[1]);
        assert_eq!("NULL ({ 3 4 }) L'été ({ 1 2 }) vint ({ 2 }) là ({ })", lines[2]);
        assert_eq!("NULL ({ })", lines[5]);
    }

    #[test]
    fn json_lines_say_the_bytes() {
        let first = written(LinkFormat::Jsonl);
        let record: serde_json::Value =
            serde_json::from_str(first.lines().next().unwrap()).unwrap();
        assert_eq!(json!([0, 3]), record["links"][0]["tgt"]);
        assert_eq!("p1.s1", record["pair"]);
    }
}
