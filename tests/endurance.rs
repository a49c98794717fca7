//! Kills, full disks and thread counts: what was there is whole, what comes out is
//! the same.
//!
//! A run kills each writer some times; `ENREGARD_KILLS=125 cargo test --test
//! endurance` kills them 500 times in all. What needs a system that has it (a small
//! disk to fill, limits of memory) is skipped elsewhere.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
#![cfg(unix)]

mod common;

use common::{Workplace, corpus};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each writer is killed.
fn n_kills() -> u32 {
    std::env::var("ENREGARD_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

fn command(args: &str, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enregard"));
    command.args(args.split_whitespace()).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Returns a bitext of `n` pairs with numbers in it.
fn bitext(n: usize, word: &str) -> String {
    let mut csv = "id,fr,en\n".to_owned();
    for n in 0..n {
        writeln!(csv, "p{n},Il a {n} {word} et il pleut.,He has {n} {word} and it rains.").unwrap();
    }
    csv
}

/// Kills a command at many moments of its life; its output is always the old file
/// or the new one.
fn kill(args: &str, output: &str, prepare: impl Fn(&Workplace)) {
    let workplace = Workplace::new();
    prepare(&workplace);
    let old = std::fs::read(workplace.path(output)).ok();
    let start = Instant::now();
    let status = command(args, &workplace.path("")).status().unwrap();
    let (took, new) = (start.elapsed(), workplace.bytes(output));
    assert!(status.code().is_some_and(|code| code < 2), "{args}: {status}");
    for n in 0..n_kills() {
        prepare(&workplace);
        if old.is_none() {
            let _ = std::fs::remove_file(workplace.path(output));
        }
        let mut child = command(args, &workplace.path("")).spawn().unwrap();
        std::thread::sleep(took * (n + 1) / (n_kills() + 1));
        let _ = child.kill();
        child.wait().unwrap();
        let found = std::fs::read(workplace.path(output)).ok();
        assert!(found == old || found.as_ref() == Some(&new), "{args}: a part of a file");
    }
    // The next run sweeps what the killed ones left.
    prepare(&workplace);
    assert!(
        command(args, &workplace.path("")).status().unwrap().code().is_some_and(|code| code < 2)
    );
    let left: Vec<String> =
        workplace.names().into_iter().filter(|name| name.starts_with(".enregard-")).collect();
    assert!(left.is_empty() || !Path::new("/proc/self").exists(), "{left:?}");
}

#[test]
fn a_killed_writer_leaves_the_old_file_or_the_new_one() {
    let write = |workplace: &Workplace| {
        workplace.write("a.csv", bitext(3_000, "chats"));
        workplace.write("b.csv", bitext(3_000, "chiens"));
        workplace.write("old.csv", "fr,en\nOui.,Yes.\n");
        std::fs::copy(corpus("le-phare.fr.txt"), workplace.path("phare.fr.txt")).unwrap();
        std::fs::copy(corpus("le-phare.en.csv"), workplace.path("phare.en.csv")).unwrap();
    };
    kill("align phare.fr.txt phare.en.csv -o out.csv", "out.csv", write);
    kill("convert a.csv -o old.csv --force", "old.csv", write);
    kill("check a.csv --write --fail-on never", "a.csv", write);
    kill("merge a.csv b.csv --prefer a -o old.csv --force", "old.csv", write);
}

/// A disk of its own, which is small; gone with this value.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Returns a disk of that size, or nothing where none can be had.
    fn new(path: PathBuf, size: &str) -> Option<SmallDisk> {
        std::fs::create_dir(&path).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(&path);
        let is_there = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        if !is_there {
            println!("skipped: no small disk can be mounted here");
        }
        is_there.then_some(SmallDisk(path))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_an_error_and_the_old_file_stays() {
    let workplace = Workplace::new();
    workplace.write("a.csv", bitext(5_000, "chats"));
    let Some(disk) = SmallDisk::new(workplace.path("small"), "64k") else { return };
    for name in ["o.csv", "o.xlsx", "o.tmx", "o.jsonl", "o.epub", "o.parquet"] {
        let output = disk.0.join(name);
        std::fs::write(&output, "old").unwrap();
        let args = format!("convert a.csv --force -o small/{name}");
        let run = command(&args, &workplace.path("")).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        if run.status.success() {
            // It may be small enough.
            assert_ne!("old", String::from_utf8_lossy(&std::fs::read(&output).unwrap()), "{name}");
            std::fs::remove_file(&output).unwrap();
            continue;
        }
        assert_eq!(Some(3), run.status.code(), "{name}: {said}");
        assert!(said.contains("hint: ") && !said.contains("panicked"), "{name}: {said}");
        assert_eq!("old", std::fs::read_to_string(&output).unwrap(), "{name}");
        std::fs::remove_file(&output).unwrap();
        assert_eq!(0, std::fs::read_dir(&disk.0).unwrap().count(), "{name}: something stays");
    }
}

#[test]
fn a_full_temporary_disk_is_an_error_of_xlsx() {
    let workplace = Workplace::new();
    workplace.write("a.csv", bitext(5_000, "chats"));
    workplace.write("o.xlsx", "old");
    let Some(disk) = SmallDisk::new(workplace.path("small"), "64k") else { return };
    let mut run = command("convert a.csv --force -o o.xlsx", &workplace.path(""));
    let run = run.env("TMPDIR", &disk.0).stderr(Stdio::piped()).output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(Some(3), run.status.code(), "{said}");
    assert!(said.contains("error: o.xlsx: ") && !said.contains("panicked"), "{said}");
    assert_eq!("old", workplace.text("o.xlsx"));
}

#[test]
fn every_number_of_threads_gives_the_same_bytes() {
    let workplace = Workplace::new();
    workplace.write("a.csv", bitext(500, "chats"));
    let (fr, en) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    for args in [
        format!("align {fr} {en}"),
        format!("align {fr} {en} --format jsonl"),
        format!("segment {fr} --format csv"),
        "check a.csv --format json --fail-on never".to_owned(),
        "convert a.csv --format tmx".to_owned(),
    ] {
        let bytes = |threads: u32| {
            let args = format!("{args} --threads {threads}");
            command(&args, &workplace.path("")).stdout(Stdio::piped()).output().unwrap().stdout
        };
        let one = bytes(1);
        assert!(!one.is_empty() && one == bytes(3) && one == bytes(8), "{args}");
    }
}

/// The bound of README and SECURITY.md: a constant, which with the program itself is
/// well under this, and a small multiple of the input.
const MEMORY: usize = 900 << 20;

#[test]
fn every_reader_and_writer_keeps_to_its_memory() {
    if Command::new("prlimit").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("skipped: there is no prlimit");
        return;
    }
    let workplace = Workplace::new();
    workplace.write("a.csv", bitext(10_000, "chats"));
    let run = |args: &str| {
        let mut limited = Command::new("prlimit");
        limited.arg(format!("--as={MEMORY}")).arg(env!("CARGO_BIN_EXE_enregard"));
        limited.args(args.split_whitespace()).current_dir(workplace.path(""));
        let start = Instant::now();
        let run = limited.stdin(Stdio::null()).output().unwrap();
        assert!(run.status.success(), "{args}: {}", String::from_utf8_lossy(&run.stderr));
        assert!(start.elapsed() < Duration::from_secs(120), "{args}: {:?}", start.elapsed());
    };
    for name in ["csv", "tsv", "xlsx", "jsonl", "tmx", "xliff", "xliff2", "po", "parquet"] {
        if cfg!(not(feature = "parquet")) && name == "parquet" {
            continue;
        }
        run(&format!("convert a.csv --format {name} -o b.{name}"));
        run(&format!("convert b.{name} --from {name} --format csv -o c.csv --force"));
    }
    for name in ["tei", "sketch", "markdown", "html", "epub"] {
        run(&format!("convert a.csv --format {name} -o b.{name}"));
    }
}
