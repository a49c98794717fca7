//! `enregard align` with a bitext of ours for the translation.
//!
//! Its ids are those of the text that it was made of, and say nothing of another
//! version: put one sentence in front, and each names its neighbor. So the bitext is
//! brought up to the text as by `update`. Translations whose source is gone stand
//! alone where they were. A bitext in another format is brought up if people said
//! anything of its pairs; else it is a memory like any other.
//!
//! A reviewed bitext of another text is refused: aligned, its decisions would be lost.

use super::Global;
use super::bitexts;
use super::io::{display_name, is_dash, read_bytes};
use super::talk::Talk;
use super::update::{Side, Texts, is_other_text};
use crate::bead::BySide;
use crate::bitext::{Bitext, Pair, Status};
use crate::corpus::{Tally, Updated, update};
use crate::error::{Error, Place, Result};
use crate::formats::{self, Format};
use crate::lang::LangPair;
use crate::model::Model;
use crate::notice::Notice;
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
    if is_dash(src.path) || is_dash(translation) {
        return Ok(None);
    }
    let is_ours = is_bitext(translation, global);
    if !is_ours && !is_exchanged(translation) {
        return Ok(None);
    }
    let source = bitexts::Source { main: Some(translation), ..Default::default() };
    // What cannot be read in these languages may be in the others.
    let Ok(files) = source.read(&global.languages()) else { return Ok(None) };
    let Ok(loaded) = formats::read_files(&files, &global.languages()) else { return Ok(None) };
    let old = loaded.bitext;
    let is_reviewed = old.pairs.iter().any(is_decided);
    if !is_ours && !is_reviewed {
        return Ok(None);
    }
    let new = Texts::read(src, None, global, talk)?;
    let updated = update(&new.task(&old, true), model);
    if is_other_text(&updated) && !has_some_of(&updated) {
        let langs = global.languages();
        return if is_reviewed { Err(other_text(src.path, translation, &langs)) } else { Ok(None) };
    }
    talk.findings(&loaded.findings);
    let mut findings = told(&updated.tally(&old), translation);
    findings.extend(lost(&old, &updated.gone, translation));
    let mut bitext = updated.bitext;
    new.add_metadata(&mut bitext);
    let tgt_ids = old.pairs.iter().flat_map(|pair| pair.tgt_ids.iter().cloned()).collect();
    Ok(Some(Outcome {
        bitext,
        n_src: new.n_src(),
        segments: BySide::default(),
        tgt_ids,
        n_rows: None,
        n_blanked: 0,
        unread: None,
        findings,
    }))
}

/// Tells whether somebody said something of a pair.
fn is_decided(pair: &Pair) -> bool {
    pair.status != Status::Auto || !pair.reviewer.is_empty() || !pair.comment.is_empty()
}

/// Tells whether a text is a part of a longer one whose bitext this is.
fn has_some_of(updated: &Updated) -> bool {
    let with_src = |(at, pair): (usize, &Pair)| {
        (!pair.src_ids.is_empty())
            .then(|| updated.heirs.get(at).is_some_and(|heir| !heir.old.is_empty()))
    };
    let found: Vec<bool> = updated.bitext.pairs.iter().enumerate().filter_map(with_src).collect();
    let n_found = found.iter().filter(|is_found| **is_found).count();
    n_found as f64 >= LEAST_FOUND * found.len() as f64 && n_found > 0
}

/// A text of whose pairs the bitext has at least this share is one of its chapters.
/// By hand, as for `update`.
const LEAST_FOUND: f64 = 0.1;

fn other_text(src: &Path, translation: &Path, langs: &LangPair) -> Error {
    let (from, to) = langs.tags();
    let (src, translation) = (display_name(src), display_name(translation));
    let message = format!(
        "this is a reviewed bitext of another text than {src}: hardly a sentence is in both, and \
         its decisions would be lost"
    );
    Error::input(message).at(Place::file(translation)).hint(format!(
        "name the translation of this text; if its source is `{to}`: --src-lang {to} --tgt-lang \
             {from}; to pair the words all the same: --column {to}"
    ))
}

/// Tells whether a file is in a format that programs exchange, with a status for pairs.
fn is_exchanged(path: &Path) -> bool {
    Format::by_extension(path).is_some_and(|format| {
        matches!(format, Format::Tmx | Format::Xliff | Format::Xliff2 | Format::Po)
            || format.name() == "parquet"
    })
}

/// Tells whether a file is a bitext that we wrote: it has the columns of one.
pub(super) fn is_bitext(path: &Path, global: &Global) -> bool {
    let Ok(bytes) = read_bytes(path) else { return false };
    let format = Format::by_extension(path);
    let is_table =
        matches!(format, None | Some(Format::Csv | Format::Tsv | Format::Xlsx | Format::Jsonl));
    let options = table::Options::new(global.languages());
    let Some(grid) = is_table.then(|| table::grid(&bytes, "", &options).ok()).flatten() else {
        return false;
    };
    let header = grid.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    // JSON lines have the texts a level further in.
    let name_of = |cell: &'_ str| cell.trim().trim_start_matches("translation.").to_owned();
    let has = |name: &str| header.iter().any(|cell| name_of(cell).eq_ignore_ascii_case(name));
    let langs = global.languages();
    let (src, tgt) = langs.tags();
    ["bead", "status", src, tgt].into_iter().all(has) && has(&format!("{src}_ids"))
}

/// Says what became of the pairs, as a warning if not all are as they were.
fn told(tally: &Tally, path: &Path) -> Vec<Notice> {
    let Tally { kept, changed, new, gone, decided, still_decided, .. } = *tally;
    let message = format!(
        "this is a bitext, brought up to the source by its texts: {kept} pairs kept, {changed} changed, \
         {new} new, {gone} gone; {still_decided} of {decided} decisions stay"
    );
    let is_as_before = changed + new + gone == 0;
    let finding = if is_as_before {
        Notice::info("update", message)
    } else {
        Notice::warning("update", message)
    };
    vec![finding.at(Place::file(display_name(path)))]
}

/// Names pairs that had neither a translation nor, now, a source.
fn lost(old: &Bitext, gone: &[usize], path: &Path) -> Option<Notice> {
    let ids: Vec<&str> = gone.iter().map(|at| old.pairs[*at].id.as_str()).collect();
    let message = format!(
        "pairs without a translation whose source is gone are left out: {}; \
         `enregard update` keeps them in a file of their own",
        ids.join(", ")
    );
    (!ids.is_empty())
        .then(|| Notice::warning("update", message).at(Place::file(display_name(path))))
}
