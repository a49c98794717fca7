//! Reads inputs whole and writes outputs atomically; `-` is stdin or stdout and
//! `.gz` is transparent.

mod draft;
mod passing;
mod stdout;

pub(super) use draft::{Draft, finish_all};
pub(super) use passing::leave_signals_alone;
pub(super) use stdout::{is_broken_pipe, is_stdout_there, write_stdout};

use crate::error::{Error, Place, Result};
use crate::text::Text;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Returns the name of an input in messages.
pub(super) fn display_name(path: &Path) -> String {
    if is_dash(path) { "stdin".to_owned() } else { path.display().to_string() }
}

/// Tells whether a path means stdin or stdout.
pub(super) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns the text that a file or stdin holds.
///
/// # Errors
///
/// The file cannot be read or holds no text.
pub(super) fn read_text(path: &Path) -> Result<Text> {
    Text::decode(&read_bytes(path)?, &display_name(path))
}

/// Returns the bytes of a file or stdin, unpacked if they are gzipped.
///
/// # Errors
///
/// The file cannot be read or unpacked.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    read_unpacked(path).map(|(bytes, _)| bytes)
}

/// Returns the bytes of a file or stdin, and whether they were gzipped.
///
/// # Errors
///
/// The file cannot be read or unpacked.
pub(super) fn read_unpacked(path: &Path) -> Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    let outcome = if is_dash(path) {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|content| bytes = content)
    };
    outcome.map_err(|cause| unreadable(path, &cause))?;
    let is_packed = bytes.starts_with(&GZIP_MAGIC);
    Ok((if is_packed { unpack(path, &bytes)? } else { bytes }, is_packed))
}

/// Data over the first size that unpacks to more than so many times its own is a
/// trap. By hand: texts are packed to a tenth, the dullest to a hundredth; archives
/// are held to the same.
const MAX_UNPACKED: (u64, u64) = (16 << 20, 200);

/// What is said of such data.
const BOMB: &str = "the gzip data unpacks to more than any text";

fn unpack(path: &Path, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let limit = MAX_UNPACKED.0.max(MAX_UNPACKED.1 * bytes.len() as u64);
    match MultiGzDecoder::new(bytes).take(limit).read_to_end(&mut unpacked) {
        Ok(_) if unpacked.len() as u64 == limit => Err(Error::input(BOMB)
            .at(Place::file(display_name(path)))
            .hint("this may be a bomb; if it is not, unpack it with `gunzip` first")),
        Ok(_) => Ok(unpacked),
        Err(cause) => Err(Error::input(format!("the gzip data is damaged: {cause}"))
            .at(Place::file(display_name(path)))
            .hint("download or copy the file again; `gzip -t FILE` tests it")),
    }
}

/// Returns the error that says why a file cannot be read.
pub(super) fn unreadable(path: &Path, cause: &std::io::Error) -> Error {
    let (message, hint) = match cause.kind() {
        ErrorKind::NotFound => {
            ("there is no such file".to_owned(), "check the spelling, or give `-` for stdin")
        }
        ErrorKind::PermissionDenied => {
            ("this file may not be read".to_owned(), "check its permissions: `ls -l FILE`")
        }
        ErrorKind::IsADirectory => {
            ("this is a folder, not a file".to_owned(), "name one file in it")
        }
        _ => (format!("this file cannot be read: {cause}"), "check the disk and the path"),
    };
    Error::input(message).at(Place::file(display_name(path))).hint(hint)
}

/// Opens a file or stdin for reading a line at a time, unpacked if it is gzipped.
///
/// # Errors
///
/// The file cannot be opened.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let mut input: Box<dyn BufRead> = if is_dash(path) {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(|cause| unreadable(path, &cause))?))
    };
    let start = input.fill_buf().map_err(|cause| unreadable(path, &cause))?;
    if start.starts_with(&GZIP_MAGIC) {
        return Ok(Box::new(BufReader::new(Unpacking::new(input))));
    }
    Ok(input)
}

/// Unpacks a stream as long as it is not a trap.
struct Unpacking {
    decoder: MultiGzDecoder<Counted>,
    n_unpacked: u64,
}

/// A packed stream of which it is known how much was read.
struct Counted {
    input: Box<dyn BufRead>,
    n_read: u64,
}

impl Unpacking {
    fn new(input: Box<dyn BufRead>) -> Unpacking {
        let decoder = MultiGzDecoder::new(Counted { input, n_read: 0 });
        Unpacking { decoder, n_unpacked: 0 }
    }
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.decoder.read(buffer)?;
        self.n_unpacked += n_bytes as u64;
        let n_packed = self.decoder.get_ref().n_read;
        if self.n_unpacked > MAX_UNPACKED.0.max(MAX_UNPACKED.1 * n_packed) {
            return Err(std::io::Error::other(BOMB));
        }
        Ok(n_bytes)
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.input.read(buffer)?;
        self.n_read += n_bytes as u64;
        Ok(n_bytes)
    }
}

/// Where a command writes its data.
#[derive(Clone, Debug)]
pub(super) enum Sink {
    /// Standard output.
    Stdout,
    /// A file, replaced at once when the data is complete.
    File(PathBuf),
}

impl Sink {
    /// Returns the sink that `-o` asks for; stdout without it or for `-`. Ask
    /// before the work is done: a wrong path is better known at once.
    ///
    /// # Errors
    ///
    /// There cannot be such a file, or it is one of the inputs; stdout is closed.
    pub(super) fn new(path: Option<&Path>, inputs: &[&Path]) -> Result<Sink> {
        let Some(path) = path.filter(|path| !is_dash(path)) else {
            return is_stdout_there().map(|()| Sink::Stdout);
        };
        let place = || Place::file(display_name(path));
        if path.is_dir() {
            return Err(Error::input("this is a folder, and cannot be written like a file")
                .at(place())
                .hint("name a file in it"));
        }
        let target = draft::followed(path);
        let folder = folder_of(&target);
        if !folder.is_dir() {
            return Err(Error::input("the folder of this file does not exist")
                .at(place())
                .hint(format!("make it with `mkdir -p {}`", folder.display())));
        }
        let real = path.canonicalize().ok();
        if real.is_some() && inputs.iter().any(|input| input.canonicalize().ok() == real) {
            return Err(Error::usage("the output is one of the inputs, which would be lost")
                .at(place())
                .hint("name another file after -o"));
        }
        Ok(Sink::File(path.to_owned()))
    }

    /// Writes all of the data, or leaves what was there.
    ///
    /// # Errors
    ///
    /// The data cannot be written; a file that was there is still whole.
    pub(super) fn write(&self, data: &[u8]) -> Result<()> {
        match self {
            Sink::Stdout => write_stdout(data),
            Sink::File(path) => {
                let mut draft = Draft::new(path)?;
                draft.write(data)?;
                draft.finish()
            }
        }
    }
}

/// Returns the folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
