//! What the page asks: rows, edits, evidence, counts.

use super::super::evidence as proof;
use super::super::filter::{self, Filter, Kind};
use super::super::mqm::{CATEGORIES, SEVERITIES};
use super::super::session::{Applied, Failure, Session};
use super::answer::{Answer, Asked, Refused, Who, apart, outside, refused};
use super::wire::{self, EditRequest};
use super::{App, checks};
use crate::check::{Id, Rule};
use crate::formats::Format;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How many rows may be asked for at once.
const MAX_ROWS: usize = 500;

/// Checks what an edit changed, tells everybody, and returns the answer.
pub(super) fn done(app: &App, session: &Session, applied: &Applied) -> Value {
    if !applied.reworded.is_empty() {
        checks::check_again(app, session, &with_neighbors(session, &applied.reworded));
    }
    let mut told = wire::change(applied);
    told["progress"] = json!(session.progress(app.settings.doubtful));
    told["dirty"] = json!(session.is_dirty());
    told["checking"] = json!(app.is_checking.load(Ordering::SeqCst));
    if applied.seq == session.seq() && !applied.touched.is_empty() {
        app.live.tell("change", &told);
    }
    told["rows"] = wire::touched_rows(session, applied, &app.findings());
    let (undo, redo) = session.next_undo_redo(&applied.who).unwrap_or_default();
    (told["undo"], told["redo"]) = (json!(undo), json!(redo));
    told["restored"] = json!(session.take_restored());
    told
}

fn with_neighbors(session: &Session, keys: &[u64]) -> Vec<u64> {
    let rows = session.rows().all();
    let around = |key: &u64| -> Vec<u64> {
        let Some(at) = session.rows().position(*key) else { return vec![*key] };
        rows[at.saturating_sub(1)..(at + 2).min(rows.len())].iter().map(|row| row.key).collect()
    };
    super::super::change::each_once(keys.iter().flat_map(around))
}

pub(super) async fn state(State(app): State<Arc<App>>, Who(who): Who) -> Answer {
    apart(move || Ok(Json(state_of(&app, &app.session(), &who)))).await
}

/// Returns all that the page shows beside the rows.
pub(super) fn state_of(app: &App, session: &Session, who: &str) -> Value {
    let (src_lang, tgt_lang) = session.tags();
    let (undo, redo) = session.next_undo_redo(who).unwrap_or_default();
    let is_outside = app.is_outside.load(Ordering::SeqCst);
    let category = |(name, en, fr): &(&str, &str, &str)| json!({ "category": name, "name": { "en": en, "fr": fr } });
    let severity = |(name, points): &(&str, u64)| json!({ "severity": name, "points": points });
    json!({
        "title": session.name(), "src_lang": src_lang, "tgt_lang": tgt_lang,
        "seq": session.seq(), "n_pairs": session.rows().all().len(),
        "reviewer": app.settings.reviewer, "reviewer_given": app.settings.is_reviewer_given,
        "dirty": session.is_dirty(),
        "outside": is_outside.then(|| outside(session)),
        "progress": session.progress(app.settings.doubtful),
        "undo": undo, "redo": redo, "checks": open_checks(app),
        "checking": app.is_checking.load(Ordering::SeqCst),
        "formats": Format::all().map(Format::name).collect::<Vec<_>>(),
        "mqm": CATEGORIES.iter().map(category).collect::<Value>(),
        "severities": SEVERITIES.iter().map(severity).collect::<Value>(),
        "doubtful_below": app.settings.doubtful,
        "drifts": drifts(app, session),
        "metadata": session.metadata(), "people": app.live.people()["people"],
    })
}

/// So many misaligned pairs near each other are a drift. By hand: one or two are told as findings.
const LEAST_OFF: usize = 3;

/// So many pairs between two misaligned ones do not end a drift. By hand: short pairs say too little to be told
/// from their neighbors.
const MAX_RIGHT: usize = 4;

