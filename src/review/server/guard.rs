//! Keeps strangers out: the token, the origin, and what a browser may do.
//!
//! Any page that the user has open can send requests to 127.0.0.1, and any
//! process can. So every request needs the token, which only the printed URL
//! has; the browser keeps it in a cookie that other sites cannot make it send
//! (`SameSite=Strict`). The `Host` header must be one of ours, against DNS that
//! is bound to another address later. What writes needs a header that other
//! sites cannot set without being asked first, and comes from our own origin.

use super::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

/// Nothing but our own files, and nobody may frame us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The header that marks requests of our page.
const MARK: &str = "x-enregard";

/// Who may come in.
#[derive(Clone, Debug)]
pub struct Guard {
    token: String,
    address: SocketAddr,
}

impl Guard {
    /// Returns a guard with a new token.
    ///
    /// # Errors
    ///
    /// The system has no random numbers.
    pub fn new(address: SocketAddr) -> std::io::Result<Guard> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|cause| std::io::Error::other(cause.to_string()))?;
        let token = bytes.iter().fold(String::new(), |mut token, byte| {
            // Writing to a string cannot fail.
            let _ = write!(token, "{byte:02x}");
            token
        });
        Ok(Guard { token, address })
    }

    /// Returns the URL that lets a browser in.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token)
    }

    /// Returns the name of the cookie. Cookies are shared by the ports of a
    /// machine, and two reviews may run on one.
    fn cookie(&self) -> String {
        format!("enregard-{}", self.address.port())
    }

    fn knows(&self, token: &str) -> bool {
        // In constant time: how long it takes says nothing of where it differs.
        let differs = token.bytes().zip(self.token.bytes()).fold(0, |acc, (a, b)| acc | (a ^ b));
        token.len() == self.token.len() && differs == 0
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie();
        let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut cookies =
            values.flat_map(|value| value.split(';')).filter_map(|c| c.trim().split_once('='));
        cookies.any(|(known, token)| known == name && self.knows(token))
    }

    /// Tells whether a request names a host that can be us. On an address of the
    /// network any name may be ours; the token decides there.
    fn is_our_host(&self, headers: &HeaderMap) -> bool {
        let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else {
            return false;
        };
        let port = self.address.port();
        let ours = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}"));
        !self.address.ip().is_loopback() || ours.iter().any(|name| name.eq_ignore_ascii_case(host))
    }

    /// Tells whether a request that writes comes from our page.
    fn is_our_page(headers: &HeaderMap) -> bool {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let host = text(header::HOST).unwrap_or_default();
        let is_ours = |origin: &str| origin.split_once("://").is_some_and(|(_, name)| name == host);
        let is_same_site = text(header::HeaderName::from_static("sec-fetch-site"))
            .is_none_or(|site| site == "same-origin" || site == "none");
        headers.contains_key(MARK) && text(header::ORIGIN).is_none_or(is_ours) && is_same_site
    }
}

/// Lets a request in or not, and tells the browser what it may do with the answer.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let guard = &app.guard;
    let response = if !guard.is_our_host(request.headers()) {
        refused(StatusCode::MISDIRECTED_REQUEST, "this is not the host of the review")
    } else if let Some(token) = token_of(request.uri()).filter(|token| guard.knows(token)) {
        welcome(guard, token)
    } else if !guard.has_cookie(request.headers()) {
        refused(StatusCode::UNAUTHORIZED, "open the address that `enregard review` printed")
    } else if request.method() != Method::GET && !Guard::is_our_page(request.headers()) {
        refused(StatusCode::FORBIDDEN, "this request does not come from the review's page")
    } else {
        next.run(request).await
    };
    with_policy(response)
}

fn token_of(uri: &Uri) -> Option<&str> {
    let is_index = uri.path() == "/";
    let query = uri.query().filter(|_| is_index)?;
    query.split('&').find_map(|part| part.strip_prefix("token="))
}

/// Gives the browser its cookie and takes the token out of the address bar.
fn welcome(guard: &Guard, token: &str) -> Response {
    let cookie = format!("{}={token}; HttpOnly; SameSite=Strict; Path=/", guard.cookie());
    (StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie), (header::LOCATION, "/".to_owned())])
        .into_response()
}

fn refused(status: StatusCode, why: &'static str) -> Response {
    (status, axum::Json(serde_json::json!({ "error": why, "error_fr": crate::french::of(why) })))
        .into_response()
}

fn with_policy(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "no-store");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}
