//! `enregard convert`: a bitext from one format to another.

use super::Global;
use super::bitexts::{self, Output, Source};
use super::io::{Sink, display_name, read_bytes};
use super::talk::Talk;
use crate::bitext::Breaks;
use crate::error::{Error, Result};
use crate::formats::{self, Dialect, Format, Options, PutBack, Stream};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard convert bitext.csv -o bitext.tmx             by the extensions
  enregard convert bitext.csv -o review.xlsx            to review in a spreadsheet …
  enregard convert review.xlsx -o bitext.csv            … and back
  enregard convert memory.tmx --format jsonl | jq .     to stdout
  enregard convert novel.fr novel.en -o novel.tmx       a pair of files, one segment a line
  enregard convert bitext.csv -o novel.moses            writes novel.fr, novel.en, .ids, .scores
  enregard convert novel.ladder --src novel.fr --tgt novel.en -o novel.csv
  enregard convert en-fr.xml --src fr.xml --tgt en.xml -o bitext.csv    XCES, either dialect
  enregard convert bitext.csv --format opus -o en-fr.xml                with en-fr.fr.xml, en-fr.en.xml
  enregard convert bitext.csv -o book.epub              to read
  enregard convert agency.sdlxliff -o review.csv        to revise a file of Trados, memoQ, Phrase …
  enregard convert review.csv --into agency.sdlxliff -o back.sdlxliff   … and give it back

Read and written: csv tsv xlsx docx (a table) jsonl parquet tmx xliff (1.2) xliff2 (2.1) po moses
ladder opus intertext. Written only: tei sketch markdown html epub. What a format has no place for is said
with -v. docs/formats.md says what each holds.";

/// Write a bitext in another format
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Convert {
    /// The bitext, in any format; `-` is stdin
    #[arg(value_name = "BITEXT")]
    bitext: PathBuf,
    /// The translation, if BITEXT is the source of a pair of files with one segment a line
    #[arg(value_name = "TRANSLATION")]
    translation: Option<PathBuf>,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format of BITEXT [default: by its extension, else by its content]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    from: Option<Format>,
    /// The format of OUT [default: by its extension, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    format: Option<Format>,
    /// The source text that a ladder or XCES links are about
    #[arg(long, value_name = "FILE", conflicts_with = "translation")]
    src: Option<PathBuf>,
    /// The translation that a ladder or XCES links are about
    #[arg(long, value_name = "FILE", conflicts_with = "translation")]
    tgt: Option<PathBuf>,
    /// The file that BITEXT was made from: OUT is that file with the targets, states and comments
    /// of BITEXT, and every other byte as it was (XLIFF, also of Trados, memoQ, Phrase; TMX; PO)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "excel"])]
    into: Option<PathBuf>,
    /// Write CSV for Excel: a byte order mark, and `;` between cells
    #[arg(long)]
    excel: bool,
    /// Keep pairs without a source or a translation in TMX, where some tools refuse them
    #[arg(long)]
    include_unaligned: bool,
    /// What TMX, XLIFF, HTML … call the languages, such as `fr-FR,en-GB`
    #[arg(long, value_name = "SRC,TGT", value_parser = parse_codes)]
    lang_codes: Option<(String, String)>,
    /// Escape what Moses takes for markup: `|`, `[`, `&` …
    #[arg(long)]
    moses_escape: bool,
    /// Replace OUT even if people have reviewed it
    #[arg(long)]
    force: bool,
}

