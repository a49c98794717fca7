//! The server of the review: one page, some JSON.
//!
//! [`app`] is a function of its state and is tested without a port; only
//! [`serve`] binds one. Handlers take what was asked, call the session, and say
//! what came of it.

mod answer;
mod api;
mod assets;
mod check_worker;
mod checks;
mod connections;
mod drafts;
mod exchange;
mod guard;
mod live;
mod repair;
mod wire;

pub use guard::Guard;

use super::filter::Findings;
use super::session::Session;
use crate::check;
use crate::lang::LangPair;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use check_worker::CheckWorker;
use live::Live;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// What is asked is short; a text of a pair may be long.
const MAX_BODY: usize = 4 << 20;

/// A copy of the bitext that somebody brings back.
const MAX_IMPORT: usize = 256 << 20;

/// How long after the last edit checks of the whole bitext begin. By hand.
const QUIET: Duration = Duration::from_secs(3);

/// How often we look whether the file has changed.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What a review is served with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What a person is called before giving a name.
    pub reviewer: String,
    /// The name was given for this review, so it is the one to sign with, whatever a browser remembers.
    pub is_reviewer_given: bool,
    /// The languages.
    pub langs: LangPair,
    /// What to check.
    pub checks: check::Options,
    /// Pairs under this probability are in doubt.
    pub doubtful: f64,
}

/// The state of the server.
#[derive(Debug)]
pub struct App {
    session: Mutex<Session>,
    findings: Mutex<Findings>,
    /// What the bitext as a whole said when it was checked last.
    facts: Mutex<Arc<check::Facts>>,
    /// Checks a pair after an edit.
    worker: CheckWorker,
    settings: Settings,
    guard: Guard,
    live: Live,
    /// The checks are behind the texts.
    is_checking: AtomicBool,
    /// The checks of the whole bitext are to be run again.
    is_stale: AtomicBool,
    /// Somebody else has changed the file.
    is_outside: AtomicBool,
}

impl App {
    /// Returns the state of a server.
    #[must_use]
    pub fn new(session: Session, settings: Settings, guard: Guard) -> Arc<App> {
        let is_outside = session.is_changed_outside();
        let worker = CheckWorker::new(session.model(), settings.checks.clone());
        Arc::new(App {
            session: Mutex::new(session),
            findings: Mutex::default(),
            facts: Mutex::default(),
            worker,
            settings,
            guard,
            live: Live::new(),
            is_checking: AtomicBool::new(true),
            is_stale: AtomicBool::new(true),
            is_outside: AtomicBool::new(is_outside),
        })
    }

    /// Returns the session, when nobody else has it.
    pub fn session(&self) -> MutexGuard<'_, Session> {
        lock(&self.session)
    }

    fn findings(&self) -> MutexGuard<'_, Findings> {
        lock(&self.findings)
    }
}

/// Returns what a lock guards. A thread that panicked left it as it was before
/// or after an edit: an edit is put in place at once.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the server as a function from requests to answers.
pub fn app(app: Arc<App>) -> Router {
    let api = Router::new()
        .route("/state", get(api::state))
        .route("/order", post(api::order))
        .route("/rows", post(api::rows))
        .route("/sizes", get(api::sizes))
        .route("/edit", post(api::edit))
        .route("/undo", post(api::undo))
        .route("/redo", post(api::redo))
        .route("/realign", post(repair::realign))
        .route("/replace", post(repair::replace))
        .route("/next", post(api::next))
        .route("/evidence", get(api::evidence))
        .route("/history", get(api::history))
        .route("/log", get(api::log))
        .route("/statistics", get(api::statistics))
        .route("/drafts", get(drafts::all).post(drafts::set))
        .route("/save", post(exchange::save))
        .route("/outside", get(exchange::outside).post(exchange::take))
        .route("/export", get(exchange::export))
        .route("/events", get(api::events))
        .route("/here", post(api::here))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .route("/import", post(exchange::import).layer(DefaultBodyLimit::max(MAX_IMPORT)));
    Router::new()
        .route("/", get(|| async { page(Some(assets::INDEX)) }))
        .route(
            "/assets/{*name}",
            get(|Path(name): Path<String>| async move { page(assets::find(&name)) }),
        )
        .nest("/api", api)
        .layer(middleware::from_fn(connections::read_in_time))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}

fn page(asset: Option<assets::Asset>) -> Response {
    match asset {
        Some(asset) => ([(header::CONTENT_TYPE, asset.mime())], asset.text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Serves until `stop` comes. Then the bitext is written, and the pages are told; what is being answered
/// is answered first, if it does not take long.
pub async fn serve(
    listener: TcpListener,
    state: Arc<App>,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let watch = tokio::spawn(checks::keep_up(Arc::clone(&state)));
    let (tell, told) = watch::channel(false);
    let stopping = Arc::clone(&state);
    tokio::spawn(async move {
        stop.await;
        let app = Arc::clone(&stopping);
        // Should writing panic, the end of the command writes again and says why.
        let _ = tokio::task::spawn_blocking(move || exchange::save_at_the_end(&app)).await;
        stopping.live.stop();
        let _ = tell.send(true);
    });
    connections::serve(listener, app(state), told).await;
    watch.abort();
}

/// Tells whether a flag was set, and takes it back.
fn take(flag: &AtomicBool) -> bool {
    flag.swap(false, Ordering::SeqCst)
}

#[cfg(test)]
mod tests;
