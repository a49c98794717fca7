//! Chooses from which language to which two sides are aligned.
//!
//! French to English is what is meant, unless the user says otherwise or the texts
//! do: an English source and a French translation, both beyond doubt, are aligned
//! from English to French, and it is said. If the user names a language, texts that
//! are the other way round are refused.

use crate::bead::Side;
use crate::cli::source::is_named_like_table;
use crate::cli::talk::Talk;
use crate::error::{Error, Kind, Place, Result};
use crate::lang::LangPair;
use crate::notice::Notice;
use crate::pipeline::{Input, Job};
use std::path::Path;

/// Reads a job in the direction of its texts. `paths` are those of both sides.
///
/// # Errors
///
/// It can be read in neither direction; the message is that of the usual one.
pub(in crate::cli) fn choose(
    langs: &LangPair,
    read: impl Fn(LangPair) -> Result<Job>,
    paths: (&Path, &Path),
    talk: &Talk,
) -> Result<Job> {
    let first = read(langs.clone());
    // A table of both languages can be read for either source.
    let is_in_other = |job: &Job| job.src.side_of(&job.langs) == Some(Side::Tgt);
    if matches!(&first, Ok(job) if !is_in_other(job)) {
        return first;
    }
    let is_input = |error: &Error| error.kind() == Kind::Input;
    let may_turn = first.as_ref().err().is_none_or(is_input);
    match read(langs.clone().reversed()) {
        Ok(job) if may_turn && are_certain(&job) => {
            talk.findings(&[turned(&job.langs, &job.names.src)]);
            Ok(job)
        }
        _ => first.map_err(|error| with_order(error, paths)),
    }
}

/// Returns a job whose texts are not the other way round.
///
/// # Errors
///
/// Each side is surely in the language of the other.
pub(super) fn checked(job: Job) -> Result<Job> {
    if !is_reversed(&job) {
        return Ok(job);
    }
    let LangPair { src, tgt } = &job.langs;
    Err(Error::usage(format!("the source seems to be `{tgt}` and the translation `{src}`"))
        .at(Place::file(&job.names.src))
        .hint(format!("swap the files, or pass --src-lang {tgt} --tgt-lang {src}")))
}

fn is_reversed(job: &Job) -> bool {
    are_reversed(&job.src, &job.tgt, &job.langs)
}

/// Tells whether each side is surely in the language of the other.
pub(in crate::cli) fn are_reversed(src: &Input, tgt: &Input, langs: &LangPair) -> bool {
    langs.src != langs.tgt
        && src.side_of(langs) == Some(Side::Tgt)
        && tgt.side_of(langs) == Some(Side::Src)
}

/// Tells whether each side is surely in its own language.
pub(in crate::cli) fn are_certain(job: &Job) -> bool {
    job.src.side_of(&job.langs) == Some(Side::Src) && job.tgt.side_of(&job.langs) == Some(Side::Tgt)
}

/// Says that texts are aligned the other way; `name` is that of the source.
pub(in crate::cli) fn turned(langs: &LangPair, name: &str) -> Notice {
    let (src, tgt) = (langs.src.english_name(), langs.tgt.english_name());
    let message = format!(
        "the source is {src} and the translation {tgt}: aligned from {src} to {tgt}; swap the \
         files for the other direction"
    );
    Notice::warning("direction", message).at(Place::file(name))
}

/// Says that the text comes first, if it was the table that could not be read
/// as one.
fn with_order(error: Error, (src, tgt): (&Path, &Path)) -> Error {
    let was_read = error.kind() == Kind::Input && src.is_file() && tgt.is_file();
    if was_read && is_named_like_table(src) && !is_named_like_table(tgt) {
        let order = format!("enregard align {} {}", tgt.display(), src.display());
        return error.hint(format!("the source comes first, then the table: `{order}`"));
    }
    error
}
