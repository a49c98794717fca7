//! Both ends of the child process that runs a foreign parser.
//!
//! The bytes of the file go in at its stdin, what it holds comes out at its
//! stdout as JSON: `{"Ok": …}` or `{"Err": …}`. All else that can become of it
//! is told from how it ended and from what the runtime said on its stderr.

use super::limits::{Limits, MEMORY_VARIABLE, SECONDS_VARIABLE};
use super::{Parser, Work};
use crate::error::{Error, Place, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ffi::OsString;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// The first argument of a run of the program that only parses.
pub const ARGUMENT: &str = "__parse";

/// How much of what the child says of its end is read.
const MAX_SAID: u64 = 4096;

/// How long a child that has said everything may take to end.
const GRACE: Duration = Duration::from_secs(1);

/// The program whose `__parse NAME FILE` calls [`answer`], with the arguments that
/// come first.
static PROGRAM: OnceLock<Vec<OsString>> = OnceLock::new();

/// Says that this process is a program whose first argument may be
/// [`ARGUMENT`]: from now on foreign parsers run in a child.
pub fn run_in_child() {
    // The link of Linux stays right when the program is replaced while it runs.
    let link = PathBuf::from("/proc/self/exe");
    let program = if link.exists() { Some(link) } else { std::env::current_exe().ok() };
    if let Some(program) = program {
        run_in(vec![program.into_os_string()]);
    }
}

/// Names the command that is such a program, as words (`python3 -m enregard`): from
/// now on foreign parsers run in it. The first one named is kept.
pub fn run_in(command: Vec<OsString>) {
    let _ = PROGRAM.set(command);
}

/// Does the work of a child: reads stdin, works, writes to stdout. `work` has
/// the size of the input to go by before it is read.
///
/// # Errors
///
/// Stdin or stdout are gone.
pub fn answer<T: Serialize + Send>(
    parser: Parser,
    file: &str,
    work: Work<T>,
) -> std::io::Result<()> {
    let mut len = [0; 8];
    let mut stdin = std::io::stdin().lock();
    stdin.read_exact(&mut len)?;
    let len = usize::try_from(u64::from_le_bytes(len)).unwrap_or(usize::MAX);
    Limits::of(len).impose();
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes)?;
    let outcome = super::on_large_stack(parser, &bytes, file, work);
    let mut stdout = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    serde_json::to_writer(&mut stdout, &outcome)?;
    stdout.flush()
}

/// Lets a child parse; none if there is no program that does so.
pub(super) fn ask<T: DeserializeOwned>(
    parser: Parser,
    bytes: &[u8],
    file: &str,
) -> Option<Result<T>> {
    let (program, first) = PROGRAM.get()?.split_first()?;
    let mut command = Command::new(program);
    command.args(first).arg(ARGUMENT).arg(parser.name()).arg(OsString::from(file));
    // Backtraces and arenas for threads would take memory that is for the file.
    command.env_remove("RUST_BACKTRACE").env("MALLOC_ARENA_MAX", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let started = command.spawn();
    Some(match started {
        Ok(child) => converse(child, parser, bytes, file),
        Err(cause) => Err(Error::input(format!("no process can be started to read this: {cause}"))
            .at(Place::file(file))
            .hint("close other programs, or raise `ulimit -u`")),
    })
}

/// How a child ended.
struct End {
    status: Option<ExitStatus>,
    was_late: bool,
}

fn converse<T: DeserializeOwned>(
    mut child: Child,
    parser: Parser,
    bytes: &[u8],
    file: &str,
) -> Result<T> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let limits = Limits::of(bytes.len());
    let (done, waiting) = channel::<()>();
    let (answer, end, said) = std::thread::scope(|scope| {
        scope.spawn(move || give(stdin, bytes));
        let said = scope.spawn(move || {
            let mut said = String::new();
            let _ = stderr.map(|stderr| stderr.take(MAX_SAID).read_to_string(&mut said));
            said
        });
        let end = scope.spawn(move || watch(child, &waiting, limits));
        let answer = stdout.map(|stdout| {
            serde_json::from_reader::<_, Result<T>>(BufReader::with_capacity(1 << 16, stdout))
        });
        drop(done);
        (answer, end.join(), said.join())
    });
    if let Some(Ok(answer)) = answer {
        return answer;
    }
    let end = end.unwrap_or(End { status: None, was_late: false });
    let (message, variable) = what_happened(parser, &end, &said.unwrap_or_default(), limits);
    let more =
        variable.map(|(name, value)| format!("; if you trust it, {name}={value} gives it more"));
    let hint = format!("{}{}", parser.way_out(), more.unwrap_or_default());
    Err(Error::input(message).at(Place::file(file)).hint(hint))
}

/// Gives the child the length and the bytes. That it wants no more of them is
/// found out elsewhere.
fn give(stdin: Option<ChildStdin>, bytes: &[u8]) {
    let Some(mut stdin) = stdin else { return };
    let len = (bytes.len() as u64).to_le_bytes();
    let _ = stdin.write_all(&len).and_then(|()| stdin.write_all(bytes));
}

/// Waits for the end of the child, and brings it about when it is time.
fn watch(mut child: Child, waiting: &Receiver<()>, limits: Limits) -> End {
    let was_late = waiting.recv_timeout(limits.deadline()) == Err(RecvTimeoutError::Timeout);
    let mut pause = Duration::from_millis(1);
    while !was_late && pause < GRACE {
        if let Ok(Some(status)) = child.try_wait() {
            return End { status: Some(status), was_late };
        }
        std::thread::sleep(pause);
        pause *= 2;
    }
    let _ = child.kill();
    End { status: child.wait().ok(), was_late }
}

/// Returns what became of a child without an answer, and which limit it met: the
/// name of the variable that raises it, and ten times its value.
fn what_happened(
    parser: Parser,
    end: &End,
    said: &str,
    limits: Limits,
) -> (String, Option<(&'static str, u64)>) {
    let what = parser.what();
    let signal = signal_of(end.status);
    if end.was_late || signal == Some(SIGXCPU) || signal == Some(SIGKILL) {
        let message = format!("this {what} takes more than {} s to read", limits.seconds);
        return (message, Some((SECONDS_VARIABLE, limits.seconds.saturating_mul(10))));
    }
    if said.contains("memory allocation") || said.contains("capacity overflow") {
        let megabytes = limits.memory >> 20;
        let message = format!("this {what} takes more than {megabytes} MB to read");
        return (message, Some((MEMORY_VARIABLE, megabytes.saturating_mul(10))));
    }
    if said.contains("overflowed its stack") || signal == Some(SIGSEGV) {
        return (format!("this {what} is nested deeper than any honest one"), None);
    }
    (format!("this {what} is damaged in a way that stops its reader"), None)
}

/// Numbers of signals, the same on all systems that have them.
const SIGKILL: i32 = 9;
const SIGSEGV: i32 = 11;
/// 24 on Linux, macOS and the BSDs.
const SIGXCPU: i32 = 24;

#[cfg(unix)]
fn signal_of(status: Option<ExitStatus>) -> Option<i32> {
    use std::os::unix::process::ExitStatusExt;
    status?.signal()
}

#[cfg(not(unix))]
fn signal_of(_: Option<ExitStatus>) -> Option<i32> {
    None
}
