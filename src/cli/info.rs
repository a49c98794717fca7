//! `enregard model info`, `completions`, `man` and `licenses`: the program about itself.

use super::io::write_stdout;
use super::{Cli, Global};
use crate::error::Result;
use clap::{Args, CommandFactory, Subcommand};
use clap_complete::Shell;
use std::process::ExitCode;

/// Say what is known of the language pair
#[derive(Args, Debug)]
pub(super) struct Model {
    #[command(subcommand)]
    command: ModelCommand,
}

#[derive(Debug, Subcommand)]
enum ModelCommand {
    /// Print the languages, the size and the origin of the model in use
    Info,
}

impl Model {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode> {
        let ModelCommand::Info = self.command;
        let model = global.model()?;
        let text = format!(
            "languages     {} to {}\nwords         {} by {}\nlinks         {}\nlength ratio  {:.3}\norigin        {}\n",
            model.langs.src,
            model.langs.tgt,
            model.lexicon.src.len(),
            model.lexicon.tgt.len(),
            model.lexicon.n_entries(),
            model.length_ratio,
            model.provenance,
        );
        write_stdout(text.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Print a completion script for a shell
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  enregard completions bash > ~/.local/share/bash-completion/completions/enregard
  enregard completions fish > ~/.config/fish/completions/enregard.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<ExitCode> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "enregard", &mut script);
        write_stdout(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Print a man page: of the program, or of one command
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  enregard man | man -l -
  enregard man align > enregard-align.1")]
pub(super) struct Man {
    /// The command
    command: Option<String>,
}

impl Man {
    pub(super) fn run(&self) -> Result<ExitCode> {
        let mut program = Cli::command();
        program.build();
        let page = match &self.command {
            Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
                crate::error::Error::usage(format!("`{name}` is not a command"))
                    .hint("`enregard --help` lists the commands")
            })?,
            None => program,
        };
        let mut bytes = Vec::new();
        clap_mangen::Man::new(page).render(&mut bytes).expect("writing to memory does not fail");
        write_stdout(&bytes)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// What we owe to others, made by `tools/notices.py`.
const NOTICES: &str = include_str!("notices.txt");

/// Print the licences of enregard and of the crates that it is built with
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  enregard licenses | less
  enregard --licenses > NOTICES.txt")]
pub(super) struct Licenses {}

impl Licenses {
    #[allow(clippy::unused_self, reason = "commands are run alike")]
    pub(super) fn run(&self) -> Result<ExitCode> {
        let own = "enregard is licensed under MIT or Apache-2.0, at your choice.\n\n";
        write_stdout((own.to_owned() + NOTICES).as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