/// Returns the runs of undecided pairs that seem to be shifted against each other.
fn drifts(app: &App, session: &Session) -> Value {
    let findings = app.findings();
    let is_off = |key: &u64| {
        let found = findings.get(key).map(Vec::as_slice).unwrap_or_default();
        found.iter().any(|finding| finding.is_open() && finding.check == Id::Misaligned)
    };
    let rows = session.rows().all();
    let off = (0..rows.len()).filter(|at| !rows[*at].is_decided() && is_off(&rows[*at].key));
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for at in off {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| at - last <= MAX_RIGHT + 1) => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    let runs = runs.iter().filter(|run| run.len() >= LEAST_OFF);
    let runs = runs.map(|run| (run[0], run[run.len() - 1]));
    // The pair before and the pair after hold what was pushed out.
    let around = |(first, last): (usize, usize)| {
        let (first, last) = (first.saturating_sub(1), (last + 1).min(rows.len() - 1));
        let (from, to) = (rows[first].key, rows[last].key);
        json!({ "first": first + 1, "last": last + 1, "from": from, "to": to })
    };
    runs.map(around).collect()
}

/// Returns how many findings of each check stand open.
fn open_checks(app: &App) -> Value {
    let mut counts: FxHashMap<Id, usize> = FxHashMap::default();
    for finding in app.findings().values().flatten().filter(|finding| finding.is_open()) {
        *counts.entry(finding.check).or_default() += 1;
    }
    let known = Id::ALL.iter().filter_map(|id| Some((id.rule(), counts.get(id)?)));
    let said = |(rule, open): (&Rule, &usize)| {
        json!({
            "check": rule.id, "severity": rule.severity.name(), "about": rule.about,
            "about_fr": rule.about_fr, "open": open,
        })
    };
    known.map(said).collect()
}

pub(super) async fn order(State(app): State<Arc<App>>, Asked(asked): Asked<Filter>) -> Answer {
    apart(move || {
        let session = app.session();
        let findings = app.findings();
        let sieve = asked.sieve(&findings, app.settings.doubtful).map_err(Refused::asked)?;
        let rows = session.rows().all().iter().filter(|row| sieve.passes(row));
        let keys: Vec<u64> = rows.map(|row| row.key).collect();
        Ok(Json(json!({ "seq": session.seq(), "keys": keys })))
    })
    .await
}

#[derive(Debug, Deserialize)]
pub(super) struct Keys {
    keys: Vec<u64>,
}

pub(super) async fn rows(State(app): State<Arc<App>>, Asked(asked): Asked<Keys>) -> Answer {
    apart(move || {
        let keys = &asked.keys[..asked.keys.len().min(MAX_ROWS)];
        Ok(Json(json!({ "rows": wire::rows(&app.session(), keys, &app.findings()) })))
    })
    .await
}

pub(super) async fn sizes(State(app): State<Arc<App>>) -> Answer {
    apart(move || {
        let session = app.session();
        let len = |pieces: &[super::super::row::Piece]| -> usize {
            pieces.iter().map(|piece| piece.text.chars().count() + 1).sum()
        };
        let size = |row: &super::super::row::Row| json!([row.key, len(&row.src), len(&row.tgt)]);
        let sizes: Value = session.rows().all().iter().map(size).collect();
        Ok(Json(json!({ "seq": session.seq(), "sizes": sizes })))
    })
    .await
}

#[derive(Debug, Deserialize)]
pub(super) struct EditAsked {
    edit: EditRequest,
    #[serde(default)]
    expects: Vec<(u64, u64)>,
}

pub(super) async fn edit(
    State(app): State<Arc<App>>,
    Who(who): Who,
    Asked(asked): Asked<EditAsked>,
) -> Answer {
    apart(move || {
        let mut session = app.session();
        let edit = asked.edit.into_edit(&session, &app.findings()).map_err(Refused::asked)?;
        let outcome = session.edit(&who, &edit, &asked.expects);
        answered(&app, &session, outcome)
    })
    .await
}

