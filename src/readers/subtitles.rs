//! Reads subtitles: SRT and `WebVTT`.
//!
//! ```text
//! 12                                 the number: dropped
//! 00:01:02,300 --> 00:01:04,000      the times: they tell what belongs together
//! Je n'ai jamais dit                 a sentence may run over several cues
//! - Moi non plus.                    a dash opens the turn of another speaker
//! ```
//!
//! Cues that go on with a sentence are joined into one paragraph. Tags of
//! style and position are dropped, and so are the comments and style sheets of
//! `WebVTT`. Times are kept nowhere: no output has a place for them.

use super::Document;
use super::builder::Builder;
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::text::{BlockKind, Text};

/// A longer silence ends a paragraph, even without a stop. By hand: cues of one
/// sentence follow within a second, and after four it is another scene.
const MAX_SILENCE_MS: u64 = 4_000;

/// Reads subtitles. `file` names them in messages.
///
/// # Errors
///
/// The bytes are no text, or no line of times is in them.
pub(super) fn read(bytes: &[u8], file: &str) -> Result<Document> {
    let text = Text::decode(bytes, file)?;
    let mut joiner = Joiner::default();
    let mut findings = text.findings;
    let lines: Vec<&str> = text.content.lines().collect();
    let mut has_cues = false;
    for block in blocks(&lines) {
        let Some(timing) = block.iter().position(|line| lines[*line].contains("-->")) else {
            continue;
        };
        has_cues = true;
        let times = Times::parse(lines[block[timing]]);
        if times.is_none() {
            let message = "expected times such as `00:01:02,300 --> 00:01:04,000`; the text of the cue is read";
            findings.push(
                Finding::warning("document", message)
                    .at(Place::file(file).line(block[timing] as u64 + 1)),
            );
        }
        let content: Vec<String> =
            block[timing + 1..].iter().map(|line| without_tags(lines[*line])).collect();
        joiner.push(times, &content);
    }
    if !has_cues {
        return Err(Error::input(
            "expected subtitles, but no line has times such as `00:01:02,300 --> 00:01:04,000`",
        )
        .at(Place::file(file))
        .hint("if this is a plain text, rename it to `.txt`, or name its format"));
    }
    let mut document = joiner.builder.finish(Vec::new());
    document.text.findings = findings;
    Ok(document)
}

/// Returns the numbers of the lines of each block. Blank lines part blocks, and
/// so does the number of a cue that follows without one.
fn blocks(lines: &[&str]) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = vec![Vec::new()];
    for (idx, line) in lines.iter().enumerate() {
        let opens_cue = lines.get(idx + 1).is_some_and(|next| next.contains("-->"))
            && line.trim().chars().all(|c| c.is_ascii_digit());
        if line.trim().is_empty() || opens_cue {
            blocks.push(Vec::new());
        } else if let Some(block) = blocks.last_mut() {
            block.push(idx);
        }
    }
    blocks
}

/// When a cue is shown, in milliseconds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Times {
    start: u64,
    end: u64,
}

impl Times {
    fn parse(line: &str) -> Option<Times> {
        let (start, rest) = line.split_once("-->")?;
        Some(Times {
            start: milliseconds(start)?,
            end: milliseconds(rest.split_whitespace().next()?)?,
        })
    }
}

/// Returns `01:02:03,400`, `02:03.400` in milliseconds.
fn milliseconds(time: &str) -> Option<u64> {
    let (clock, fraction) = time.trim().split_once([',', '.']).unwrap_or((time.trim(), "0"));
    let mut seconds = 0_u64;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.trim().parse().ok()?)?;
    }
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    seconds.checked_mul(1000)?.checked_add(fraction.parse().ok()?)
}

