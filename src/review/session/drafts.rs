//! Text that people have typed and not saved: kept for them, and named when the file is written.

use super::{Session, now};
use crate::check::Side;
use crate::error::Result;
use crate::review::store::Draft;

impl Session {
    /// Keeps what a reviewer has typed so far into a side of a row.
    ///
    /// # Errors
    ///
    /// The review's file cannot be written.
    pub fn set_draft(&mut self, draft: Draft) -> Result<()> {
        self.hold_on()?;
        self.store.set_draft(&Draft { at: now(), ..draft })
    }

    /// Forgets what a reviewer has typed: it was saved, or is not wanted.
    ///
    /// # Errors
    ///
    /// The review's file cannot be written.
    pub fn drop_draft(&mut self, who: &str, key: u64, side: Side) -> Result<()> {
        self.hold_on()?;
        self.store.drop_draft(who, key, side)
    }

    /// Returns the drafts of a reviewer, also those of rows that are gone.
    ///
    /// # Errors
    ///
    /// The review's file cannot be read.
    pub fn drafts_of(&self, who: &str) -> Result<Vec<Draft>> {
        let mut drafts = self.store.drafts()?;
        drafts.retain(|draft| draft.who == who);
        Ok(drafts)
    }

    /// Returns the drafts of everybody that wait to be saved.
    #[must_use]
    pub fn open_drafts(&self) -> Vec<Draft> {
        // What cannot be read cannot be named; an edit says why.
        let mut drafts = self.store.drafts().unwrap_or_default();
        drafts.retain(|draft| !draft.is_aside);
        drafts
    }

    /// Returns where the drafts are that wait to be saved, for people: `p2.s1 (en, Anna)`.
    #[must_use]
    pub fn open_draft_places(&self) -> Vec<String> {
        let place = |draft: &Draft| {
            let id = self.rows.get(draft.key).map_or("?", |row| row.id.as_str());
            let tag = match draft.side {
                Side::Src => &self.head.src_lang,
                Side::Tgt => &self.head.tgt_lang,
            };
            format!("{id} ({tag}, {})", draft.who)
        };
        self.open_drafts().iter().map(place).collect()
    }
}
