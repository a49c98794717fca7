//! `enregard grep`: where words stand in a corpus, and what stands for them.

use super::pool::{Item, PoolArgs};
use crate::bead::Side;
use crate::cli::Global;
use crate::cli::talk::Talk;
use crate::corpus::concordance::{Hit, Query, find_counterparts, pattern};
use crate::error::Result;
use crate::lang::LangPair;
use crate::text::visible::visible_line;
use clap::{Args, ValueEnum};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard grep phare corpus/
  enregard grep 'lumi*' corpus/ --side src
  enregard grep phare corpus/ --side src --with beacon         its translation has `beacon`
  enregard grep phare corpus/ --side src --not lighthouse      … has no `lighthouse`
  enregard grep --regex '\\d+ (km|milles)' corpus/ --format csv -o found.csv

Case counts for nothing; `*` stands for any letters. The counterpart is marked with « ».
The exit code is 1 if nothing is found.";

/// Find words in a corpus, with what stands for them on the other side
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Grep {
    /// Words to find
    #[arg(value_name = "WORDS")]
    pattern: String,
    #[command(flatten)]
    pool: PoolArgs,
    /// On which side
    #[arg(long, value_enum, value_name = "SIDE", default_value_t)]
    side: Where,
    /// What the other side must have
    #[arg(long, value_name = "WORDS", requires = "side")]
    with: Option<String>,
    /// What neither side may have
    #[arg(long, value_name = "WORDS")]
    not: Option<String>,
    /// The patterns are regular expressions
    #[arg(long)]
    regex: bool,
    /// So many characters of context on both sides
    #[arg(long, value_name = "N", default_value_t = 40)]
    context: usize,
    /// Stop after so many
    #[arg(long, value_name = "N")]
    max: Option<usize>,
    /// The format of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Look,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, ValueEnum)]
enum Where {
    /// On either side
    #[default]
    Either,
    /// In the source
    Src,
    /// In the translation
    Tgt,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Look {
    /// Two lines a place
    #[default]
    Text,
    /// A row a place
    Csv,
    /// A page
    Html,
}

impl Grep {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let query = self.query()?;
        let sink = self.pool.sink(self.output.as_deref())?;
        let pool = self.pool.open(&langs, talk)?;
        let model = global.model()?;
        let mut sheet = Sheet::new(self.format, self.context, &langs);
        let (mut n_hits, mut n_pairs) = (0, 0);
        let mut walk = pool.walk();
        'all: while let Some(item) = walk.next()? {
            let mut hits = query.hits(&item.pair);
            if hits.is_empty() {
                continue;
            }
            n_pairs += 1;
            find_counterparts(&mut hits, &item.pair, &model);
            for hit in &hits {
                if self.max.is_some_and(|max| n_hits >= max) {
                    break 'all;
                }
                sheet.add(&item, hit);
                n_hits += 1;
            }
        }
        sink.write(sheet.finish(&self.pattern).as_bytes())?;
        talk.note(&format!("{n_hits} places in {n_pairs} of {} pairs", pool.n_pairs));
        Ok(if n_hits == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    fn query(&self) -> Result<Query> {
        let read = |text: &String| pattern(text, self.regex);
        let own = read(&self.pattern)?;
        let other = self.with.as_ref().map(read).transpose()?;
        let not = self.not.as_ref().map(read).transpose()?;
        Ok(match self.side {
            Where::Either if other.is_none() => Query::either(&own),
            Where::Either | Where::Src => Query::both(Some(own), other),
            Where::Tgt => Query::both(other, Some(own)),
        }
        .without(not))
    }
}

/// What was found, as it is written.
struct Sheet {
    look: Look,
    context: usize,
    langs: LangPair,
    rows: Vec<[String; 7]>,
}

const HEADER: [&str; 7] = ["document", "id", "side", "left", "match", "right", "counterpart"];

impl Sheet {
    fn new(look: Look, context: usize, langs: &LangPair) -> Sheet {
        Sheet { look, context, langs: langs.clone(), rows: Vec::new() }
    }

    fn add(&mut self, item: &Item, hit: &Hit) {
        let pair = &item.pair;
        let (own, other, lang) = match hit.side {
            Side::Src => (&pair.src, &pair.tgt, &self.langs.src),
            Side::Tgt => (&pair.tgt, &pair.src, &self.langs.tgt),
        };
        let Range { start, end } = hit.span.clone();
        self.rows.push([
            item.document.clone(),
            pair.id.clone(),
            lang.to_string(),
            last_chars(&own[..start], self.context),
            own[start..end].to_owned(),
            own[end..].chars().take(self.context).collect(),
            marked(other, &hit.counterparts),
        ]);
    }

    fn finish(self, pattern: &str) -> String {
        match self.look {
            Look::Text => self.rows.iter().map(|row| text_row(row, self.context)).collect(),
            Look::Csv => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                let rows = std::iter::once(HEADER.map(str::to_owned)).chain(self.rows);
                for row in rows {
                    // Writing to memory does not fail.
                    let _ = writer.write_record(&row);
                }
                String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
            }
            Look::Html => page(pattern, &self.rows),
        }
    }
}

fn last_chars(text: &str, n: usize) -> String {
    let start = text.char_indices().rev().nth(n.saturating_sub(1)).map_or(0, |(at, _)| at);
    if n == 0 { String::new() } else { text[start..].to_owned() }
}

/// Returns a text with marks around some spans.
fn marked(text: &str, spans: &[Range<usize>]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for span in spans.iter().filter(|span| span.end <= text.len()) {
        if span.start >= at {
            out.push_str(&text[at..span.start]);
            out.push_str(&format!("«{}»", &text[span.clone()]));
            at = span.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

fn text_row([_, id, side, left, found, right, other]: &[String; 7], context: usize) -> String {
    let [left, found, right, other] =
        [left, found, right, other].map(|text| visible_line(text).into_owned());
    format!("{} {side}\n    {left:>context$}[{found}]{right}\n    {other}\n", visible_line(id))
}

fn page(pattern: &str, rows: &[[String; 7]]) -> String {
    let mut page = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{0}</title><style>\
         body{{font:1rem/1.4 serif;margin:2rem}}td{{padding:.2rem .4rem;vertical-align:top}}\
         .left{{text-align:right}}mark{{background:#fe8}}small{{color:#666}}</style></head><body>\
         <h1>{0}</h1><table>\n",
        escaped(pattern)
    );
    for [document, id, _, left, found, right, other] in rows {
        let other = escaped(other).replace('«', "<mark>").replace('»', "</mark>");
        page.push_str(&format!(
            "<tr><td><small title=\"{}\">{}</small></td><td class=\"left\">{}</td><td><b>{}</b></td>\
             <td>{}</td><td>{other}</td></tr>\n",
            escaped(document),
            escaped(id),
            escaped(left),
            escaped(found),
            escaped(right)
        ));
    }
    page.push_str("</table></body></html>\n");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
