//! `enregard stats`: the figures of a corpus, or of two side by side.

use super::pool::PoolArgs;
use crate::cli::Global;
use crate::cli::talk::Talk;
use crate::corpus::stats::{Counter, N_BINS, Stats};
use crate::error::Result;
use crate::lang::LangPair;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard stats corpus/
  enregard stats corpus/ --json | jq .ratio
  enregard stats good.csv --beside corpus/             two, side by side
  enregard stats corpus/ --format html -o stats.html   a page with plots, to print";

/// Count documents, segments, words, shapes, probabilities and duplicates
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct StatsCommand {
    #[command(flatten)]
    pool: PoolArgs,
    /// Another corpus, whose figures stand beside
    #[arg(long, value_name = "CORPUS")]
    beside: Option<PathBuf>,
    /// How they are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Look,
    /// The same as --format json
    #[arg(long)]
    json: bool,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Look {
    /// A table
    #[default]
    Text,
    /// An object; two corpora are a list of two
    Json,
    /// A page with plots
    Html,
}

impl StatsCommand {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let sink = self.pool.sink(self.output.as_deref())?;
        let mut all = vec![count(&self.pool, &langs, talk)?];
        if let Some(path) = &self.beside {
            all.push(count(&PoolArgs::of(path), &langs, talk)?);
        }
        let look = if self.json { Look::Json } else { self.format };
        let text = match look {
            Look::Text => table(&all, &langs),
            Look::Json => {
                let value = if let [one] = all.as_slice() {
                    serde_json::to_string_pretty(one)
                } else {
                    serde_json::to_string_pretty(&all)
                };
                format!("{}\n", value.expect("figures have string keys"))
            }
            Look::Html => page(&all, &langs),
        };
        sink.write(text.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}

fn count(args: &PoolArgs, langs: &LangPair, talk: &Talk) -> Result<Stats> {
    let pool = args.open(langs, talk)?;
    let mut counter = Counter::new(langs);
    let mut walk = pool.walk();
    while let Some(item) = walk.next()? {
        counter.add(&item.document, &item.pair);
    }
    Ok(counter.finish())
}

/// Returns the figures as rows: a name, and a value.
fn rows(stats: &Stats, langs: &LangPair) -> Vec<(String, String)> {
    let per_cent = |n: usize| {
        let share = if stats.pairs == 0 { 0.0 } else { 100.0 * n as f64 / stats.pairs as f64 };
        format!("{n} ({share:.1} %)")
    };
    let mut rows = vec![
        ("documents".to_owned(), stats.documents.to_string()),
        ("pairs".to_owned(), stats.pairs.to_string()),
        ("duplicates".to_owned(), per_cent(stats.duplicates)),
    ];
    for (side, lang) in [(&stats.src, &langs.src), (&stats.tgt, &langs.tgt)] {
        let mean =
            |n: usize| if side.segments == 0 { 0.0 } else { n as f64 / side.segments as f64 };
        for (name, value) in [
            ("segments", side.segments.to_string()),
            ("words", format!("{} ({:.1} a segment)", side.words, mean(side.words))),
            ("characters", format!("{} ({:.1} a segment)", side.characters, mean(side.characters))),
            ("vocabulary", side.vocabulary.to_string()),
            ("pairs without", per_cent(side.missing)),
        ] {
            rows.push((format!("{lang}: {name}"), value));
        }
    }
    let number =
        |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
    rows.push((format!("characters {}/{}", langs.tgt, langs.src), number(stats.ratio)));
    rows.push(("mean probability".to_owned(), number(stats.mean_probability)));
    rows.push(("without probability".to_owned(), per_cent(stats.without_probability)));
    for (bin, n) in stats.probabilities.iter().enumerate().rev() {
        let (low, high) = (bin as f64 / N_BINS as f64, (bin + 1) as f64 / N_BINS as f64);
        rows.push((format!("probability {low:.1}-{high:.1}"), per_cent(*n)));
    }
    let named = stats.shapes.iter().map(|(shape, n)| (format!("shape {shape}"), per_cent(*n)));
    rows.extend(named);
    let named = stats.statuses.iter().map(|(status, n)| (format!("status {status}"), per_cent(*n)));
    rows.extend(named);
    let named = stats.findings.iter().map(|(check, n)| (format!("finding {check}"), per_cent(*n)));
    rows.extend(named);
    rows
}

/// Returns the rows of all corpora, each name once, in the order of the first.
fn joined(all: &[Stats], langs: &LangPair) -> Vec<(String, Vec<String>)> {
    let mut joined: Vec<(String, Vec<String>)> = Vec::new();
    for (at, stats) in all.iter().enumerate() {
        for (name, value) in rows(stats, langs) {
            let known = joined.iter().position(|(known, _)| *known == name);
            let place = known.unwrap_or_else(|| {
                joined.push((name, vec!["0".to_owned(); all.len()]));
                joined.len() - 1
            });
            joined[place].1[at] = value;
        }
    }
    joined
}

fn table(all: &[Stats], langs: &LangPair) -> String {
    let line = |(name, values): (String, Vec<String>)| {
        let cells: String = values.iter().map(|value| format!("  {value:>26}")).collect();
        format!("{name:<24}{cells}\n")
    };
    joined(all, langs).into_iter().map(line).collect()
}

fn page(all: &[Stats], langs: &LangPair) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>corpus</title><style>\
         body{font:1rem/1.4 sans-serif;margin:2rem;max-width:60rem}td{padding:.1rem .8rem}\
         td+td{text-align:right}svg{max-width:28rem}figure{display:inline-block;margin:1rem 2rem 1rem 0;\
         break-inside:avoid}</style></head><body><h1>Corpus</h1>\n",
    );
    for (number, stats) in (1..).zip(all) {
        let which = if all.len() > 1 { format!(" ({number})") } else { String::new() };
        let label = |bin: usize| format!(".{bin}");
        let bars: Vec<(String, usize)> =
            stats.probabilities.iter().enumerate().map(|(bin, n)| (label(bin), *n)).collect();
        page.push_str(&plot(&format!("Pairs by probability{which}"), &bars));
        let shapes: Vec<(String, usize)> =
            stats.shapes.iter().map(|(shape, n)| (shape.clone(), *n)).collect();
        page.push_str(&plot(&format!("Pairs by shape{which}"), &shapes));
    }
    page.push_str("<table>\n");
    for (name, values) in joined(all, langs) {
        let cells: String = values.iter().map(|value| format!("<td>{value}</td>")).collect();
        let name = name.replace('&', "&amp;").replace('<', "&lt;");
        page.push_str(&format!("<tr><td>{name}</td>{cells}</tr>\n"));
    }
    page.push_str("</table></body></html>\n");
    page
}

/// Returns bars as SVG; their heights are square roots, so that rare ones are seen.
fn plot(title: &str, bars: &[(String, usize)]) -> String {
    let most = bars.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1) as f64;
    let mut svg = format!(
        "<figure><figcaption>{title} (heights: square roots)</figcaption>\
         <svg viewBox=\"0 0 {} 140\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">\n",
        bars.len() * 42 + 10
    );
    for (at, (label, n)) in bars.iter().enumerate() {
        let height = 100.0 * (*n as f64 / most).sqrt();
        let x = at * 42 + 5;
        svg.push_str(&format!(
            "<rect x=\"{x}\" y=\"{:.1}\" width=\"36\" height=\"{height:.1}\" fill=\"#357\"/>\
             <text x=\"{}\" y=\"{:.1}\" font-size=\"9\" text-anchor=\"middle\">{n}</text>\
             <text x=\"{}\" y=\"135\" font-size=\"10\" text-anchor=\"middle\">{label}</text>\n",
            120.0 - height,
            x + 18,
            117.0 - height,
            x + 18
        ));
    }
    svg.push_str("</svg></figure>\n");
    svg
}
