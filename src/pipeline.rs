//! The whole tool on one page: two texts in, a bitext out.
//!
//! ```text
//! Input ─segment─► Segments ─pairing─► what is known ─align─► Alignment ─assemble─► Bitext
//! ```
//!
//! Nothing here fails but the question whether the user's ids fit: ugly text
//! gives findings. Nothing here reads a file or prints.

mod blanks;
mod input;
mod inside;
mod known;
mod mixed;
mod near;
mod question;
mod trust;

pub use input::Input;
pub use question::By;

use crate::align::{Aligned, Moved, Options, VectorPair, align, align_between, all_links};
use crate::bead::BySide;
use crate::bitext::{Bitext, Evidence, Link, Pair, RunnerUp, Sides};
use crate::error::{Error, Place, Result};
use crate::formats;
use crate::lang::LangPair;
use crate::model::vectors::Vectors;
use crate::model::{Model, builtin};
use crate::notice::Notice;
use crate::readers::{Reading, reading};
use crate::segment::Segment;
use crate::table::Table;
use known::How;
use question::Question;
use std::ops::Range;

/// Two sides and how to pair them.
#[derive(Clone, Debug)]
pub struct Job {
    /// The source.
    pub src: Input,
    /// The translation.
    pub tgt: Input,
    /// The languages.
    pub langs: LangPair,
    /// How to pair them.
    pub by: By,
    /// The names of the two sides in messages.
    pub names: Names,
    /// Vectors of the segments, if the user has any.
    pub vectors: Option<SideVectors>,
    /// Whether the pairs shall tell what they rest on.
    pub wants_evidence: bool,
}

/// What the two sides are called in messages.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The source.
    pub src: String,
    /// The translation.
    pub tgt: String,
}

/// Vectors of the segments of both sides, made by another program.
#[derive(Clone, Debug)]
pub struct SideVectors {
    /// Those of the source.
    pub src: Vectors,
    /// Those of the translation.
    pub tgt: Vectors,
    /// Where they come from.
    pub names: Names,
}

/// What came of a job.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The pairs.
    pub bitext: Bitext,
    /// How many segments the source has.
    pub n_src: usize,
    /// The segments of both sides, whose spans lie in the texts; none where a bitext
    /// was brought up to date.
    pub segments: BySide<Vec<Segment>>,
    /// The ids of the segments of the translation, in its own order.
    pub tgt_ids: Vec<String>,
    /// How many rows the table has that hold a translation; none for a text.
    pub n_rows: Option<usize>,
    /// How many cells say that there is no translation yet, or repeat the source.
    pub n_blanked: usize,
    /// What a person should know.
    pub findings: Vec<Notice>,
    /// How much of each document was read, if that is little or differs.
    pub unread: Option<Unread>,
}

/// How much of each side was read, where that makes the pairs doubtful.
#[derive(Clone, Debug)]
pub struct Unread(BySide<Reading>);

impl Unread {
    fn of(job: &Job) -> Option<Unread> {
        // Of what is not a document everything was read.
        let reading = |side: &Input| side.reading().cloned().unwrap_or_default();
        let sides = BySide { src: reading(&job.src), tgt: reading(&job.tgt) };
        let is_much =
            sides.src.is_low() || sides.tgt.is_low() || reading::differ(&sides.src, &sides.tgt);
        is_much.then_some(Unread(sides))
    }

    /// Returns the per cent of each side that were read.
    #[must_use]
    pub fn per_cent(&self) -> BySide<usize> {
        BySide { src: self.0.src.per_cent(), tgt: self.0.tgt.per_cent() }
    }

    fn finding(&self, tgt_name: &str) -> Option<Notice> {
        reading::difference(&self.0.src, &self.0.tgt, tgt_name)
    }
}

/// Pairs under this probability are worth a person's look. On the open gold
/// (November 2026) 6 % of the beads are under it, with 70 % of the errors.
pub const DOUBTFUL: f64 = 0.8;

/// Texts whose words explain each other worse than this, in nats a bead, do not
/// belong together: chance does as well. Translations have 20 and more, with or
/// without a model, and 5 if half of them is another version of the story; other
/// texts have −3 to −5 with a model and −.3 without (measured November 2026).
const UNRELATED: f64 = 0.0;

