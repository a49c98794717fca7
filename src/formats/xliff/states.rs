//! What translators' tools call what a person decided, in their dialects of XLIFF.
//!
//! | status | 1.2 | 2.x | Trados | memoQ | Phrase |
//! |---|---|---|---|---|---|
//! | auto | | | `Draft` | `PartiallyEdited` | `0` |
//! | accepted | `signed-off`, approved | `reviewed` | `ApprovedTranslation` | `Proofread` | the level of the job |
//! | edited | `translated` | `translated` | `Translated` | `ManuallyConfirmed` | a lower level |
//! | rejected | `needs-review-translation` | `initial`, `enregard:rejected` | `RejectedTranslation` | `Rejected` | `0` |
//!
//! Several words of a tool mean one status; the table has the one that is
//! written. Phrase has a number where others have words: 0 is not confirmed, and
//! a reviser confirms up to the level of the job. What a reviser corrected is
//! confirmed there too, since Phrase would give it back otherwise.

use super::super::xml::Element;
use crate::bitext::Status;

/// Whose dialect a file is in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Tool {
    /// The standard, as everybody reads it.
    #[default]
    Standard,
    /// Trados Studio: SDLXLIFF.
    Trados,
    /// memoQ: MQXLIFF.
    MemoQ,
    /// Phrase, once Memsource: MXLIFF. A job has a level up to which it is
    /// confirmed.
    Phrase { level: u32 },
}

impl Tool {
    /// Returns the tool whose names a file declares on its root.
    pub(super) fn of_root(root: &Element) -> Tool {
        let declares = |what: &str| root.values().any(|value| value.contains(what));
        let level = root.attribute("level").and_then(|level| level.parse().ok());
        match () {
            () if declares("sdl.com/FileTypes/SdlXliff") => Tool::Trados,
            () if declares("MQXliff") => Tool::MemoQ,
            () if declares("memsource.com/mxlf") => {
                Tool::Phrase { level: level.unwrap_or(1).max(1) }
            }
            () => Tool::Standard,
        }
    }

    /// Returns the status of a unit of 1.2. `state` is that of its target,
    /// `conf` what Trados says of the segment.
    pub(super) fn status(self, unit: &Element, state: &str, conf: &str) -> Status {
        let own = match self {
            Tool::Standard => None,
            Tool::Trados => of_trados(conf),
            Tool::MemoQ => unit.attribute("status").map(of_memoq),
            Tool::Phrase { level } => {
                unit.attribute("confirmed").map(|value| of_phrase(value, level))
            }
        };
        own.unwrap_or_else(|| of_state(state, unit.attribute("approved") == Some("yes")))
    }

    /// Tells whether nobody may change a unit.
    pub(super) fn is_locked(self, unit: &Element) -> bool {
        let is_set = |value: &str| !matches!(value, "" | "no" | "false" | "0");
        self != Tool::Standard && unit.attribute("locked").is_some_and(is_set)
            || unit.attribute("translate") == Some("no")
    }
}

fn of_state(state: &str, is_approved: bool) -> Status {
    match state {
        "signed-off" | "final" => Status::Accepted,
        "translated" => Status::Edited,
        state if state.starts_with("needs-review") => Status::Rejected,
        _ if is_approved => Status::Accepted,
        _ => Status::Auto,
    }
}

fn of_trados(conf: &str) -> Option<Status> {
    Some(match conf {
        "ApprovedTranslation" | "ApprovedSignOff" => Status::Accepted,
        "Translated" => Status::Edited,
        "RejectedTranslation" | "RejectedSignOff" => Status::Rejected,
        "Draft" | "Unspecified" => Status::Auto,
        _ => return None,
    })
}

fn of_memoq(status: &str) -> Status {
    match status {
        "Proofread"
        | "ConfirmedProofreader"
        | "ConfirmedReviewer1"
        | "ConfirmedReviewer2"
        | "Reviewer1Confirmed" => Status::Accepted,
        "ManuallyConfirmed" | "ConfirmedTranslator" | "Confirmed" => Status::Edited,
        "Rejected" => Status::Rejected,
        _ => Status::Auto,
    }
}

fn of_phrase(confirmed: &str, level: u32) -> Status {
    match confirmed.parse::<u32>() {
        Ok(confirmed) if confirmed >= level => Status::Accepted,
        Ok(confirmed) if confirmed > 0 => Status::Edited,
        _ => Status::Auto,
    }
}

/// Returns the status of a segment of 2.x.
pub(super) fn of_segment(segment: &Element) -> Status {
    match segment.attribute("state").unwrap_or_default() {
        "reviewed" | "final" => Status::Accepted,
        "translated" => Status::Edited,
        _ if segment.attribute("subState") == Some(REJECTED) => Status::Rejected,
        _ => Status::Auto,
    }
}

/// The sub-state of a rejected segment in 2.x.
pub(super) const REJECTED: &str = "enregard:rejected";

/// Returns the state of a target of 1.2.
pub(super) fn target_state(status: Status) -> Option<&'static str> {
    match status {
        Status::Auto => None,
        Status::Accepted => Some("signed-off"),
        Status::Edited => Some("translated"),
        Status::Rejected => Some("needs-review-translation"),
    }
}

/// Returns the state of a segment of 2.x, and its sub-state.
pub(super) fn segment_state(status: Status) -> (Option<&'static str>, Option<&'static str>) {
    match status {
        Status::Auto => (None, None),
        Status::Accepted => (Some("reviewed"), None),
        Status::Edited => (Some("translated"), None),
        Status::Rejected => (Some("initial"), Some(REJECTED)),
    }
}

/// Returns what Trados calls a status.
pub(super) fn conf(status: Status) -> &'static str {
    match status {
        Status::Auto => "Draft",
        Status::Accepted => "ApprovedTranslation",
        Status::Edited => "Translated",
        Status::Rejected => "RejectedTranslation",
    }
}

/// Returns what memoQ calls a status.
pub(super) fn memoq_status(status: Status) -> &'static str {
    match status {
        Status::Auto => "PartiallyEdited",
        Status::Accepted => "Proofread",
        Status::Edited => "ManuallyConfirmed",
        Status::Rejected => "Rejected",
    }
}

/// Returns what Phrase calls a status in a job of that level.
pub(super) fn confirmed(status: Status, level: u32) -> String {
    match status {
        Status::Accepted | Status::Edited => level.to_string(),
        Status::Auto | Status::Rejected => "0".to_owned(),
    }
}
