use super::super::file::{BitextFile, Stamp};
use super::*;
use crate::bitext::{Bitext, Pair};
use crate::error::Result;
use crate::model::builtin;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::{Value, json};
use tower::ServiceExt;

/// A bitext that is kept in memory.
struct Paper(Mutex<Bitext>);

impl BitextFile for Paper {
    fn name(&self) -> String {
        "été \"1\".csv".to_owned()
    }

    fn read(&self) -> Result<(Bitext, Stamp)> {
        Ok((lock(&self.0).clone(), Stamp { len: 1, crc: 1 }))
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(Stamp { len: 1, crc: 1 })
    }

    fn write(&self, bitext: &Bitext) -> Result<Stamp> {
        *lock(&self.0) = bitext.clone();
        Ok(Stamp { len: 1, crc: 1 })
    }
}

/// A server without a port.
struct Desk {
    app: Arc<App>,
    cookie: String,
    _folder: tempfile::TempDir,
}

const HOST: &str = "127.0.0.1:4711";

fn pair(id: &str, src: &str, tgt: &str, score: f64) -> Pair {
    Pair {
        id: id.into(),
        shape: crate::bead::Shape { src: 1, tgt: 1 },
        src: src.into(),
        tgt: tgt.into(),
        src_ids: vec![id.into()],
        tgt_ids: vec![format!("r{id}")],
        score: Some(score),
        ..Pair::default()
    }
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let bitext = Bitext {
            langs: LangPair::FR_EN,
            metadata: Vec::new(),
            carried_headers: Vec::new(),
            pairs: vec![
                pair("p1.s1", "Il a 12 ans.", "He is 13 years old.", 0.99),
                pair("p1.s2", "<script>𝕏</script> pleut.", "\"It\" & rains.", 0.5),
                pair("p2.s1", "Fin.", "The end.", 0.9),
            ],
        };
        let model = Arc::new(builtin::for_pair(&LangPair::FR_EN).unwrap());
        let session = Session::open(
            Box::new(Paper(Mutex::new(bitext))),
            &folder.path().join("x.review.db"),
            &LangPair::FR_EN,
            model,
        );
        let settings = Settings {
            reviewer: "someone".into(),
            is_reviewer_given: false,
            langs: LangPair::FR_EN,
            checks: check::Options::default(),
            doubtful: 0.8,
        };
        let guard = Guard::new(HOST.parse().unwrap()).unwrap();
        let token = guard.url().rsplit('=').next().unwrap().to_owned();
        let cookie = format!("enregard-4711={token}");
        Desk { app: App::new(session.unwrap(), settings, guard), cookie, _folder: folder }
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
        let response = app(Arc::clone(&self.app)).oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        (status, headers, to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec())
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        let request = Request::get(path).header("host", HOST).header("cookie", &self.cookie);
        let (status, _, body) = self.send(request.body(Body::empty()).unwrap()).await;
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    async fn post(&self, who: &str, path: &str, asked: Value) -> (StatusCode, Value) {
        let request = Request::post(path)
            .header("host", HOST)
            .header("cookie", &self.cookie)
            .header("x-enregard", "1")
            .header("x-reviewer", who)
            .header("content-type", "application/json");
        let (status, _, body) =
            self.send(request.body(Body::from(asked.to_string())).unwrap()).await;
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }
}

#[tokio::test]
async fn nobody_comes_in_without_the_token() {
    let desk = Desk::new();
    let cookie = desk.cookie.as_str();
    let other_host = "evil.example:4711";
    let refused = [
        Request::get("/api/state").header("host", HOST),
        Request::get("/").header("host", HOST),
        Request::get("/?token=0123").header("host", HOST),
        Request::get("/api/state").header("host", HOST).header("cookie", "enregard-4711=x"),
        Request::get("/api/state").header("host", other_host).header("cookie", cookie),
        Request::get("/api/state").header("cookie", cookie),
        Request::post("/api/save").header("host", HOST).header("cookie", cookie),
        Request::post("/api/save")
            .header("host", HOST)
            .header("cookie", cookie)
            .header("x-enregard", "1")
            .header("origin", "http://evil.example"),
        Request::post("/api/save")
            .header("host", HOST)
            .header("cookie", cookie)
            .header("x-enregard", "1")
            .header("sec-fetch-site", "cross-site"),
    ];
    for request in refused {
        let request = request.body(Body::empty()).unwrap();
        let shown = format!("{request:?}");
        let (status, headers, _) = desk.send(request).await;
        assert!(status.is_client_error(), "{status} {shown}");
        assert!(
            headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'")
        );
    }
}