/// Returns the answer to what was done or not done.
pub(super) fn answered(app: &App, session: &Session, outcome: Result<Applied, Failure>) -> Answer {
    match outcome {
        Ok(applied) => Ok(Json(done(app, session, &applied))),
        Err(failure) => Err(refused(app, session, failure)),
    }
}

pub(super) async fn undo(State(app): State<Arc<App>>, Who(who): Who) -> Answer {
    apart(move || {
        let mut session = app.session();
        let outcome = session.undo(&who);
        answered(&app, &session, outcome)
    })
    .await
}

pub(super) async fn redo(State(app): State<Arc<App>>, Who(who): Who) -> Answer {
    apart(move || {
        let mut session = app.session();
        let outcome = session.redo(&who);
        answered(&app, &session, outcome)
    })
    .await
}

#[derive(Debug, Deserialize)]
pub(super) struct NextAsked {
    from: Option<u64>,
    direction: i32,
    what: Kind,
    /// Only among the pairs that it shows.
    #[serde(default)]
    filter: Filter,
}

pub(super) async fn next(State(app): State<Arc<App>>, Asked(asked): Asked<NextAsked>) -> Answer {
    apart(move || {
        let session = app.session();
        let from = asked.from.and_then(|key| session.rows().position(key));
        let rows = session.rows().all();
        let doubtful = app.settings.doubtful;
        let is_forward = asked.direction >= 0;
        let findings = app.findings();
        let sieve = asked.filter.sieve(&findings, doubtful).map_err(Refused::asked)?;
        let found = filter::next(rows, from, is_forward, asked.what, &sieve);
        Ok(Json(json!({ "key": found.map(|row| row.key) })))
    })
    .await
}

#[derive(Debug, Deserialize)]
pub(super) struct Key {
    key: u64,
}

pub(super) async fn evidence(State(app): State<Arc<App>>, Query(asked): Query<Key>) -> Answer {
    apart(move || {
        let (rows, at, model) = {
            let session = app.session();
            let at = session.rows().position(asked.key).ok_or_else(gone)?;
            let (rows, at) = proof::neighborhood(session.rows().all(), at);
            (rows, at, session.model())
        };
        let languages = &app.settings.langs;
        Ok(Json(wire::evidence(&rows[at], &proof::of_row(&rows, at, languages, &model))))
    })
    .await
}

fn gone() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "this pair is gone")
}

pub(super) async fn history(State(app): State<Arc<App>>, Query(asked): Query<Key>) -> Answer {
    apart(move || {
        let entries = app.session().history(asked.key)?;
        Ok(Json(json!({ "entries": wire::entries(&entries) })))
    })
    .await
}

#[derive(Debug, Deserialize)]
pub(super) struct Before {
    before: Option<u64>,
}

pub(super) async fn log(State(app): State<Arc<App>>, Query(asked): Query<Before>) -> Answer {
    apart(move || {
        let entries = app.session().log_before(asked.before.unwrap_or(u64::MAX))?;
        Ok(Json(json!({ "entries": wire::entries(&entries) })))
    })
    .await
}

pub(super) async fn statistics(State(app): State<Arc<App>>) -> Answer {
    apart(move || {
        let session = app.session();
        Ok(Json(json!({
            "reviewers": session.tallies()?, "mqm": session.scorecard(),
            "progress": session.progress(app.settings.doubtful),
        })))
    })
    .await
}

pub(super) async fn events(State(app): State<Arc<App>>) -> impl IntoResponse {
    app.live.stream()
}

pub(super) async fn here(
    State(app): State<Arc<App>>,
    Who(who): Who,
    Asked(asked): Asked<Here>,
) -> Answer {
    app.live.put(&who, asked.key);
    Ok(Json(app.live.people()))
}

#[derive(Debug, Deserialize)]
pub(super) struct Here {
    key: Option<u64>,
}
