//! Realigning and replacing: both are shown before they are done, and undone in one step.

use super::super::edit::{Edit, Rewrite};
use super::super::filter::Filter;
use super::super::row::{Piece, Row};
use super::super::search::Pattern;
use super::super::session::{End, Session, Stretch};
use super::answer::{Answer, Asked, Refused, Who, apart};
use super::api::answered;
use super::{App, wire};
use crate::check::Side;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Replacements that are shown before they are made; the others are counted.
const MAX_SHOWN: usize = 100;

#[derive(Debug, Deserialize)]
pub(super) struct RealignAsked {
    from: Option<u64>,
    #[serde(default)]
    to: Option<u64>,
    /// Up to the next pair that somebody has accepted.
    #[serde(default)]
    to_decided: bool,
    /// Only say what would change.
    #[serde(default)]
    preview: bool,
    /// The last edit that the preview knew of: what comes after it could make another outcome.
    #[serde(default)]
    seq: Option<u64>,
}

pub(super) async fn realign(
    State(app): State<Arc<App>>,
    Who(who): Who,
    Asked(asked): Asked<RealignAsked>,
) -> Answer {
    apart(move || {
        let to = match (asked.to, asked.to_decided) {
            (Some(key), _) => End::Row(key),
            (None, true) => End::NextDecided,
            (None, false) => End::Last,
        };
        let work = app.session().realignment(&Stretch { from: asked.from, to });
        refuse_changed(asked.seq, work.seq())?;
        // Others work on meanwhile.
        let rows = work.run();
        let mut session = app.session();
        if asked.preview {
            let mut shown = wire::preview(&session.changes_by(&rows));
            shown["seq"] = json!(work.seq());
            return Ok(Json(shown));
        }
        let outcome = session.finish_realignment(&who, work.seq(), &rows);
        answered(&app, &session, outcome)
    })
    .await
}

fn refuse_changed(seen: Option<u64>, now: u64) -> Result<(), Refused> {
    match seen {
        Some(seen) if seen != now => {
            Err(Refused::asked("somebody changed something since this was shown"))
        }
        _ => Ok(()),
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct ReplaceAsked {
    /// What is searched, and among which pairs.
    filter: Filter,
    with: String,
    /// `src`, `tgt` or `both`.
    side: String,
    #[serde(default)]
    preview: bool,
    #[serde(default)]
    seq: Option<u64>,
}

pub(super) async fn replace(
    State(app): State<Arc<App>>,
    Who(who): Who,
    Asked(asked): Asked<ReplaceAsked>,
) -> Answer {
    apart(move || {
        let mut session = app.session();
        refuse_changed(asked.seq, session.seq())?;
        let rewrites = asked.rewrites(&app, &session)?;
        if asked.preview {
            return Ok(Json(shown(&session, &rewrites)));
        }
        let outcome = session.edit(&who, &Edit::Replace(rewrites), &[]);
        answered(&app, &session, outcome)
    })
    .await
}

impl ReplaceAsked {
    fn rewrites(&self, app: &App, session: &Session) -> Result<Vec<Rewrite>, Refused> {
        let Filter { text, regex, case, .. } = &self.filter;
        let pattern = Pattern::new(text, *regex, *case).map_err(Refused::asked)?;
        let pattern = pattern.ok_or_else(|| Refused::asked("nothing is searched"))?;
        let sides: &[Side] = match self.side.as_str() {
            "both" => &[Side::Src, Side::Tgt],
            "src" => &[Side::Src],
            "tgt" => &[Side::Tgt],
            _ => return Err(Refused::asked("a side is src or tgt")),
        };
        let findings = app.findings();
        let sieve = self.filter.sieve(&findings, app.settings.doubtful).map_err(Refused::asked)?;
        let rows = session.rows().all().iter().filter(|row| sieve.passes(row));
        let rewrite = |row: &Row, side: Side| {
            let replaced = |piece: &Piece| pattern.replaced(&piece.text, &self.with);
            let segments: Vec<String> = row.side(side).iter().map(replaced).collect();
            let is_same = row.side(side).iter().zip(&segments).all(|(old, new)| old.text == *new);
            let key = row.key;
            (!is_same).then_some(Rewrite { key, side, segments })
        };
        Ok(rows.flat_map(|row| sides.iter().filter_map(move |side| rewrite(row, *side))).collect())
    }
}

/// Returns what replacements would do.
fn shown(session: &Session, rewrites: &[Rewrite]) -> Value {
    let one = |Rewrite { key, side, segments }: &Rewrite| {
        let row = session.rows().get(*key);
        json!({
            "key": key, "side": side.name(), "id": row.map(|row| &row.id),
            "before": row.map(|row| row.text(*side)), "after": segments.join(" "),
        })
    };
    json!({
        "seq": session.seq(), "n_texts": rewrites.len(),
        "texts": rewrites.iter().take(MAX_SHOWN).map(one).collect::<Value>(),
    })
}
