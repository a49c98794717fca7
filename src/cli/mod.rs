//! The command line: arguments to options, results to streams.
//!
//! Data goes to stdout and everything else to stderr. This is the only place
//! that prints. One file a command; a command reads its inputs, calls the
//! library and writes what comes back.

mod align;
mod align_bitext;
mod batch;
mod bitexts;
mod check;
mod collate;
mod convert;
mod corpus;
mod diff;
mod documents;
mod eval;
pub mod files;
mod fix;
mod info;
mod io;
mod log;
mod merge;
mod missing;
mod parse;
mod realign;
mod report;
mod review;
mod segment;
mod source;
mod talk;
mod train;
mod update;

use crate::error::{Error, Kind, Place, Result};
use crate::guard;
use crate::lang::{Lang, LangPair};
use crate::model::{Model, format};
use crate::pipeline;
use clap::{Args, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use talk::Talk;

const EXAMPLES: &str = "\
Examples:
  enregard align article.fr.txt article.en.csv -o bitext.csv
  enregard segment article.fr.txt
  enregard align --help

Data goes to stdout and everything else to stderr; `-` is stdin or stdout, `.gz` is transparent.
Exit codes: 0 done, 1 findings, 2 usage, 3 an input cannot be read or is not what it should be,
4 a conflict with somebody's work.";

/// Pairs a French text with its English translation, sentence by sentence
#[derive(Debug, Parser)]
#[command(name = "enregard", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Align(align::Align),
    Batch(batch::Batch),
    Convert(convert::Convert),
    Segment(segment::Segment),
    Check(Box<check::Check>),
    Review(review::Review),
    Log(log::Log),
    Report(report::Report),
    Diff(diff::Diff),
    Collate(collate::Collate),
    Merge(merge::Merge),
    Update(Box<update::Update>),
    Missing(missing::Missing),
    Realign(realign::Realign),
    Join(corpus::join::Join),
    Split(corpus::split::Split),
    Stats(corpus::stats::StatsCommand),
    Filter(Box<corpus::filter::Filter>),
    Dedupe(corpus::dedupe::Dedupe),
    Sample(corpus::sample::Sample),
    Grep(corpus::grep::Grep),
    Terms(corpus::terms::Terms),
    Export(corpus::export::Export),
    ImportScores(corpus::scores::ImportScores),
    Eval(eval::Eval),
    Train(train::Train),
    Model(info::Model),
    Completions(info::Completions),
    Man(info::Man),
    #[command(long_flag = "licenses")]
    Licenses(info::Licenses),
}

/// More threads are not started. By hand: more than any machine has cores, and
/// few enough for the memory of a small one.
const MAX_THREADS: usize = 256;

/// Under what the help lists the options that every command takes.
const HEADING: &str = "Global options";

/// The options that every command takes.
#[derive(Args, Debug)]
struct Global {
    /// The language of the source text [default: fr]
    #[arg(long, global = true, help_heading = HEADING, value_name = "TAG")]
    src_lang: Option<Lang>,
    /// The language of the translation [default: en]
    #[arg(long, global = true, help_heading = HEADING, value_name = "TAG")]
    tgt_lang: Option<Lang>,
    /// A model made by `enregard train`, instead of the built-in one
    #[arg(long, global = true, help_heading = HEADING, value_name = "FILE")]
    model: Option<PathBuf>,
    /// How many threads to use; the output is the same for any number [default: all cores]
    #[arg(long, global = true, help_heading = HEADING, value_name = "N")]
    threads: Option<usize>,
    /// Say nothing on stderr but errors
    #[arg(long, short, global = true, help_heading = HEADING)]
    quiet: bool,
    /// Say more on stderr: what was detected, and how long it took
    #[arg(long, short, global = true, help_heading = HEADING, action = clap::ArgAction::Count)]
    verbose: u8,
    /// When to use colors
    #[arg(long, global = true, help_heading = HEADING, value_enum, default_value_t, value_name = "WHEN")]
    color: talk::ColorChoice,
}

/// Runs the command line of this process and returns its exit code.
#[must_use]
pub fn run() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let Some(code) = parse::run_if_asked(&args) {
        return code;
    }
    guard::run_in_child();
    run_command(args)
}

/// Runs a command line inside another program and returns its exit code. `command`
/// is what starts that program, as words (`python3 -m enregard`), `args` what
/// stands behind; a program that cannot be started twice has no command, and reads
/// foreign formats without limits of memory and time.
///
/// The process should end with it: signals and streams are taken to be its own.
#[must_use]
pub fn run_inside(command: Vec<OsString>, args: Vec<OsString>) -> u8 {
    let asked = parse::run_if_asked(&args);
    if asked.is_none() && !command.is_empty() {
        guard::run_in(command);
    }
    let code = asked.unwrap_or_else(|| run_command(args));
    EXIT_CODES.into_iter().find(|known| ExitCode::from(*known) == code).unwrap_or(1)
}

/// Every exit code of the contract.
const EXIT_CODES: [u8; 5] = [0, 1, 2, 3, 4];

