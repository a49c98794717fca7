//! The whole tool on one page: two texts in, a bitext out.
//!
//! ```text
//! Input ─segment─► Segments ─pairing─► what is known ─align─► Alignment ─assemble─► Bitext
//! ```
//!
//! Nothing here fails but the question whether the user's ids fit: ugly text
//! gives findings. Nothing here reads a file or prints.

use crate::align::{Aligned, align, align_between};
use crate::bitext::{Bitext, Sides};
use crate::error::{Place, Result};
use crate::finding::Finding;
use crate::lang::Lang;
use crate::model::{Model, builtin};
use crate::pairing::{Matching, by_id, by_memory, by_order, ids_match};
use crate::readers::Document;
use crate::segment::{self, Segment, Segmenter};
use crate::table::{Row, Table};
use crate::text::{Text, language};
use std::ops::Range;

/// One side as it was read.
#[derive(Clone, Debug)]
pub enum Input {
    /// Running text, to be segmented.
    Document(Document),
    /// Text that has one segment a line, taken as it stands.
    Lines(Text),
    /// A table whose cells are to be segmented.
    Table(Table),
    /// A table that has one segment a row, taken as it stands.
    Rows(Table),
    /// Segments, taken as they stand.
    Segments(Vec<String>),
}

/// How the sides are to be paired.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum By {
    /// By ids if they fit, by source text if the table has it, else by aligning.
    #[default]
    Auto,
    /// By position: row for segment.
    Order,
    /// By the table's ids.
    Id,
    /// By the table's source text; what it does not hold is aligned.
    Memory,
}

/// Two sides and how to pair them.
#[derive(Clone, Debug)]
pub struct Job {
    /// The source.
    pub src: Input,
    /// The translation.
    pub tgt: Input,
    /// The language of the source.
    pub src_lang: Lang,
    /// The language of the translation.
    pub tgt_lang: Lang,
    /// How to pair them.
    pub by: By,
    /// The names of the two sides in messages.
    pub names: Names,
}

/// What the two sides are called in messages.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The source.
    pub src: String,
    /// The translation.
    pub tgt: String,
}

/// What came of a job.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The pairs.
    pub bitext: Bitext,
    /// How many segments the source has.
    pub n_src: usize,
    /// How many segments the translation has.
    pub n_tgt: usize,
    /// How many rows the table has that hold a translation; none for a text.
    pub n_rows: Option<usize>,
    /// What a person should know.
    pub findings: Vec<Finding>,
}

/// Pairs under this probability are worth a person's look. On the open gold
/// (November 2026) 6 % of the beads are under it, with 70 % of the errors.
pub const DOUBTFUL: f64 = 0.8;

/// Texts whose words explain each other worse than this, in nats a bead, do not
/// belong together. With a model translations have 12 or more and other texts
/// −11 or less; without one nothing sinks so low, and nothing is said (measured
/// November 2026).
const UNRELATED: f64 = -3.0;

/// Under this many beads the evidence is a matter of luck. By hand.
const MIN_BEADS: usize = 4;

/// How many bytes of a side its language is told from. By hand: some pages.
const SAMPLE_LEN: usize = 20_000;

/// Returns the model to use for a pair of languages when the user names none.
#[must_use]
pub fn model_for(src_lang: &Lang, tgt_lang: &Lang) -> Model {
    let reversed = || builtin::for_pair(tgt_lang, src_lang).map(Model::reversed);
    builtin::for_pair(src_lang, tgt_lang)
        .or_else(reversed)
        .unwrap_or_else(|| Model::unknown(src_lang.clone(), tgt_lang.clone()))
}

/// Pairs the two sides of a job.
///
/// # Errors
///
/// Pairing by id was asked for and no id of the table names a segment.
pub fn run(job: Job, model: &Model) -> Result<Outcome> {
    let mut findings = findings_of_inputs(&job);
    let src = segments(&job.src, &job.src_lang);
    let known = known(&job, &src)?;
    let translation = settled(job.tgt, &known, job.by);
    let tgt = segments(&translation, &job.tgt_lang);
    let table = table_of(translation);
    let sides = Sides { src: &src, tgt: &tgt, table: &table, tgt_lang: &job.tgt_lang };
    let pairs = match &known {
        Known::All(matching) => sides.pairs_of_matching(matching),
        Known::Some(matching) => {
            let locked = matching.locked(&runs_of_rows(&tgt, table.rows.len()));
            sides.pairs_of_alignment(&align_between(&texts(&src), &texts(&tgt), &locked, model))
        }
        Known::Nothing => {
            let aligned = align(&texts(&src), &texts(&tgt), model);
            findings.extend(unrelated(&aligned, &job.names.tgt));
            sides.pairs_of_alignment(&aligned.alignment)
        }
    };
    findings.extend(known.into_findings());
    Ok(Outcome {
        n_src: src.len(),
        n_tgt: tgt.len(),
        n_rows: n_rows(&table),
        bitext: Bitext {
            metadata: metadata(job.src),
            src_lang: job.src_lang,
            tgt_lang: job.tgt_lang,
            carried_headers: table.carried_headers,
            pairs,
        },
        findings,
    })
}

