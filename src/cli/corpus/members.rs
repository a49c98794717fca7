//! The bitexts of a corpus: where they are, and what the manifest knows of them.

use crate::cli::bitexts::Source;
use crate::cli::io::{display_name, is_dash, read_bytes, read_text, unreadable};
use crate::cli::talk::Talk;
use crate::corpus::Manifest;
use crate::corpus::manifest::MANIFEST;
use crate::error::{Error, Result};
use crate::formats::Format;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use walkdir::WalkDir;

/// A bitext of the corpus.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) id: String,
    pub(super) path: PathBuf,
    /// What the manifest knows of it.
    pub(super) facts: Vec<(String, String)>,
    /// Its format, if that is not to be told from its name.
    pub(super) format: Option<Format>,
}

/// What was found under some paths.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) members: Vec<Member>,
    /// The manifest of the first corpus.
    pub(super) manifest: Option<Manifest>,
    /// What came from stdin, which can be read only once.
    pub(super) stdin: Option<NamedTempFile>,
}

/// Finds the bitexts that some paths name.
///
/// # Errors
///
/// A folder or manifest cannot be read.
pub(super) fn find(paths: &[PathBuf], talk: &Talk) -> Result<Found> {
    let mut members = Vec::new();
    let (mut manifest, mut stdin) = (None, None);
    for path in paths {
        if is_dash(path) {
            let (file, format) = spooled(path)?;
            let (id, path) = ("stdin".to_owned(), file.path().to_owned());
            members.push(Member { id, path, facts: Vec::new(), format: Some(format) });
            stdin = Some(file);
        } else if !path.is_dir() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let (id, path) = (stem(&name), path.clone());
            members.push(Member { id, path, facts: Vec::new(), format: None });
        } else if path.join(MANIFEST).is_file() {
            let (read, found) = of_manifest(path, talk)?;
            members.extend(found);
            manifest = manifest.or(Some(read));
        } else {
            members.extend(of_folder(path)?);
        }
    }
    tell_apart(&mut members);
    Ok(Found { members, manifest, stdin })
}

/// Returns all files that some paths name, those in folders too.
pub(super) fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let walked = paths.iter().filter(|path| !is_dash(path)).flat_map(WalkDir::new);
    walked
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// Returns what is known of a document: the manifest first, then its file.
pub(super) fn facts(member: &Member, metadata: &[(String, String)]) -> Vec<(String, String)> {
    let mut facts = member.facts.clone();
    let is_new =
        |(name, _): &&(String, String)| member.facts.iter().all(|(known, _)| known != name);
    facts.extend(metadata.iter().filter(is_new).cloned());
    facts
}

impl Member {
    /// Returns how the bitext is read.
    pub(super) fn source(&self) -> Source<'_> {
        Source { main: Some(&self.path), format: self.format, ..Source::default() }
    }
}

/// Puts what comes from stdin into a file, and tells its format.
fn spooled(path: &Path) -> Result<(NamedTempFile, Format)> {
    let bytes = read_bytes(path)?;
    let failed = |cause: std::io::Error| {
        Error::input(format!("stdin cannot be kept: {cause}"))
            .hint("has the disk of TMPDIR room? or save it to a file and name that")
    };
    let mut file = NamedTempFile::new().map_err(failed)?;
    file.write_all(&bytes).and_then(|()| file.flush()).map_err(failed)?;
    Ok((file, Format::by_content(&bytes).unwrap_or(Format::Csv)))
}

fn of_manifest(folder: &Path, talk: &Talk) -> Result<(Manifest, Vec<Member>)> {
    let path = folder.join(MANIFEST);
    let mut manifest = Manifest::read(&read_text(&path)?.content, &display_name(&path))?;
    let mut members = Vec::new();
    let mut n_without = 0;
    for entry in &manifest.document {
        match &entry.bitext {
            Some(bitext) => members.push(Member {
                id: entry.id.clone(),
                path: folder.join(bitext),
                facts: entry.facts(),
                format: None,
            }),
            None => n_without += 1,
        }
    }
    if n_without > 0 {
        talk.warning(&format!("{}: documents without a bitext: {n_without}", display_name(&path)));
    }
    manifest.document.clear();
    Ok((manifest, members))
}

/// Returns the bitexts in a folder and those in it, by name.
fn of_folder(folder: &Path) -> Result<Vec<Member>> {
    let mut members = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|cause| unreadable(folder, &cause.into()))?;
        let path = entry.path();
        let format = Format::by_extension(path);
        let is_bitext = format.is_some_and(|format| {
            !format.is_several_files()
                && !matches!(
                    format,
                    Format::Markdown | Format::Html | Format::Epub | Format::Tei | Format::Sketch
                )
        });
        if entry.file_type().is_file() && is_bitext {
            let name =
                path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            let (id, path) = (stem(&name), path.to_owned());
            members.push(Member { id, path, facts: Vec::new(), format: None });
        }
    }
    Ok(members)
}

/// Returns a name without the ending of its format.
fn stem(name: &str) -> String {
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let ending = Format::by_extension(Path::new(plain)).and_then(|format| {
        format.endings().iter().find(|ending| plain.ends_with(**ending)).copied()
    });
    ending.and_then(|ending| plain.strip_suffix(ending)).unwrap_or(plain).to_owned()
}

/// Gives members of one name their paths instead.
fn tell_apart(members: &mut [Member]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for member in members.iter() {
        *counts.entry(member.id.clone()).or_default() += 1;
    }
    for member in members.iter_mut().filter(|member| counts[&member.id] > 1) {
        member.id = display_name(&member.path);
    }
}
