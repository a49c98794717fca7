//! What people have typed and not saved yet, kept here so that it survives their browsers.

use super::super::store::Draft;
use super::answer::{Answer, Asked, Refused, Who, apart};
use super::{App, wire};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub(super) struct DraftAsked {
    key: u64,
    side: String,
    /// None to forget the draft.
    text: Option<String>,
    #[serde(default)]
    version: u64,
    /// Left with Escape: it does not wait to be saved.
    #[serde(default)]
    aside: bool,
    /// The window that it was typed in, which need not be told of it.
    #[serde(default)]
    window: String,
}

pub(super) async fn all(State(app): State<Arc<App>>, Who(who): Who) -> Answer {
    apart(move || {
        let drafts = app.session().drafts_of(&who)?;
        Ok(Json(json!({ "drafts": drafts.iter().map(said).collect::<Value>() })))
    })
    .await
}

pub(super) async fn set(
    State(app): State<Arc<App>>,
    Who(who): Who,
    Asked(asked): Asked<DraftAsked>,
) -> Answer {
    apart(move || {
        let side = wire::side(&asked.side).map_err(Refused::asked)?;
        let DraftAsked { key, text, version, aside: is_aside, window, .. } = asked;
        let mut session = app.session();
        let mut told = json!({ "who": who, "window": window, "key": key, "side": side.name() });
        match text {
            Some(text) => {
                let draft = Draft { who, key, side, text, version, is_aside, at: String::new() };
                told["draft"] = said(&draft);
                session.set_draft(draft)?;
            }
            None => session.drop_draft(&who, key, side)?,
        }
        app.live.tell("draft", &told);
        Ok(Json(json!({})))
    })
    .await
}

fn said(draft: &Draft) -> Value {
    json!({
        "key": draft.key, "side": draft.side.name(), "text": draft.text,
        "version": draft.version, "aside": draft.is_aside,
    })
}
