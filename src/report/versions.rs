//! Writes two versions of one bitext as a page: how far they agree, then the pairs that differ, side by
//! side.
//!
//! One file without network and without script, in the style of the report of the checks; it prints.
//! Words of one version only are struck in A and underlined in B, so that no color speaks alone.

use super::escaped;
use crate::bitext::{Bitext, Pair};
use crate::corpus::{Agreement, Change, Diff, Difference, Overlap, Piece, word_diff};
use std::fmt::Write as _;

const STYLE: &str = concat!(include_str!("page.css"), include_str!("versions.css"));

/// Two versions of a bitext, compared.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    /// What A and B are called.
    pub names: [&'a str; 2],
    /// A and B.
    pub bitexts: [&'a Bitext; 2],
    /// Where they differ.
    pub diff: &'a Diff,
    /// How far they agree.
    pub agreement: &'a Agreement,
}

impl Versions<'_> {
    /// Returns the page.
    #[must_use]
    pub fn html(&self) -> String {
        let [a, b] = self.names.map(escaped);
        let differences: String =
            self.diff.differences.iter().map(|difference| self.row(difference)).collect();
        let main = if differences.is_empty() {
            "<p>No difference.</p>".to_owned()
        } else {
            format!(
                "<table class=\"bitext\"><thead><tr><th scope=\"col\">pair</th><th scope=\"col\">{a}</th>\
                 <th scope=\"col\">{b}</th></tr></thead><tbody>\n{differences}</tbody></table>"
            )
        };
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{a} and {b} · enregard</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header><h1>{a} and {b}</h1>{}<div class=\"tables\">{}{}</div></header>\n<main>{main}</main>\n\
             </body>\n</html>\n",
            self.figures(),
            decisions(self.agreement, [&a, &b]),
            overlaps(self.agreement),
        )
    }

    fn figures(&self) -> String {
        let figure = |(what, n): (&str, usize)| format!("<li><b>{n}</b> {what}</li>");
        let [n_a, n_b] = self.bitexts.map(|bitext| bitext.pairs.len());
        let counts = self.diff.counts();
        let counts = counts.iter().map(|(change, n)| (change.name(), *n));
        let all = [("pairs of A", n_a), ("pairs of B", n_b), ("the same", self.diff.n_same)];
        format!(
            "<ul class=\"figures\">{}</ul>",
            all.into_iter().chain(counts).map(figure).collect::<String>()
        )
    }

    fn row(&self, difference: &Difference) -> String {
        let pairs = self.pairs(difference);
        let mut ids: Vec<&str> =
            pairs.iter().flat_map(|pairs| pairs.iter().map(|pair| pair.id.as_str())).collect();
        ids.sort_unstable();
        ids.dedup();
        let (name, ids) = (difference.change.name(), escaped(&ids.join(" + ")));
        let cells = [0, 1].map(|version| {
            let of = escaped(self.names[version]);
            format!("<td data-version=\"{of}\">{}</td>", self.cell(difference, version))
        });
        format!(
            "<tr class=\"pair\"><th scope=\"row\">{ids}<small>{name}</small></th>{}</tr>\n",
            cells.concat()
        )
    }

    fn pairs(&self, difference: &Difference) -> [&[Pair]; 2] {
        let [a, b] = self.bitexts;
        [&a.pairs[difference.a.clone()], &b.pairs[difference.b.clone()]]
    }

    /// Returns what a version has there: its pairs, and what is other than in the other one.
    fn cell(&self, difference: &Difference, version: usize) -> String {
        let pairs = self.pairs(difference);
        match pairs {
            [[_], [_]] if difference.change != Change::Moved => self.fields(difference, version),
            _ if pairs[version].is_empty() => "<p class=\"nothing\">nothing</p>".to_owned(),
            _ => {
                let texts: String =
                    pairs[version].iter().map(|pair| self.texts(pair, version)).collect();
                texts + &self.place(difference, version)
            }
        }
    }

    fn texts(&self, pair: &Pair, version: usize) -> String {
        let bitext = self.bitexts[version];
        let line = |lang: &str, text: &str, ids: &[String]| {
            let said = if text.is_empty() { ids.join(" ") } else { text.to_owned() };
            format!("<p lang=\"{lang}\" dir=\"auto\">{}</p>", escaped(&said))
        };
        format!(
            "<p class=\"field\"><code>{} {}</code></p>{}{}",
            escaped(&pair.id),
            pair.shape,
            line(bitext.src_lang.tag(), &pair.src, &pair.src_ids),
            line(bitext.tgt_lang.tag(), &pair.tgt, &pair.tgt_ids)
        )
    }

    /// Returns both texts of a pair that is in both versions, and its other fields that differ.
    fn fields(&self, difference: &Difference, version: usize) -> String {
        let (pair, bitext) = (&self.pairs(difference)[version][0], self.bitexts[version]);
        let (src, tgt) = (bitext.src_lang.tag(), bitext.tgt_lang.tag());
        let mut out = String::new();
        for (lang, text) in [(src, &pair.src), (tgt, &pair.tgt)] {
            let change = difference.fields.iter().find(|change| change.field == lang);
            let shown = change.map_or_else(
                || escaped(text),
                |change| edited(&change.before, &change.after, version),
            );
            // Writing to a string cannot fail.
            let _ = write!(out, "<p lang=\"{lang}\" dir=\"auto\">{shown}</p>");
        }
        for change in
            difference.fields.iter().filter(|change| change.field != src && change.field != tgt)
        {
            let value = [&change.before, &change.after][version];
            let (tag, value) = (["del", "ins"][version], escaped(value));
            let value = if value.is_empty() {
                "<span class=\"nothing\">blank</span>".to_owned()
            } else {
                format!("<{tag}>{value}</{tag}>")
            };
            let _ = write!(
                out,
                "<p class=\"field\"><code>{}</code> {value}</p>",
                escaped(&change.field)
            );
        }
        out
    }

    /// Returns where a pair stands that was moved.
    fn place(&self, difference: &Difference, version: usize) -> String {
        if difference.change != Change::Moved {
            return String::new();
        }
        let at = [&difference.a, &difference.b][version].start;
        let before = at.checked_sub(1).and_then(|at| self.bitexts[version].pairs.get(at));
        let before = before.map_or_else(
            || "at the start".to_owned(),
            |pair| format!("behind {}", escaped(&pair.id)),
        );
        format!("<p class=\"field\">{before}</p>")
    }
}

