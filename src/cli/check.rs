//! `enregard check`: what is wrong in a bitext.

use super::Global;
use super::bitexts::{OpenBitext, SourceArgs};
use super::diff::PageLanguage;
use super::io::{Sink, display_name, is_dash, read_bytes, write_stdout};
use super::talk::{Talk, stdout_wants_color};
use crate::bitext::{Bitext, Dismissal, Pair};
use crate::check::{self, Checker, Checklist, Finding, Glossary, Id, Options, Profile};
use crate::error::{Error, Place, Result};
use crate::french::Tongue;
use crate::notice::Severity;
use crate::report::{Format, Sheet, baseline};
use crate::text::Text;
use crate::trial;
use clap::{Args, ValueEnum};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard check bitext.csv
  enregard check bitext.csv --format html -o report.html
  enregard check bitext.csv --glossary terms.csv --checklist house.toml --fail-on warning
  enregard check bitext.csv --write-baseline known.txt
  enregard check bitext.csv --baseline known.txt --format sarif -o findings.sarif
  enregard check bitext.csv --dismiss 9f3a1c2b4d5e6f70 --reason 'rounded on purpose'
  enregard check bitext.csv --fix
  enregard check strings.po --profile software
  enregard check --list
  enregard check --explain num.scale
  enregard check --measure good.csv

Any bitext will do, a plain CSV with the columns fr and en included; its pairs are then r1, r2 ….
A dismissal is kept in the bitext's findings column and holds until the pair's text changes.
Exit code 1 says that there are findings at or above --fail-on.";

