//! Keeps the findings up with the texts, and an eye on the file.
//!
//! The pairs that an edit changes are checked at once, with their neighbors.
//! What needs the whole bitext (consistency) is checked again in the background
//! when nobody has edited for a while.

use super::super::filter::Findings;
use super::{App, LOOK_EVERY, QUIET, api, take};
use crate::bitext::Bitext;
use crate::check::check;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Checks the whole bitext now and whenever it has been changed, for ever.
pub(super) async fn keep_up(app: Arc<App>) {
    let mut last_look = Instant::now();
    loop {
        if take(&app.is_stale) {
            let state = Arc::clone(&app);
            // A check that panics leaves the findings as they were.
            let _ = tokio::task::spawn_blocking(move || check_all(&state)).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        if last_look.elapsed() >= LOOK_EVERY {
            last_look = Instant::now();
            let state = Arc::clone(&app);
            let _ = tokio::task::spawn_blocking(move || look_at_file(&state)).await;
        }
    }
}

fn check_all(app: &App) {
    let (mut seq, mut bitext, mut keys, model) = {
        let session = app.session();
        (session.seq(), session.bitext(), keys_of(&session), session.model())
    };
    // While somebody works, the whole is not worth checking.
    while !app.findings().is_empty() {
        std::thread::sleep(QUIET);
        let session = app.session();
        if session.seq() == seq {
            break;
        }
        (seq, bitext, keys) = (session.seq(), session.bitext(), keys_of(&session));
    }
    let mut findings = Findings::default();
    for finding in check(&bitext, &model, &app.settings.checks) {
        findings.entry(keys[finding.pair]).or_default().push(finding);
    }
    let session = app.session();
    if session.seq() == seq || app.findings().is_empty() {
        *app.findings() = findings;
    }
    app.is_checking.store(session.seq() != seq, Ordering::SeqCst);
    app.is_stale.store(session.seq() != seq, Ordering::SeqCst);
    app.live.tell("state", &api::state_of(app, &session, ""));
}

fn keys_of(session: &super::Session) -> Vec<u64> {
    session.rows().all().iter().map(|row| row.key).collect()
}

/// Checks the rows of these keys again.
pub(super) fn check_again(app: &App, session: &super::Session, keys: &[u64]) {
    let rows = session.rows().all();
    let whole = session.bitext_without_pairs();
    let model = session.model();
    let mut findings = app.findings();
    for key in keys {
        let Some(at) = session.rows().position(*key) else {
            findings.remove(key);
            continue;
        };
        let start = at.saturating_sub(1);
        let around = &rows[start..(at + 2).min(rows.len())];
        let pairs = around.iter().map(|row| row.to_pair(&super::super::row::Extras::default()));
        let bitext = Bitext { pairs: pairs.collect(), ..whole.clone() };
        let mut found = check(&bitext, &model, &app.settings.checks);
        found.retain(|finding| finding.pair == at - start);
        findings.insert(*key, found);
    }
    app.is_checking.store(true, Ordering::SeqCst);
    app.is_stale.store(true, Ordering::SeqCst);
}

fn look_at_file(app: &App) {
    let session = app.session();
    let is_outside = session.is_changed_outside();
    if app.is_outside.swap(is_outside, Ordering::SeqCst) != is_outside {
        app.live.tell("state", &api::state_of(app, &session, ""));
    }
}
