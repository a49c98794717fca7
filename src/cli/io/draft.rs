//! Files that are written whole and then take their places together.

use super::passing::{Passing, Uninterrupted};
use super::{display_name, folder_of};
use crate::error::{Error, Place, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Links may lead to links; the system itself follows no more of them.
const MAX_LINKS: usize = 40;

/// A file that is written beside the old one, and takes its place when it is
/// finished; packed if its name ends in `.gz`. What is not a regular file, such as
/// `/dev/null`, is written to as it is, and a link is followed, even to where
/// nothing is yet.
#[derive(Debug)]
pub(in crate::cli) struct Draft {
    /// The file as the user named it.
    path: PathBuf,
    out: Packing,
}

#[derive(Debug)]
enum Packing {
    Plain(Target),
    Gzip(Box<GzEncoder<Target>>),
}

#[derive(Debug)]
enum Target {
    /// A passing file, and what it takes the place of.
    Passing(Passing, PathBuf, Option<std::fs::Permissions>),
    /// What is written to as it is.
    Direct(File),
}

impl Write for Target {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        match self {
            Target::Passing(passing, ..) => passing.as_file()?.write(data),
            Target::Direct(file) => file.write(data),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::Passing(passing, ..) => passing.as_file()?.flush(),
            Target::Direct(file) => file.flush(),
        }
    }
}

impl Draft {
    /// Starts a file.
    ///
    /// # Errors
    ///
    /// Its folder may not be written.
    pub(in crate::cli) fn new(path: &Path) -> Result<Draft> {
        Draft::of(path, path.extension().is_some_and(|ext| ext == "gz"))
    }

    /// Starts a file that is packed, whatever it is called.
    ///
    /// # Errors
    ///
    /// As for [`Draft::new`].
    pub(in crate::cli) fn packed(path: &Path) -> Result<Draft> {
        Draft::of(path, true)
    }

    fn of(path: &Path, is_packed: bool) -> Result<Draft> {
        let target = Target::new(path).map_err(|cause| unwritable(path, &cause))?;
        let out = if is_packed {
            Packing::Gzip(Box::new(GzEncoder::new(target, Compression::default())))
        } else {
            Packing::Plain(target)
        };
        Ok(Draft { path: path.to_owned(), out })
    }

    /// Writes on.
    ///
    /// # Errors
    ///
    /// The disk is full; the file that was there is still whole.
    pub(in crate::cli) fn write(&mut self, data: &[u8]) -> Result<()> {
        let outcome = match &mut self.out {
            Packing::Plain(target) => target.write_all(data),
            Packing::Gzip(encoder) => encoder.write_all(data),
        };
        outcome.map_err(|cause| unwritable(&self.path, &cause))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// As for [`Draft::write`].
    pub(in crate::cli) fn finish(self) -> Result<()> {
        finish_all(vec![self])
    }

    /// Gets everything onto the disk, so that only the last step is left.
    fn ready(self) -> Result<Ready> {
        let target = match self.out {
            Packing::Plain(target) => Ok(target),
            Packing::Gzip(encoder) => encoder.finish(),
        };
        let ready = target.and_then(Target::ready);
        let failed = |cause| unwritable(&self.path, &cause);
        Ok(Ready { passing: ready.map_err(failed)?, path: self.path })
    }
}

/// A file of which all is on the disk.
struct Ready {
    /// The file as the user named it.
    path: PathBuf,
    /// The passing file and its place; none of what was written as it is.
    passing: Option<(Passing, PathBuf)>,
}

/// Puts files in their places that belong together: all of them, or, if one
/// cannot, none. A signal waits until it is done.
///
/// # Errors
///
/// One of them cannot be put in its place; what was there is there.
pub(in crate::cli) fn finish_all(drafts: Vec<Draft>) -> Result<()> {
    let ready: Vec<Ready> = drafts.into_iter().map(Draft::ready).collect::<Result<_>>()?;
    let places = ready.iter().filter_map(|ready| Some((&ready.path, &ready.passing.as_ref()?.1)));
    let mut old = Vec::new();
    // One file is replaced in one step.
    for (path, place) in places.filter(|_| ready.len() > 1) {
        match Old::keep(place) {
            Ok(kept) => old.push(kept),
            Err(cause) => {
                old.into_iter().for_each(Old::forget);
                return Err(unwritable(path, &cause));
            }
        }
    }
    let (n_done, outcome) = put_in_place(ready);
    if outcome.is_err() {
        let undone = old.split_off(n_done.min(old.len()));
        undone.into_iter().for_each(Old::forget);
        old.into_iter().for_each(Old::restore);
        return outcome;
    }
    old.into_iter().for_each(Old::forget);
    outcome
}

/// Puts files in their places, as far as they can be. Returns how many.
fn put_in_place(ready: Vec<Ready>) -> (usize, Result<()>) {
    let mut guard = Uninterrupted::new();
    let mut n_done = 0;
    let passing = ready.into_iter().filter_map(|ready| Some((ready.path, ready.passing?)));
    // What is left after a failure is dropped without the guard.
    let mut passing = passing.collect::<Vec<_>>().into_iter();
    let failed = passing.find_map(|(path, (passing, place))| {
        let outcome = passing.persist(&place, &mut guard);
        n_done += usize::from(outcome.is_ok());
        outcome.err().map(|cause| unwritable(&path, &cause))
    });
    drop(guard);
    (n_done, failed.map_or(Ok(()), Err))
}

/// What a file has taken the place of, until all have.
struct Old {
    place: PathBuf,
    /// A second name of the old file, if there was one.
    kept: Option<PathBuf>,
}

impl Old {
    /// Gives what stands in a place a second name.
    fn keep(place: &Path) -> io::Result<Old> {
        if !place.is_file() {
            return Ok(Old { place: place.to_owned(), kept: None });
        }
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let kept = place.with_file_name(format!(".enregard-{}-old-{name}", std::process::id()));
        let _ = std::fs::remove_file(&kept);
        // Where files cannot have two names, the old one is copied.
        if std::fs::hard_link(place, &kept).is_err() {
            std::fs::copy(place, &kept)?;
        }
        Ok(Old { place: place.to_owned(), kept: Some(kept) })
    }