/// Returns a line without `<i>`, `<v Jeanne>`, `{\an8}` and entities.
fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        let (closer, is_tag) = match &rest[at..] {
            tag if tag.starts_with("{\\") => ('}', true),
            tag => ('>', tag[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')),
        };
        if let Some(len) = rest[at..].find(closer).filter(|_| is_tag) {
            rest = &rest[at + len + 1..];
        } else {
            out.push_str(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
    let entities = [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
    ];
    entities.iter().fold(out, |text, (name, value)| text.replace(name, value))
}

/// Joins cues into paragraphs.
#[derive(Default)]
struct Joiner {
    builder: Builder,
    end: Option<u64>,
}

impl Joiner {
    fn push(&mut self, times: Option<Times>, lines: &[String]) {
        let silence = times.zip(self.end).map_or(0, |(times, end)| times.start.saturating_sub(end));
        if silence > MAX_SILENCE_MS {
            self.builder.open(BlockKind::Paragraph);
        }
        self.end = times.map(|times| times.end);
        let is_dialogue = lines.iter().filter(|line| opens_turn(line)).count() > 1;
        for (idx, line) in lines.iter().enumerate() {
            let is_turn = opens_turn(line)
                && (is_dialogue || idx > 0 || ends_sentence(self.builder.so_far()));
            if is_turn || (idx == 0 && ends_sentence(self.builder.so_far())) {
                self.builder.open(BlockKind::Paragraph);
            }
            self.builder.push(" ");
            self.builder.push(line);
        }
    }
}

fn opens_turn(line: &str) -> bool {
    line.trim_start().starts_with(['-', '–', '—', '‐', '―'])
}

fn ends_sentence(text: &str) -> bool {
    let is_trail = |c: char| c.is_whitespace() || matches!(c, '"' | '»' | '”' | ')' | '\'' | '’');
    text.trim_end_matches(is_trail).ends_with(['.', '!', '?', '…', ']', '♪', '♫', ':'])
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[track_caller]
    fn check(content: &str, expected: &[&str]) -> Document {
        let document = read(content.as_bytes(), "a.srt").unwrap();
        assert_eq!(expected, shown(&document));
        document
    }

    #[test]
    fn a_sentence_over_several_cues_is_joined() {
        check(
            "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Je n'ai jamais</i>\r\n\r\n2\r\n\
             00:00:02,100 --> 00:00:04,000\r\n{\\an8}dit cela.\r\n\r\n3\r\n00:00:04,100 --> 00:00:05,000\r\nNi toi.\r\n",
            &["p Je n'ai jamais dit cela.", "p Ni toi."],
        );
    }

    #[test]
    fn two_speakers_are_two_turns() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\n- Tu viens ?\n- Non, je reste\n\n2\n00:00:02,100 --> 00:00:03,000\nencore un peu.\n",
            &["p - Tu viens ?", "p - Non, je reste encore un peu."],
        );
    }

    #[test]
    fn a_long_silence_parts() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\nPARIS, 1940\n\n2\n00:00:09,000 --> 00:00:10,000\nIl pleut.\n",
            &["p PARIS, 1940", "p Il pleut."],
        );
    }

    #[test]
    fn webvtt_has_comments_styles_ids_and_speakers() {
        check(
            "WEBVTT - Essai\n\nSTYLE\n::cue { color: red }\n\nNOTE un commentaire\n\nintro\n00:01.000 --> 00:02.000 align:start\n\
             <v Jeanne>A &lt; B &amp; 2 < 3.\n",
            &["p A < B & 2 < 3."],
        );
    }

    #[test]
    fn a_blank_line_may_be_missing_between_cues() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\nOui.\n2\n00:00:02,000 --> 00:00:03,000\nNon.\n",
            &["p Oui.", "p Non."],
        );
    }

    #[test]
    fn bad_times_are_said_with_their_line() {
        let document = check("1\n00:00:xx --> 00:00:02,000\nOui.\n", &["p Oui."]);
        assert!(
            document.text.findings[0].to_string().starts_with("warning: a.srt:2: expected times")
        );
        let error = read(b"Il pleut.", "a.srt").unwrap_err();
        assert!(error.to_string().starts_with("a.srt: expected subtitles"));
    }
}
