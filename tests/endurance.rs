//! Kills, full disks and thread counts: what was there is whole, what comes out is
//! the same.
//!
//! A run kills each of eight writers some times; `ENREGARD_KILLS=63 cargo test --test
//! endurance` kills them 504 times in all, and `ENREGARD_BINARY=target/release/enregard`
//! tries another build. What needs a system that has it (a small disk to fill,
//! limits of memory) is skipped elsewhere.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
#![cfg(unix)]

mod common;

use common::{Workplace, corpus};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each writer is killed.
fn n_kills() -> u32 {
    std::env::var("ENREGARD_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

/// Returns the binary that is tried.
fn binary() -> PathBuf {
    let other = std::env::var_os("ENREGARD_BINARY").map(PathBuf::from);
    other.unwrap_or_else(|| env!("CARGO_BIN_EXE_enregard").into())
}

fn command(args: &str, folder: &Path) -> Command {
    let mut command = Command::new(binary());
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

/// Returns when the kill of that number comes in a life of that length: every other
/// one in its last fifth, where most is written.
fn moment(took: Duration, n: u32) -> Duration {
    let step = took / (n_kills() + 1);
    if n.is_multiple_of(2) { step * (n + 1) } else { took * 4 / 5 + step * (n + 1) / 5 }
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
        std::thread::sleep(moment(took, n));
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

/// Writes what the writers that are killed start from.
fn write_inputs(workplace: &Workplace) {
    workplace.write("a.csv", bitext(600, "chats"));
    workplace.write("b.csv", bitext(600, "chiens"));
    workplace.write("old.csv", "fr,en\nOui.,Yes.\n");
    let src: String = (0..60).map(|n| format!("Il a {n} chats et il pleut. ")).collect();
    let tgt: String = (0..60).map(|n| format!("He has {n} cats and it rains. ")).collect();
    let line = format!("{{\"id\":1,\"src\":\"{src}\",\"tgt\":\"{tgt}\"}}\n");
    workplace.write("documents.jsonl", line.repeat(4));
    workplace.write("new.txt", src + "Il fait nuit.");
    let with_gaps = bitext(600, "chats").replace("He has 7 chats and it rains.", "");
    workplace.write("gaps.csv", &with_gaps);
    workplace.write("sheet.csv", "key,fr,en\np7,Il a 7 chats et il pleut.,He has 7 cats.\n");
    std::fs::copy(corpus("le-phare.fr.txt"), workplace.path("phare.fr.txt")).unwrap();
    std::fs::copy(corpus("le-phare.en.csv"), workplace.path("phare.en.csv")).unwrap();
}

#[test]
fn a_killed_writer_leaves_the_old_file_or_the_new_one() {
    for (args, output) in [
        ("align phare.fr.txt phare.en.csv -o out.csv", "out.csv"),
        ("align --documents documents.jsonl -o old.csv", "old.csv"),
        ("convert a.csv -o old.csv --force", "old.csv"),
        ("check a.csv --write --fail-on never", "a.csv"),
        ("merge a.csv b.csv --prefer a -o old.csv --force", "old.csv"),
        ("update a.csv new.txt -o old.csv --force", "old.csv"),
        ("missing gaps.csv --take sheet.csv -o old.csv --force", "old.csv"),
    ] {
        kill(args, output, write_inputs);
    }
}

/// Returns the bitexts of a corpus with their names, in order.
fn bitexts(workplace: &Workplace) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = std::fs::read_dir(workplace.path("out/bitexts")).into_iter().flatten();
    let paths = folder.map(|entry| entry.unwrap().path());
    let is_passing = |path: &PathBuf| path.file_name().unwrap().as_encoded_bytes()[0] == b'.';
    let mut found: Vec<(PathBuf, Vec<u8>)> = paths
        .filter(|path| !is_passing(path))
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect();
    found.sort();
    found
}

#[test]
fn a_killed_batch_has_whole_bitexts_and_is_gone_on_with() {
    let workplace = Workplace::new();
    for side in ["fr", "en", "out"] {
        std::fs::create_dir(workplace.path(side)).unwrap();
    }
    for n in 0..6 {
        let text = |piece: &str| piece.replace('N', &n.to_string()).repeat(20);
        workplace.write(&format!("fr/{n}.txt"), text("Il a N chats et il pleut.\n\n"));
        workplace.write(&format!("en/{n}.txt"), text("He has N cats and it rains.\n\n"));
    }
    let folder = workplace.path("");
    let run = |args: &str| command(args, &folder).status().unwrap().code();
    let start = Instant::now();
    assert_eq!(Some(0), run("batch fr en -o out"));
    let (took, whole) = (start.elapsed(), bitexts(&workplace));
    assert_eq!(6, whole.len());
    for n in 0..n_kills() {
        std::fs::remove_dir_all(workplace.path("out")).unwrap();
        let mut child = command("batch fr en -o out", &folder).spawn().unwrap();
        std::thread::sleep(moment(took, n));
        let _ = child.kill();
        child.wait().unwrap();
        assert!(bitexts(&workplace).iter().all(|one| whole.contains(one)), "a part of a bitext");
        let is_begun = workplace.path("out").exists();
        assert_eq!(
            Some(0),
            run(if is_begun { "batch fr en -o out --resume" } else { "batch fr en -o out" })
        );
        assert_eq!(whole, bitexts(&workplace));
    }
}

/// A review whose address is known, and who asks it for edits.
struct Review {
    child: std::process::Child,
    address: String,
    token: String,
}

impl Review {
    fn start(workplace: &Workplace) -> Review {
        let mut command = command("review a.csv --no-open", &workplace.path(""));
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let (address, token) =
            url.trim().strip_prefix("http://").unwrap().split_once("/?token=").unwrap();
        let (address, token) = (address.to_owned(), token.to_owned());
        Review { child, address, token }
    }

    /// Bookmarks a pair; tells whether that was acknowledged. A server that is killed
    /// says nothing.
    fn bookmark(address: &str, token: &str, key: u32) -> bool {
        let body = format!(r#"{{"edit":{{"do":"bookmark","key":{key},"on":true}}}}"#);
        let port = address.rsplit(':').next().unwrap();
        let request = format!(
            "POST /api/edit HTTP/1.1\r\nhost: {address}\r\ncookie: enregard-{port}={token}\r\n\
             x-enregard: 1\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n{body}",
            body.len()
        );
        let mut answer = String::new();
        let asked = TcpStream::connect(address).and_then(|mut stream| {
            stream.write_all(request.as_bytes())?;
            stream.read_to_string(&mut answer)
        });
        asked.is_ok() && answer.starts_with("HTTP/1.1 200") && answer.trim_end().ends_with('}')
    }
}

#[test]
fn a_killed_review_has_every_edit_that_it_acknowledged() {
    let workplace = Workplace::new();
    workplace.write("a.csv", bitext(60, "chats"));
    let written = workplace.bytes("a.csv");
    let mut n_before = 0;
    for n in 0..n_kills() {
        let mut review = Review::start(&workplace);
        let (address, token) = (review.address.clone(), review.token.clone());
        // Those of an earlier round are taken back, so that each round changes something.
        let asking = std::thread::spawn(move || {
            (0..60).filter(|key| Review::bookmark(&address, &token, (n * 7 + key) % 60 + 1)).count()
        });
        std::thread::sleep(Duration::from_millis(u64::from(n * 37 % 400)));
        review.child.kill().unwrap();
        review.child.wait().unwrap();
        let n_acknowledged = asking.join().unwrap();
        let log = command("log a.csv --format jsonl", &workplace.path(""))
            .stdout(Stdio::piped())
            .output()
            .unwrap();
        let n_kept = String::from_utf8(log.stdout).unwrap().lines().count();
        assert!(log.status.success());
        // What was on the disk and not yet said may be there too.
        assert!((n_before..=60).contains(&n_kept), "{n_kept} of {n_before}");
        assert!(n_kept >= n_before.max(n_acknowledged), "{n_kept} of {n_acknowledged}");
        assert_eq!(written, workplace.bytes("a.csv"), "the bitext is written when it is saved");
        n_before = n_kept;
    }
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
    write_inputs(&workplace);
    let (fr, en) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    for args in [
        format!("align {fr} {en}"),
        format!("align {fr} {en} --format jsonl"),
        format!("segment {fr} --format csv"),
        "check a.csv --format json --fail-on never".to_owned(),
        "convert a.csv --format tmx".to_owned(),
        "convert a.csv --format xlsx".to_owned(),
        "align --documents documents.jsonl".to_owned(),
    ] {
        let bytes = |threads: u32| {
            let args = format!("{args} --threads {threads}");
            command(&args, &workplace.path("")).stdout(Stdio::piped()).output().unwrap().stdout
        };
        let one = bytes(1);
        assert!(!one.is_empty() && one == bytes(2) && one == bytes(8), "{args}");
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
