//! Says which files belong together: by a manifest, a sheet, or their names.

use crate::cli::io::{display_name, read_bytes, read_text, unreadable};
use crate::cli::talk::Talk;
use crate::corpus::filenames::{FilePairs, pair_folder, pair_folders};
use crate::corpus::manifest::{Entry, Manifest};
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use crate::table;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// So many files without a partner are named; the rest is counted. By hand.
const MAX_NAMED: usize = 10;

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What is known of the corpus, without its documents.
    pub manifest: Manifest,
    pub documents: Vec<Planned>,
    /// How many files have no partner.
    pub n_alone: usize,
}

/// A document to be aligned.
#[derive(Clone, Debug, Default)]
pub(super) struct Planned {
    pub id: String,
    pub src: PathBuf,
    pub tgt: PathBuf,
    /// What was guessed when its files were found.
    pub guess: Option<&'static str>,
    pub metadata: toml::Table,
}

/// Reads what the user names.
///
/// # Errors
///
/// A folder, manifest or sheet cannot be read, or there is no document.
pub(super) fn read(inputs: &[PathBuf], langs: &LangPair, talk: &Talk) -> Result<Plan> {
    let plan = match inputs {
        [src, tgt] => {
            let (src_files, tgt_files) = (files(src)?, files(tgt)?);
            let found = pair_folders(&src_files, &tgt_files, langs);
            of_names(found, src, tgt, talk)
        }
        [one] if one.is_dir() => {
            let found = pair_folder(&files(one)?, langs);
            of_names(found, one, one, talk)
        }
        [one] if one.extension().is_some_and(|ext| ext == "toml") => of_manifest(one)?,
        [one] => of_sheet(one, langs)?,
        _ => Plan::default(),
    };
    let name = inputs.first().map(|path| display_name(path)).unwrap_or_default();
    if plan.documents.is_empty() {
        return Err(Error::input("no two files belong together").at(Place::file(name)).hint(
            "name them alike (x.fr.html and x.en.html, fr/x and en/x), or write a sheet with the \
             columns id, source, translation",
        ));
    }
    let ids =
        plan.documents.iter().map(|document| Entry { id: document.id.clone(), ..Entry::default() });
    Manifest { document: ids.collect(), ..Manifest::default() }.refuse_twins(&name)?;
    Ok(plan)
}

/// Returns the files of a folder and of those in it, with `/` between names.
fn files(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        let error = std::fs::read_dir(folder).err();
        let error = error.unwrap_or_else(|| std::io::ErrorKind::NotADirectory.into());
        return Err(match error.kind() {
            std::io::ErrorKind::NotADirectory => Error::usage("this is not a folder")
                .at(Place::file(display_name(folder)))
                .hint("two files are aligned by `enregard align SOURCE TRANSLATION`"),
            _ => unreadable(folder, &error),
        });
    }
    let is_seen = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with(['.', '~'])
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).into_iter().filter_entry(is_seen) {
        let entry = entry.map_err(|cause| {
            let place = Place::file(
                cause.path().map(|path| path.display().to_string()).unwrap_or_default(),
            );
            Error::input(format!("this folder cannot be read: {cause}"))
                .at(place)
                .hint("check its permissions and links")
        })?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if entry.file_type().is_file() {
            let parts =
                path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            files.push(parts.collect::<Vec<_>>().join("/"));
        }
    }
    files.sort();
    Ok(files)
}

fn of_names(found: FilePairs, src: &Path, tgt: &Path, talk: &Talk) -> Plan {
    for pair in found.pairs.iter().filter(|pair| pair.guess.is_some()) {
        let guess = pair.guess.unwrap_or_default();
        talk.warning(&format!("{} goes with {}: a guess, {guess}", pair.src, pair.tgt));
    }
    for (number, alone) in found.alone.iter().enumerate() {
        let line = format!("{} has no partner: {}", alone.path, alone.why);
        if number < MAX_NAMED { talk.warning(&line) } else { talk.detail(&line) }
    }
    if found.alone.len() > MAX_NAMED {
        talk.warning(&format!(
            "{} more files have no partner; -v names them",
            found.alone.len() - MAX_NAMED
        ));
    }
    let documents = found.pairs.into_iter().map(|pair| Planned {
        id: pair.id,
        src: src.join(pair.src),
        tgt: tgt.join(pair.tgt),
        guess: pair.guess,
        metadata: toml::Table::new(),
    });
    Plan { documents: documents.collect(), n_alone: found.alone.len(), ..Plan::default() }
}

