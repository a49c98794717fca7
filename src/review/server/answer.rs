//! Requests taken in and answers given: who asks, JSON in and out, and why something is refused, in
//! both languages.

use super::super::session::{Failure, Session};
use super::{App, wire};
use crate::error::Kind as ErrorKind;
use crate::french;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;

/// Who is asking.
#[derive(Clone, Debug)]
pub(super) struct Who(pub(super) String);

/// Names are shown to others and stand in a column; nobody's is longer.
const MAX_NAME: usize = 60;

impl FromRequestParts<Arc<App>> for Who {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Who, Infallible> {
        let header = parts.headers.get("x-reviewer").and_then(|value| value.to_str().ok());
        let name =
            percent_encoding::percent_decode_str(header.unwrap_or_default()).decode_utf8_lossy();
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
        Ok(Who(if name.is_empty() { app.settings.reviewer.clone() } else { name }))
    }
}

/// JSON whose errors are said as JSON.
#[derive(Debug)]
pub(super) struct Asked<T>(pub(super) T);

impl<T: serde::de::DeserializeOwned> FromRequest<Arc<App>> for Asked<T> {
    type Rejection = Refused;

    async fn from_request(
        request: axum::extract::Request,
        app: &Arc<App>,
    ) -> Result<Asked<T>, Refused> {
        let body: Result<Json<T>, JsonRejection> = Json::from_request(request, app).await;
        body.map(|Json(asked)| Asked(asked))
            .map_err(|cause| Refused::new(cause.status(), malformed(&cause.body_text())))
    }
}

fn malformed(cause: &str) -> String {
    format!("the request is not as it should be: {cause}")
}

/// An answer that says why not.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    body: Value,
}

impl Refused {
    pub(super) fn new(status: StatusCode, why: impl Into<String>) -> Refused {
        Refused::with(status, &why.into(), &Value::Null)
    }

    /// Returns a refusal that also says other things, as an object.
    fn with(status: StatusCode, why: &str, also: &Value) -> Refused {
        let mut body = json!({ "error": why, "error_fr": french::of(why) });
        for (name, value) in also.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        Refused { status, body }
    }

    pub(super) fn asked(why: impl Into<String>) -> Refused {
        Refused::new(StatusCode::BAD_REQUEST, why)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

impl From<crate::error::Error> for Refused {
    fn from(error: crate::error::Error) -> Refused {
        let status = match error.kind() {
            ErrorKind::Usage => StatusCode::BAD_REQUEST,
            ErrorKind::Input => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorKind::Conflict => StatusCode::CONFLICT,
        };
        let place = error.place().map(|place| format!("{place}: ")).unwrap_or_default();
        let message_fr = french::or_as_it_is(error.message());
        let hint = error.hint_text();
        let also = json!({
            "error_fr": format!("{place}{message_fr}"),
            "hint": hint, "hint_fr": hint.map(french::or_as_it_is),
        });
        Refused::with(status, &error.to_string(), &also)
    }
}

pub(super) type Answer = Result<Json<Value>, Refused>;

/// Runs what takes time or the disk apart from what answers others.
pub(super) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    let outcome = tokio::task::spawn_blocking(work).await;
    outcome.unwrap_or_else(|_| {
        Err(Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "this went wrong; nothing was changed"))
    })
}

/// Says why an edit was not carried out, with the rows as they are now.
pub(super) fn refused(app: &App, session: &Session, failure: Failure) -> Refused {
    match failure {
        Failure::Stale { keys, who } => {
            let who = if who.is_empty() { "somebody" } else { &who };
            let rows = wire::rows(session, &keys, &app.findings());
            let why = format!("{who} changed this pair meanwhile");
            Refused::with(StatusCode::CONFLICT, &why, &json!({ "rows": rows }))
        }
        Failure::Outside => {
            let also = json!({ "outside": outside(session) });
            Refused::with(StatusCode::CONFLICT, "the file was changed by another program", &also)
        }
        Failure::Refused(why) => Refused::asked(why),
        Failure::Broken(error) => error.into(),
    }
}

pub(super) fn outside(session: &Session) -> Value {
    let differences = session.outside().map_or(0, |differences| differences.len());
    json!({ "n_differences": differences })
}
