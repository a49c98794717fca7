//! Writes bitexts to files that take their places together, or not at all.

use super::super::io::{Draft, Sink, display_name, finish_all, is_dash, read_bytes, write_stdout};
use super::{file_name, sibling, stem};
use crate::bitext::{Bitext, Pair, Status};
use crate::error::{Error, Place, Result};
use crate::formats::{self, FileBytes, Format, Options, Writer, csvw};
use crate::lang::LangPair;
use crate::notice::{Notice, Severity};
use std::path::{Path, PathBuf};

/// How many pairs are written before the disk gets them. By hand: some 100 kB.
const PAIRS_AT_ONCE: usize = 500;

/// Reads the name of a format.
pub(in crate::cli) fn parse_format(name: &str) -> std::result::Result<Format, String> {
    Format::by_name(name).map_err(|error| error.to_string())
}

/// Returns the format that the user asks for: by its name, else by that of the
/// output; csv if it has no extension.
///
/// # Errors
///
/// The extension is that of no format, or Excel is meant and it is not CSV.
pub(in crate::cli) fn output_format(
    output: Option<&Path>,
    given: Option<Format>,
    excel: bool,
) -> Result<Format> {
    let format = match (given, output) {
        (Some(format), _) => format,
        (None, Some(path)) if !is_dash(path) => format_of(path)?,
        (None, _) => Format::Csv,
    };
    if excel && format != Format::Csv {
        let message = format!("--excel is a way to write csv, and this is {}", format.name());
        return Err(Error::usage(message).hint("leave --excel out, or pass --format csv"));
    }
    Ok(format)
}

fn format_of(path: &Path) -> Result<Format> {
    let is_plain = path.with_extension("") == *path || path.as_os_str() == "/dev/null";
    let unknown = || {
        let message = format!("the extension names no format; there are: {}", Format::names());
        Error::usage(message)
            .at(Place::file(display_name(path)))
            .hint("name the output `.csv`, or say which it is: --format csv")
    };
    Format::by_extension(path).or_else(|| is_plain.then_some(Format::Csv)).ok_or_else(unknown)
}

/// Where a bitext is written.
#[derive(Debug)]
pub(in crate::cli) struct Output {
    pub(in crate::cli) sink: Sink,
    /// The inputs, none of which may be overwritten.
    inputs: Vec<PathBuf>,
    format: Format,
    /// Whether files are gzipped, whatever they are called.
    is_packed: bool,
}

impl Output {
    /// Returns the output that `-o` asks for. Ask before the work is done.
    ///
    /// # Errors
    ///
    /// There cannot be such a file, it is one of the inputs, or several files
    /// are to go to stdout.
    pub(in crate::cli) fn new(
        path: Option<&Path>,
        inputs: &[&Path],
        format: Format,
    ) -> Result<Output> {
        let sink = Sink::new(path, inputs)?;
        if matches!(sink, Sink::Stdout) && format.is_several_files() {
            let name = format.name();
            let ending = format.endings()[0];
            return Err(Error::usage(format!("{name} is several files, which stdout cannot hold"))
                .hint(format!("name them: -o NAME{ending}")));
        }
        let inputs = inputs.iter().filter_map(|input| input.canonicalize().ok()).collect();
        Ok(Output { sink, inputs, format, is_packed: false })
    }

    /// Returns this output, gzipped whatever it is called.
    pub(in crate::cli) fn packed(self) -> Output {
        Output { is_packed: true, ..self }
    }

    /// Returns the options that follow from where the bitext goes.
    pub(in crate::cli) fn options(&self, format: Format) -> Options {
        let Sink::File(path) = &self.sink else {
            return Options {
                stem: "bitext".to_owned(),
                made: source_date(),
                ..Options::default()
            };
        };
        let name = file_name(path);
        let stem = stem(&name, format).to_owned();
        Options { stem, name, beside: true, made: source_date(), ..Options::default() }
    }

    /// Refuses to replace a bitext in which people have decided something. A
    /// file that is not a bitext holds no decisions.
    ///
    /// # Errors
    ///
    /// People have decided something.
    pub(in crate::cli) fn refuse_reviewed(
        &self,
        format: Format,
        languages: &LangPair,
    ) -> Result<()> {
        let Sink::File(path) = &self.sink else { return Ok(()) };
        let known = path.is_file().then(|| read_bytes(path).ok()).flatten();
        let known = known.and_then(|bytes| formats::read(&bytes, "", format, languages).ok());
        let Some(known) = known else { return Ok(()) };
        let is_reviewed = |pair: &&Pair| pair.status != Status::Auto || !pair.comment.is_empty();
        match known.bitext.pairs.iter().filter(is_reviewed).count() {
            0 => Ok(()),
            n => {
                Err(Error::conflict(format!("people have reviewed this file: pairs decided: {n}"))
                    .at(Place::file(path.display().to_string()))
                    .hint("write to another file, or pass --force to replace their work"))
            }
        }
    }

