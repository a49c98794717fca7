//! The command line: arguments to options, results to streams.
//!
//! Data goes to stdout and everything else to stderr. This is the only place
//! that prints. One file a command; a command reads its inputs, calls the
//! library and writes what comes back.

mod io;
mod talk;
mod train;

use crate::error::{Error, Kind};
use crate::lang::Lang;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use talk::Talk;

/// Pairs a French text with its English translation, sentence by sentence
#[derive(Debug, Parser)]
#[command(name = "enregard", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Train(train::Train),
}

/// The options that every command takes.
#[derive(Args, Debug)]
struct Global {
    /// The language of the source text
    #[arg(long, global = true, default_value = "fr", value_name = "TAG")]
    src_lang: Lang,
    /// The language of the translation
    #[arg(long, global = true, default_value = "en", value_name = "TAG")]
    tgt_lang: Lang,
    /// A model made by `enregard train`, instead of the built-in one
    #[arg(long, global = true, value_name = "FILE")]
    model: Option<PathBuf>,
    /// How many threads to use; the output is the same for any number [default: all cores]
    #[arg(long, global = true, value_name = "N")]
    threads: Option<usize>,
    /// Say nothing on stderr but errors
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say more on stderr: what was detected, and how long it took
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// When to use colors
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: talk::ColorChoice,
}

/// Runs the command line of this process and returns its exit code.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no failures; a closed pipe is none either.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let talk = Talk::new(cli.global.quiet, cli.global.verbose, cli.global.color);
    match cli.command.run(&cli.global, &talk) {
        Ok(code) => code,
        Err(error) if io::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            talk.error(&error);
            exit_code(&error)
        }
    }
}

impl Command {
    fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode, Error> {
        match self {
            Command::Train(command) => command.run(global, talk),
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
