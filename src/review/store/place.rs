//! Notices when the review's file is deleted or replaced while the review is open.
//!
//! An open file can be deleted: what is written to it is gone when the process ends, and nothing says so.
//! What was read and written so far can still be read from it, so a deleted file is put back.

use super::{Store, connect, faults};
use crate::error::{Error, Place, Result};
use std::path::Path;

/// What tells a file from another one of the same name.
pub(super) type Identity = Option<(u64, u64)>;

/// Returns which file stands there.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

/// Returns whether a file stands there: elsewhere an open file cannot be deleted or replaced.
#[cfg(not(unix))]
pub(super) fn identity(path: &Path) -> Identity {
    path.exists().then_some((0, 0))
}

impl Store {
    /// Sees to it that what is written next stays. Returns whether the file had been deleted: then it has
    /// been put back with all that it held.
    ///
    /// # Errors
    ///
    /// Another file has taken its place, or it cannot be put back.
    pub fn hold_on(&mut self) -> Result<bool> {
        match identity(&self.path) {
            now if now == self.identity => Ok(false),
            None => self.put_back().map(|()| true),
            Some(_) => Err(Error::conflict("another file has taken the place of this review")
                .at(Place::file(&self.name))
                .hint(
                    "stop the server with Ctrl-C: the bitext is written with all that was decided",
                )),
        }
    }

    fn put_back(&mut self) -> Result<()> {
        let failed = |cause: rusqlite::Error| faults::refused(&self.name, &cause);
        let path = self.path.to_string_lossy().into_owned();
        self.connection.execute("vacuum into ?1", [path]).map_err(failed)?;
        // The old connection goes first: the new one wants the same name for its journal.
        self.connection = rusqlite::Connection::open_in_memory()
            .map_err(|cause| faults::refused(&self.name, &cause))?;
        self.connection = connect(&self.path, &self.name)?;
        self.identity = identity(&self.path);
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn a_file_that_was_deleted_is_put_back_and_one_that_was_replaced_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.review.db");
        let mut store = Store::open(&path).unwrap();
        store.set_meta("head", "{}").unwrap();
        assert!(!store.hold_on().unwrap());
        std::fs::remove_file(&path).unwrap();
        assert!(store.hold_on().unwrap());
        store.set_meta("stamp", "12").unwrap();
        drop(store);
        let mut store = Store::open(&path).unwrap();
        let known = ["head", "stamp"].map(|name| store.meta(name).unwrap());
        assert_eq!([Some("{}".to_owned()), Some("12".to_owned())], known);
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, "theirs").unwrap();
        assert_eq!(Kind::Conflict, store.hold_on().unwrap_err().kind());
        assert_eq!("theirs", std::fs::read_to_string(&path).unwrap());
    }
}
