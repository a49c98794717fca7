//! What is said on stderr: errors with their hint, findings, notes.
//!
//! Names of files, headers and texts come from others: everything passes one
//! door, behind which a terminal has nothing to obey.

use crate::error::Error;
use crate::notice::{Notice, Severity};
use crate::text::visible::visible_line;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};

/// When to use colors.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

/// Speaks on stderr, as loud as the user asked.
#[derive(Debug)]
pub(super) struct Talk {
    quiet: bool,
    verbose: u8,
    color: bool,
}

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const CYAN: &str = "\u{1b}[36m";
const RESET: &str = "\u{1b}[0m";

impl Talk {
    pub(super) fn new(quiet: bool, verbose: u8, color: ColorChoice) -> Talk {
        Talk { quiet, verbose, color: wants_color(color) }
    }

    /// Says why the work stopped. This is never silenced.
    pub(super) fn error(&self, error: &Error) {
        self.line(RED, "error: ", &error.to_string());
        if let Some(hint) = error.hint_text() {
            self.line(CYAN, "hint: ", hint);
        }
    }

    /// Says why the command line was not understood. `text` is clap's, whose
    /// tips become hints; there is always one.
    pub(super) fn usage(&self, text: &str) {
        let mut has_hint = false;
        for line in text.lines() {
            if let Some(message) = line.strip_prefix("error: ") {
                self.line(RED, "error: ", message);
            } else if let Some(tip) = line.trim_start().strip_prefix("tip: ") {
                has_hint = true;
                self.line(CYAN, "hint: ", tip);
            } else if line.starts_with("For more information") {
                if !has_hint {
                    self.line(CYAN, "hint: ", "`--help` shows what can be given, with examples");
                }
            } else if !line.trim().is_empty() || !text.starts_with("error: ") {
                self.line("", "", line);
            }
        }
    }

    /// Says what was seen; what needs no action is said with `-v` only.
    pub(super) fn findings(&self, findings: &[Notice]) {
        for finding in findings {
            if finding.severity > Severity::Info {
                self.warn(finding);
            } else {
                self.detail(&finding.to_string());
            }
        }
    }

    fn warn(&self, finding: &Notice) {
        if !self.quiet {
            let text = finding.to_string();
            let (severity, rest) = text.split_once(": ").unwrap_or(("warning", &text));
            self.line(YELLOW, &format!("{severity}: "), rest);
        }
    }

    /// Says something that every user wants to know.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            self.line("", "", text);
        }
    }

    /// Says that something was done otherwise than the user asked.
    pub(super) fn warning(&self, text: &str) {
        if !self.quiet {
            self.line(YELLOW, "warning: ", text);
        }
    }

    /// Says something that is asked for with `-v`.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose > 0 && !self.quiet {
            self.line(CYAN, "", text);
        }
    }

    /// Tells whether the user asked to hear more.
    pub(super) fn is_verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Returns a counter of work done, drawn on a terminal only.
    pub(super) fn progress(&self, what: &'static str) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{spinner} {human_pos} {msg} ({per_sec})");
        let bar = ProgressBar::new_spinner().with_message(what);
        style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
    }

    /// Says a line. Whatever stands in the text, the terminal only shows it. A
    /// closed stderr must not stop the work, so failures to write are let be.
    /// Returns a bar of so many things, with their rate and the time left; hidden as
    /// [`Talk::progress`] is.
    pub(super) fn bar(&self, n: u64) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = "{wide_bar} {human_pos}/{human_len} ({per_sec}, {eta} left)";
        let bar = ProgressBar::new(n);
        match ProgressStyle::with_template(style) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }

    fn line(&self, color: &str, label: &str, text: &str) {
        let (label, text) = (visible_line(label), visible_line(text));
        let mut stderr = std::io::stderr().lock();
        let _ = if self.color && !color.is_empty() {
            writeln!(stderr, "{color}{label}{RESET}{text}")
        } else {
            writeln!(stderr, "{label}{text}")
        };
    }
}

/// Tells whether what is printed on stdout is to be colored.
pub(super) fn stdout_wants_color(choice: ColorChoice) -> bool {
    wants_color_on(choice, std::io::stdout().is_terminal())
}

fn wants_color(choice: ColorChoice) -> bool {
    wants_color_on(choice, std::io::stderr().is_terminal())
}

fn wants_color_on(choice: ColorChoice, is_terminal: bool) -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if is_set("NO_COLOR") => false,
        ColorChoice::Auto => is_set("CLICOLOR_FORCE") || is_terminal,
    }
}
