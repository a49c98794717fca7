//! What helps a person who writes: what the review's own translations say of a like
//! sentence, and how a word was rendered elsewhere.

use super::answer::{Answer, Asked, Refused, apart};
use super::wire::{side, units_of};
use super::{App, api};
use crate::check::Side;
use crate::corpus::Memory;
use crate::review::concordance::{self, Place};
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Returns what is known for the source of a pair: the translation of the source that is
/// most like it.
pub(super) async fn suggestion(
    State(app): State<Arc<App>>,
    Query(asked): Query<api::Key>,
) -> Answer {
    apart(move || {
        let (mut bitext, src, id) = {
            let session = app.session();
            let row = session.rows().get(asked.key).ok_or_else(api::gone)?;
            (session.bitext(), row.text(Side::Src), row.id.clone())
        };
        bitext.pairs.retain(|pair| pair.id != id);
        let mut memory = Memory::default();
        memory.add(&bitext);
        let offer = memory.best(&src);
        let offer =
            offer.map(|offer| json!({ "score": offer.score, "src": offer.src, "tgt": offer.tgt }));
        Ok(Json(json!({ "key": asked.key, "offer": offer })))
    })
    .await
}

#[derive(Debug, Deserialize)]
pub(super) struct Words {
    words: String,
    side: String,
}

/// Returns where some words stand, with what faces them.
pub(super) async fn concordance(State(app): State<Arc<App>>, Asked(asked): Asked<Words>) -> Answer {
    apart(move || {
        let of = side(&asked.side).map_err(Refused::asked)?;
        let (rows, model) = {
            let session = app.session();
            (session.rows().all().to_vec(), session.model())
        };
        let (places, n) =
            concordance::places(&rows, &asked.words, of, &model).map_err(Refused::asked)?;
        let at_key: rustc_hash::FxHashMap<u64, usize> =
            rows.iter().enumerate().map(|(at, row)| (row.key, at)).collect();
        let said = |place: &Place| -> Value {
            let row = &rows[at_key[&place.key]];
            let (own, other) = (row.text(of), row.text(of.other()));
            let faces: Vec<[usize; 2]> =
                place.counterpart.iter().map(|span| units_of(&other, span)).collect();
            let words: Vec<&str> =
                place.counterpart.iter().filter_map(|span| other.get(span.clone())).collect();
            json!({
                "key": row.key, "id": row.id, "own": own, "other": other,
                "at": units_of(&own, &place.at), "counterpart": faces, "rendering": words.join(" … "),
            })
        };
        Ok(Json(json!({ "places": places.iter().map(said).collect::<Value>(), "n": n })))
    })
    .await
}
