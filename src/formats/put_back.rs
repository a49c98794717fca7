//! Puts a review back into a file, in whatever format that is (see `put`).

use super::put::{Original, PutBack, Work};
use super::{Format, Head, po, tmx, xliff};
use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;

/// Puts a review into the bytes of the file that it was made from. `file` names
/// it in messages.
///
/// # Errors
///
/// The file is not what it should be, its format cannot be changed in places, or
/// the review is of another file.
pub fn put_back(
    bytes: &[u8],
    file: &str,
    format: Format,
    review: &Bitext,
    langs: &LangPair,
) -> Result<PutBack> {
    let original = Original::new(bytes, declared(bytes).as_deref(), file)?;
    let mut head = Head::new(langs);
    let mut work = Work::new(review);
    match format {
        Format::Xliff | Format::Xliff2 => {
            xliff::put_back(&original.text, file, &mut head, &mut work)?;
        }
        Format::Tmx => tmx::put_back(&original.text, file, &mut head, &mut work)?,
        Format::Po => po::put_back(&original.text, file, &mut head, &mut work)?,
        format => {
            let message = format!("{} is not changed in places", format.name());
            return Err(Error::usage(message).at(Place::file(file)).hint(
                "XLIFF (also of Trados, memoQ, Phrase), TMX and PO are; write others anew: -o OUT",
            ));
        }
    }
    work.finish(&original, file)
}

/// Returns the encoding that XML or a catalog declares.
fn declared(bytes: &[u8]) -> Option<String> {
    /// Declarations stand at the top; a header of PO has some hundred bytes.
    const SAMPLE_LEN: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE_LEN)]).into_owned();
    let of_xml = || {
        head.strip_prefix("<?xml")?
            .split("?>")
            .next()?
            .split("encoding")
            .nth(1)?
            .split(['"', '\''])
            .nth(1)
    };
    let of_po = || head.split("charset=").nth(1)?.split(['\\', '"', '\n', ' ']).next();
    of_xml().or_else(of_po).map(str::to_owned)
}
