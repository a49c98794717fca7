//! `enregard report`: a bitext, its statistics and findings as a page to read; or as one to
//! send, on which a colleague decides.

use super::Global;
use super::bitexts::SourceArgs;
use super::check::{extension, refused_output, sheet, summary};
use super::diff::PageLanguage;
use super::io::Sink;
use super::talk::Talk;
use crate::bitext::Bitext;
use crate::check::{self, Finding, Options};
use crate::error::Result;
use crate::formats;
use crate::french::Tongue;
use crate::report::{Format, Portable, Sheet};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard report bitext.csv -o report.html
  enregard align article.fr.txt article.en.csv | enregard report - > report.html
  enregard report bitext.csv --portable -o for-luc.html    a page to decide on, without a server
  enregard merge bitext.csv for-luc.review.json -o bitext2.csv    takes in what Luc sends back

The page needs no network. `enregard check --format html` writes one with your glossary,
checklist and baseline.";

/// Write the bitext, its statistics and findings as one page for a browser
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Report {
    /// The bitext, in any format; `-` is stdin
    bitext: PathBuf,
    #[command(flatten)]
    source: SourceArgs,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "X.html")]
    output: Option<PathBuf>,
    /// Write a page on which a colleague accepts, edits and comments without a server, and
    /// saves a file that `enregard merge` takes back
    #[arg(long)]
    portable: bool,
    /// The language that the page speaks [default: that of the locale]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<PageLanguage>,
}

impl Report {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        if !matches!(extension(self.output.as_deref()).as_str(), "" | "html" | "htm" | "xhtml") {
            return Err(refused_output(self.output.as_deref(), "html"));
        }
        let sink = Sink::new(self.output.as_deref(), &[&self.bitext])?;
        let input = self.source.of(&self.bitext).open(&global.languages(), talk)?;
        let findings = check::check(&input.bitext, &global.model()?, &Options::default());
        let name = input.name();
        let tongue = PageLanguage::tongue_or_locale(self.lang);
        let page = if self.portable {
            portable(&input.bitext, &name, &findings, tongue).into_bytes()
        } else {
            let sheet = sheet(&input, &name, &findings, global, talk);
            Sheet { tongue, ..sheet }.write(Format::Html)
        };
        sink.write(&page)?;
        talk.note(&summary(&input.bitext, &findings));
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns the page that is sent to a colleague.
fn portable(bitext: &Bitext, name: &str, findings: &[Finding], tongue: Tongue) -> String {
    let lines = formats::write(bitext, formats::Format::Jsonl, formats::Dialect::Standard).bytes;
    let (src, tgt) = bitext.langs.tags();
    let lines = String::from_utf8_lossy(&lines);
    let name = Path::new(name).file_name().map_or(name.into(), |name| name.to_string_lossy());
    Portable { name: &name, tags: (src, tgt), lines: &lines, findings, tongue }.html()
}
