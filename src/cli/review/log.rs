//! Finds the log of a bitext: `x.review.db` beside `x.csv`, whatever name the bitext is opened by.
//!
//! A link has no log of its own: two of them for one file would each know half of the work. A symbolic
//! link is followed; a hard link in the same folder leads to the log of the name that has one.

use crate::error::{Error, Place, Result};
use std::path::{Path, PathBuf};

/// Returns where the log of a bitext is, or is to be.
///
/// # Errors
///
/// Two names of the bitext have logs.
pub(in crate::cli) fn path_of(bitext: &Path) -> Result<PathBuf> {
    let real = bitext.canonicalize().unwrap_or_else(|_| bitext.to_owned());
    let names = std::iter::once(real.clone()).chain(other_names(&real)).chain([bitext.to_owned()]);
    let mut logs: Vec<PathBuf> = Vec::new();
    for log in names.map(|name| beside(&name)).filter(|log| log.exists()) {
        let real = log.canonicalize().unwrap_or_else(|_| log.clone());
        if !logs.contains(&real) {
            logs.push(real);
        }
    }
    match logs.as_slice() {
        [] => Ok(beside(&shown(bitext, &real))),
        [log] => Ok(relative(log, bitext)),
        [first, second, ..] => Err(Error::conflict(format!(
            "this bitext has two reviews, under two of its names; the other is {}",
            second.display()
        ))
        .at(Place::file(first.display().to_string()))
        .hint("move away the one that you do not want")),
    }
}

fn beside(bitext: &Path) -> PathBuf {
    bitext.with_extension("review.db")
}

/// Returns the path of a bitext that is not a link, as the user wrote it where that is the same.
fn shown(bitext: &Path, real: &Path) -> PathBuf {
    if bitext.is_symlink() { real.to_owned() } else { bitext.to_owned() }
}

/// Returns the path of a log as the user would write it: beside the bitext that was named.
fn relative(log: &Path, bitext: &Path) -> PathBuf {
    let name = log.file_name().map(|name| bitext.with_file_name(name));
    let is_same = |path: &PathBuf| path.canonicalize().is_ok_and(|real| real == log);
    name.filter(is_same).unwrap_or_else(|| log.to_owned())
}

/// Returns the other names in the same folder that a file has, in order.
#[cfg(unix)]
pub(in crate::cli) fn other_names(bitext: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::MetadataExt;
    let identity = |path: &Path| {
        let about = std::fs::symlink_metadata(path).ok()?;
        about.is_file().then(|| (about.dev(), about.ino()))
    };
    let n_names = std::fs::metadata(bitext).map_or(1, |about| about.nlink());
    let Some(own) = identity(bitext).filter(|_| n_names > 1) else { return Vec::new() };
    let folder = bitext.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new(".")));
    let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    let mut names: Vec<PathBuf> = paths
        .filter(|path| path.file_name() != bitext.file_name() && identity(path) == Some(own))
        .collect();
    names.sort();
    names
}

#[cfg(not(unix))]
pub(in crate::cli) fn other_names(_bitext: &Path) -> Vec<PathBuf> {
    Vec::new()
}

/// Lets other names of a file mean what has just been written under one of them. Writing replaces a file,
/// which would leave them with the old one.
///
/// # Errors
///
/// The folder may not be written.
pub(in crate::cli) fn link_again(bitext: &Path, names: &[PathBuf]) -> std::io::Result<()> {
    for name in names {
        let passing = name.with_extension("enregard-link");
        std::fs::hard_link(bitext, &passing)?;
        std::fs::rename(&passing, name)?;
    }
    Ok(())
}