#[tokio::test]
async fn the_token_becomes_a_cookie_that_other_sites_cannot_use() {
    let desk = Desk::new();
    let token = desk.cookie.rsplit('=').next().unwrap();
    let request = Request::get(format!("/?token={token}")).header("host", HOST);
    let (status, headers, _) = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((StatusCode::SEE_OTHER, "/"), (status, headers["location"].to_str().unwrap()));
    let cookie = headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    let request = Request::get("/").header("host", HOST).header("cookie", &desk.cookie);
    let (status, headers, page) = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(StatusCode::OK, status);
    assert_eq!("text/html; charset=utf-8", headers["content-type"]);
    let page = String::from_utf8(page).unwrap();
    assert!(!page.contains("<script>") && !page.contains(" style=") && !page.contains(" onclick="));
}

#[tokio::test]
async fn every_answer_forbids_scripts_that_are_not_ours() {
    let desk = Desk::new();
    for path in [
        "/",
        "/assets/main.js",
        "/assets/none.js",
        "/api/state",
        "/api/export?format=html",
        "/none",
    ] {
        let request = Request::get(path).header("host", HOST).header("cookie", &desk.cookie);
        let (_, headers, _) = desk.send(request.body(Body::empty()).unwrap()).await;
        let policy = headers["content-security-policy"].to_str().unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "form-action 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!("nosniff", headers["x-content-type-options"], "{path}");
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_page() {
    let desk = Desk::new();
    for path in [
        "/assets/..%2f..%2f..%2f..%2fCargo.toml",
        "/assets/%2e%2e/mod.rs",
        "/assets/%2fetc%2fpasswd",
        "/../Cargo.toml",
    ] {
        assert_eq!(StatusCode::NOT_FOUND, desk.get(path).await.0, "{path}");
    }
    for format in ["..%2fx", "", "%00", "csv%2f..%2f..%2fx"] {
        let (status, answer) = desk.get(&format!("/api/export?format={format}")).await;
        assert!(status.is_client_error() && answer["error"].is_string(), "{format}: {status}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_or_no_json_is_refused_in_words() {
    let desk = Desk::new();
    let long = json!({ "edit": { "do": "remark", "key": 1, "text": "x".repeat(MAX_BODY) } });
    let (status, answer) = desk.post("Ana", "/api/edit", long).await;
    assert_eq!(StatusCode::PAYLOAD_TOO_LARGE, status);
    assert!(answer["error_fr"].as_str().unwrap().starts_with("la demande"), "{answer}");
    let (status, answer) = desk.post("Ana", "/api/edit", json!(["nonsense"])).await;
    assert!(status.is_client_error() && answer["error"].is_string(), "{status} {answer}");
    assert_eq!(0, desk.app.session().seq());
}

#[tokio::test]
async fn an_edit_is_answered_with_what_changed_and_told_to_the_others() {
    let desk = Desk::new();
    let mut news = desk.app.live.listen();
    let edit = json!({ "edit": { "do": "status", "keys": [1], "status": "accepted" }, "expects": [[1, 0]] });
    let (status, change) = desk.post("Zo%C3%A9", "/api/edit", edit).await;
    assert_eq!(StatusCode::OK, status);
    assert_eq!((json!("Zoé"), json!([1])), (change["who"].clone(), change["touched"].clone()));
    assert_eq!(json!("accepted"), change["rows"][0]["status"]);
    assert_eq!(json!(1), change["progress"]["accepted"]);
    assert_eq!(json!("accept"), change["undo"]);
    let told: Value = serde_json::from_str(&news.recv().await.unwrap()).unwrap();
    assert_eq!(json!([1]), told["touched"]);
    let (status, change) = desk.post("Zo%C3%A9", "/api/undo", json!({})).await;
    assert_eq!((StatusCode::OK, json!("auto")), (status, change["rows"][0]["status"].clone()));
}

#[tokio::test]
async fn a_conflict_shows_the_rows_as_they_are() {
    let desk = Desk::new();
    let text = |text: &str| {
        let edit = json!({ "do": "text", "key": 3, "side": "tgt", "segments": [text] });
        json!({ "edit": edit, "expects": [[3, 0]] })
    };
    assert_eq!(StatusCode::OK, desk.post("Ana", "/api/edit", text("End.")).await.0);
    let (status, answer) = desk.post("Bo", "/api/edit", text("Finis.")).await;
    assert_eq!(StatusCode::CONFLICT, status);
    assert!(answer["error"].as_str().unwrap().contains("Ana"));
    assert_eq!(json!("End."), answer["rows"][0]["tgt"][0]["text"]);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_a_reason() {
    let desk = Desk::new();
    let asked = [
        json!({ "edit": { "do": "merge", "key": 3 } }),
        json!({ "edit": { "do": "dance" } }),
        json!({ "edit": { "do": "text", "key": 1, "side": "left", "segments": [] } }),
        json!({ "edit": { "do": "mark", "key": 1, "side": "tgt", "start": 0, "end": 2, "category": "other", "severity": "awful" } }),
        json!([]),
    ];
    for asked in asked {
        let (status, answer) = desk.post("Ana", "/api/edit", asked.clone()).await;
        assert!(status.is_client_error(), "{asked}");
        assert!(answer["error"].is_string(), "{asked}");
    }
    let (status, _) = desk.post("Ana", "/api/undo", json!({})).await;
    assert_eq!(StatusCode::BAD_REQUEST, status);
    let (status, answer) =
        desk.post("Ana", "/api/order", json!({ "text": "(", "regex": true })).await;
    assert_eq!(StatusCode::BAD_REQUEST, status);
    assert!(answer["error"].is_string());
    let big = json!({ "edit": { "do": "text", "key": 1, "side": "tgt", "segments": ["x".repeat(5 << 20)] } });
    assert_eq!(StatusCode::PAYLOAD_TOO_LARGE, desk.post("Ana", "/api/edit", big).await.0);
}

#[tokio::test]
async fn findings_come_with_places_as_the_page_counts_and_go_when_the_text_is_mended() {
    let desk = Desk::new();
    {
        let session = desk.app.session();
        checks::check_again(&desk.app, &session, &[1, 2, 3]);
    }
    let (_, answer) = desk.post("Ana", "/api/rows", json!({ "keys": [1, 99] })).await;
    let found = &answer["rows"][0]["findings"][0];
    assert_eq!(json!("num.value"), found["check"], "{found}");
    let order = json!({ "check": "any" });
    assert_eq!(json!([1, 2]), desk.post("Ana", "/api/order", order.clone()).await.1["keys"]);
    let next = json!({ "from": 1, "direction": 1, "what": "finding" });
    assert_eq!(json!(2), desk.post("Ana", "/api/next", next).await.1["key"]);
    let dismiss = json!({ "edit": { "do": "dismiss", "key": 1, "check": "num.value", "fingerprint": found["fingerprint"], "reason": "vu" } });
    let (_, change) = desk.post("Ana", "/api/edit", dismiss).await;
    assert_eq!(json!("vu"), change["rows"][0]["findings"][0]["dismissed"]);
    assert_eq!(json!([2]), desk.post("Ana", "/api/order", order).await.1["keys"]);
    let mend = json!({ "edit": { "do": "text", "key": 1, "side": "tgt", "segments": ["He is 12 years old."] } });
    let (_, change) = desk.post("Ana", "/api/edit", mend).await;
    assert_eq!(json!([]), change["rows"][0]["findings"]);
}

#[tokio::test]
async fn evidence_links_words_and_values() {
    let desk = Desk::new();
    let (status, evidence) = desk.get("/api/evidence?key=3").await;
    assert_eq!(StatusCode::OK, status);
    assert!(evidence["words"].as_array().unwrap().iter().any(|link| link["src"] == json!([0, 3])));
    let (_, evidence) = desk.get("/api/evidence?key=1").await;
    assert_eq!(json!(false), evidence["values"][0]["agrees"]);
    assert_eq!(StatusCode::NOT_FOUND, desk.get("/api/evidence?key=77").await.0);
}

#[tokio::test]
async fn copies_are_given_in_every_format_and_come_back() {
    let desk = Desk::new();
    for format in crate::formats::Format::all() {
        let path = format!("/api/export?format={}", format.name());
        let request = Request::get(path).header("host", HOST).header("cookie", &desk.cookie);
        let (status, headers, body) = desk.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(StatusCode::OK, status, "{}", format.name());
        assert!(!body.is_empty());
        assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        if format.is_several_files() {
            assert!(body.starts_with(b"PK"), "{}", format.name());
        }
    }
    let request =
        Request::get("/api/export?format=xlsx").header("host", HOST).header("cookie", &desk.cookie);
    let (_, _, sheet) = desk.send(request.body(Body::empty()).unwrap()).await;
    let accept = json!({ "edit": { "do": "status", "keys": [2], "status": "accepted" } });
    desk.post("Ana", "/api/edit", accept).await;
    let request = Request::post("/api/import?name=x.xlsx")
        .header("host", HOST)
        .header("cookie", &desk.cookie)
        .header("x-enregard", "1");
    let (status, _, body) = desk.send(request.body(Body::from(sheet)).unwrap()).await;
    assert_eq!(StatusCode::OK, status, "{}", String::from_utf8_lossy(&body));
    let answer: Value = serde_json::from_slice(&body).unwrap();
    // The copy is older and has nothing new: the decision stands.
    assert_eq!(
        (json!([]), json!([])),
        (answer["change"]["touched"].clone(), answer["conflicts"].clone())
    );
    let (_, state) = desk.get("/api/state").await;
    assert_eq!(json!(1), state["progress"]["accepted"]);
}

#[tokio::test]
async fn a_mark_is_exported_with_its_words() {
    let desk = Desk::new();
    let mark = json!({ "edit": { "do": "mark", "key": 2, "side": "tgt", "start": 1, "end": 3, "category": "other", "severity": "minor", "note": "n" } });
    let (status, change) = desk.post("Ana", "/api/edit", mark).await;
    assert_eq!(
        (StatusCode::OK, json!("It")),
        (status, change["rows"][0]["marks"][0]["quote"].clone())
    );
    let request = Request::get("/api/export?format=mqm-csv")
        .header("host", HOST)
        .header("cookie", &desk.cookie);
    let (_, _, table) = desk.send(request.body(Body::empty()).unwrap()).await;
    assert!(String::from_utf8(table).unwrap().contains("p1.s2,tgt,It,other,minor,n,Ana,"));
    let (_, told) = desk.get("/api/statistics").await;
    assert_eq!(json!(1), told["mqm"]["points"]);
}

#[tokio::test]
async fn realigning_and_saving_answer() {
    let desk = Desk::new();
    let (status, change) = desk.post("Ana", "/api/realign", json!({ "from": null })).await;
    assert_eq!(StatusCode::OK, status, "{change}");
    let (status, saved) = desk.post("Ana", "/api/save", json!({})).await;
    assert_eq!((StatusCode::OK, true), (status, saved["saved"].is_boolean()));
    let (status, sizes) = desk.get("/api/sizes").await;
    assert_eq!((StatusCode::OK, 3), (status, sizes["sizes"].as_array().unwrap().len()));
    let (_, log) = desk.get("/api/log").await;
    assert!(log["entries"].is_array());
}