/// Find what is wrong in a bitext: numbers, omissions, names, negation, marks and more
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "they are flags of a command line")]
pub(super) struct Check {
    /// The bitext, in any format; `-` is stdin
    #[arg(value_name = "BITEXT", required_unless_present_any = ["list", "explain"])]
    bitext: Option<PathBuf>,
    #[command(flatten)]
    source: SourceArgs,
    /// The format of the output [default: html for `-o X.html`, else text]
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    format: Option<Format>,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// The language that the page of `--format html` speaks [default: that of the locale]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<PageLanguage>,
    /// From which severity on findings make the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Terms: a table with a column a language (`*`, `a|b`, `!forbidden`, column `case`), or TBX
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
    /// Your own rules: TOML of `[[rule]]` with `name`, `src`, `tgt`, `not_src`, `not_tgt` …
    #[arg(long, value_name = "FILE")]
    checklist: Option<PathBuf>,
    /// Leave a check out; may be given several times
    #[arg(long, value_name = "CHECK", value_parser = parse_check)]
    skip: Vec<Id>,
    /// Known findings, which do not count
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the findings there as the baseline of later runs
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Write the names of the findings into the bitext's findings column, in place
    #[arg(long)]
    write: bool,
    /// Do what is certain (spaces, doubled words, entities, encodings, formats of numbers): print
    /// the changes as a diff; with --write, make them in place
    #[arg(long, conflicts_with_all = ["measure", "dismiss", "write_baseline"])]
    fix: bool,
    /// How much each check matters: general, software, legal, subtitles, literary, or a TOML file
    /// [default: guessed from the texts]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Remember in the bitext that the finding of this fingerprint is none
    #[arg(long, value_name = "FINGERPRINT")]
    dismiss: Vec<String>,
    /// Why it is none
    #[arg(long, requires = "dismiss", value_name = "TEXT", default_value = "")]
    reason: String,
    /// Say what --write or --dismiss would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print every check, its severity and its measured false alarms
    #[arg(long, exclusive = true)]
    list: bool,
    /// Print what a check looks for, why, what it leaves alone, and examples
    #[arg(long, exclusive = true, value_name = "CHECK", value_parser = parse_check)]
    explain: Option<Id>,
    /// Measure the checks: false alarms if the bitext is good, recall by planting errors in it;
    /// `-v` shows the planted errors that were not found
    #[arg(long)]
    measure: bool,
    /// Chooses which errors --measure plants
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
enum FailOn {
    /// Errors only
    #[default]
    Error,
    /// Warnings and errors
    Warning,
    /// Nothing: the exit code is 0
    Never,
}

fn parse_format(name: &str) -> std::result::Result<Format, String> {
    Format::by_name(name).map_err(|error| error.to_string())
}

fn parse_check(name: &str) -> std::result::Result<Id, String> {
    Id::by_name(name).ok_or_else(|| {
        format!("there is no check `{name}`\nhint: `enregard check --list` prints their names")
    })
}

impl Check {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let Some(path) = self.bitext.clone() else {
            let printed = self.explain.map_or_else(list, check::page);
            write_stdout(printed.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        };
        let mut options = self.options(global)?;
        if (self.write || !self.dismiss.is_empty()) && is_dash(&path) {
            return Err(Error::usage("stdin cannot be written to").hint("name the bitext's file"));
        }
        let sink = Sink::new(self.output.as_deref(), &[&path])?;
        let input = self.source.of(&path).open(&global.languages(), talk)?;
        if self.write || !self.dismiss.is_empty() {
            input.refuse_unwritable()?;
        }
        let format = self.format()?;
        let model = global.model()?;
        let bitext = &input.bitext;
        options.profile = self.profile(bitext, talk)?;
        if self.measure {
            let report = trial::measure(bitext, &model, &options, self.seed);
            let missed = if talk.is_verbose() { missed(&report) } else { String::new() };
            write_stdout((figures(&report) + &missed).as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        if self.fix {
            return self.fix(&input, &Checker::new(&model, &options), talk);
        }
        let mut findings = check::check(bitext, &model, &options);
        if let Some(path) = &self.baseline {
            baseline::mark(&String::from_utf8_lossy(&read_bytes(path)?), &mut findings);
        }
        if !self.dismiss.is_empty() {
            return self.dismiss(&input, &findings, talk);
        }
        let name = input.name();
        let tongue = PageLanguage::tongue_or_locale(self.lang);
        let sheet = Sheet { tongue, ..sheet(&input, &name, &findings, global, talk) };
        if let Some(path) = &self.write_baseline {
            Sink::File(path.clone()).write(baseline::write(&sheet).as_bytes())?;
        }
        sink.write(&sheet.write(format))?;
        if self.write {
            self.write_findings(&input, &findings, talk)?;
        }
        talk.note(&summary(bitext, &findings));
        Ok(self.exit_code(&findings))
    }

    fn options(&self, global: &Global) -> Result<Options> {
        let options = read_options(self.glossary.as_deref(), self.checklist.as_deref(), global)?;
        Ok(Options { skipped: self.skip.clone(), ..options })
    }

    /// Returns the format that the user asks for: by its name, else by that of
    /// the output.
    fn format(&self) -> Result<Format> {
        let by_extension = match extension(self.output.as_deref()).as_str() {
            "html" | "htm" => Some(Format::Html),
            "sarif" => Some(Format::Sarif),
            "xml" => Some(Format::Junit),
            "json" => Some(Format::Json),
            "jsonl" => Some(Format::Jsonl),
            "pdf" | "docx" | "odt" | "xlsx" | "ods" | "epub" | "csv" | "tsv" | "tmx" => None,
            _ => Some(Format::Text),
        };
        self.format.or(by_extension).ok_or_else(|| {
            refused_output(self.output.as_deref(), "text, json, jsonl, sarif, junit and html")
        })
    }

    fn exit_code(&self, findings: &[Finding]) -> ExitCode {
        let least = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Never => return ExitCode::SUCCESS,
        };
        let counts = |finding: &Finding| finding.is_open() && finding.severity >= least;
        if findings.iter().any(counts) { ExitCode::from(1) } else { ExitCode::SUCCESS }
    }

