//! Says what is wrong with the review's file, where, and what to do about it.

use crate::error::{Error, Place, Result};
use rusqlite::ErrorCode;

/// Returns a value that stands in the file as JSON.
pub(super) fn parsed<T: serde::de::DeserializeOwned>(text: &str, name: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|cause| damaged(name, &format!("the review is damaged: {cause}")))
}

/// Returns the error of a file that holds something that no review has written.
pub(super) fn damaged(name: &str, message: &str) -> Error {
    Error::input(message).at(Place::file(name)).hint(format!(
        "move it away (`mv {name} {name}.old`) to begin a new review of the bitext as its file has it"
    ))
}

/// Returns the error of a file that could not be read or written.
pub(super) fn refused(name: &str, cause: &rusqlite::Error) -> Error {
    let place = Place::file(name);
    match cause.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::conflict("this review is open in another process")
                .at(place)
                .hint("use the page of that one: several people can review on one server")
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            damaged(name, "this is not a review, or it is damaged")
        }
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            Error::input("the review cannot be written here")
                .at(place)
                .hint("a review is kept beside its bitext: copy the bitext to a folder of yours")
        }
        Some(ErrorCode::DiskFull) => Error::input("the disk is full")
            .at(place)
            .hint("make room; nothing that was kept is lost"),
        None if is_of_another_shape(cause) => {
            damaged(name, &format!("the review is damaged: {cause}"))
        }
        _ => Error::input(format!("the review cannot be read or written: {cause}"))
            .at(place)
            .hint("is the file on a disk that can lock files? copy the bitext to a local folder"),
    }
}

/// Tells whether a cell holds something else than its column should.
fn is_of_another_shape(cause: &rusqlite::Error) -> bool {
    matches!(
        cause,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..)
    )
}
