//! `enregard terms`: a glossary draft, and where translations differ.

use super::pool::PoolArgs;
use crate::cli::Global;
use crate::cli::talk::Talk;
use crate::corpus::terms::{Candidates, Term};
use crate::error::Result;
use crate::lang::LangPair;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard terms corpus/ -o terms.csv
  enregard terms corpus/ --min-count 20 --format tbx -o terms.tbx
  enregard check corpus.csv --glossary terms.csv       after people have gone through it

A draft: words that recur, what they are translated by (parted by `|`), and in `outliers` what is
rare beside that: a slip, or another sense. Take out what is not a term.";

/// List recurring terms with their translations, and those that stand out
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Terms {
    #[command(flatten)]
    pool: PoolArgs,
    /// Leave out what stands less often
    #[arg(long, value_name = "N", default_value_t = 5)]
    min_count: usize,
    /// The format of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Look,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Look {
    /// The glossary that `check` reads, with counts
    #[default]
    Csv,
    /// TBX
    Tbx,
}

impl Terms {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let sink = self.pool.sink(self.output.as_deref())?;
        let pool = self.pool.open(&langs, talk)?;
        let model = global.model()?;
        let mut candidates = Candidates::new(&langs);
        let mut walk = pool.walk();
        while let Some(item) = walk.next()? {
            candidates.add(&item.pair);
        }
        let mut renderings = candidates.at_least(self.min_count.max(2), &model);
        let mut walk = pool.walk();
        while let Some(item) = walk.next()? {
            renderings.add(&item.pair);
        }
        let terms = renderings.finish();
        let text = match self.format {
            Look::Csv => csv(&terms, &langs),
            Look::Tbx => tbx(&terms, &langs).into_bytes(),
        };
        sink.write(&text)?;
        let n_with = terms.iter().filter(|term| !term.outliers().is_empty()).count();
        talk.note(&format!("{} terms, {n_with} with outliers", terms.len()));
        Ok(ExitCode::SUCCESS)
    }
}

fn csv(terms: &[Term], langs: &LangPair) -> Vec<u8> {
    let (src, tgt) = langs.tags();
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record([src, tgt, "count", "counts", "outliers"]);
    for term in terms {
        let counts: Vec<String> = term.renderings.iter().map(|(_, n)| n.to_string()).collect();
        let _ = writer.write_record([
            &term.src,
            &term.usual().join("|"),
            &term.count.to_string(),
            &counts.join(" "),
            &term.outliers().join("|"),
        ]);
    }
    writer.into_inner().unwrap_or_default()
}

fn tbx(terms: &[Term], langs: &LangPair) -> String {
    let (src, tgt) = langs.tags();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<martif type=\"TBX\" xml:lang=\"en\">\n\
         <martifHeader><fileDesc><sourceDesc><p>A draft made by enregard terms</p></sourceDesc></fileDesc>\
         </martifHeader>\n<text><body>\n",
    );
    for term in terms {
        let entry = |lang: &str, text: &str| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<langSet xml:lang=\"{lang}\"><tig><term>{text}</term></tig></langSet>")
        };
        let renderings: String = term.usual().iter().map(|text| entry(tgt, text)).collect();
        out.push_str(&format!("<termEntry>{}{renderings}</termEntry>\n", entry(src, &term.src)));
    }
    out.push_str("</body></text>\n</martif>\n");
    out
}
