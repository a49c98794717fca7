//! Reads inputs whole and writes outputs atomically; `-` is stdin or stdout and
//! `.gz` is transparent.

use crate::error::{Error, Place, Result};
use crate::text::Text;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// What a closed pipe is reported as, so that `run` can tell it from a failure.
const BROKEN_PIPE: &str = "the reader of stdout has gone";

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
/// trap. By hand: texts are packed to a tenth, the dullest to a hundredth.
const MAX_UNPACKED: (u64, u64) = (64 << 20, 400);

fn unpack(path: &Path, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let limit = MAX_UNPACKED.0.max(MAX_UNPACKED.1 * bytes.len() as u64);
    match MultiGzDecoder::new(bytes).take(limit).read_to_end(&mut unpacked) {
        Ok(_) if unpacked.len() as u64 == limit => {
            Err(Error::input("the gzip data unpacks to more than any text")
                .at(Place::file(display_name(path)))
                .hint("this may be a bomb; if it is not, unpack it with `gunzip` first"))
        }
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
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(input))));
    }
    Ok(input)
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
    /// There cannot be such a file, or it is one of the inputs.
    pub(super) fn new(path: Option<&Path>, inputs: &[&Path]) -> Result<Sink> {
        let Some(path) = path.filter(|path| !is_dash(path)) else { return Ok(Sink::Stdout) };
        let place = || Place::file(display_name(path));
        if path.is_dir() {
            return Err(Error::input("this is a folder, and cannot be written like a file")
                .at(place())
                .hint("name a file in it"));
        }
        if !folder_of(path).is_dir() {
            return Err(Error::input("the folder of this file does not exist")
                .at(place())
                .hint(format!("make it with `mkdir -p {}`", folder_of(path).display())));
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

/// Writes data to stdout.
///
/// # Errors
///
/// The reader has gone, which `run` takes as success, or the disk is full.
pub(super) fn write_stdout(data: &[u8]) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(data).and_then(|()| stdout.flush()).map_err(|cause| {
        if cause.kind() == ErrorKind::BrokenPipe {
            Error::input(BROKEN_PIPE)
        } else {
            Error::input(format!("the output cannot be written: {cause}"))
                .at(Place::file("stdout"))
                .hint("is the disk full?")
        }
    })
}

/// Tells whether an error is a closed pipe, which is no failure.
pub(super) fn is_broken_pipe(error: &Error) -> bool {
    error.place().is_none() && error.to_string() == BROKEN_PIPE
}

/// Returns the folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that is written beside the old one, and takes its place when it is
/// finished; packed if its name ends in `.gz`. What is no regular file, such as
/// `/dev/null`, is written to as it is, and a link is followed.
#[derive(Debug)]
pub(super) struct Draft {
    /// The file as the user named it.
    path: PathBuf,
    out: Packing,
}

#[derive(Debug)]
enum Packing {
    Plain(Target),
    Gzip(Box<GzEncoder<Target>>),
}

#[derive(Debug)]
enum Target {
    /// A passing file, and what it takes the place of.
    Passing(tempfile::NamedTempFile, PathBuf, Option<std::fs::Permissions>),
    /// What is written to as it is.
    Direct(File),
}

impl Write for Target {
    fn write(&mut self, data: &[u8]) -> std::io::Result<usize> {
        match self {
            Target::Passing(file, ..) => file.write(data),
            Target::Direct(file) => file.write(data),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Target::Passing(file, ..) => file.flush(),
            Target::Direct(file) => file.flush(),
        }
    }
}

impl Draft {
    /// Starts a file.
    ///
    /// # Errors
    ///
    /// Its folder may not be written.
    pub(super) fn new(path: &Path) -> Result<Draft> {
        Draft::of(path, path.extension().is_some_and(|ext| ext == "gz"))
    }

    /// Starts a file that is packed, whatever it is called.
    ///
    /// # Errors
    ///
    /// As for [`Draft::new`].
    pub(super) fn packed(path: &Path) -> Result<Draft> {
        Draft::of(path, true)
    }

    fn of(path: &Path, is_packed: bool) -> Result<Draft> {
        let target = Target::new(path).map_err(|cause| unwritable(path, &cause))?;
        let out = if is_packed {
            Packing::Gzip(Box::new(GzEncoder::new(target, Compression::default())))
        } else {
            Packing::Plain(target)
        };
        Ok(Draft { path: path.to_owned(), out })
    }

    /// Writes on.
    ///
    /// # Errors
    ///
    /// The disk is full; the file that was there is still whole.
    pub(super) fn write(&mut self, data: &[u8]) -> Result<()> {
        let outcome = match &mut self.out {
            Packing::Plain(target) => target.write_all(data),
            Packing::Gzip(encoder) => encoder.write_all(data),
        };
        outcome.map_err(|cause| unwritable(&self.path, &cause))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// As for [`Draft::write`].
    pub(super) fn finish(self) -> Result<()> {
        let target = match self.out {
            Packing::Plain(target) => Ok(target),
            Packing::Gzip(encoder) => encoder.finish(),
        };
        target.and_then(Target::settle).map_err(|cause| unwritable(&self.path, &cause))
    }
}

impl Target {
    fn new(path: &Path) -> std::io::Result<Target> {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let permissions = match std::fs::metadata(&real) {
            Ok(old) if old.is_file() => Some(old.permissions()),
            Ok(_) => return File::options().write(true).open(&real).map(Target::Direct),
            Err(_) => None,
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".enregard-");
        // The default of tempfile is private; an output is as open as any file.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        Ok(Target::Passing(builder.tempfile_in(folder_of(&real))?, real, permissions))
    }

    fn settle(self) -> std::io::Result<()> {
        let Target::Passing(file, path, permissions) = self else { return Ok(()) };
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions)?;
        }
        file.as_file().sync_all()?;
        file.persist(path).map(|_| ()).map_err(|error| error.error)
    }
}

fn unwritable(path: &Path, cause: &std::io::Error) -> Error {
    Error::input(format!("this file cannot be written: {}", reason(cause)))
        .at(Place::file(display_name(path)))
        .hint("check that its folder may be written and the disk has room; `-o -` prints to stdout")
}

/// Returns what went wrong without the name of the passing file.
fn reason(cause: &std::io::Error) -> String {
    let text = cause.to_string();
    text.split(" at path ").next().unwrap_or(&text).to_owned()
}