    /// Puts the old file back. If that fails too, it is still there under its
    /// second name.
    fn restore(self) {
        let _ = match &self.kept {
            Some(kept) => std::fs::rename(kept, &self.place),
            None => std::fs::remove_file(&self.place),
        };
    }

    fn forget(self) {
        let _ = self.kept.map(std::fs::remove_file);
    }
}

impl Target {
    fn new(path: &Path) -> io::Result<Target> {
        let real = followed(path);
        let permissions = match std::fs::metadata(&real) {
            Ok(old) if old.is_file() => Some(old.permissions()),
            Ok(_) => return File::options().write(true).open(&real).map(Target::Direct),
            Err(_) => None,
        };
        Ok(Target::Passing(Passing::new(folder_of(&real))?, real, permissions))
    }

    fn ready(self) -> io::Result<Option<(Passing, PathBuf)>> {
        let Target::Passing(passing, path, permissions) = self else { return Ok(None) };
        if let Some(permissions) = permissions {
            passing.as_file()?.set_permissions(permissions)?;
        }
        passing.as_file()?.sync_all()?;
        Ok(Some((passing, path)))
    }
}

/// Returns where a path leads, whether something is there or not.
pub(super) fn followed(path: &Path) -> PathBuf {
    let mut real = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(next) = std::fs::read_link(&real) else { return real };
        real = folder_of(&real).join(next);
    }
    path.to_owned()
}

fn unwritable(path: &Path, cause: &io::Error) -> Error {
    Error::input(format!("this file cannot be written: {}", reason(cause)))
        .at(Place::file(display_name(path)))
        .hint("check that its folder may be written and the disk has room; `-o -` prints to stdout")
}

/// Returns what went wrong without the name of the passing file.
fn reason(cause: &io::Error) -> String {
    let text = cause.to_string();
    text.split(" at path ").next().unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(path: &Path, content: &str) -> Draft {
        let mut draft = Draft::new(path).unwrap();
        draft.write(content.as_bytes()).unwrap();
        draft
    }

    fn content(path: &Path) -> String {
        std::fs::read_to_string(path).unwrap_or_default()
    }

    #[test]
    fn files_that_belong_together_are_replaced_as_one() {
        let folder = tempfile::tempdir().unwrap();
        let [src, tgt] = ["a.fr", "a.en"].map(|name| folder.path().join(name));
        std::fs::write(&src, "old").unwrap();
        let drafts = vec![draft(&src, "new"), draft(&tgt, "new")];
        assert_eq!(("old", ""), (content(&src).as_str(), content(&tgt).as_str()));
        finish_all(drafts).unwrap();
        assert_eq!(("new", "new"), (content(&src).as_str(), content(&tgt).as_str()));
        assert_eq!(2, std::fs::read_dir(folder.path()).unwrap().count());
    }

    #[test]
    fn if_one_of_them_cannot_be_replaced_the_other_is_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let [src, new, tgt] = ["a.fr", "a.ids", "a.en"].map(|name| folder.path().join(name));
        std::fs::write(&src, "old").unwrap();
        let drafts = vec![draft(&src, "new"), draft(&new, "new"), draft(&tgt, "new")];
        // Somebody makes a folder of that name in between.
        std::fs::create_dir(&tgt).unwrap();
        std::fs::write(tgt.join("x"), "").unwrap();
        let error = finish_all(drafts).unwrap_err();
        assert!(error.to_string().contains("a.en: this file cannot be written"), "{error}");
        assert_eq!("old", content(&src));
        assert!(!new.exists());
        assert_eq!(2, std::fs::read_dir(folder.path()).unwrap().count());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let [link, target] = ["link.csv", "target.csv"].map(|name| folder.path().join(name));
        std::os::unix::fs::symlink("target.csv", &link).unwrap();
        draft(&link, "new").finish().unwrap();
        assert_eq!("new", content(&target));
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
