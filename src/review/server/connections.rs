//! Answers connections, so many at once and none for ever.
//!
//! `axum::serve` waits for every connection when it stops, also for one whose request never ends, and has
//! no time-outs. Here a request must arrive in time, a stopped server gives what is being answered a few
//! seconds, and more connections than people need wait until others have gone.

use super::answer::Refused;
use super::{MAX_BODY, MAX_IMPORT};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// Connections at once: a browser opens six, and one for events in each tab; some forty people. By hand.
const MAX_CONNECTIONS: usize = 256;

/// How long the head of a request may take. By hand: it is one packet.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// How long the rest of a request may take. By hand: an edit is a few packets.
const BODY_TIME: Duration = Duration::from_secs(30);

/// How long a copy may take that somebody brings back: 256 MB at 4 Mbit/s.
const IMPORT_TIME: Duration = Duration::from_secs(600);

/// How long a stopped server waits for what is being answered. By hand: edits take milliseconds.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

/// How long nothing is accepted after the system has refused to. By hand, as axum does.
const AFTER_REFUSAL: Duration = Duration::from_secs(1);

/// Answers until `stop` says so, and then what is being answered.
pub(super) async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let seats = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            (stream, seat) = accept(&listener, &seats) => {
                connections.spawn(answer(stream, router.clone(), stop.clone(), seat));
            }
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    // What is not done by then is cut off when the set is dropped.
    let _ = tokio::time::timeout(LAST_ANSWERS, all).await;
}

/// Waits for a free seat, and for somebody to take it.
async fn accept(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> (TcpStream, OwnedSemaphorePermit) {
    let seat = Arc::clone(seats).acquire_owned().await.expect("nobody closes the semaphore");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, seat),
            // The other side went away, or there are too many open files.
            Err(_) => tokio::time::sleep(AFTER_REFUSAL).await,
        }
    }
}

/// Answers one connection.
async fn answer(
    stream: TcpStream,
    router: Router,
    mut stop: watch::Receiver<bool>,
    _seat: OwnedSemaphorePermit,
) {
    // Answers are short and are waited for.
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    let service = TowerToHyperService::new(router);
    let mut connection = std::pin::pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // A connection that fails is the other side's business.
        _ = connection.as_mut() => return,
        _ = stop.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Reads the rest of a request before it is looked at, in time or not at all.
pub(super) async fn read_in_time(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let is_import = head.uri.path().ends_with("/import");
    let (most, time) = if is_import { (MAX_IMPORT, IMPORT_TIME) } else { (MAX_BODY, BODY_TIME) };
    match tokio::time::timeout(time, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(head, Body::from(bytes))).await,
        Ok(Err(_)) => Refused::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "the request is longer than this server takes",
        )
        .into_response(),
        Err(_) => Refused::new(StatusCode::REQUEST_TIMEOUT, "the request did not arrive in time")
            .into_response(),
    }
}
