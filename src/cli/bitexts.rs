//! Bitexts in files: which files belong together, and what they are called.
//!
//! `align` and `convert` write through here, so that a file of people's work is
//! never replaced unasked, files that belong together take their places
//! together, and the description of an older CSV does not stay behind.

use super::io::{Draft, Sink, display_name, finish_all, is_dash, read_bytes, write_stdout};
use super::talk::Talk;
use crate::bitext::{Bitext, Pair, Status};
use crate::error::{Error, Place, Result};
use crate::finding::{Finding, Severity};
use crate::formats::{self, FileBytes, Format, Input, InputFile, Options, Role};
use crate::formats::{Writer, csvw};
use crate::lang::LangPair;
use std::path::{Path, PathBuf};

/// How many pairs are written before the disk gets them. By hand: some 100 kB.
const PAIRS_AT_ONCE: usize = 500;

/// Reads the name of a format.
pub(super) fn parse_format(name: &str) -> std::result::Result<Format, String> {
    Format::by_name(name).map_err(|error| error.to_string())
}

/// Returns the format that the user asks for: by its name, else by that of the
/// output; csv if it has no extension.
///
/// # Errors
///
/// The extension is that of no format, or Excel is meant and it is not CSV.
pub(super) fn output_format(
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
pub(super) struct Output {
    pub(super) sink: Sink,
    /// The inputs, none of which may be overwritten.
    inputs: Vec<PathBuf>,
    format: Format,
}

impl Output {
    /// Returns the output that `-o` asks for. Ask before the work is done.
    ///
    /// # Errors
    ///
    /// There cannot be such a file, it is one of the inputs, or several files
    /// are to go to stdout.
    pub(super) fn new(path: Option<&Path>, inputs: &[&Path], format: Format) -> Result<Output> {
        let sink = Sink::new(path, inputs)?;
        if matches!(sink, Sink::Stdout) && format.is_several_files() {
            let name = format.name();
            let ending = format.endings()[0];
            return Err(Error::usage(format!("{name} is several files, which stdout cannot hold"))
                .hint(format!("name them: -o NAME{ending}")));
        }
        let inputs = inputs.iter().filter_map(|input| input.canonicalize().ok()).collect();
        Ok(Output { sink, inputs, format })
    }

    /// Returns the options that follow from where the bitext goes.
    pub(super) fn options(&self, format: Format) -> Options {
        let made = source_date();
        let Sink::File(path) = &self.sink else {
            return Options { stem: "bitext".to_owned(), made, ..Options::default() };
        };
        let name = file_name(path);
        let stem = stem(&name, format).to_owned();
        Options { stem, name, beside: true, made, ..Options::default() }
    }

    /// Refuses to replace a bitext in which people have decided something. A
    /// file that is no bitext holds no decisions.
    ///
    /// # Errors
    ///
    /// People have decided something.
    pub(super) fn refuse_reviewed(&self, format: Format, languages: &LangPair) -> Result<()> {
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
    pub(super) fn write(
        &self,
        bitext: &Bitext,
        format: Format,
        options: &Options,
        mut next: impl FnMut() -> Result<Option<Pair>>,
    ) -> Result<Vec<Finding>> {
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
                let draft = Draft::new(&self.beside(path, &ending)?)?;
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
/// What is no number of seconds sets none, as if there were no such variable.
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
pub(super) fn refuse_broken(findings: &[Finding], sink: &Sink) -> Result<()> {
    let Some(broken) = findings.iter().find(|finding| finding.severity == Severity::Error) else {
        return Ok(());
    };
    let name = if let Sink::File(path) = sink { display_name(path) } else { "stdout".to_owned() };
    let hint = "does the disk of passing files have room? TMPDIR=FOLDER names another";
    Err(Error::input(broken.message.clone()).at(Place::file(name)).hint(hint))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns a file name without the ending of its format.
fn stem(name: &str, format: Format) -> &str {
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let by_format = format.endings().iter().find_map(|ending| plain.strip_suffix(ending));
    let by_dot = || plain.rsplit_once('.').map(|(stem, _)| stem);
    by_format.or_else(by_dot).filter(|stem| !stem.is_empty()).unwrap_or(plain)
}

/// Returns the path of a file that stands beside the main one. An ending with a
/// dot takes the place of that of the main file; another stands behind it.
fn sibling(path: &Path, ending: &str, format: Format) -> PathBuf {
    let name = file_name(path);
    if ending.is_empty() {
        return path.to_owned();
    }
    if !ending.starts_with('.') {
        return path.with_file_name(format!("{name}{ending}"));
    }
    let packing = name.strip_suffix(".gz").map_or("", |_| ".gz");
    path.with_file_name(format!("{}{ending}{packing}", stem(&name, format)))
}

/// What the user says of the bitext that is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Source<'a> {
    /// The bitext, the links between two texts, or the source of a pair of files.
    pub main: Option<&'a Path>,
    /// The translation of a pair of files.
    pub second: Option<&'a Path>,
    /// The text of the source, which links are about.
    pub src: Option<&'a Path>,
    /// That of the translation.
    pub tgt: Option<&'a Path>,
    /// The format, if it is not to be told from the file.
    pub format: Option<Format>,
}

impl Source<'_> {
    /// Reads the files of the bitext.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or it cannot be told what it is.
    pub(super) fn read(&self, languages: &LangPair) -> Result<Input> {
        let Some(main) = self.main else {
            return Err(
                Error::usage("the bitext is missing").hint("enregard convert BITEXT -o OUT")
            );
        };
        if let Some(second) = self.second {
            return self.moses(main, second, languages);
        }
        let by_name = self.format.or_else(|| Format::by_extension(main));
        if by_name == Some(Format::Moses) {
            let name = file_name(main);
            let side =
                |tag: &str| main.with_file_name(format!("{}.{tag}", stem(&name, Format::Moses)));
            return self.moses(&side(languages.src.tag()), &side(languages.tgt.tag()), languages);
        }
        let bytes = read_bytes(main)?;
        let format = match by_name {
            // The versions of XLIFF have one extension.
            Some(Format::Xliff) => Format::by_content(&bytes).or(by_name),
            Some(_) => by_name,
            None => Format::by_content(&bytes).or_else(|| is_dash(main).then_some(Format::Csv)),
        };
        let format = format.ok_or_else(|| unknown_format(main))?;
        let mut files = self.beside(main, &bytes, format, languages)?;
        files.insert(0, InputFile { role: Role::Main, name: display_name(main), bytes });
        Input::new(files, format)
    }

    /// Reads the bitext itself; of a ladder without its texts, the ids.
    ///
    /// # Errors
    ///
    /// As for [`Source::read`], or the files are not what they should be.
    pub(super) fn load(&self, languages: &LangPair, talk: &Talk) -> Result<Bitext> {
        let input = self.read(languages)?;
        if input.format() == Format::Ladder && !input.has(Role::Src) && !input.has(Role::Tgt) {
            return formats::ladder::without_texts(&input, languages);
        }
        let loaded = formats::read_input(&input, languages)?;
        talk.findings(&loaded.findings);
        Ok(loaded.bitext)
    }

    /// Reads the files that stand beside the main one.
    fn beside(
        &self,
        main: &Path,
        bytes: &[u8],
        format: Format,
        languages: &LangPair,
    ) -> Result<Vec<InputFile>> {
        let mut files = Vec::new();
        match format {
            Format::Csv => {
                let sidecar = main.with_file_name(csvw::sidecar_name(&file_name(main)));
                if !is_dash(main) && sidecar.is_file() {
                    files.push(input_file(Role::Metadata, &sidecar)?);
                }
            }
            Format::Ladder | Format::Opus | Format::Intertext => {
                let named = if format == Format::Ladder {
                    let name = file_name(main);
                    let side = |tag: &str| format!("{}.{tag}", stem(&name, format));
                    Some((side(languages.src.tag()), side(languages.tgt.tag())))
                } else {
                    formats::documents(&String::from_utf8_lossy(bytes), languages)
                };
                let (src, tgt) = named.unwrap_or_default();
                for (role, given, named) in [(Role::Src, self.src, src), (Role::Tgt, self.tgt, tgt)]
                {
                    let path = given.map(Path::to_owned).or_else(|| find(main, &named));
                    files.extend(path.map(|path| input_file(role, &path)).transpose()?);
                }
            }
            _ => {}
        }
        Ok(files)
    }

    /// Reads a pair of files, whichever is named first.
    fn moses(&self, first: &Path, second: &Path, languages: &LangPair) -> Result<Input> {
        let is_bitext =
            |path: &Path| !matches!(Format::by_extension(path), None | Some(Format::Moses));
        let is_other = self.format.is_some_and(|format| format != Format::Moses);
        if is_other || is_bitext(first) || is_bitext(second) {
            return Err(Error::usage(
                "two files are a bitext only if both have one segment a line",
            )
            .hint("to pair texts that are not aligned yet: enregard align SOURCE TRANSLATION"));
        }
        let ends_in = |path: &Path, tag: &str| {
            file_name(path).trim_end_matches(".gz").ends_with(&format!(".{tag}"))
        };
        let (src_tag, tgt_tag) = (languages.src.tag(), languages.tgt.tag());
        let is_swapped = ends_in(first, tgt_tag) && ends_in(second, src_tag);
        let (src, tgt) = if is_swapped { (second, first) } else { (first, second) };
        let mut files = vec![input_file(Role::Src, src)?, input_file(Role::Tgt, tgt)?];
        if !is_dash(src) && ends_in(src, src_tag) {
            for (role, ending) in [(Role::Ids, "ids"), (Role::Scores, "scores")] {
                let name = file_name(src);
                let (plain, packing) =
                    name.strip_suffix(".gz").map_or((name.as_str(), ""), |plain| (plain, ".gz"));
                let stem = plain.strip_suffix(src_tag).unwrap_or(plain);
                let path = src.with_file_name(format!("{stem}{ending}{packing}"));
                if path.is_file() {
                    files.push(input_file(role, &path)?);
                }
            }
        }
        Input::new(files, Format::Moses)
    }
}

fn input_file(role: Role, path: &Path) -> Result<InputFile> {
    Ok(InputFile { role, name: display_name(path), bytes: read_bytes(path)? })
}

/// Finds a file that another one names. It stands in the same folder or below;
/// OPUS names packed files that people unpack.
fn find(main: &Path, name: &str) -> Option<PathBuf> {
    let is_below = Path::new(name)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir));
    if name.is_empty() || !is_below || is_dash(main) {
        return None;
    }
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let last = |name: &str| file_name(Path::new(name));
    [name.to_owned(), plain.to_owned(), last(name), last(plain)]
        .into_iter()
        .map(|name| main.with_file_name(name))
        .find(|path| path.is_file())
}

fn unknown_format(path: &Path) -> Error {
    Error::usage(format!("it cannot be told which format this is; there are: {}", Format::names()))
        .at(Place::file(display_name(path)))
        .hint("say it: --from csv; a pair of texts is two files: enregard convert a.fr a.en -o OUT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, ending: &str, format: Format, expected: &str) {
        assert_eq!(Path::new(expected), sibling(Path::new(path), ending, format));
    }

    #[test]
    fn files_that_belong_together_have_one_stem() {
        check("a/b.moses", ".fr", Format::Moses, "a/b.fr");
        check("a/b.moses.gz", ".fr", Format::Moses, "a/b.fr.gz");
        check("b.opus.xml", ".fr.xml", Format::Opus, "b.fr.xml");
        check("b.v2.xml", ".fr.xml", Format::Opus, "b.v2.fr.xml");
        check("b.csv", "-metadata.json", Format::Csv, "b.csv-metadata.json");
        check("b.csv", "", Format::Csv, "b.csv");
        check(".moses", ".fr", Format::Moses, ".moses.fr");
    }
}
