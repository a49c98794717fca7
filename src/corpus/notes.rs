//! What people said of old pairs, handed on to the pair that takes their place.
//!
//! Comments, dismissals and carried cells are joined if several pairs became
//! one. Threads and marked errors are JSON in carried columns of their own; they
//! are joined as lists, and the words that they are about are looked up in the
//! new text.

use crate::bitext::{FLAG, MQM, Pair, THREAD};
use crate::corpus::wording::moved_span;
use serde_json::{Value, json};

/// What stands between the values of one carried column, as in `bitext`.
const BETWEEN_VALUES: &str = " | ";

/// The texts that notes are about, before and now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Texts<'a> {
    pub before: [&'a str; 2],
    pub now: [&'a str; 2],
}

/// Joins the comments of old pairs, a line each: what a thread of them all says.
pub(super) fn comment(old: &[&Pair]) -> String {
    let said = old.iter().map(|pair| pair.comment.as_str()).filter(|comment| !comment.is_empty());
    said.collect::<Vec<_>>().join("\n")
}

/// Returns the dismissals of old pairs, each once. They hold for as long as what
/// was seen does.
pub(super) fn dismissals(old: &[&Pair]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for dismissal in old.iter().flat_map(|pair| pair.dismissals()) {
        let word = dismissal.to_string();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Returns the carried cells of old pairs, joined.
pub(super) fn carried(old: &[&Pair], headers: &[String], texts: Texts) -> Vec<String> {
    let cell = |at: usize, header: &String| {
        let cells: Vec<&str> =
            old.iter().map(|pair| pair.carried.get(at).map_or("", String::as_str)).collect();
        match header.as_str() {
            THREAD | MQM => list(old, &cells, header == THREAD, texts),
            FLAG => joined(cells.iter().flat_map(|cell| cell.split_whitespace()), " "),
            _ => joined(cells.iter().copied(), BETWEEN_VALUES),
        }
    };
    headers.iter().enumerate().map(|(at, header)| cell(at, header)).collect()
}

fn joined<'c>(cells: impl Iterator<Item = &'c str>, between: &str) -> String {
    let mut values: Vec<&str> = Vec::new();
    for value in cells.filter(|cell| !cell.is_empty()) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values.join(between)
}

/// Joins lists of remarks or marks. A cell that is not ours stays text.
fn list(old: &[&Pair], cells: &[&str], is_thread: bool, texts: Texts) -> String {
    if cells.iter().all(|cell| cell.is_empty()) {
        return String::new();
    }
    if let ([cell], true) = (cells, texts.before == texts.now) {
        return (*cell).to_owned();
    }
    let mut all: Vec<Value> = Vec::new();
    let mut offsets = [0, 0];
    for (pair, cell) in old.iter().zip(cells) {
        let items = match serde_json::from_str(cell) {
            Ok(Value::Array(items)) => items,
            _ if cell.is_empty() && is_thread => remark(&pair.comment),
            _ if cell.is_empty() => Vec::new(),
            _ => return joined(cells.iter().copied(), BETWEEN_VALUES),
        };
        let base = all.iter().filter_map(|item| item["id"].as_u64()).max().unwrap_or(0);
        all.extend(items.into_iter().map(|item| placed(item, base, offsets, texts)));
        for (offset, text) in offsets.iter_mut().zip([&pair.src, &pair.tgt]) {
            *offset += if text.is_empty() { 0 } else { text.len() + 1 };
        }
    }
    Value::Array(all).to_string()
}

/// Returns a plain comment as the thread that it is.
fn remark(comment: &str) -> Vec<Value> {
    if comment.trim().is_empty() {
        return Vec::new();
    }
    let thread = json!([{
        "id": 1, "who": "", "at": "", "span": null, "text": comment, "reply_to": null, "resolved": false
    }]);
    thread.as_array().cloned().unwrap_or_default()
}

/// Returns a remark with a number of its own, on its words as they stand now.
fn placed(mut item: Value, base: u64, offsets: [usize; 2], texts: Texts) -> Value {
    for name in ["id", "reply_to"] {
        if let Some(number) = item[name].as_u64() {
            item[name] = json!(number + base);
        }
    }
    let side = match item["span"]["side"].as_str() {
        Some("src") => 0,
        Some("tgt") => 1,
        _ => return item,
    };
    let span = &mut item["span"];
    let place = |span: &Value, name: &str| {
        let at = span[name].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        at.saturating_add(offsets[side])
    };
    let old = place(span, "start")..place(span, "end");
    let quote = span["quote"].as_str().unwrap_or_default().to_owned();
    let (before, now) = (texts.before[side], texts.now[side]);
    let new = if before == now { old } else { moved_span(before, now, &old, &quote) };
    (span["start"], span["end"]) = (json!(new.start), json!(new.end));
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(tgt: &str, comment: &str, mark: &str) -> Pair {
        let carried = vec![mark.to_owned(), String::new(), String::new()];
        Pair { tgt: tgt.into(), comment: comment.into(), carried, ..Pair::default() }
    }

    #[test]
    fn a_mark_goes_with_its_words_and_keeps_a_number_of_its_own() {
        let mark = |start: usize, quote: &str| {
            let end = start + quote.len();
            json!([{"id": 1, "span": {"side": "tgt", "start": start, "end": end, "quote": quote}}])
        };
        let (a, b) = (
            pair("It rains.", "vu", &mark(3, "rains").to_string()),
            pair("I read.", "là", &mark(2, "read").to_string()),
        );
        let headers = [MQM, THREAD, "note"].map(str::to_owned);
        let texts = Texts { before: ["", "It rains. I read."], now: ["", "It rains, and I read."] };
        let cells = carried(&[&a, &b], &headers, texts);
        let marks: Value = serde_json::from_str(&cells[0]).unwrap();
        let shown = |at: usize| {
            let (start, end) =
                (marks[at]["span"]["start"].as_u64(), marks[at]["span"]["end"].as_u64());
            (marks[at]["id"].as_u64(), start, end)
        };
        assert_eq!((Some(1), Some(3), Some(8)), shown(0));
        assert_eq!((Some(2), Some(16), Some(20)), shown(1));
        assert_eq!(("", "vu\nlà"), (cells[1].as_str(), comment(&[&a, &b]).as_str()));
    }

    #[test]
    fn a_cell_that_is_not_ours_stays_as_it_is() {
        let headers = [MQM, THREAD, FLAG].map(str::to_owned);
        let texts = Texts { before: ["", "a"], now: ["", "b"] };
        let cells = carried(&[&pair("a", "", "drapeau")], &headers, texts);
        assert_eq!("drapeau", cells[0]);
    }
}