fn run_command(args: Vec<OsString>) -> ExitCode {
    let name = std::iter::once(OsString::from("enregard"));
    let cli = match Cli::try_parse_from(name.chain(args)) {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() {
                Talk::new(false, 0, talk::ColorChoice::Auto).usage(&error.to_string());
                return ExitCode::from(2);
            }
            return show_help(&error);
        }
    };
    let talk = Talk::new(cli.global.quiet, cli.global.verbose, cli.global.color);
    let start = std::time::Instant::now();
    let outcome = cli.global.set_threads(&talk).and_then(|()| cli.command.run(&cli.global, &talk));
    talk.detail(&format!("{:.2} s", start.elapsed().as_secs_f64()));
    match outcome {
        Ok(code) => code,
        Err(error) if io::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            talk.error(&error);
            exit_code(&error)
        }
    }
}

/// Prints help or the version, which are not failures.
fn show_help(help: &clap::Error) -> ExitCode {
    let text = help.render();
    let is_colored = talk::stdout_wants_color(talk::ColorChoice::Auto);
    let text = if is_colored { text.ansi().to_string() } else { text.to_string() };
    match io::write_stdout(text.as_bytes()) {
        Err(error) if !io::is_broken_pipe(&error) => {
            Talk::new(false, 0, talk::ColorChoice::Auto).error(&error);
            exit_code(&error)
        }
        _ => ExitCode::SUCCESS,
    }
}

impl Global {
    /// Returns the model that the user names, or the one that is built in.
    fn model(&self) -> Result<Model> {
        self.model_of(&self.languages())
    }

    /// Returns the model for two languages.
    fn model_of(&self, langs: &LangPair) -> Result<Model> {
        let Some(path) = &self.model else {
            return Ok(pipeline::model_for(langs));
        };
        let name = io::display_name(path);
        let model = format::read(
            &std::fs::read(path).map_err(|cause| io::unreadable(path, &cause))?,
            &name,
        )?;
        if model.serves(langs) {
            return Ok(model);
        }
        if model.serves(&langs.clone().reversed()) {
            return Ok(model.reversed());
        }
        let LangPair { src: src_lang, tgt: tgt_lang } = model.langs;
        Err(Error::usage(format!("this model is for `{src_lang}` and `{tgt_lang}`"))
            .at(Place::file(name))
            .hint(format!("pass --src-lang {src_lang} --tgt-lang {tgt_lang}, or another model")))
    }

    /// Returns the languages of bitexts.
    fn languages(&self) -> LangPair {
        LangPair::new(
            self.src_lang.clone().unwrap_or(Lang::FR),
            self.tgt_lang.clone().unwrap_or(Lang::EN),
        )
    }

    /// Tells whether the user names a language, so that none is to be guessed.
    fn names_languages(&self) -> bool {
        self.src_lang.is_some() || self.tgt_lang.is_some()
    }

    fn set_threads(&self, talk: &Talk) -> Result<()> {
        let Some(wanted) = self.threads else { return Ok(()) };
        let n = wanted.min(MAX_THREADS);
        if n < wanted {
            talk.warning(&format!(
                "{wanted} threads would take this machine down; {n} are started"
            ));
        }
        rayon::ThreadPoolBuilder::new().num_threads(n).build_global().map_err(|cause| {
            Error::usage(format!("{n} threads cannot be started: {cause}"))
                .hint("ask for fewer, or leave --threads out")
        })
    }
}

impl Command {
    fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        match self {
            Command::Align(command) => command.run(global, talk),
            Command::Batch(command) => command.run(global, talk),
            Command::Convert(command) => command.run(global, talk),
            Command::Segment(command) => command.run(global, talk),
            Command::Check(command) => command.run(global, talk),
            Command::Review(command) => command.run(global, talk),
            Command::Log(command) => command.run(global, talk),
            Command::Report(command) => command.run(global, talk),
            Command::Diff(command) => command.run(global, talk),
            Command::Collate(command) => command.run(global, talk),
            Command::Merge(command) => command.run(global, talk),
            Command::Update(command) => command.run(global, talk),
            Command::Missing(command) => command.run(global, talk),
            Command::Realign(command) => command.run(global, talk),
            Command::Join(command) => command.run(global, talk),
            Command::Split(command) => command.run(global, talk),
            Command::Stats(command) => command.run(global, talk),
            Command::Filter(command) => command.run(global, talk),
            Command::Dedupe(command) => command.run(global, talk),
            Command::Sample(command) => command.run(global, talk),
            Command::Grep(command) => command.run(global, talk),
            Command::Terms(command) => command.run(global, talk),
            Command::Export(command) => command.run(global, talk),
            Command::ImportScores(command) => command.run(global, talk),
            Command::Eval(command) => command.run(global, talk),
            Command::Train(command) => command.run(global, talk),
            Command::Model(command) => command.run(global),
            Command::Completions(command) => command.run(),
            Command::Man(command) => command.run(),
            Command::Licenses(command) => command.run(),
        }
    }
}

fn exit_code(error: &Error) -> ExitCode {
    ExitCode::from(match error.kind() {
        Kind::Usage => 2,
        Kind::Input => 3,
        Kind::Conflict => 4,
    })
}
