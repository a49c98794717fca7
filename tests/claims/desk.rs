//! What holds of a review whatever is asked of it, and whatever its log is.

use super::MODEL;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use enregard::bitext::Bitext;
use enregard::check::Options;
use enregard::error::Result;
use enregard::formats::{self, Format};
use enregard::lang::LangPair;
use enregard::review::change::Change;
use enregard::review::edit::Edit;
use enregard::review::file::{BitextFile, Stamp};
use enregard::review::server::{App, Guard, Settings, app};
use enregard::review::session::Session;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// What a browser asks: one request a line, its path and its body. Where the body
/// is a file its lines are parted by `\n` in letters.
pub const HISTORY: &str = r#"GET /api/state
POST /api/order {"text":"pl","regex":true,"status":["auto"],"below":0.9}
POST /api/rows {"keys":[1,2,3,9]}
POST /api/edit {"edit":{"do":"status","keys":[1],"status":"accepted"},"expects":[[1,0]]}
POST /api/edit {"edit":{"do":"text","key":1,"side":"tgt","segments":["It is raining.","x"]}}
POST /api/edit {"edit":{"do":"split","key":1,"side":"tgt","at":3}}
POST /api/edit {"edit":{"do":"merge","key":1}}
POST /api/edit {"edit":{"do":"merge_back","key":2}}
POST /api/edit {"edit":{"do":"move","key":2,"side":"src","direction":"down"}}
POST /api/edit {"edit":{"do":"shift_column","key":2,"side":"tgt","direction":"up"}}
POST /api/edit {"edit":{"do":"unlink","key":2}}
POST /api/edit {"edit":{"do":"remark","key":3,"text":"vu","side":"src","start":0,"end":2}}
POST /api/edit {"edit":{"do":"mark","key":3,"side":"tgt","start":1,"end":3,"category":"accuracy/mistranslation","severity":"major","note":"n"}}
POST /api/edit {"edit":{"do":"accept_above","probability":0.5,"without_findings":true}}
POST /api/undo
POST /api/redo
POST /api/realign {"from":1,"to_decided":true,"preview":true}
POST /api/replace {"find":"i(.)","with":"$1","regex":true,"side":"src","preview":false}
POST /api/next {"from":1,"direction":-1,"what":"undecided"}
POST /api/drafts {"key":1,"side":"tgt","text":"It","version":1}
POST /api/import?name=x.csv id,fr,en\np1.s1,Il pleut.,It pours.\n
GET /api/evidence?key=1
GET /api/history?key=1
GET /api/log?before=3
GET /api/statistics
GET /api/export?format=tmx
POST /api/outside {"take":"merge"}
POST /api/save
"#;

/// More requests than this are not sent: what they tell is told by fewer.
const MAX_REQUESTS: usize = 40;

const CSV: &str =
    "id,bead,fr,en,fr_ids,en_ids,score,status,findings,reviewer,updated,comment,translator
p1.s1,1:1,Il pleut.,It rains.,p1.s1,r1.s1,0.9731,auto,,,,,J. D.
p1.s2,1:1,Je lis 12 lettres.,I read 13 letters.,p1.s2,r1.s2,0.5,auto,,,,,J. D.
p2.s1,1:0,La mer monte.,,p2.s1,,0.4,auto,,,,à voir,
en.r2.s1,0:1,,The sea rises.,,r2.s1,0.4,auto,,,,,J. D.
";

const HOST: &str = "127.0.0.1:4711";

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A bitext that is kept in memory.
#[derive(Clone)]
struct Paper(Arc<Mutex<Bitext>>);

impl Paper {
    fn new() -> Paper {
        let loaded = formats::read(CSV.as_bytes(), "x.csv", Format::Csv, &LangPair::FR_EN);
        Paper(Arc::new(Mutex::new(loaded.unwrap().bitext)))
    }

    fn session(&self, log: &Path) -> Result<Session> {
        Session::open(Box::new(self.clone()), log, &LangPair::FR_EN, Arc::clone(&MODEL))
    }
}