fn parse_codes(text: &str) -> std::result::Result<(String, String), String> {
    let is_code = |code: &str| {
        !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let codes = text.split_once(',').map(|(src, tgt)| (src.trim(), tgt.trim()));
    codes
        .filter(|(src, tgt)| is_code(src) && is_code(tgt))
        .map(|(src, tgt)| (src.to_owned(), tgt.to_owned()))
        .ok_or_else(|| "expected two language tags such as `fr-FR,en-GB`".to_owned())
}

impl Convert {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        if let Some(into) = &self.into {
            return self.put_back(into, global, talk);
        }
        let format = bitexts::output_format(self.output.as_deref(), self.format, self.excel)?;
        let output = Output::new(self.output.as_deref(), &self.inputs(), format)?;
        let languages = global.languages();
        self.check_codes(global)?;
        if !self.force {
            output.refuse_reviewed(format, &languages)?;
        }
        let input = self.source().read(&languages)?;
        let mut stream = Stream::new(&input, &languages)?;
        talk.findings(stream.findings());
        let (bitext, n_pairs) = (stream.bitext().clone(), stream.n_pairs());
        let options = self.options(&output, format);
        // These hold each segment, where others hold the text of a pair.
        let has_segments = matches!(format, Format::Opus | Format::Intertext | Format::Tei);
        let breaks = has_segments.then(|| Breaks::new(&languages));
        let findings = output.write(&bitext, format, &options, || {
            let mut pair = stream.next_pair()?;
            if let (Some(breaks), Some(pair)) = (&breaks, &mut pair) {
                breaks.find(pair);
            }
            Ok(pair)
        })?;
        talk.findings(&findings);
        let name = display_name(&self.bitext);
        let (from, to) = (input.format().name(), format.name());
        talk.note(&format!("{name}: {n_pairs} pairs, {from} -> {to}"));
        Ok(ExitCode::SUCCESS)
    }

    /// Writes the file that the bitext was made from, with what was reviewed.
    fn put_back(&self, into: &Path, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let languages = global.languages();
        let mut inputs = self.inputs();
        inputs.push(into);
        let sink = Sink::new(self.output.as_deref(), &inputs)?;
        let review = self.source().load(&languages, talk)?;
        let bytes = read_bytes(into)?;
        let by_content = || Format::by_content(&bytes);
        let format = match Format::by_extension(into) {
            Some(format) if format != Format::Xliff => format,
            by_name => by_content().or(by_name).unwrap_or(Format::Csv),
        };
        let name = display_name(into);
        let put = formats::put_back(&bytes, &name, format, &review, &languages)?;
        sink.write(&put.bytes)?;
        talk.findings(&put.findings);
        let PutBack { n_targets, n_states, n_comments, .. } = put;
        talk.note(&format!(
            "{name}: targets changed: {n_targets}, states: {n_states}, comments added: {n_comments}"
        ));
        Ok(ExitCode::SUCCESS)
    }

    fn inputs(&self) -> Vec<&Path> {
        let others = [&self.translation, &self.src, &self.tgt];
        let others = others.into_iter().flatten().map(PathBuf::as_path);
        std::iter::once(self.bitext.as_path()).chain(others).collect()
    }

    fn source(&self) -> Source<'_> {
        Source {
            main: Some(&self.bitext),
            second: self.translation.as_deref(),
            src: self.src.as_deref(),
            tgt: self.tgt.as_deref(),
            format: self.from,
        }
    }

    fn options(&self, output: &Output, format: Format) -> Options {
        Options {
            dialect: if self.excel { Dialect::Excel } else { Dialect::Standard },
            one_sided: self.include_unaligned,
            lang_codes: self.lang_codes.clone(),
            moses_escape: self.moses_escape,
            ..output.options(format)
        }
    }

    /// Codes of other languages would make a file that nobody can read back.
    fn check_codes(&self, global: &Global) -> Result<()> {
        let Some((src, tgt)) = &self.lang_codes else { return Ok(()) };
        let is_of = |code: &str, lang: &crate::lang::Lang| {
            crate::lang::Lang::parse(code).is_some_and(|parsed| parsed == *lang)
        };
        let crate::lang::LangPair { src: src_lang, tgt: tgt_lang } = global.languages();
        if is_of(src, &src_lang) && is_of(tgt, &tgt_lang) {
            return Ok(());
        }
        Err(Error::usage(format!("`{src},{tgt}` are not codes of `{src_lang}` and `{tgt_lang}`"))
            .hint("the source comes first; other languages are named with --src-lang, --tgt-lang"))
    }
}
