//! Keeps what is known of a document beside its CSV, which has no place for it.
//!
//! `X.csv-metadata.json` is where the W3C's CSV on the Web (2015) looks for the
//! description of `X.csv`. Title, date and language are given in Dublin Core
//! for other programs; `notes` hold everything, in order, and are what we read.

use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use serde_json::{Map, Value, json};

/// What Dublin Core has a name for.
const DUBLIN_CORE: [(&str, &str); 4] =
    [("title", "dc:title"), ("date", "dc:date"), ("author", "dc:creator"), ("source", "dc:source")];

/// Returns the name of the file that describes a CSV file.
#[must_use]
pub fn sidecar_name(csv_file_name: &str) -> String {
    format!("{csv_file_name}-metadata.json")
}

/// Returns the description of the bitext's CSV file. It is needed only if there
/// is metadata and the CSV is a file.
#[must_use]
pub fn csvw_sidecar(bitext: &Bitext, csv_file_name: &str) -> Vec<u8> {
    let mut object = Map::new();
    object.insert("@context".to_owned(), json!("http://www.w3.org/ns/csvw"));
    object.insert("url".to_owned(), json!(csv_file_name));
    for (name, property) in DUBLIN_CORE {
        if let Some((_, value)) = bitext.metadata.iter().find(|(known, _)| known == name) {
            object.insert(property.to_owned(), json!(value));
        }
    }
    let languages = [bitext.src_lang.tag(), bitext.tgt_lang.tag()];
    object.insert("dc:language".to_owned(), json!(languages));
    let note = |(name, value): &(String, String)| json!({"name": name, "value": value});
    let notes: Vec<Value> = bitext.metadata.iter().map(note).collect();
    object.insert("notes".to_owned(), json!(notes));
    let mut bytes = format!("{:#}", Value::Object(object)).into_bytes();
    bytes.push(b'\n');
    bytes
}

/// Returns the metadata that such a description holds; none if somebody else
/// wrote it. `file` names it in messages.
///
/// # Errors
///
/// The bytes are no JSON.
pub fn read_sidecar(bytes: &[u8], file: &str) -> Result<Vec<(String, String)>> {
    let value: Value = serde_json::from_slice(bytes).map_err(|cause| {
        let line = u64::try_from(cause.line()).unwrap_or(u64::MAX);
        Error::input(format!("this is not valid JSON: {cause}"))
            .at(Place::file(file).line(line))
            .hint("remove the file if it is not needed")
    })?;
    let note = |note: &Value| {
        let text = |key: &str| note.get(key)?.as_str().map(str::to_owned);
        Some((text("name")?, text("value")?))
    };
    let notes = value.get("notes").and_then(Value::as_array);
    Ok(notes.into_iter().flatten().filter_map(note).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::*;

    #[test]
    fn the_description_of_a_csv_holds_the_metadata() {
        let written = csvw_sidecar(&example(), "b.csv");
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
    }
  ]
}
"#;
        assert_eq!(expected, String::from_utf8(written.clone()).unwrap());
        assert_eq!(Ok(example().metadata), read_sidecar(&written, "b.csv-metadata.json"));
    }

    #[test]
    fn a_description_by_others_says_nothing() {
        assert_eq!(Ok(Vec::new()), read_sidecar(b"{\"notes\": [1]}", "b.csv-metadata.json"));
        assert!(read_sidecar(b"{", "b.csv-metadata.json").is_err());
    }
}
