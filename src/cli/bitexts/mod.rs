//! Bitexts in files: which files belong together, and what they are called.
//!
//! Every command reads through [`Source`] and writes through [`Output`], so that
//! what one of them reads, all read; a file of people's work is never replaced
//! unasked; files that belong together take their places together; and the
//! description of an older CSV does not stay behind.

mod reading;
mod writing;

pub(super) use reading::{Judged, OpenBitext, Source, SourceArgs};
pub(super) use writing::{Output, output_format, parse_format};

use crate::formats::Format;
use std::path::{Path, PathBuf};

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