    /// Writes a bitext, whose pairs are given one at a time. Returns what the
    /// format has no place for.
    ///
    /// # Errors
    ///
    /// A pair cannot be read or a file not be written; what was there is whole.
    pub(in crate::cli) fn write(
        &self,
        bitext: &Bitext,
        format: Format,
        options: &Options,
        mut next: impl FnMut() -> Result<Option<Pair>>,
    ) -> Result<Vec<Notice>> {
        let mut writer = Writer::new(bitext, format, options);
        let mut drafts = Vec::new();
        let mut n_pairs = 0;
        while let Some(pair) = next()? {
            writer.pair(&pair);
            n_pairs += 1;
            if n_pairs % PAIRS_AT_ONCE == 0 {
                self.pass_on(writer.take(), &mut drafts)?;
            }
        }
        let (files, findings) = writer.finish();
        self.pass_on(files, &mut drafts)?;
        let endings: Vec<String> = drafts.iter().map(|(ending, _)| ending.clone()).collect();
        refuse_broken(&findings, &self.sink)?;
        finish_all(drafts.into_iter().map(|(_, draft)| draft).collect())?;
        self.forget_description(&endings);
        Ok(findings)
    }

    /// Writes what a writer has made so far to its files.
    fn pass_on(&self, files: Vec<FileBytes>, drafts: &mut Vec<(String, Draft)>) -> Result<()> {
        for FileBytes { ending, bytes } in files {
            let Sink::File(path) = &self.sink else {
                write_stdout(&bytes)?;
                continue;
            };
            let known = drafts.iter().position(|(known, _)| *known == ending);
            let at = if let Some(at) = known {
                at
            } else {
                let path = self.beside(path, &ending)?;
                let is_packed = self.is_packed && ending.is_empty();
                let draft = if is_packed { Draft::packed(&path)? } else { Draft::new(&path)? };
                drafts.push((ending, draft));
                drafts.len() - 1
            };
            drafts[at].1.write(&bytes)?;
        }
        Ok(())
    }

    /// Returns the path of a file of the output, which must be no input.
    fn beside(&self, path: &Path, ending: &str) -> Result<PathBuf> {
        let path = sibling(path, ending, self.format);
        let real = path.canonicalize().ok();
        if real.is_some_and(|real| self.inputs.contains(&real)) {
            return Err(Error::usage("the output is one of the inputs, which would be lost")
                .at(Place::file(display_name(&path)))
                .hint("name another file after -o"));
        }
        Ok(path)
    }

    /// Takes away the description of an older CSV that has just been replaced by
    /// one without any.
    fn forget_description(&self, written: &[String]) {
        let Sink::File(path) = &self.sink else { return };
        let name = file_name(path);
        let sidecar = path.with_file_name(csvw::sidecar_name(&name));
        let is_stale = self.format == Format::Csv
            && !written.iter().any(|ending| sibling(path, ending, self.format) == sidecar);
        let is_ours = || std::fs::read(&sidecar).is_ok_and(|bytes| csvw::is_ours(&bytes, &name));
        if is_stale && is_ours() {
            // It only described what is gone; a folder that may not be written
            // has been found out by then.
            let _ = std::fs::remove_file(&sidecar);
        }
    }
}

/// Returns the time that `SOURCE_DATE_EPOCH` sets for outputs that tell one.
/// What is not a number of seconds sets none, as if there were no such variable.
fn source_date() -> Option<String> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse::<i64>().ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Refuses what a writer could not finish, which its findings say.
///
/// # Errors
///
/// One of them is an error.
fn refuse_broken(findings: &[Notice], sink: &Sink) -> Result<()> {
    let Some(broken) = findings.iter().find(|finding| finding.severity == Severity::Error) else {
        return Ok(());
    };
    let name = if let Sink::File(path) = sink { display_name(path) } else { "stdout".to_owned() };
    let hint = "does the disk of passing files have room? TMPDIR=FOLDER names another";
    Err(Error::input(broken.message.clone()).at(Place::file(name)).hint(hint))
}
