//! Keeps what is known of a document beside its CSV, which has no place for it.
//!
//! `X.csv-metadata.json` is where the W3C's CSV on the Web (2015) looks for the
//! description of `X.csv`. Title, date and language are given in Dublin Core
//! for other programs; `notes` hold everything, in order, and are what we read.

use super::properties;
use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use crate::segment::Kind;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

/// What Dublin Core has a name for.
const DUBLIN_CORE: [(&str, &str); 4] =
    [("title", "dc:title"), ("date", "dc:date"), ("author", "dc:creator"), ("source", "dc:source")];

/// What stands behind the name of a CSV file in that of its description.
pub(super) const ENDING: &str = "-metadata.json";

/// Returns the name of the file that describes a CSV file.
#[must_use]
pub fn sidecar_name(csv_file_name: &str) -> String {
    format!("{csv_file_name}{ENDING}")
}

/// What a description holds.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Known {
    /// What is known of the document.
    pub metadata: Vec<(String, String)>,
    /// What pairs are that are not sentences, by their ids.
    pub kinds: FxHashMap<String, Kind>,
}

/// Returns the description of a bitext's CSV file.
pub(super) fn write(bitext: &Bitext, csv_file_name: &str, kinds: &[(String, Kind)]) -> String {
    let mut object = Map::new();
    object.insert("@context".to_owned(), json!("http://www.w3.org/ns/csvw"));
    object.insert("url".to_owned(), json!(csv_file_name));
    for (name, property) in DUBLIN_CORE {
        if let Some((_, value)) = bitext.metadata.iter().find(|(known, _)| known == name) {
            object.insert(property.to_owned(), json!(value));
        }
    }
    let languages = [bitext.langs.src.tag(), bitext.langs.tgt.tag()];
    object.insert("dc:language".to_owned(), json!(languages));
    let note = |(name, value): &(String, String)| json!({"name": name, "value": value});
    let kind = |(id, kind): &(String, Kind)| json!({"pair": id, "kind": kind.name()});
    let notes = bitext.metadata.iter().map(note).chain(kinds.iter().map(kind));
    object.insert("notes".to_owned(), notes.collect());
    format!("{:#}\n", Value::Object(object))
}

/// Reads such a description; one that somebody else wrote says nothing. `file`
/// names it in messages.
///
/// # Errors
///
/// The bytes are not JSON.
pub(super) fn read(bytes: &[u8], file: &str) -> Result<Known> {
    let value: Value = serde_json::from_slice(bytes).map_err(|cause| {
        let line = u64::try_from(cause.line()).unwrap_or(u64::MAX);
        Error::input(format!("this is not valid JSON: {cause}"))
            .at(Place::file(file).line(line))
            .hint("remove the file if it is not needed")
    })?;
    let mut known = Known::default();
    for note in value.get("notes").and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| note.get(key)?.as_str().map(str::to_owned);
        if let (Some(name), Some(value)) = (text("name"), text("value")) {
            known.metadata.push((name, value));
        } else if let (Some(pair), Some(kind)) = (text("pair"), text("kind")) {
            known.kinds.insert(pair, properties::kind(&kind));
        }
    }
    Ok(known)
}

/// Tells whether we wrote a description of that CSV file, so that one of an
/// older run may be taken away.
#[must_use]
pub fn is_ours(bytes: &[u8], csv_file_name: &str) -> bool {
    let value: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let is_of_file = value.get("url").and_then(Value::as_str) == Some(csv_file_name);
    is_of_file && read(bytes, "").is_ok_and(|known| !known.metadata.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;

    #[test]
    fn the_description_of_a_csv_holds_the_metadata() {
        let written = write(&example(), "b.csv", &[("p1.s1".into(), Kind::Heading)]);
        let expected = r#"{
  "@context": "http://www.w3.org/ns/csvw",
  "url": "b.csv",
  "dc:date": "2020-11",
  "dc:language": [
    "fr",
    "en"
  ],
  "notes": [
    {
      "name": "date",
      "value": "2020-11"
    },
    {
      "pair": "p1.s1",
      "kind": "heading"
    }
  ]
}
"#;
        assert_eq!(expected, written);
        let known = read(written.as_bytes(), "b.csv-metadata.json").unwrap();
        assert_eq!(
            (example().metadata, Some(&Kind::Heading)),
            (known.metadata, known.kinds.get("p1.s1"))
        );
        assert!(is_ours(written.as_bytes(), "b.csv") && !is_ours(written.as_bytes(), "c.csv"));
    }

    #[test]
    fn a_description_by_others_says_nothing() {
        let others = b"{\"url\": \"b.csv\", \"notes\": [1]}";
        assert_eq!(Ok(Known::default()), read(others, "b.csv-metadata.json"));
        assert!(!is_ours(others, "b.csv"));
        assert!(read(b"{", "b.csv-metadata.json").is_err());
    }
}