/// Under this many beads the evidence is a matter of luck. By hand.
const MIN_BEADS: usize = 4;

/// Returns the model to use for a pair of languages when the user names none.
#[must_use]
pub fn model_for(langs: &LangPair) -> Model {
    let reversed = || builtin::for_pair(&langs.clone().reversed()).map(Model::reversed);
    builtin::for_pair(langs).or_else(reversed).unwrap_or_else(|| Model::unknown(langs.clone()))
}

/// Pairs the two sides of a job.
///
/// # Errors
///
/// The job asks to pair by what the translation does not have, or brings the
/// vectors of other texts.
pub fn run(job: Job, model: &Model) -> Result<Outcome> {
    let mut findings = job.src.findings(&job.langs.src, &job.names.src);
    findings.extend(job.tgt.findings(&job.langs.tgt, &job.names.tgt));

    let unread = Unread::of(&job);
    findings.extend(unread.as_ref().and_then(|unread| unread.finding(&job.names.tgt)));

    let src = job.src.segments(&job.langs.src);
    let translation = match job.by {
        By::Order => job.tgt.into_rows(&job.langs.tgt),
        By::Auto | By::Id | By::Memory => job.tgt,
    };
    let apart = blanks::part(translation, &src, model, &job.names.tgt);
    findings.extend(apart.findings);
    let known = known::find(&Question {
        by: job.by,
        src: &src,
        src_table: job.src.table(),
        tgt: &apart.translation,
        tgt_segments: &apart.translation.segments(&job.langs.tgt),
        model,
        name: &job.names.tgt,
        has_vectors: job.vectors.is_some(),
    })?;
    let translation = known.settle(apart.translation);
    let tgt = translation.segments(&job.langs.tgt);
    let tgt_paragraphs = translation.paragraphs(&tgt);
    let table = translation.into_table();
    let is_wanted = formats::not_left_over(&table.carried_headers, &job.langs);
    let table = table.with_carried(is_wanted);

    if let Some(vectors) = &job.vectors {
        vectors.check(&src, &tgt)?;
    }
    let paragraphs = BySide { src: job.src.paragraphs(&src), tgt: tgt_paragraphs };
    let options = options(job.vectors.as_ref(), &paragraphs);

    let sides = Sides { src: &src, tgt: &tgt, table: &table, tgt_lang: &job.langs.tgt };
    let mut others = Vec::new();
    let mut pairs = match &known.how {
        How::All(matching) | How::Memory { matching, .. } => sides.pairs_of_matching(matching),
        How::Inside(matching) => {
            let links = known::in_order_of_rows(matching.complete());
            let alignment = inside::align_inside(&src, &tgt, &links, model);
            let mut pairs = sides.pairs_of_alignment(&alignment);
            sides.fill_blank_rows(&mut pairs, &links);
            pairs
        }
        How::Some { matching, .. } => {
            let locked = matching.locked(&question::runs_of_rows(&tgt, table.rows.len()));
            let (src_texts, tgt_texts) = (texts(&src), texts(&tgt));
            let alignment = align_between(&src_texts, &tgt_texts, &locked, model, &options);
            let mut pairs = sides.pairs_of_alignment(&alignment);
            sides.fill_blank_rows(&mut pairs, &matching.links);
            pairs
        }
        How::Sorted(_) | How::Nothing => {
            let aligned = align(&texts(&src), &texts(&tgt), model, &options);
            findings.extend(unrelated(&aligned, &job.names.tgt));
            findings.extend(reordered(&aligned, &src, &tgt, &job.names.tgt));
            let other = |bead: &Option<_>| bead.as_ref().map(|bead| sides.runner_up(bead));
            others = aligned.runners_up.iter().map(other).collect();
            sides.pairs_of_alignment(&aligned.alignment)
        }
    };
    findings.extend(near::tell(known.near(), &mut pairs, &src, &table, &job.names.tgt));
    let mut carried_headers = table.carried_headers.clone();
    if let Some(src_table) = job.src.table() {
        let is_wanted = formats::not_left_over(&src_table.carried_headers, &job.langs);
        let src_table = src_table.clone().with_carried(is_wanted);
        let sides = Sides { table: &src_table, ..sides };
        sides.carry_of_src(&mut pairs, &mut carried_headers, job.langs.src.tag());
    }
    findings.extend(known.into_findings());
    if job.wants_evidence {
        add_evidence(&mut pairs, others, model);
    }

    Ok(Outcome {
        n_src: src.len(),
        tgt_ids: ids_in_file_order(&tgt, &table),
        n_rows: table.n_translations(),
        segments: BySide { src, tgt },
        n_blanked: apart.n_blanked,
        bitext: Bitext {
            metadata: job.src.into_metadata(),
            langs: job.langs,
            carried_headers,
            pairs,
        },
        findings,
        unread,
    })
}

