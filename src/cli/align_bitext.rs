//! `enregard align` with a bitext of ours for the translation.
//!
//! Its ids are those of the text that it was made of, and say nothing of another
//! version: put one sentence in front, and each names its neighbor. So the bitext is
//! brought up to the text as by `update`. Translations whose source is gone stand
//! alone where they were.

use super::Global;
use super::bitexts;
use super::io::{display_name, is_dash, read_bytes};
use super::talk::Talk;
use super::update::{Side, Texts, is_other_text};
use crate::bitext::Bitext;
use crate::corpus::{Tally, update};
use crate::error::{Place, Result};
use crate::finding::Finding;
use crate::formats::Format;
use crate::model::Model;
use crate::pipeline::Outcome;
use crate::table;
use std::path::Path;

/// Returns what comes of a text and a bitext of an older version of it; none if the
/// translation is not a bitext of ours, or one of another text.
///
/// # Errors
///
/// A file cannot be read.
pub(super) fn outcome(
    src: &Side,
    translation: &Path,
    model: &Model,
    global: &Global,
    talk: &Talk,
) -> Result<Option<Outcome>> {
    if is_dash(src.path) || is_dash(translation) || !is_bitext(translation, global) {
        return Ok(None);
    }
    let source = bitexts::Source { main: Some(translation), ..Default::default() };
    let old = source.load(&global.languages(), talk)?;
    let new = Texts::read(src, None, global, talk)?;
    let updated = update(&new.task(&old, true), model);
    if is_other_text(&updated) {
        return Ok(None);
    }
    let mut findings = told(&updated.tally(&old), translation);
    findings.extend(lost(&old, &updated.gone, translation));
    let mut bitext = updated.bitext;
    new.add_metadata(&mut bitext);
    let tgt_ids = old.pairs.iter().flat_map(|pair| pair.tgt_ids.iter().cloned()).collect();
    Ok(Some(Outcome {
        bitext,
        n_src: new.n_src(),
        tgt_ids,
        n_rows: None,
        n_blanked: 0,
        unread: None,
        findings,
    }))
}

/// Tells whether a file is a bitext that we wrote: it has the columns of one.
fn is_bitext(path: &Path, global: &Global) -> bool {
    let Ok(bytes) = read_bytes(path) else { return false };
    let format = Format::by_extension(path);
    let is_table =
        matches!(format, None | Some(Format::Csv | Format::Tsv | Format::Xlsx | Format::Jsonl));
    let options = table::Options::new(global.languages());
    let Some(grid) = is_table.then(|| table::grid(&bytes, "", &options).ok()).flatten() else {
        return false;
    };
    let header = grid.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    let has = |name: &str| header.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name));
    let langs = global.languages();
    let (src, tgt) = langs.tags();
    ["bead", "status", src, tgt].into_iter().all(has) && has(&format!("{src}_ids"))
}

/// Says what became of the pairs, as a warning if not all are as they were.
fn told(tally: &Tally, path: &Path) -> Vec<Finding> {
    let Tally { kept, changed, new, gone, decided, still_decided, .. } = *tally;
    let message = format!(
        "this is a bitext, brought up to the source by its texts: {kept} pairs kept, {changed} changed, \
         {new} new, {gone} gone; {still_decided} of {decided} decisions stay"
    );
    let is_as_before = changed + new + gone == 0;
    let finding = if is_as_before {
        Finding::info("update", message)
    } else {
        Finding::warning("update", message)
    };
    vec![finding.at(Place::file(display_name(path)))]
}

/// Names pairs that had neither a translation nor, now, a source.
fn lost(old: &Bitext, gone: &[usize], path: &Path) -> Option<Finding> {
    let ids: Vec<&str> = gone.iter().map(|at| old.pairs[*at].id.as_str()).collect();
    let message = format!(
        "pairs without a translation whose source is gone are left out: {}; \
         `enregard update` keeps them in a file of their own",
        ids.join(", ")
    );
    (!ids.is_empty())
        .then(|| Finding::warning("update", message).at(Place::file(display_name(path))))
}
