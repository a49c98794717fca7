//! Writes two versions of one bitext as a page: how far they agree, then the pairs that differ, side by
//! side.
//!
//! One file without network and without script, in the style of the report of the checks; it prints.
//! Words of one version only are struck in A and underlined in B, so that no color speaks alone.

use super::escaped;
use crate::bitext::{Bitext, Pair};
use crate::corpus::{Agreement, Change, Diff, Difference, Overlap, Piece, word_diff};
use crate::french::Tongue;
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
    /// How far they agree, if that is asked.
    pub agreement: Option<&'a Agreement>,
    /// Figures to tell first: what, and how many.
    pub figures: &'a [(&'static str, usize)],
    /// In which language the page speaks.
    pub tongue: Tongue,
}

impl Versions<'_> {
    /// Returns the page.
    #[must_use]
    pub fn html(&self) -> String {
        let [a, b] = self.names.map(escaped);
        let differences: String =
            self.diff.differences.iter().map(|difference| self.row(difference)).collect();
        let main = if differences.is_empty() {
            format!("<p>{}</p>", self.say("No difference."))
        } else {
            let pair = self.say("pair");
            format!(
                "<table class=\"bitext\"><thead><tr><th scope=\"col\">{pair}</th><th scope=\"col\">{a}</th>\
                 <th scope=\"col\">{b}</th></tr></thead><tbody>\n{differences}</tbody></table>"
            )
        };
        let (lang, title) = (self.tongue.tag(), format!("{a} {} {b}", self.say("and")));
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · enregard</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header><h1>{title}</h1>{}<div class=\"tables\">{}{}</div></header>\n<main>{main}</main>\n\
             </body>\n</html>\n",
            self.figures(),
            self.agreement.map(|agreement| self.decisions(agreement, [&a, &b])).unwrap_or_default(),
            self.agreement.map(|agreement| self.overlaps(agreement)).unwrap_or_default(),
        )
    }

    /// Returns a message in the language of the page, to be put into it.
    fn say(&self, message: &str) -> String {
        self.tongue.say(message).into_owned()
    }

    fn figures(&self) -> String {
        let figure = |(what, n): (&str, usize)| format!("<li><b>{n}</b> {}</li>", self.say(what));
        let [n_a, n_b] = self.bitexts.map(|bitext| bitext.pairs.len());
        let counts = self.diff.counts();
        let counts = counts.iter().map(|(change, n)| (change.name(), *n));
        let all = [("pairs of A", n_a), ("pairs of B", n_b), ("the same", self.diff.n_same)];
        format!(
            "<ul class=\"figures\">{}</ul>",
            self.figures.iter().copied().chain(all).chain(counts).map(figure).collect::<String>()
        )
    }

    fn row(&self, difference: &Difference) -> String {
        let pairs = self.pairs(difference);
        let mut ids: Vec<&str> =
            pairs.iter().flat_map(|pairs| pairs.iter().map(|pair| pair.id.as_str())).collect();
        ids.sort_unstable();
        ids.dedup();
        let (name, ids) = (self.say(difference.change.name()), escaped(&ids.join(" + ")));
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
            _ if pairs[version].is_empty() => {
                format!("<p class=\"nothing\">{}</p>", self.say("nothing"))
            }
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
            line(bitext.langs.src.tag(), &pair.src, &pair.src_ids),
            line(bitext.langs.tgt.tag(), &pair.tgt, &pair.tgt_ids)
        )
    }

    /// Returns both texts of a pair that is in both versions, and its other fields that differ.
    fn fields(&self, difference: &Difference, version: usize) -> String {
        let (pair, bitext) = (&self.pairs(difference)[version][0], self.bitexts[version]);
        let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
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
                format!("<span class=\"nothing\">{}</span>", self.say("blank"))
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
            |pair| format!("behind `{}`", escaped(&pair.id)),
        );
        format!("<p class=\"field\">{}</p>", self.say(&before).replace('`', ""))
    }

    fn figure(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| self.tongue.number(value, 4))
    }

    fn decisions(&self, agreement: &Agreement, [a, b]: [&str; 2]) -> String {
        let [[both, a_only], [b_only, neither]] = agreement.decisions;
        let [observed, kappa] = [agreement.observed(), agreement.kappa()];
        let caption = format!(
            "Decisions on {} pairs that both decided: observed {}, kappa {}",
            agreement.n_decided(),
            self.figure(observed),
            self.figure(kappa)
        );
        let heads = |verb: &str| [a, b].map(|who| self.say(&format!("{who} {verb}")));
        let ([a_accepts, b_accepts], [a_rejects, b_rejects]) = (heads("accepts"), heads("rejects"));
        let caption = self.say(&caption);
        format!(
            "<table class=\"agreement\"><caption>{caption}</caption>\
             <thead><tr><td></td><th scope=\"col\">{b_accepts}</th><th scope=\"col\">{b_rejects}</th></tr></thead><tbody>\
             <tr><th scope=\"row\">{a_accepts}</th><td>{both}</td><td>{a_only}</td></tr>\
             <tr><th scope=\"row\">{a_rejects}</th><td>{b_only}</td><td>{neither}</td></tr></tbody></table>"
        )
    }

    fn overlaps(&self, agreement: &Agreement) -> String {
        let row = |(name, overlap): (&str, Overlap)| {
            let cells = [overlap.precision(), overlap.recall(), overlap.f1()]
                .map(|value| format!("<td>{}</td>", self.figure(value)));
            format!("<tr><th scope=\"row\">{}</th>{}</tr>", self.say(name), cells.concat())
        };
        let heads = ["precision", "recall", "F1"]
            .map(|name| format!("<th scope=\"col\">{}</th>", self.say(name)));
        format!(
            "<table class=\"agreement\"><caption>{}</caption><thead><tr><td></td>{}</tr></thead>\
             <tbody>{}{}</tbody></table>",
            self.say("Pairing"),
            heads.concat(),
            row(("links", agreement.links)),
            row(("beads", agreement.beads)),
        )
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
