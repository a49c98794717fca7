//! What the bilingual tables of translators' tools call their columns and what was decided.
//!
//! | status | ours | Trados | memoQ | in French |
//! |---|---|---|---|---|
//! | auto | auto | Draft | Pre-translated | Brouillon |
//! | accepted | accepted | Translation Approved | Reviewer 1 confirmed | Validé |
//! | edited | edited | Translated | Translator confirmed | Traduit |
//! | rejected | rejected | Translation Rejected | Rejected | Rejeté |
//!
//! Several words of a tool mean one status; the table has the one that is written. A table
//! gets the words of the tool that made it.

use crate::bitext::Status;

/// The header of our column of statuses.
pub(super) const STATUS: &str = "status";

/// What columns are called, in lower case: ours first, then others.
const COLUMNS: [&[&str]; 3] = [
    &["id", "segment id", "seg. id", "id segment", "id du segment", "n°", "no", "no.", "#", "nr"],
    &[STATUS, "segment status", "state", "statut", "état", "statut du segment"],
    &[
        "comment",
        "comments",
        "commentaire",
        "commentaires",
        "remarque",
        "remarques",
        "remark",
        "remarks",
        "note",
        "notes",
        "reviewer comments",
    ],
];

/// Gives the first column of each sort the name that ours has, unless one has it already.
pub(super) fn call_as_ours(header: &mut [String]) {
    for names in COLUMNS {
        let lower: Vec<String> = header.iter().map(|cell| cell.trim().to_lowercase()).collect();
        let found = names.iter().find_map(|name| lower.iter().position(|cell| cell == name));
        if let Some(column) = found {
            names[0].clone_into(&mut header[column]);
        }
    }
}

/// The words of a tool for each status, in lower case; the first is written.
struct Vocabulary {
    accepted: &'static [&'static str],
    edited: &'static [&'static str],
    rejected: &'static [&'static str],
    auto: &'static [&'static str],
}

const VOCABULARIES: [Vocabulary; 4] = [
    Vocabulary {
        accepted: &["accepted"],
        edited: &["edited"],
        rejected: &["rejected"],
        auto: &["auto"],
    },
    Vocabulary {
        accepted: &["Translation Approved", "sign-off approved", "signed off", "approved"],
        edited: &["Translated"],
        rejected: &["Translation Rejected", "sign-off rejected"],
        auto: &["Draft", "not translated", "unspecified"],
    },
    Vocabulary {
        accepted: &["Reviewer 1 confirmed", "reviewer 2 confirmed", "proofread", "reviewed"],
        edited: &["Translator confirmed", "confirmed"],
        rejected: &["Rejected"],
        auto: &[
            "Pre-translated",
            "not started",
            "machine translated",
            "assembled from fragments",
            "new",
        ],
    },
    Vocabulary {
        accepted: &["Validé", "approuvé", "accepté", "relu"],
        edited: &["Traduit", "confirmé", "corrigé", "modifié"],
        rejected: &["Rejeté", "refusé"],
        auto: &["Brouillon", "non traduit", "nouveau"],
    },
];

impl Vocabulary {
    fn words(&self, status: Status) -> &'static [&'static str] {
        match status {
            Status::Accepted => self.accepted,
            Status::Edited => self.edited,
            Status::Rejected => self.rejected,
            Status::Auto => self.auto,
        }
    }

    fn status(&self, cell: &str) -> Option<Status> {
        let has = |status: &Status| {
            self.words(*status).iter().any(|word| word.to_lowercase() == cell.to_lowercase())
        };
        [Status::Accepted, Status::Edited, Status::Rejected, Status::Auto].into_iter().find(has)
    }
}

/// Returns what a cell says of a status: `Translated (100%)` is `Translated`.
fn bare(cell: &str) -> &str {
    cell.split(['(', '\n']).next().unwrap_or_default().trim()
}

/// Returns the status that a cell says; nothing is auto.
pub(super) fn status(cell: &str) -> Option<Status> {
    let cell = bare(cell);
    if cell.is_empty() {
        return Some(Status::Auto);
    }
    VOCABULARIES.iter().find_map(|vocabulary| vocabulary.status(cell))
}

/// Returns what a table calls a status, of which the other cells are these.
pub(super) fn word_for(status: Status, cells: &[String]) -> &'static str {
    let n_known = |vocabulary: &Vocabulary| {
        cells.iter().filter(|cell| vocabulary.status(bare(cell)).is_some()).count()
    };
    let mut best = &VOCABULARIES[0];
    for vocabulary in &VOCABULARIES[1..] {
        if n_known(vocabulary) > n_known(best) {
            best = vocabulary;
        }
    }
    best.words(status)[0]
}
