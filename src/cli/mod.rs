//! The command line: arguments to options, results to streams.
//!
//! Data goes to stdout and everything else to stderr. This is the only place
//! that prints. One file a command; a command reads its inputs, calls the
//! library and writes what comes back.

mod align;
mod align_bitext;
mod bitexts;
mod check;
mod convert;
mod diff;
mod documents;
mod eval;
mod fix;
mod info;
mod io;
mod log;
mod merge;
mod missing;
mod parse;
mod realign;
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
    Convert(convert::Convert),
    Segment(segment::Segment),
    Check(Box<check::Check>),
    Review(review::Review),
    Log(log::Log),
    Report(check::Report),
    Diff(diff::Diff),
    Merge(merge::Merge),
    Update(Box<update::Update>),
    Missing(missing::Missing),
    Realign(realign::Realign),
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
    if let Some(code) = parse::run_if_asked() {
        return code;
    }
    guard::run_in_child();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() {
                Talk::new(false, 0, talk::ColorChoice::Auto).usage(&error.to_string());
                return ExitCode::from(2);
            }
            // Help and version are not failures; a closed pipe is not one either.
            let _ = error.print();
            return ExitCode::SUCCESS;
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
            Command::Convert(command) => command.run(global, talk),
            Command::Segment(command) => command.run(global, talk),
            Command::Check(command) => command.run(global, talk),
            Command::Review(command) => command.run(global, talk),
            Command::Log(command) => command.run(global, talk),
            Command::Report(command) => command.run(global, talk),
            Command::Diff(command) => command.run(global, talk),
            Command::Merge(command) => command.run(global, talk),
            Command::Update(command) => command.run(global, talk),
            Command::Missing(command) => command.run(global, talk),
            Command::Realign(command) => command.run(global, talk),
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
