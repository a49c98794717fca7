//! The bitext in and out: its file, copies for others, copies that come back.

use super::super::session::Take;
use super::answer::{Answer, Asked, Refused, Who, apart, refused};
use super::api::done;
use super::{App, wire};
use crate::bitext::Bitext;
use crate::formats::{self, FileBytes, Format, Options};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

pub(super) async fn save(State(app): State<Arc<App>>) -> Answer {
    apart(move || {
        let mut session = app.session();
        let saved = session.save().map_err(|failure| refused(&app, &session, failure))?;
        app.live.tell("state", &super::api::state_of(&app, &session, ""));
        let drafts = session.open_draft_places();
        Ok(Json(json!({ "saved": saved, "file": session.name(), "drafts": drafts })))
    })
    .await
}

/// Writes the bitext when the server stops, and tells the pages whether that could be done.
pub(super) fn save_at_the_end(app: &App) {
    let mut session = app.session();
    let is_saved = session.save().is_ok();
    let drafts = session.open_draft_places();
    let told = json!({ "saved": is_saved, "file": session.name(), "drafts": drafts });
    app.live.tell("stopped", &told);
}

pub(super) async fn outside(State(app): State<Arc<App>>) -> Answer {
    apart(move || Ok(Json(wire::differences(&app.session().outside()?)))).await
}

#[derive(Debug, Deserialize)]
pub(super) struct TakeAsked {
    take: String,
}

pub(super) async fn take(
    State(app): State<Arc<App>>,
    Who(who): Who,
    Asked(asked): Asked<TakeAsked>,
) -> Answer {
    apart(move || {
        let choice = match asked.take.as_str() {
            "ours" => Take::Ours,
            "theirs" => Take::Theirs,
            "merge" => Take::Both,
            _ => return Err(Refused::asked("take is ours, theirs or merge")),
        };
        let mut session = app.session();
        let (applied, conflicts) =
            session.take(&who, choice).map_err(|failure| refused(&app, &session, failure))?;
        app.is_outside.store(session.is_changed_outside(), Ordering::SeqCst);
        let change = done(&app, &session, &applied);
        app.live.tell("state", &super::api::state_of(&app, &session, ""));
        Ok(Json(json!({ "change": change, "conflicts": wire::conflicts(&conflicts) })))
    })
    .await
}

#[derive(Debug, Deserialize)]
pub(super) struct ExportAsked {
    format: String,
}

/// The name under which marks are exported as a table.
const MARKS: &str = "mqm-csv";

pub(super) async fn export(
    State(app): State<Arc<App>>,
    Query(asked): Query<ExportAsked>,
) -> Result<Response, Refused> {
    let (name, bytes) = apart(move || {
        let session = app.session();
        let name = session.name();
        let stem = name.split('.').next().unwrap_or("bitext").to_owned();
        if asked.format == MARKS {
            return Ok((format!("{stem}.mqm.csv"), wire::marks_table(&session)));
        }
        let format = Format::by_name(&asked.format)?;
        session.remember_export()?;
        exported(&session.bitext(), format, &stem)
    })
    .await?;
    // What stands in a header is ASCII; the name is the user's own.
    let ascii: String =
        name.chars().map(|c| if c.is_ascii_graphic() && c != '"' { c } else { '_' }).collect();
    let encoded = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}");
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}

/// Returns the name and the bytes of a copy; several files go into one archive.
fn exported(bitext: &Bitext, format: Format, stem: &str) -> Result<(String, Vec<u8>), Refused> {
    let ending = format.endings()[0];
    let name = format!("{stem}{ending}");
    let options = Options { name: name.clone(), stem: stem.to_owned(), ..Options::default() };
    let written = formats::write_with(bitext, format, &options);
    if written.others.is_empty() {
        return Ok((name, written.bytes));
    }
    let main = (!written.bytes.is_empty())
        .then(|| FileBytes { ending: String::new(), bytes: written.bytes });
    let files = main.into_iter().chain(written.others);
    let zipped = zipped(files, &name, stem)
        .map_err(|cause| Refused::asked(format!("the archive cannot be made: {cause}")))?;
    Ok((format!("{stem}.{}.zip", format.name()), zipped))
}

fn zipped(
    files: impl Iterator<Item = FileBytes>,
    name: &str,
    stem: &str,
) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for FileBytes { ending, bytes } in files {
        let name = match ending.as_str() {
            "" => name.to_owned(),
            ending if ending.starts_with('.') => format!("{stem}{ending}"),
            ending => format!("{name}{ending}"),
        };
        archive.start_file(name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[derive(Debug, Deserialize)]
pub(super) struct ImportAsked {
    name: String,
}

pub(super) async fn import(
    State(app): State<Arc<App>>,
    Who(who): Who,
    Query(asked): Query<ImportAsked>,
    body: Bytes,
) -> Answer {
    apart(move || {
        let languages = app.settings.langs.clone();
        let format =
            Format::by_extension(Path::new(&asked.name)).or_else(|| Format::by_content(&body));
        let format =
            format.ok_or_else(|| Refused::asked("this is not a bitext that can be read"))?;
        let theirs = formats::read(&body, &asked.name, format, &languages)?.bitext;
        let mut session = app.session();
        let (applied, conflicts) =
            session.import(&who, &theirs).map_err(|failure| refused(&app, &session, failure))?;
        let change = done(&app, &session, &applied);
        let conflicts = wire::conflicts(&conflicts);
        Ok(Json(json!({ "change": change, "conflicts": conflicts })))
    })
    .await
}