/// Returns a text of a version with the words that the other does not have.
fn edited(before: &str, after: &str, version: usize) -> String {
    let shown = |piece: Piece| match piece {
        Piece::Same(text) => escaped(&text),
        Piece::Removed(text) if version == 0 => format!("<del>{}</del>", escaped(&text)),
        Piece::Added(text) if version == 1 => format!("<ins>{}</ins>", escaped(&text)),
        _ => String::new(),
    };
    word_diff(before, after).into_iter().map(shown).collect()
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
}

fn decisions(agreement: &Agreement, [a, b]: [&str; 2]) -> String {
    let [[both, a_only], [b_only, neither]] = agreement.decisions;
    format!(
        "<table class=\"agreement\"><caption>Decisions on {} pairs that both decided: observed {}, kappa {}</caption>\
         <thead><tr><td></td><th scope=\"col\">{b} accepts</th><th scope=\"col\">{b} rejects</th></tr></thead><tbody>\
         <tr><th scope=\"row\">{a} accepts</th><td>{both}</td><td>{a_only}</td></tr>\
         <tr><th scope=\"row\">{a} rejects</th><td>{b_only}</td><td>{neither}</td></tr></tbody></table>",
        agreement.n_decided(),
        figure(agreement.observed()),
        figure(agreement.kappa()),
    )
}

fn overlaps(agreement: &Agreement) -> String {
    let row = |(name, overlap): (&str, Overlap)| {
        let cells = [overlap.precision(), overlap.recall(), overlap.f1()]
            .map(|value| format!("<td>{}</td>", figure(value)));
        format!("<tr><th scope=\"row\">{name}</th>{}</tr>", cells.concat())
    };
    format!(
        "<table class=\"agreement\"><caption>Pairing</caption><thead><tr><td></td><th scope=\"col\">P</th>\
         <th scope=\"col\">R</th><th scope=\"col\">F1</th></tr></thead><tbody>{}{}</tbody></table>",
        row(("links", agreement.links)),
        row(("beads", agreement.beads)),
    )
}
