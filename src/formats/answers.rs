//! Reads what `align --documents` writes: JSON lines with a document each.
//!
//! A line is `{"id": …, "pairs": [{"src": …, "tgt": …}, …]}`; it becomes an object a
//! pair, as other JSON lines have it, with the document in its place and the other
//! keys of the line carried by each pair.

use crate::bitext::DOCUMENT;
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use serde_json::{Map, Value, json};

/// What a line is.
#[derive(Debug)]
pub(super) enum Line {
    /// A pair.
    Pair(Map<String, Value>),
    /// A document, pair by pair.
    Document(Vec<Map<String, Value>>),
    /// A document that could not be aligned.
    Failed,
}

/// Reads the object of a line.
///
/// # Errors
///
/// It is not one.
pub(super) fn parsed(content: &str, place: &Place) -> Result<Map<String, Value>> {
    let value: Value = serde_json::from_str(content).map_err(|cause| {
        Error::input(format!("this line is not valid JSON: {cause}"))
            .at(place.clone())
            .hint("every line is one object; a JSON array must be cut into lines")
    })?;
    let Value::Object(object) = value else {
        return Err(Error::input("this line is not a JSON object")
            .at(place.clone())
            .hint("every line is one object: `{\"fr\": \"…\", \"en\": \"…\"}`"));
    };
    Ok(object)
}

/// Tells what the object of a line is.
pub(super) fn line(mut object: Map<String, Value>, langs: &LangPair) -> Line {
    let (src, tgt) = langs.tags();
    let has_texts = object.contains_key("translation") || object.contains_key(src);
    if has_texts {
        return Line::Pair(object);
    }
    if object.get("error").is_some_and(Value::is_string) && object.contains_key("line") {
        return Line::Failed;
    }
    let is_document = |pairs: &Vec<Value>| {
        pairs.iter().all(|pair| pair.get("src").is_some() && pair.get("tgt").is_some())
    };
    if !object.get("pairs").and_then(Value::as_array).is_some_and(is_document) {
        return Line::Pair(object);
    }
    let Some(Value::Array(pairs)) = object.shift_remove("pairs") else {
        return Line::Pair(object);
    };
    let document = match object.shift_remove("id") {
        Some(Value::String(id)) => id,
        None | Some(Value::Null) => String::new(),
        Some(other) => other.to_string(),
    };
    object.shift_remove("findings");
    let is_turned = object.shift_remove("src_lang").is_some_and(|lang| lang == json!(tgt));
    object.shift_remove("tgt_lang");
    let sides = if is_turned { [("tgt", src), ("src", tgt)] } else { [("src", src), ("tgt", tgt)] };
    let pair = |pair: Value| of_pair(pair, &document, &object, sides);
    Line::Document(pairs.into_iter().filter_map(pair).collect())
}

/// Returns a pair of a document as other JSON lines have it.
fn of_pair(
    pair: Value,
    document: &str,
    others: &Map<String, Value>,
    sides: [(&str, &str); 2],
) -> Option<Map<String, Value>> {
    let Value::Object(mut pair) = pair else { return None };
    let mut object = Map::new();
    let mut first_id = None;
    for (side, tag) in sides {
        object.insert(tag.to_owned(), pair.shift_remove(side)?);
        let ids = pair.shift_remove(&format!("{side}_ids"));
        let ids: Vec<String> =
            ids.and_then(|ids| serde_json::from_value(ids).ok()).unwrap_or_default();
        let prefixed = |id: &String| match document {
            "" => id.clone(),
            document => format!("{}:{id}", document.replace(char::is_whitespace, "_")),
        };
        let ids: Vec<String> = ids.iter().map(prefixed).collect();
        first_id = first_id.or_else(|| ids.first().cloned());
        object.insert(format!("{tag}_ids"), json!(ids));
    }
    if sides[0].0 == "tgt"
        && let Some(bead) = pair.get("bead").and_then(Value::as_str)
        && let Some((src, tgt)) = bead.split_once(':')
    {
        let turned = format!("{tgt}:{src}");
        pair.insert("bead".to_owned(), json!(turned));
        // What it rests on speaks of the sides as they were.
        pair.shift_remove("evidence");
    }
    object.insert("id".to_owned(), json!(first_id.unwrap_or_default()));
    object.extend(pair);
    if !document.is_empty() {
        object.insert(DOCUMENT.to_owned(), json!(document));
    }
    for (key, value) in others {
        object.entry(key.clone()).or_insert_with(|| value.clone());
    }
    Some(object)
}
