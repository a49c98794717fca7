//! A pair as named values, for formats that have a place for any.
//!
//! TMX, XLIFF and PO say with these names what they have no element for. Values
//! that say nothing are left out. Names that are not ours are carried columns;
//! one of those that is called like ours is written with `carried-` before it.

use super::records::{parse_score, parse_shape, parse_status, shape_of};
use super::{Head, Losses};
use crate::bead::Shape;
use crate::bitext::{Bitext, Pair};
use crate::error::{Error, Result};
use crate::segment::Kind;

const BEAD: &str = "bead";
const SCORE: &str = "score";
const STATUS: &str = "status";
const KIND: &str = "kind";
const FINDINGS: &str = "findings";
const REVIEWER: &str = "reviewer";
const UPDATED: &str = "updated";
/// In the head of a file: the header of a carried column.
const COLUMN: &str = "column";
const CARRIED: &str = "carried-";

/// One name with its value.
pub(super) type Property = (String, String);

/// What a segment may be.
const KINDS: [Kind; 5] =
    [Kind::Sentence, Kind::Heading, Kind::ListItem, Kind::Verse, Kind::Caption];

/// Returns what is known of a pair besides its id, its texts and its comment.
pub(super) fn of_pair(pair: &Pair, bitext: &Bitext) -> Vec<Property> {
    let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
    let kind = if pair.kind == Kind::default() { "" } else { pair.kind.name() };
    let ours = [
        (BEAD.to_owned(), pair.shape.to_string()),
        (SCORE.to_owned(), pair.score.map(|score| score.to_string()).unwrap_or_default()),
        (STATUS.to_owned(), pair.status.name().to_owned()),
        (format!("{src}-ids"), pair.src_ids.join(" ")),
        (format!("{tgt}-ids"), pair.tgt_ids.join(" ")),
        (format!("{src}-breaks"), breaks(&pair.src_breaks, &pair.src)),
        (format!("{tgt}-breaks"), breaks(&pair.tgt_breaks, &pair.tgt)),
        (KIND.to_owned(), kind.to_owned()),
        (FINDINGS.to_owned(), pair.findings.join(" ")),
        (REVIEWER.to_owned(), pair.reviewer.clone()),
        (UPDATED.to_owned(), pair.updated.clone()),
    ];
    let carried = bitext.carried_headers.iter().zip(&pair.carried);
    let carried = carried.map(|(header, cell)| (carried_name(header, bitext), cell.clone()));
    ours.into_iter().chain(carried).filter(|(_, value)| !value.is_empty()).collect()
}

/// Puts a value where its name says.
///
/// # Errors
///
/// The value is not what such a value is.
pub(super) fn set(pair: &mut Pair, head: &mut Head, name: &str, value: String) -> Result<()> {
    let (src, tgt) = (head.bitext.langs.src.tag(), head.bitext.langs.tgt.tag());
    let words = |value: &str| value.split_whitespace().map(str::to_owned).collect();
    let side = |lang: &str| name.strip_prefix(lang).and_then(|rest| rest.strip_prefix('-'));
    match (name, side(src), side(tgt)) {
        (BEAD, ..) => pair.shape = parse_shape(&value)?.unwrap_or(pair.shape),
        (SCORE, ..) => pair.score = parse_score(&value)?,
        (STATUS, ..) => pair.status = parse_status(&value)?,
        (KIND, ..) => pair.kind = kind(&value),
        (FINDINGS, ..) => pair.findings = words(&value),
        (REVIEWER, ..) => pair.reviewer = value,
        (UPDATED, ..) => pair.updated = value,
        (_, Some("ids"), _) => pair.src_ids = words(&value),
        (_, _, Some("ids")) => pair.tgt_ids = words(&value),
        (_, Some("breaks"), _) => pair.src_breaks = positions(&value)?,
        (_, _, Some("breaks")) => pair.tgt_breaks = positions(&value)?,
        _ => head.carry(pair, name.strip_prefix(CARRIED).unwrap_or(name), value),
    }
    Ok(())
}

/// Returns what is known of the document, and the carried columns.
pub(super) fn of_head(bitext: &Bitext) -> Vec<Property> {
    let metadata = bitext.metadata.iter().map(|(name, value)| {
        let is_ours = name == COLUMN || name.starts_with(CARRIED);
        (if is_ours { format!("{CARRIED}{name}") } else { name.clone() }, value.clone())
    });
    let columns = bitext.carried_headers.iter().map(|header| (COLUMN.to_owned(), header.clone()));
    metadata.chain(columns).collect()
}

/// Puts a value of the head of a file where its name says. A file is walked
/// through twice, so that what is known already is left alone.
pub(super) fn set_head(head: &mut Head, name: &str, value: String) {
    let bitext = &mut head.bitext;
    if name == COLUMN {
        if !bitext.carried_headers.contains(&value) {
            bitext.carried_headers.push(value);
        }
        return;
    }
    let entry = (name.strip_prefix(CARRIED).unwrap_or(name).to_owned(), value);
    if !bitext.metadata.contains(&entry) {
        bitext.metadata.push(entry);
    }
}

/// Returns the kind of that name; that of a sentence if there is none.
pub(super) fn kind(name: &str) -> Kind {
    KINDS.into_iter().find(|kind| kind.name() == name.trim()).unwrap_or_default()
}

/// Ends a pair whose values and texts are known, in whatever order they came.
/// Breaks hold only if the text has the length that it had with them.
pub(super) fn settle(pair: &mut Pair) {
    for (breaks, text) in [(&mut pair.src_breaks, &pair.src), (&mut pair.tgt_breaks, &pair.tgt)] {
        if breaks.pop() != Some(text.len()) {
            breaks.clear();
        }
    }
    if pair.shape == Shape::default() {
        pair.shape = shape_of(pair);
    }
}

/// Returns where segments start as one value. The length of the text is put
/// behind, by which a reader sees that nobody has edited it.
fn breaks(breaks: &[usize], text: &str) -> String {
    let positions = breaks.iter().copied().chain(Some(text.len()));
    let positions: Vec<String> = positions.map(|at| at.to_string()).collect();
    if breaks.is_empty() { String::new() } else { positions.join(" ") }
}

fn positions(value: &str) -> Result<Vec<usize>> {
    let positions: Option<_> = value.split_whitespace().map(|at| at.parse().ok()).collect();
    positions.ok_or_else(|| {
        Error::input(format!("`{value}` are not positions"))
            .hint("leave them out: they say where segments start in a text of several")
    })
}

fn carried_name(header: &str, bitext: &Bitext) -> String {
    let sides = [bitext.langs.src.tag(), bitext.langs.tgt.tag()];
    let is_of_side = sides.iter().any(|lang| {
        let rest = header.strip_prefix(lang).and_then(|rest| rest.strip_prefix('-'));
        matches!(rest, Some("ids" | "breaks"))
    });
    let ours = [BEAD, SCORE, STATUS, KIND, FINDINGS, REVIEWER, UPDATED];
    if is_of_side || ours.contains(&header) || header.starts_with(CARRIED) {
        return format!("{CARRIED}{header}");
    }
    header.to_owned()
}

/// Counts what a format loses that has a column for everything but these.
pub(super) fn count_structure(losses: &mut Losses, pair: &Pair) {
    losses.count("kinds of segments (headings, list items, verse)", pair.kind != Kind::default());
    let n_breaks = pair.src_breaks.len() + pair.tgt_breaks.len();
    losses.count("evidence", pair.evidence.is_some());
    losses.count("where segments start in beads of several", n_breaks > 0);
}
