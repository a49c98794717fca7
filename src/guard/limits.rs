//! What a child that runs a foreign parser may use.
//!
//! The limits grow with the file, since large files are honest too; the
//! constant part is what the dullest small file may cost. Who trusts a file that
//! needs more raises them with two variables of the environment.

use std::time::Duration;

/// The stack of the thread that parses. By hand: XML and PDF objects nested ten
/// thousand deep fit.
pub(super) const STACK: usize = 64 << 20;

/// What a parser may allocate for the smallest file.
const MEMORY: u64 = 192 << 20;

/// What it may allocate for every byte of the file. Measured in November 2026: a
/// spreadsheet of a million pairs takes 25 times its size, a book as PDF 8 times.
const MEMORY_FACTOR: u64 = 48;

/// What the program maps before it parses anything: its code, stacks, the arenas
/// of the allocator.
const PROGRAM: u64 = 256 << 20;

/// Seconds of computing for the smallest file, and for every megabyte more. By
/// hand, at ten times what honest files take.
const SECONDS: u64 = 10;
const SECONDS_PER_MB: u64 = 4;

/// By the clock a child may take so many times its seconds of computing: other
/// work may be going on.
const PATIENCE: u64 = 3;

/// What a user sets to give a parser more: megabytes, seconds of computing.
pub(super) const MEMORY_VARIABLE: &str = "ENREGARD_PARSER_MB";
pub(super) const SECONDS_VARIABLE: &str = "ENREGARD_PARSER_SECONDS";

/// The limits of one child.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Limits {
    /// Bytes that may be allocated.
    pub(super) memory: u64,
    /// Seconds of computing.
    pub(super) seconds: u64,
}

impl Limits {
    /// Returns the limits for a file of so many bytes, or what the user sets.
    pub(super) fn of(len: usize) -> Limits {
        let set = |name| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
        let usual = Limits::by_len(len);
        let memory = set(MEMORY_VARIABLE).map_or(usual.memory, |mb| mb.saturating_mul(1 << 20));
        Limits { memory, seconds: set(SECONDS_VARIABLE).unwrap_or(usual.seconds) }
    }

    fn by_len(len: usize) -> Limits {
        let len = len as u64;
        Limits {
            memory: MEMORY.saturating_add(len.saturating_mul(MEMORY_FACTOR)),
            seconds: SECONDS + SECONDS_PER_MB * (len >> 20),
        }
    }

    /// Returns after how long by the clock the child is stopped.
    pub(super) fn deadline(self) -> Duration {
        Duration::from_secs(self.seconds.saturating_mul(PATIENCE))
    }

    /// Puts this process under the limits. It may write no files and leave no
    /// core either. Where the system has no such limits only the deadline holds.
    #[cfg(unix)]
    pub(super) fn impose(self) {
        use rustix::process::Resource;
        for (resource, limit) in [
            (Resource::As, self.memory.saturating_add(PROGRAM)),
            (Resource::Cpu, self.seconds),
            (Resource::Fsize, 0),
            (Resource::Core, 0),
        ] {
            lower(resource, limit);
        }
    }

    #[cfg(not(unix))]
    pub(super) fn impose(self) {}
}

/// Lowers a limit, never raises it. Without permission it stays as it is.
#[cfg(unix)]
fn lower(resource: rustix::process::Resource, limit: u64) {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let given = getrlimit(resource);
    let least = |known: Option<u64>| Some(known.map_or(limit, |known| known.min(limit)));
    let (current, maximum) = (least(given.current), least(given.maximum));
    let _ = setrlimit(resource, Rlimit { current, maximum });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_grow_with_the_file() {
        let (small, large) = (Limits::by_len(900), Limits::by_len(10 << 20));
        assert_eq!((MEMORY + 900 * MEMORY_FACTOR, SECONDS), (small.memory, small.seconds));
        assert_eq!(MEMORY + (10 << 20) * MEMORY_FACTOR, large.memory);
        assert_eq!(Duration::from_secs(150), large.deadline());
        assert_eq!(u64::MAX, Limits::by_len(usize::MAX).memory);
    }
}
