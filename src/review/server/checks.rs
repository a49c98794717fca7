//! Keeps the findings up with the texts, and an eye on the file.
//!
//! The pairs that an edit changes are checked at once, with their neighbors.
//! What needs the whole bitext (consistency) is checked again in the background
//! when nobody has edited for a while.

use super::super::filter::Findings;
use super::super::row::Extras;
use super::{App, LOOK_EVERY, QUIET, Session, api, take};
use crate::bitext::{Bitext, Pair};
use crate::check::{Checker, Facts, Finding};
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
    let facts = Facts::of(&bitext);
    let checker = Checker::new(&model, &app.settings.checks);
    let mut findings = Findings::default();
    for finding in in_background(|| checker.bitext(&bitext)) {
        findings.entry(keys[finding.pair]).or_default().push(finding);
    }
    *super::lock(&app.facts) = Arc::new(facts);
    let session = app.session();
    if session.seq() == seq || app.findings().is_empty() {
        *app.findings() = findings;
    }
    app.is_checking.store(session.seq() != seq, Ordering::SeqCst);
    app.is_stale.store(session.seq() != seq, Ordering::SeqCst);
    app.live.tell("state", &api::state_of(app, &session, ""));
}

fn keys_of(session: &Session) -> Vec<u64> {
    session.rows().all().iter().map(|row| row.key).collect()
}

/// Runs work that uses all cores on half of them, apart from what edits wait for.
fn in_background<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let n_threads = rayon::current_num_threads().div_ceil(2);
    match rayon::ThreadPoolBuilder::new().num_threads(n_threads).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// More pairs than this wait for the background: some .5 ms each (November 2026).
const MAX_AT_ONCE: usize = 200;

/// Checks the rows of these keys again. What compares all pairs, and what many rows
/// would be told, stays as it was until the whole is checked.
pub(super) fn check_again(app: &App, session: &Session, keys: &[u64]) {
    app.is_checking.store(true, Ordering::SeqCst);
    app.is_stale.store(true, Ordering::SeqCst);
    if keys.len() > MAX_AT_ONCE {
        app.findings().retain(|key, _| session.rows().position(*key).is_some());
        return;
    }
    let facts = Arc::clone(&super::lock(&app.facts));
    let mut findings = app.findings();
    for key in keys {
        match session.rows().position(*key) {
            Some(at) => {
                let (bitext, idx) = surroundings(session, at);
                let pair = bitext.pairs[idx].clone();
                let Some(mut found) = app.worker.check(bitext, idx, &facts) else { continue };
                let known = findings.remove(key).unwrap_or_default();
                found.extend(still_held(known, &pair));
                findings.insert(*key, found);
            }
            None => {
                findings.remove(key);
            }
        }
    }
}

/// Returns the findings of a pair that only a look at all pairs can take back, as they
/// are dismissed now.
fn still_held(known: Vec<Finding>, pair: &Pair) -> impl Iterator<Item = Finding> {
    known.into_iter().filter(|finding| finding.check.compares_all_pairs()).map(|finding| {
        let mut dismissals = pair.dismissals();
        let dismissal = dismissals.find(|known| finding.is_named_by(known));
        Finding { dismissed: dismissal.map(|dismissal| dismissal.reason), ..finding }
    })
}

/// Returns a row with its neighbors as a bitext, and where it is in it.
fn surroundings(session: &Session, at: usize) -> (Bitext, usize) {
    let rows = session.rows().all();
    let start = at.saturating_sub(1);
    let around = &rows[start..(at + 2).min(rows.len())];
    let pairs = around.iter().map(|row| row.to_pair(&Extras::default())).collect();
    (Bitext { pairs, ..session.bitext_without_pairs() }, at - start)
}

fn look_at_file(app: &App) {
    let session = app.session();
    let is_outside = session.is_changed_outside();
    if app.is_outside.swap(is_outside, Ordering::SeqCst) != is_outside {
        app.live.tell("state", &api::state_of(app, &session, ""));
    }
}
