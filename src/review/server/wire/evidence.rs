//! Evidence for a pair, as the page shows it.

use super::texts::Texts;
use super::units::units;
use crate::review::evidence::{Evidence, RunnerUp, ValuePair};
use crate::review::row::Row;
use serde_json::{Value, json};
use std::ops::Range;

/// Returns what speaks for a row.
pub(in super::super) fn evidence(row: &Row, evidence: &Evidence) -> Value {
    let texts = Texts::of(row);
    let [src, tgt] = [&texts.src, &texts.tgt];
    let word = |(a, b, strength): &(Range<usize>, Range<usize>, f32)| json!({ "src": units(src, a), "tgt": units(tgt, b), "strength": strength });
    let value = |value: &ValuePair| {
        let quote = value.src.clone().and_then(|span| src.get(span));
        let quote = quote.or_else(|| value.tgt.clone().and_then(|span| tgt.get(span)));
        json!({
            "src": value.src.as_ref().map(|span| units(src, span)),
            "tgt": value.tgt.as_ref().map(|span| units(tgt, span)),
            "text": quote, "agrees": value.src.is_some() && value.tgt.is_some(),
        })
    };
    let alone = |text: &str, spans: &[Range<usize>]| -> Value {
        spans.iter().map(|span| json!(units(text, span))).collect()
    };
    let name = |(a, b): &(Range<usize>, Range<usize>)| json!({ "src": units(src, a), "tgt": units(tgt, b) });
    json!({
        "key": row.key,
        "words": evidence.words.iter().map(word).collect::<Value>(),
        "alone": { "src": alone(src, &evidence.src_alone), "tgt": alone(tgt, &evidence.tgt_alone) },
        "values": evidence.values.iter().map(value).collect::<Value>(),
        "names": evidence.names.iter().map(name).collect::<Value>(),
        "runner_up": evidence.runner_up.as_ref().map(runner_up),
    })
}

fn runner_up(other: &RunnerUp) -> Value {
    let text = format!("{} = {}", other.src.join(" "), other.tgt.join(" "));
    json!({
        "bead": other.bead, "src": other.src, "tgt": other.tgt, "text": text,
        "probability": other.probability,
    })
}