impl SideVectors {
    fn check(&self, src: &[Segment], tgt: &[Segment]) -> Result<()> {
        self.src.check(&texts(src), &self.names.src)?;
        self.tgt.check(&texts(tgt), &self.names.tgt)?;
        let (n_src, n_tgt) = (self.src.n_dims(), self.tgt.n_dims());
        if n_src == n_tgt {
            return Ok(());
        }
        Err(Error::usage(format!("rows of {n_tgt} numbers, against {n_src} in the source's"))
            .at(Place::file(&self.names.tgt))
            .hint("make both sides' vectors with one encoder"))
    }
}

/// Tells of each pair which of its words translate each other, and which bead it
/// might have been.
fn add_evidence(pairs: &mut [Pair], others: Vec<Option<RunnerUp>>, model: &Model) {
    let mut others = others.into_iter();
    for pair in pairs {
        let links = all_links(&pair.src, &pair.tgt, model);
        let links = links.iter().map(Link::from).collect();
        let runner_up = others.next().flatten();
        pair.evidence = Some(Box::new(Evidence { runner_up, links }));
    }
}

fn options<'a>(
    vectors: Option<&'a SideVectors>,
    paragraphs: &'a BySide<Vec<usize>>,
) -> Options<'a> {
    let vectors =
        vectors.map(|SideVectors { src, tgt, .. }| VectorPair { src, tgt, first: (0, 0) });
    let paragraphs = BySide { src: &*paragraphs.src, tgt: &*paragraphs.tgt };
    Options { vectors, paragraphs, ..Options::default() }
}

/// Returns the ids of the segments as their rows stand in the file.
fn ids_in_file_order(tgt: &[Segment], table: &Table) -> Vec<String> {
    let number = |segment: &&Segment| {
        table.rows.get(segment.paragraph.wrapping_sub(1)).map(|row| row.number)
    };
    let mut in_order: Vec<&Segment> = tgt.iter().collect();
    in_order.sort_by_key(number);
    in_order.into_iter().map(|segment| segment.id.clone()).collect()
}

fn texts(segments: &[Segment]) -> Vec<&str> {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}

/// Says that the texts do not belong together.
fn unrelated(aligned: &Aligned, name: &str) -> Option<Notice> {
    let n_beads = aligned.alignment.beads().len();
    let is_unrelated = n_beads >= MIN_BEADS && aligned.evidence < UNRELATED;
    let message = "this does not seem to translate the source: hardly any words fit";
    is_unrelated.then(|| Notice::warning("unrelated", message).at(Place::file(name)))
}

/// Says which blocks the translation has in another place.
fn reordered(aligned: &Aligned, src: &[Segment], tgt: &[Segment], name: &str) -> Vec<Notice> {
    let ids = |segments: &[Segment], run: &Range<usize>| {
        format!("{} to {}", segments[run.start].id, segments[run.end - 1].id)
    };
    let finding = |moved: &Moved| {
        let (src, tgt) = (ids(src, &moved.src), ids(tgt, &moved.tgt));
        let message = format!("{src} seem to be translated elsewhere: by {tgt}");
        Notice::warning("reordered", message).at(Place::file(name))
    };
    aligned.moved.iter().map(finding).collect()
}
