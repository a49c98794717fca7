//! `enregard review` as a process: its address, its lock, its end.
//!
//! What the page does is tried in a browser by tests/browser.rs.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::Workplace;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A running review, killed when the test ends.
struct Server {
    child: Child,
    address: String,
    token: String,
}

impl Server {
    fn start(workplace: &Workplace) -> Server {
        Server::start_with(workplace, &[])
    }

    fn start_with(workplace: &Workplace, options: &[&str]) -> Server {
        Server::start_of(workplace, "bitext.csv", options)
    }

    fn start_of(workplace: &Workplace, bitext: &str, options: &[&str]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_enregard"))
            .args(["review", bitext, "--no-open", "--reviewer", "Zoé"])
            .args(options)
            .current_dir(workplace.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let (address, token) =
            url.trim().strip_prefix("http://").unwrap().split_once("/?token=").unwrap();
        Server { child, address: address.to_owned(), token: token.to_owned() }
    }

    /// Asks for something; returns the status and the whole answer.
    fn ask(&self, request: &str, body: &str) -> (u16, String) {
        self.ask_with(&self.token, request, body)
    }

    fn ask_with(&self, token: &str, request: &str, body: &str) -> (u16, String) {
        let port = self.address.rsplit(':').next().unwrap();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{request} HTTP/1.1\r\nhost: {}\r\ncookie: enregard-{port}={}\r\nx-enregard: 1\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.address,
            token,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    fn accept(&self, key: u64) {
        let edit = format!(r#"{{"edit":{{"do":"status","keys":[{key}],"status":"accepted"}}}}"#);
        assert_eq!(200, self.ask("POST /api/edit", &edit).0);
    }

    /// Ends the process as Ctrl-C or the system does, and waits for it.
    fn stop(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn workplace() -> Workplace {
    let workplace = Workplace::new();
    workplace.stdout("align fr.txt en.csv -o bitext.csv");
    workplace
}

#[test]
fn a_killed_review_has_lost_nothing_and_a_stopped_one_is_in_the_file() {
    let workplace = workplace();
    let before = workplace.text("bitext.csv");
    let server = Server::start(&workplace);
    server.accept(1);
    assert_eq!(None, server.stop("-KILL"));
    assert_eq!(before, workplace.text("bitext.csv"));
    let server = Server::start(&workplace);
    assert!(server.ask("GET /api/state", "").1.contains(r#""accepted":1"#));
    server.accept(2);
    assert_eq!(Some(0), server.stop("-INT"));
    let after = workplace.text("bitext.csv");
    assert_eq!(2, after.matches(",accepted,,Zoé,2").count(), "{after}");
    // Nothing is left to write: the file stays as it is.
    assert_eq!(Some(0), Server::start(&workplace).stop("-TERM"));
    assert_eq!(after, workplace.text("bitext.csv"));
}

#[test]
fn a_second_review_of_the_same_bitext_is_refused() {
    let workplace = workplace();
    let _first = Server::start(&workplace);
    let output =
        workplace.enregard("review bitext.csv --no-open").assert().code(4).get_output().clone();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("open in another process") && said.contains("hint:"), "{said}");
}

#[test]
fn a_file_changed_by_another_program_is_left_alone_at_the_end() {
    let workplace = workplace();
    let server = Server::start(&workplace);
    server.accept(1);
    let theirs = workplace.text("bitext.csv").replace("snowing", "raining");
    workplace.write("bitext.csv", &theirs);
    assert_eq!(409, server.ask("POST /api/save", "{}").0);
    assert_eq!(Some(4), server.stop("-INT"));
    assert_eq!(theirs, workplace.text("bitext.csv"));
    // The next review has both, and says so.
    let server = Server::start(&workplace);
    let (_, answer) = server.ask("GET /api/outside", "");
    assert!(answer.contains(r#""n_differences":1"#), "{answer}");
    assert_eq!(200, server.ask("POST /api/outside", r#"{"take":"merge"}"#).0);
    let merged = workplace.text("bitext.csv");
    assert!(merged.contains("raining") && merged.contains("accepted"), "{merged}");
}

#[test]
fn on_the_network_too_nobody_comes_in_without_the_token() {
    let workplace = workplace();
    let server = Server::start_with(&workplace, &["--listen", "0.0.0.0"]);
    for request in ["GET /", "GET /api/state", "GET /api/export?format=csv", "POST /api/save"] {
        for token in ["", "0123456789abcdef0123456789abcdef"] {
            let (status, answer) = server.ask_with(token, request, "");
            assert_eq!(401, status, "{request}: {answer}");
            assert!(!answer.contains("snowing"), "{answer}");
        }
    }
    assert_eq!(200, server.ask("GET /api/state", "").0);
}

#[test]
fn a_copy_writes_nothing_but_the_review_wherever_its_name_points() {
    let workplace = workplace();
    let server = Server::start(&workplace);
    let copy = workplace.text("bitext.csv").replace("snowing", "raining");
    for name in ["../evil.csv", "%2Ftmp%2Fevil.csv", "..%2F..%2Fevil.csv"] {
        let (status, answer) = server.ask(&format!("POST /api/import?name={name}"), &copy);
        assert_eq!(200, status, "{answer}");
    }
    assert!(workplace.names().iter().all(|name| !name.contains("evil")));
    assert!(
        !workplace.path("../evil.csv").exists() && !std::path::Path::new("/tmp/evil.csv").exists()
    );
}

#[test]
fn what_cannot_hold_a_review_is_refused_with_what_to_do() {
    let workplace = workplace();
    workplace.stdout("convert bitext.csv -o bitext.tmx");
    for args in [
        "review bitext.tmx",
        "review -",
        "review missing.csv",
        "review bitext.csv --listen nowhere",
    ] {
        let output = workplace.enregard(args).assert().failure().get_output().clone();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("error: ") && said.contains("hint: "), "{args}: {said}");
    }
    assert!(!workplace.names().iter().any(|name| name.contains("review")));
}

#[test]
fn a_half_sent_request_does_not_keep_a_stopped_review_from_ending() {
    let workplace = workplace();
    let server = Server::start(&workplace);
    server.accept(1);
    let halves = [
        "POST /api/edit HTTP/1.1\r\nhost: 127.0".to_owned(),
        format!(
            "POST /api/edit HTTP/1.1\r\nhost: {}\r\ncookie: enregard-{}={}\r\nx-enregard: 1\r\n\
             content-length: 400\r\n\r\n{{\"edit\"",
            server.address,
            server.address.rsplit(':').next().unwrap(),
            server.token
        ),
    ];
    let streams = halves.map(|half| {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.write_all(half.as_bytes()).unwrap();
        stream
    });
    assert_eq!(200, server.ask("GET /api/state", "").0);
    let start = std::time::Instant::now();
    assert_eq!(Some(0), server.stop("-INT"));
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "{:?}", start.elapsed());
    assert_eq!(1, workplace.text("bitext.csv").matches(",accepted,").count());
    drop(streams);
}

#[cfg(unix)]
#[test]
fn a_terminal_that_is_closed_saves() {
    // Where hangups are ignored (`nohup`), a review ignores them, too. Bit 0 is SIGHUP.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if status.lines().any(|line| {
        line.starts_with("SigIgn:") && line.ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f'])
    }) {
        eprintln!("skipped: this process ignores hangups");
        return;
    }
    let workplace = workplace();
    let server = Server::start(&workplace);
    server.accept(1);
    assert_eq!(Some(0), server.stop("-HUP"));
    assert_eq!(1, workplace.text("bitext.csv").matches(",accepted,").count());
}

#[cfg(unix)]
#[test]
fn through_a_link_it_is_the_same_review() {
    let workplace = workplace();
    std::os::unix::fs::symlink(workplace.path("bitext.csv"), workplace.path("soft.csv")).unwrap();
    std::fs::hard_link(workplace.path("bitext.csv"), workplace.path("hard.csv")).unwrap();
    let server = Server::start(&workplace);
    server.accept(1);
    for name in ["soft.csv", "hard.csv"] {
        workplace.enregard(&format!("review {name} --no-open")).assert().code(4);
    }
    assert_eq!(Some(0), server.stop("-TERM"));
    for (name, n_accepted) in [("soft.csv", 2), ("hard.csv", 3)] {
        let server = Server::start_of(&workplace, name, &[]);
        assert!(server.ask("GET /api/state", "").1.contains(r#""dirty":false"#));
        server.accept(n_accepted);
        assert_eq!(Some(0), server.stop("-TERM"));
        for other in ["bitext.csv", "soft.csv", "hard.csv"] {
            let n = workplace.text(other).matches(",accepted,").count() as u64;
            assert_eq!(n_accepted, n, "{other} after {name}");
        }
    }
    let logs = workplace.names().into_iter().filter(|name| name.ends_with(".review.db"));
    assert_eq!(vec!["bitext.review.db"], logs.collect::<Vec<_>>());
}

#[test]
fn a_damaged_review_is_named_with_a_way_out() {
    let workplace = workplace();
    assert_eq!(Some(0), Server::start(&workplace).stop("-TERM"));
    let log = workplace.path("bitext.review.db");
    let sound = std::fs::read(&log).unwrap();
    for (at, byte) in [(0, 0), (100, 0xff), (4096, 0xff)] {
        let mut damaged = sound.clone();
        damaged[at..(at + 64).min(sound.len())].fill(byte);
        std::fs::write(&log, damaged).unwrap();
        let output = workplace.enregard("review bitext.csv --no-open").assert().code(3);
        let said = String::from_utf8(output.get_output().stderr.clone()).unwrap();
        assert!(said.contains("bitext.review.db") && said.contains("hint:"), "{said}");
    }
}

#[test]
fn the_log_says_who_changed_what() {
    let workplace = workplace();
    workplace.enregard("log bitext.csv").assert().code(3);
    let server = Server::start(&workplace);
    server.accept(2);
    let edit = r#"{"edit":{"do":"text","key":1,"side":"tgt","segments":["<b>New</b>"]}}"#;
    assert_eq!(200, server.ask("POST /api/edit", edit).0);
    assert_eq!(200, server.ask("POST /api/undo", "{}").0);
    assert_eq!(Some(0), server.stop("-TERM"));
    let text = workplace.stdout("log bitext.csv");
    assert!(
        text.contains("  Zoé  accept  ") && text.contains("status: auto -> accepted"),
        "{text}"
    );
    let csv = workplace.stdout("log bitext.csv --format csv");
    assert!(csv.starts_with("seq,at,who,what,of,pair,field,before,after\n"), "{csv}");
    assert_eq!(
        text.lines().count(),
        workplace.stdout("log bitext.csv --format jsonl").lines().count()
    );
    let html = workplace.stdout("log bitext.csv --format html");
    assert!(html.contains("&lt;b&gt;New") && !html.contains("<b>New"), "{html}");
    assert!(workplace.stdout("log bitext.csv --who Anna").is_empty());
}