fn of_manifest(path: &Path) -> Result<Plan> {
    let name = display_name(path);
    let mut manifest = Manifest::read(&read_text(path)?.content, &name)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut documents = Vec::new();
    for entry in std::mem::take(&mut manifest.document) {
        let (Some(src), Some(tgt)) = (&entry.source, &entry.translation) else {
            let message =
                format!("the document `{}` has no `source` or no `translation`", entry.id);
            return Err(Error::input(message)
                .at(Place::file(name))
                .hint("name both files, from the folder of the manifest"));
        };
        documents.push(Planned {
            src: folder.join(src),
            tgt: folder.join(tgt),
            id: entry.id,
            guess: None,
            metadata: entry.metadata,
        });
    }
    Ok(Plan { manifest, documents, n_alone: 0 })
}

/// Headers of the columns of a sheet, in small letters. By hand.
const IDS: [&str; 6] = ["id", "document", "doc", "name", "nom", "titre court"];
const SOURCES: [&str; 8] =
    ["source", "src", "original", "fr", "french", "français", "fichier source", "source_file"];
const TRANSLATIONS: [&str; 9] = [
    "translation",
    "target",
    "tgt",
    "traduction",
    "cible",
    "en",
    "english",
    "anglais",
    "target_file",
];

fn of_sheet(path: &Path, langs: &LangPair) -> Result<Plan> {
    let name = display_name(path);
    let grid = table::grid(&read_bytes(path)?, &name, &table::Options::new(langs.clone()))?;
    let mut rows = grid.rows.into_iter();
    let header = rows.next().map(|row| row.cells).unwrap_or_default();
    let column = |names: &[&str], lang: Option<&str>| {
        header.iter().position(|label| {
            let label = label.trim().to_lowercase();
            names.contains(&label.as_str()) || lang.is_some_and(|tag| tag == label)
        })
    };
    let (src_tag, tgt_tag) = langs.tags();
    let (Some(src), Some(tgt)) =
        (column(&SOURCES, Some(src_tag)), column(&TRANSLATIONS, Some(tgt_tag)))
    else {
        return Err(Error::input(format!(
            "the first row names no files; it has: {}",
            header.join(", ")
        ))
        .at(Place::file(name).line(1))
        .hint("give the columns `source` and `translation`, and `id` if files are named badly"));
    };
    let id = column(&IDS, None);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut documents = Vec::new();
    for row in rows {
        let cell =
            |at: usize| row.cells.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        if cell(src).is_empty() || cell(tgt).is_empty() {
            return Err(Error::input("this row names only one file")
                .at(Place::file(name).line(row.line))
                .hint("fill in both, or take the row out"));
        }
        let mut metadata = toml::Table::new();
        for (at, label) in header.iter().enumerate() {
            let is_ours = at == src || at == tgt || Some(at) == id || label.trim().is_empty();
            if !is_ours && !cell(at).is_empty() {
                metadata.insert(label.trim().to_owned(), toml::Value::String(cell(at)));
            }
        }
        let given = id.map(cell).filter(|id| !id.is_empty());
        documents.push(Planned {
            id: given
                .unwrap_or_else(|| Path::new(&cell(src)).with_extension("").display().to_string()),
            src: folder.join(cell(src)),
            tgt: folder.join(cell(tgt)),
            guess: None,
            metadata,
        });
    }
    Ok(Plan { documents, ..Plan::default() })
}