impl BitextFile for Paper {
    fn name(&self) -> String {
        "x.csv".to_owned()
    }

    fn read(&self) -> Result<(Bitext, Stamp)> {
        Ok((self.0.lock().unwrap().clone(), Stamp { len: 1, crc: 1 }))
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(Stamp { len: 1, crc: 1 })
    }

    fn write(&self, bitext: &Bitext) -> Result<Stamp> {
        *self.0.lock().unwrap() = bitext.clone();
        Ok(Stamp { len: 1, crc: 1 })
    }
}

/// Whatever is asked, nothing panics in the server, and the next process finds what
/// this one had.
pub fn review(data: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let (log, paper) = (folder.path().join("x.review.db"), Paper::new());
    let guard = Guard::new(HOST.parse().unwrap()).unwrap();
    let cookie = format!("enregard-4711={}", guard.url().rsplit('=').next().unwrap());
    let settings = Settings {
        reviewer: "Zoé".into(),
        is_reviewer_given: false,
        langs: LangPair::FR_EN,
        checks: Options::default(),
        doubtful: 0.8,
    };
    let state = App::new(paper.session(&log).unwrap(), settings, guard);
    let router = app(Arc::clone(&state));
    let text = String::from_utf8_lossy(data);
    for line in text.lines().take(MAX_REQUESTS) {
        let status = RUNTIME.block_on(answer(router.clone(), line, &cookie));
        assert_ne!(Some(StatusCode::INTERNAL_SERVER_ERROR), status, "{line}");
    }
    let session = state.session();
    let left = (session.bitext(), session.seq());
    drop(session);
    drop((router, state));
    let again = paper.session(&log).unwrap();
    assert_eq!(left, (again.bitext(), again.seq()));
}

/// Sends a line as a request; none if it cannot be one.
async fn answer(router: Router, line: &str, cookie: &str) -> Option<StatusCode> {
    let (method, rest) = line.split_once(' ')?;
    let (path, body) = rest.split_once(' ').unwrap_or((rest, "{}"));
    if path.contains("/events") {
        // A stream that never ends.
        return None;
    }
    let body = if path.contains("/import") { body.replace("\\n", "\n") } else { body.to_owned() };
    let request = Request::builder().method(method).uri(path).header("host", HOST);
    let request = request.header("cookie", cookie).header("x-enregard", "1");
    let request = request.header("x-reviewer", "Ana").header("content-type", "application/json");
    let response = router.oneshot(request.body(Body::from(body)).ok()?).await.ok()?;
    let status = response.status();
    to_bytes(response.into_body(), usize::MAX).await.ok()?;
    Some(status)
}

/// Any file is a log that can be used, or is refused with its name and a hint.
pub fn log(data: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("x.review.db");
    std::fs::write(&log, data).unwrap();
    if let Err(error) = used(&log) {
        assert!(
            error.to_string().contains("x.review.db") && error.hint_text().is_some(),
            "{error}"
        );
    }
}

/// Opens a review and does what a server does; says what it was told.
fn used(log: &Path) -> Result<()> {
    let mut session = Paper::new().session(log)?;
    session.outside()?;
    let copy = session.bitext();
    let _ = session.import("Ana", &copy);
    let _ = session.edit("Ana", &Edit::Merge(1), &[]);
    for who in ["Ana", "Zoé"] {
        let _ = (session.undo(who), session.redo(who), session.drafts_of(who));
    }
    let _ = (session.tallies(), session.progress(0.8), session.history(1), session.log_before(9));
    let _: Vec<Change> =
        session.log_before(u64::MAX)?.into_iter().flat_map(|e| e.changes).collect();
    let _ = session.save();
    Ok(())
}

/// Returns a log of some edits, to start from.
pub fn a_log() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.review.db");
    let mut session = Paper::new().session(&path).unwrap();
    let _ = session.edit("Zoé", &Edit::Merge(1), &[]);
    let _ = session.edit("Ana", &Edit::Flag(3, true), &[]);
    let _ = session.undo("Ana");
    drop(session);
    std::fs::read(path).unwrap()
}