/// Cuts one side into segments.
fn segments(input: &Input, lang: &Lang) -> Vec<Segment> {
    let segmenter = || Segmenter::new(lang, segment::Options::default());
    match input {
        Input::Document(document) => {
            segmenter().segment(&document.text.content, document.body.clone())
        }
        Input::Lines(text) => segment::from_lines(&text.content),
        Input::Table(table) => {
            let segmenter = segmenter();
            let cut = |(number, row): (usize, &Row)| {
                segmenter.segment_cell(&row.tgt, &row_id(number, row), number)
            };
            (1..).zip(&table.rows).flat_map(cut).collect()
        }
        Input::Rows(table) => {
            let whole = |(number, row): (usize, &Row)| {
                segment::whole(&row.tgt, row_id(number, row), number)
            };
            (1..).zip(&table.rows).map(whole).collect()
        }
        Input::Segments(texts) => {
            let whole = |(number, text): (usize, &String)| {
                segment::whole(text, format!("s{number}"), number)
            };
            (1..).zip(texts).map(whole).collect()
        }
    }
}

fn row_id(number: usize, row: &Row) -> String {
    row.id.clone().unwrap_or_else(|| format!("r{number}"))
}

fn texts(segments: &[Segment]) -> Vec<&str> {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}

/// What the table itself says of the pairing.
enum Known {
    /// Everything: no aligner is needed.
    All(Matching),
    /// Some of it, to be kept.
    Some(Matching),
    Nothing,
}

impl Known {
    fn into_findings(self) -> Vec<Finding> {
        match self {
            Known::All(matching) | Known::Some(matching) => matching.findings,
            Known::Nothing => Vec::new(),
        }
    }
}

fn known(job: &Job, src: &[Segment]) -> Result<Known> {
    let name = job.names.tgt.as_str();
    let (Input::Table(table) | Input::Rows(table)) = &job.tgt else { return Ok(Known::Nothing) };
    let rows = &table.rows;
    let has_src = rows.iter().any(|row| row.src.is_some());
    Ok(match job.by {
        By::Order => Known::All(by_order(src, rows, name)),
        By::Id => Known::All(by_id(src, rows, name)?),
        By::Auto if ids_match(src, rows) => Known::All(by_id(src, rows, name)?),
        By::Memory | By::Auto if has_src => Known::Some(by_memory(src, rows, name)),
        By::Memory | By::Auto => Known::Nothing,
    })
}

/// Returns the translation with its ids carried along where they are no key.
fn settled(input: Input, known: &Known, by: By) -> Input {
    let are_key = matches!(known, Known::All(_)) && by != By::Order;
    match input {
        Input::Table(table) if !are_key => Input::Table(table.with_carried_ids()),
        Input::Rows(table) if !are_key => Input::Rows(table.with_carried_ids()),
        input => input,
    }
}

fn table_of(input: Input) -> Table {
    match input {
        Input::Table(table) | Input::Rows(table) => table,
        _ => Table::default(),
    }
}

/// Returns how many rows hold a translation; none if there is no table.
fn n_rows(table: &Table) -> Option<usize> {
    let has_text = |row: &&Row| !row.tgt.trim().is_empty();
    (!table.rows.is_empty()).then(|| table.rows.iter().filter(has_text).count())
}

/// Returns, for each row, the run of segments that its cell became.
fn runs_of_rows(tgt: &[Segment], n_rows: usize) -> Vec<Range<usize>> {
    let end_of = |row: usize| tgt.partition_point(|segment| segment.paragraph <= row);
    (0..n_rows).map(|row| end_of(row)..end_of(row + 1)).collect()
}

fn metadata(input: Input) -> Vec<(String, String)> {
    match input {
        Input::Document(document) => document.metadata,
        _ => Vec::new(),
    }
}

fn findings_of_inputs(job: &Job) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (input, lang, name) in
        [(&job.src, &job.src_lang, &job.names.src), (&job.tgt, &job.tgt_lang, &job.names.tgt)]
    {
        match input {
            Input::Document(Document { text, .. }) | Input::Lines(text) => {
                findings.extend(text.findings.iter().cloned());
            }
            Input::Table(table) | Input::Rows(table) => {
                findings.extend(table.findings.iter().cloned());
            }
            Input::Segments(_) => {}
        }
        findings.extend(foreign(&sample(input), lang, name));
    }
    findings
}

/// Says that a side is in another language than it should be.
fn foreign(text: &str, lang: &Lang, name: &str) -> Option<Finding> {
    let guess = language::guess(text).filter(|guess| guess.lang != *lang)?;
    let message = format!("this seems to be `{}`, and is taken for `{lang}`", guess.lang);
    Some(Finding::warning("language", message).at(Place::file(name)))
}

/// Returns enough of a side to tell its language.
fn sample(input: &Input) -> String {
    let join = |texts: &mut dyn Iterator<Item = &str>| {
        let mut sample = String::new();
        for text in texts {
            if sample.len() > SAMPLE_LEN {
                break;
            }
            sample.push_str(text);
            sample.push('\n');
        }
        sample
    };
    match input {
        Input::Document(document) => {
            join(&mut document.text.content[document.body.clone()].lines())
        }
        Input::Lines(text) => join(&mut text.content.lines()),
        Input::Table(table) | Input::Rows(table) => {
            join(&mut table.rows.iter().map(|row| row.tgt.as_str()))
        }
        Input::Segments(texts) => join(&mut texts.iter().map(String::as_str)),
    }
}

/// Says that the texts do not belong together.
fn unrelated(aligned: &Aligned, name: &str) -> Option<Finding> {
    let n_beads = aligned.alignment.beads().len();
    let is_unrelated = n_beads >= MIN_BEADS && aligned.evidence < UNRELATED;
    let message = "this does not seem to translate the source: hardly any words fit";
    is_unrelated.then(|| Finding::warning("unrelated", message).at(Place::file(name)))
}