    /// Shows what would be mended, and mends it if the user says so.
    fn fix(&self, input: &OpenBitext, checker: &Checker, talk: &Talk) -> Result<ExitCode> {
        let mut bitext = input.bitext.clone();
        let fixed = checker.fix(&mut bitext);
        write_stdout(super::fix::diff(&input.name(), &bitext, &fixed).as_bytes())?;
        if self.write {
            self.replace(input, &bitext, talk)?;
        } else {
            talk.note(&format!("pairs that --write would mend: {}", fixed.len()));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Reads the profile that the user names, or guesses one and says so.
    fn profile(&self, bitext: &Bitext, talk: &Talk) -> Result<Profile> {
        let Some(name) = &self.profile else {
            let guessed = Profile::guessed(bitext);
            if guessed.name() != "general" {
                let name = guessed.name();
                talk.note(&format!(
                    "profile: {name}, by the texts; --profile general for the usual"
                ));
            }
            return Ok(guessed);
        };
        if let Some(profile) = Profile::by_name(name) {
            return Ok(profile);
        }
        let path = Path::new(name);
        if path.extension().is_none() {
            let names = Profile::names().join(", ");
            return Err(Error::usage(format!("there is no profile `{name}`"))
                .hint(format!("{names}, or a TOML file")));
        }
        let file = display_name(path);
        Profile::parse(&Text::decode(&read_bytes(path)?, &file)?.content, &file)
    }

    /// Remembers in the bitext's file what the user dismisses.
    fn dismiss(&self, input: &OpenBitext, findings: &[Finding], talk: &Talk) -> Result<ExitCode> {
        let mut bitext = input.bitext.clone();
        for fingerprint in &self.dismiss {
            let found: Vec<&Finding> =
                findings.iter().filter(|finding| finding.fingerprint == *fingerprint).collect();
            if found.is_empty() {
                return Err(Error::usage(format!(
                    "no finding has the fingerprint `{fingerprint}`"
                ))
                .at(Place::file(input.name()))
                .hint("`enregard check BITEXT` prints it under each finding"));
            }
            for finding in found {
                let (check, fingerprint) = (finding.check.to_string(), fingerprint.clone());
                bitext.pairs[finding.pair].dismiss(&Dismissal {
                    check,
                    fingerprint,
                    reason: self.reason.clone(),
                });
                talk.note(&format!(
                    "{}: dismissed: {} [{}]",
                    bitext.pairs[finding.pair].id, finding.message, finding.check
                ));
            }
        }
        self.replace(input, &bitext, talk)?;
        Ok(ExitCode::SUCCESS)
    }

    fn write_findings(&self, input: &OpenBitext, findings: &[Finding], talk: &Talk) -> Result<()> {
        let mut bitext = input.bitext.clone();
        for (idx, pair) in bitext.pairs.iter_mut().enumerate() {
            let counts = |finding: &&Finding| {
                finding.pair == idx && finding.is_open() && finding.severity > Severity::Info
            };
            let from = findings.partition_point(|finding| finding.pair < idx);
            let to = findings.partition_point(|finding| finding.pair <= idx);
            pair.set_open_findings(
                findings[from..to].iter().filter(counts).map(|finding| finding.check.to_string()),
            );
        }
        self.replace(input, &bitext, talk)
    }

    fn replace(&self, input: &OpenBitext, bitext: &Bitext, talk: &Talk) -> Result<()> {
        let was = &input.bitext.pairs;
        let n_changed =
            bitext.pairs.iter().zip(was).filter(|(new, old)| is_changed(new, old)).count();
        if self.dry_run || n_changed == 0 {
            talk.note(&format!("pairs that change: {n_changed}; nothing is written"));
            return Ok(());
        }
        input.write_back(bitext, talk)?;
        talk.note(&format!("pairs changed: {n_changed}"));
        Ok(())
    }
}

fn is_changed(new: &Pair, old: &Pair) -> bool {
    new.findings != old.findings || new.tgt != old.tgt
}

/// Reads the terms and the rules that the user holds a bitext to.
///
/// # Errors
///
/// A file cannot be read or is none of the kind.
pub(super) fn read_options(
    glossary: Option<&Path>,
    checklist: Option<&Path>,
    global: &Global,
) -> Result<Options> {
    let glossary = match glossary {
        Some(path) => {
            Glossary::parse(&read_bytes(path)?, &display_name(path), &global.languages())?
        }
        None => Glossary::default(),
    };
    let checklist = match checklist {
        Some(path) => Checklist::parse(
            &Text::decode(&read_bytes(path)?, &display_name(path))?.content,
            &display_name(path),
        )?,
        None => Checklist::default(),
    };
    Ok(Options { glossary, checklist, ..Options::default() })
}

/// Returns the extension of an output in small letters, that of what `.gz` packs;
/// blank if it has none.
pub(super) fn extension(path: Option<&Path>) -> String {
    let name = path.map(|path| path.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain = Path::new(name.strip_suffix(".gz").unwrap_or(&name));
    plain.extension().map(|ext| ext.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns the error for an output whose name asks for what is not written.
pub(super) fn refused_output(path: Option<&Path>, formats: &str) -> Error {
    let name = path.map(display_name).unwrap_or_default();
    let what = format!("`.{}` is not written; there are: {formats}", extension(path));
    Error::usage(what)
        .at(Place::file(name))
        .hint("name it `.html`; a browser prints the page to PDF")
}

/// Returns what is said of a bitext, called `name`.
pub(super) fn sheet<'a>(
    input: &'a OpenBitext,
    name: &'a str,
    findings: &'a [Finding],
    global: &Global,
    talk: &Talk,
) -> Sheet<'a> {
    let shown = if talk.is_verbose() { Severity::Info } else { Severity::Warning };
    Sheet {
        file: name,
        bitext: &input.bitext,
        findings,
        lines: &input.lines,
        shown,
        has_color: stdout_wants_color(global.color),
        tongue: Tongue::English,
    }
}

/// Says how many findings there are.
pub(super) fn summary(bitext: &Bitext, findings: &[Finding]) -> String {
    let open = |severity: Severity| {
        findings.iter().filter(|finding| finding.is_open() && finding.severity == severity).count()
    };
    let closed = findings.iter().filter(|finding| !finding.is_open()).count();
    let closed = if closed > 0 { format!("; {closed} known or dismissed") } else { String::new() };
    format!(
        "{} pairs: {} errors, {} warnings, {} notes{closed}",
        bitext.pairs.len(),
        open(Severity::Error),
        open(Severity::Warning),
        open(Severity::Info)
    )
}

/// Returns the table of `--list`.
fn list() -> String {
    let mut out = format!(
        "{:<22} {:<8} {:<18} {:>12}  {}\n",
        "check", "severity", "MQM", "false/1,000", "says that"
    );
    for id in Id::ALL {
        let (rule, rate) = (id.rule(), check::false_alarms(*id));
        let rate = rate.map_or_else(|| "-".to_owned(), |rate| format!("{rate:.1}"));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{:<22} {:<8} {:<18} {rate:>12}  {}",
            rule.id,
            rule.severity.name(),
            rule.mqm,
            rule.about
        );
    }
    out
}

/// Returns the tables of `--measure`.
fn figures(report: &trial::Report) -> String {
    let mut out = format!("{:<22} {:>8} {:>10} {:>10}\n", "good pairs", "%", "flagged", "of");
    let mut row = |name: &str, share: trial::Share| {
        // Writing to a string cannot fail.
        let _ =
            writeln!(out, "{name:<22} {:>8.2} {:>10} {:>10}", share.percent(), share.n, share.of);
    };
    row("warning or above", report.flagged);
    row("error", report.errors);
    for (check, share) in report.by_check.iter().filter(|(_, share)| share.n > 0) {
        row(check.name(), *share);
    }
    let _ = writeln!(out, "\n{:<22} {:>8} {:>10} {:>10}", "planted", "%", "found", "of");
    for (kind, share) in &report.found {
        let _ = writeln!(
            out,
            "{:<22} {:>8.2} {:>10} {:>10}",
            kind.name(),
            share.percent(),
            share.n,
            share.of
        );
    }
    out
}

/// Returns the planted errors that were not found, pair by pair.
fn missed(report: &trial::Report) -> String {
    let mut out = String::new();
    for (kind, pair) in &report.missed {
        // Writing to a string cannot fail.
        let _ = write!(out, "\nmissed {}\n  {}\n  {}\n", kind.name(), pair.src, pair.tgt);
    }
    out
}
