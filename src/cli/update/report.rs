//! The report of an update: what was kept, what changed, what is new and gone.

use super::{ReportFormat, Update};
use crate::bitext::Bitext;
use crate::cli::Global;
use crate::cli::diff::{PageLanguage, Sheet};
use crate::cli::io::display_name;
use crate::cli::talk::{Talk, stdout_wants_color};
use crate::corpus::{CHANGED, Change, Diff, Difference, Piece, Tally, Updated, word_diff};
use crate::notice::Notice;
use crate::report::Versions;
use serde_json::{Value, json};
use std::path::Path;

/// What a report tells of.
pub(super) struct Told<'a> {
    pub(super) command: &'a Update,
    pub(super) old: &'a Bitext,
    pub(super) updated: &'a Updated,
    pub(super) tally: Tally,
    pub(super) global: &'a Global,
}

impl Told<'_> {
    /// Returns the report.
    pub(super) fn bytes(&self, format: ReportFormat) -> Vec<u8> {
        let diff = self.updated.diff(self.old);
        let has_color = self.command.report.is_none() && stdout_wants_color(self.global.color);
        let sheet = Sheet { a: self.old, b: &self.updated.bitext, has_color };
        let text = match format {
            ReportFormat::Text => diff.differences.iter().map(|one| sheet.text(one)).collect(),
            ReportFormat::Json => format!("{:#}\n", self.json(&sheet, &diff)),
            ReportFormat::Html => self.page(&diff),
        };
        text.into_bytes()
    }

    fn json(&self, sheet: &Sheet, diff: &Diff) -> Value {
        let Tally { kept, moved, changed, new, gone, decided, still_decided } = self.tally;
        let differences: Vec<_> = diff.differences.iter().map(|one| sheet.json_of(one)).collect();
        json!({
            "pairs": {"before": self.old.pairs.len(), "after": self.updated.bitext.pairs.len()},
            "counts": {"kept": kept, "moved": moved, "changed": changed, "new": new, "gone": gone},
            "decisions": {"before": decided, "kept": still_decided},
            "differences": differences,
        })
    }

    fn page(&self, diff: &Diff) -> String {
        let names = [display_name(&self.command.bitext), self.name_of_output()];
        let Tally { kept, changed, new, gone, .. } = self.tally;
        Versions {
            names: [&names[0], &names[1]],
            bitexts: [self.old, &self.updated.bitext],
            diff,
            agreement: None,
            figures: &[("kept", kept), ("changed", changed), ("new", new), ("gone", gone)],
            tongue: PageLanguage::tongue_or_locale(self.command.lang),
        }
        .html()
    }

    fn name_of_output(&self) -> String {
        self.command.file().map_or_else(|| "the new version".to_owned(), display_name)
    }

    /// Says how much stayed, what changed, and where what is gone is kept.
    pub(super) fn say(&self, orphans: Option<&Path>, talk: &Talk) {
        let Tally { kept, moved, changed, new, gone, decided, still_decided } = self.tally;
        talk.findings(&self.changed());
        let moved = if moved > 0 { format!(" ({moved} moved)") } else { String::new() };
        let (n_old, n_new) = (self.old.pairs.len(), self.updated.bitext.pairs.len());
        let (name, out) = (display_name(&self.command.bitext), self.name_of_output());
        talk.note(&format!(
            "{name}: {n_old} pairs -> {out}: {n_new} pairs; {kept} kept{moved}, {changed} changed, \
             {new} new, {gone} gone"
        ));
        if decided > 0 {
            talk.note(&format!(
                "decisions: {decided} before, {still_decided} stay with their pairs"
            ));
        }
        if let (Some(path), true) = (orphans, gone > 0) {
            let path = path.display();
            let message = format!("nothing is left of {gone} pairs; they are kept in {path}");
            talk.findings(&[Notice::warning("orphans", message)]);
        }
    }

    /// Returns a finding for each of the first pairs that changed, with the words
    /// that differ.
    fn changed(&self) -> Vec<Notice> {
        let diff = self.updated.diff(self.old);
        let (src, tgt) = self.old.langs.tags();
        let is_changed = |one: &&Difference| matches!(one.change, Change::Edited | Change::Merged);
        let changed: Vec<&Difference> = diff.differences.iter().filter(is_changed).collect();
        let finding = |one: &&Difference| {
            let (before, now) =
                (&self.old.pairs[one.a.start], &self.updated.bitext.pairs[one.b.start]);
            let texts = one.fields.iter().filter(|field| field.field == src || field.field == tgt);
            let words = texts.map(|field| marked_words(&field.before, &field.after));
            let words = words.collect::<Vec<_>>().join(" | ");
            let words = if words.is_empty() { now.src.clone() } else { words };
            let (status, what) = (before.status.name(), one.change.name());
            Notice::warning(CHANGED, format!("{}: {what}, was {status}: {words}", now.id))
        };
        let mut findings: Vec<Notice> = changed.iter().take(MAX_SAID).map(finding).collect();
        let n_more = changed.len().saturating_sub(MAX_SAID);
        if n_more > 0 {
            let message = format!("… and {n_more} more; --report FILE writes them all");
            findings.push(Notice::warning(CHANGED, message));
        }
        findings
    }
}

/// So many changed pairs are said one by one. By hand: more are no longer read.
const MAX_SAID: usize = 20;

/// Returns a text with the words that went and came.
fn marked_words(before: &str, after: &str) -> String {
    let shown = |piece: Piece| match piece {
        Piece::Same(text) => text,
        Piece::Removed(text) => format!("[-{text}-]"),
        Piece::Added(text) => format!("{{+{text}+}}"),
    };
    word_diff(before, after).into_iter().map(shown).collect()
}
