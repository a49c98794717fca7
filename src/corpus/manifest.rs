//! The manifest of a corpus: `corpus.toml`.
//!
//! ```toml
//! title = "Le Phare et autres contes"
//! licence = "CC-BY-4.0"
//! languages = ["fr", "en"]
//!
//! [[document]]
//! id = "phare"
//! source = "fr/phare.html"
//! translation = "en/phare.html"
//! author = "…"
//! ```
//!
//! Keys that are not ours are metadata and stay as they are. What is not stated is
//! not invented: a corpus without a licence has none.

use crate::error::{Error, Place, Result};
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

/// What the manifest of a corpus is called.
pub const MANIFEST: &str = "corpus.toml";

/// A corpus: what is known of it, and its documents.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Manifest {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Under what terms it may be used.
    #[serde(alias = "license", skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The tags of both languages, the source first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Whatever else is known of it.
    #[serde(flatten)]
    pub other: Table,
    /// The documents.
    #[serde(default, alias = "documents", skip_serializing_if = "Vec::is_empty")]
    pub document: Vec<Entry>,
}

/// A document of a corpus.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Entry {
    /// What it is called, as no other document.
    pub id: String,
    /// The file of the source, from the folder of the manifest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The file of the translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// The bitext, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bitext: Option<String>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Whatever else is known of it.
    #[serde(flatten)]
    pub metadata: Table,
}

impl Manifest {
    /// Reads a manifest. `file` names it in messages.
    ///
    /// # Errors
    ///
    /// It is not TOML, a key is not what it should be, or two documents have one id.
    pub fn read(text: &str, file: &str) -> Result<Manifest> {
        let manifest: Manifest = toml::from_str(text).map_err(|cause| {
            let at = cause.span().map_or(0, |span| span.start.min(text.len()));
            let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u64;
            Error::input(format!("this is not a manifest: {}", cause.message()))
                .at(Place::file(file).line(line))
                .hint("a document is `[[document]]` with `id`, `source` and `translation`")
        })?;
        manifest.refuse_twins(file)?;
        Ok(manifest)
    }

    /// Refuses two documents whose files would be one.
    ///
    /// # Errors
    ///
    /// Two ids are the same, or differ only in what a file name cannot hold.
    pub fn refuse_twins(&self, file: &str) -> Result<()> {
        let mut known = std::collections::BTreeMap::new();
        for entry in &self.document {
            if let Some(other) = known.insert(file_stem(&entry.id).to_lowercase(), &entry.id) {
                let message = if *other == entry.id {
                    format!("two documents have the id `{other}`")
                } else {
                    format!("the documents `{other}` and `{}` would have one file", entry.id)
                };
                return Err(Error::input(message)
                    .at(Place::file(file))
                    .hint("give each document an id of its own"));
            }
        }
        Ok(())
    }

    /// Returns the manifest as TOML.
    #[must_use]
    pub fn write(&self) -> String {
        toml::to_string(self).expect("a manifest holds nothing that TOML has no place for")
    }
}

impl Entry {
    /// Returns what is known of the document, as text.
    #[must_use]
    pub fn facts(&self) -> Vec<(String, String)> {
        self.metadata.iter().map(|(key, value)| (key.clone(), as_text(value))).collect()
    }
}

/// Returns a value as people would type it; lists and tables as JSON.
fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Table(_) => serde_json::to_string(value).unwrap_or_default(),
        other => other.to_string(),
    }
}

/// Returns the name of a document's file without its extension: its id, in which
/// folders stay and what file systems do not take becomes `_`. No id leads out of
/// the corpus.
#[must_use]
pub fn file_stem(id: &str) -> String {
    let is_safe = |c: char| c.is_alphanumeric() || "-_., ()'".contains(c);
    let safe = |part: &str| -> String {
        let part: String = part.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
        let part = part.trim_matches(['.', ' ']).to_owned();
        if part.is_empty() { "_".to_owned() } else { part }
    };
    id.split('/').map(safe).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "title = \"Contes\"\nyear = 1893\n\n[[document]]\nid = \"a\"\nsource = \"a.fr\"\n\
                        translation = \"a.en\"\nauthor = \"Zoé\"\ntags = [\"x\"]\n";

    #[test]
    fn what_is_not_ours_is_kept() {
        let manifest = Manifest::read(TEXT, "corpus.toml").unwrap();
        assert_eq!(Some("Contes"), manifest.title.as_deref());
        assert_eq!(None, manifest.licence);
        let facts = manifest.document[0].facts();
        let told: Vec<String> =
            facts.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        assert_eq!(vec!["author: Zoé", "tags: [\"x\"]"], told);
        assert_eq!(manifest, Manifest::read(&manifest.write(), "").unwrap());
    }

    #[test]
    fn a_wrong_manifest_is_refused_with_its_line() {
        let refused = |text: &str| Manifest::read(text, "m.toml").unwrap_err().to_string();
        assert!(refused("title = \"a\"\nlicence = 3\n").starts_with("m.toml:2: "));
        assert!(refused("title = \n").starts_with("m.toml:1: this is not a manifest"));
        let twins = "[[document]]\nid = \"a/b\"\n[[document]]\nid = \"A/b\"\n";
        assert!(refused(twins).contains("would have one file"), "{}", refused(twins));
    }

    #[test]
    fn no_id_leads_out_of_the_corpus() {
        for (id, stem) in [
            ("fr/x", "fr/x"),
            ("../../x", "_/_/x"),
            ("/etc/x", "_/etc/x"),
            ("a:b?", "a_b_"),
            ("", "_"),
            ("é 1.v2", "é 1.v2"),
        ] {
            assert_eq!(stem, file_stem(id), "{id}");
        }
    }
}
