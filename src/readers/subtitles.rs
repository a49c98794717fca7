//! Reads subtitles: SRT and `WebVTT`.
//!
//! ```text
//! 12                                 the number: dropped
//! 00:01:02,300 --> 00:01:04,000      the times: they tell what belongs together
//! Je n'ai jamais dit                 a sentence may run over several cues
//! - Moi non plus.                    a dash opens the turn of another speaker
//! ```
//!
//! All text up to the next number and time belongs to the cue, blank lines or
//! not: players show it so. Cues that go on with a sentence are joined into one
//! paragraph. Tags of style and position are dropped, and so are the comments and
//! style sheets of `WebVTT`. Times are kept nowhere: no output has a place for
//! them.

use super::Document;
use super::builder::Builder;
use super::html::with_entities;
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use crate::text::{BlockKind, Text};

/// A longer silence ends a paragraph, even without a stop. By hand: cues of one
/// sentence follow within a second, and after four it is another scene.
const MAX_SILENCE_MS: u64 = 4_000;

/// Reads subtitles. `file` names them in messages.
///
/// # Errors
///
/// The bytes are not text, or no line of times is in them.
pub(super) fn read(bytes: &[u8], file: &str) -> Result<Document> {
    let text = Text::decode(bytes, file)?;
    let lines = lines(&text.content);
    let cues = cues(&lines);
    if cues.is_empty() {
        return Err(Error::input(
            "expected subtitles, but no line has times such as `00:01:02,300 --> 00:01:04,000`",
        )
        .at(Place::file(file))
        .hint("if this is a plain text, rename it to `.txt`, or name its format"));
    }
    let mut joiner = Joiner { rolls: roll_up(&lines, &cues), ..Joiner::default() };
    let mut findings = text.findings;
    for cue in &cues {
        let times = Times::parse(lines[cue.timing]);
        if times.is_none() {
            let message = "expected times such as `00:01:02,300 --> 00:01:04,000`; the text of the cue is read";
            let place = Place::file(file).line(cue.timing as u64 + 1);
            findings.push(Notice::warning("document", message).at(place));
        }
        joiner.push_new(times, cue.text(&lines));
    }
    let mut document = joiner.builder.finish(Vec::new());
    document.text.findings = findings;
    Ok(document)
}

/// Returns the lines without white space around them. Those of old Macs end in a lone CR.
fn lines(content: &str) -> Vec<&str> {
    let end = if content.contains('\n') { '\n' } else { '\r' };
    content.split(end).map(str::trim).collect()
}

/// Arrows between two times: that of the format, and what word processors make of it.
const ARROWS: [&str; 6] = ["-->", "->", "–>", "—>", "→", "⟶"];

/// Returns what stands before and after the arrow of a line.
fn around_arrow(line: &str) -> Option<(&str, &str)> {
    ARROWS.iter().find_map(|arrow| line.split_once(arrow))
}

/// Tells whether a line has the times of a cue. Another arrow than that of the format
/// has to stand between times.
fn is_timing(line: &str) -> bool {
    line.contains("-->") || (line.contains(':') && Times::parse(line).is_some())
}

/// A cue: the numbers of the line with its times and of those with its text.
struct Cue {
    timing: usize,
    lines: Vec<usize>,
}

impl Cue {
    /// Returns the lines of its text.
    fn text(&self, lines: &[&str]) -> Vec<String> {
        let text = self.lines.iter().map(|line| without_tags(lines[*line]));
        let text: Vec<String> =
            text.flat_map(|line| line.split('\n').map(str::to_owned).collect::<Vec<_>>()).collect();
        text.into_iter().filter(|line| !line.trim().is_empty() && !is_music_alone(line)).collect()
    }
}

/// Returns the cues. The line right before the next times is its number, or its
/// name in `WebVTT`, if a blank line or nothing but text of the cue stands before.
fn cues(lines: &[&str]) -> Vec<Cue> {
    let is_vtt =
        lines.first().is_some_and(|line| line.trim_start_matches('\u{feff}').starts_with("WEBVTT"));
    let timings: Vec<usize> = (0..lines.len()).filter(|idx| is_timing(lines[*idx])).collect();
    let ends = timings.iter().skip(1).copied().chain([lines.len()]);
    let cue = |(timing, next): (usize, usize)| {
        let mut inner: Vec<usize> = (timing + 1..next).collect();
        if next < lines.len() && next > timing + 1 {
            let before = lines[next - 1];
            let follows_blank = next == timing + 2 || lines[next - 2].is_empty();
            let is_number = !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit());
            if is_number || (is_vtt && follows_blank && !before.is_empty()) {
                inner.pop();
            }
        }
        Cue { timing, lines: if is_vtt { without_comments(lines, &inner) } else { inner } }
    };
    timings.iter().copied().zip(ends).map(cue).collect()
}

/// Returns the lines of a cue without the comments and styles of `WebVTT`, which
/// open after a blank line and go to the next.
fn without_comments(lines: &[&str], inner: &[usize]) -> Vec<usize> {
    let mut is_comment = false;
    let mut kept = Vec::new();
    for (position, idx) in inner.iter().enumerate() {
        let line = lines[*idx];
        let opens_block = position > 0 && lines[idx - 1].is_empty();
        if line.is_empty() {
            is_comment = false;
        } else if opens_block {
            is_comment = matches!(line, "NOTE" | "STYLE" | "REGION") || line.starts_with("NOTE ");
        }
        if !is_comment {
            kept.push(*idx);
        }
    }
    kept
}

/// Tells whether captions roll up, as a machine writes them: words have times of their own,
/// and each cue shows the last line of the one before once more.
fn roll_up(lines: &[&str], cues: &[Cue]) -> bool {
    let has_word_times = |line: &usize| {
        let time = lines[*line].split_once("><c>").map_or("", |(time, _)| time);
        time.ends_with(|c: char| c.is_ascii_digit()) && time.contains('<')
    };
    cues.iter().flat_map(|cue| &cue.lines).any(has_word_times)
}

/// Tells whether a line only says that music plays.
fn is_music_alone(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || matches!(c, '♪' | '♫' | '♩' | '♬'))
}

/// When a cue is shown, in milliseconds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Times {
    start: u64,
    end: u64,
}

impl Times {
    fn parse(line: &str) -> Option<Times> {
        let (start, rest) = around_arrow(line)?;
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

/// Returns a line without `<i>`, `<v Jeanne>`, `{\an8}` and entities; `\N` is a
/// line break in what was made of other formats.
fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut is_gloss = false;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(if is_gloss { "" } else { &rest[..at] });
        let (closer, is_tag) = match &rest[at..] {
            tag if tag.starts_with("{\\") => ('}', true),
            tag => ('>', tag[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')),
        };
        if let Some(len) = rest[at..].find(closer).filter(|_| is_tag) {
            // `<ruby>mot<rt>glose</rt></ruby>`: the gloss stands over the word.
            is_gloss = rest[at..].starts_with("<rt>");
            rest = &rest[at + len + 1..];
        } else {
            out.push_str(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
    with_entities(&out.replace("\\N", "\n").replace("\\h", "\u{a0}"))
}

/// Joins cues into paragraphs.
#[derive(Default)]
struct Joiner {
    builder: Builder,
    end: Option<u64>,
    /// Whether captions roll up, so that the first line of a cue may be the last one again.
    rolls: bool,
    last: Option<String>,
}

impl Joiner {
    fn push_new(&mut self, times: Option<Times>, lines: Vec<String>) {
        let is_again = self.rolls && !lines.is_empty() && lines.first() == self.last.as_ref();
        self.push(times, &lines[usize::from(is_again)..]);
        self.last = lines.into_iter().next_back();
    }

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
            let so_far = self.builder.so_far();
            if is_turn || (idx == 0 && (ends_sentence(so_far) || is_sign(so_far, line))) {
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

/// Tells whether a text without small letters (`PARIS, 1940`, `500`) stands for
/// itself, because a sentence opens after it.
fn is_sign(text: &str, next: &str) -> bool {
    let opens =
        next.trim_start().trim_start_matches(['«', '"', '“', '\u{a0}', '\u{202f}', ' ', '¿', '¡']);
    !text.is_empty()
        && !text.contains(char::is_lowercase)
        && opens.starts_with(char::is_uppercase)
        && opens.contains(char::is_lowercase)
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
    fn all_text_up_to_the_next_number_and_time_belongs_to_the_cue() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000\n \nOui,\n\nsans doute.\n\n2\n00:00:02,000 --> 00:00:03,000\n\n500\n\n3\n00:00:03,000 --> 00:00:04,000\nNon.\n",
            &["p Oui, sans doute.", "p 500", "p Non."],
        );
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000 line:9%\n\nJe reste,\n\nmoi.\n\nNOTE rien\nde plus\n\ncue-2\n00:02.000 --> 00:03.000\nNon.\n",
            &["p Je reste, moi.", "p Non."],
        );
    }

    #[test]
    fn entities_line_breaks_and_music() {
        check(
            "1\n00:00:01,000 --> 00:00:02,000 X1:10 X2:20\nL&#39;&eacute;t&#xe9; &amp; &quot;moi&quot;\\Nici &lt;3.\n\n2\n00:00:02,000 --> 00:00:03,000\n♪\n\n3\n00:00:03,000 --> 00:00:04,000\n♪ La mer ♪\n",
            &["p L'été & \"moi\" ici <3.", "p ♪ La mer ♪"],
        );
    }

    #[test]
    fn captions_that_roll_up_show_a_line_once() {
        check(
            "WEBVTT\n\n00:00.000 --> 00:02.000\n \nBonjour<00:00:00.500><c> à</c><00:00:01.000><c> tous.</c>\n\n\
             00:02.000 --> 00:02.010\nBonjour à tous.\n \n\n\
             00:02.010 --> 00:04.000\nBonjour à tous.\nMerci<00:00:03.000><c> bien.</c>\n",
            &["p Bonjour à tous.", "p Merci bien."],
        );
        check(
            "WEBVTT\n\n00:00.000 --> 00:02.000\nNon.\n\n00:02.000 --> 00:04.000\nNon.\n",
            &["p Non.", "p Non."],
        );
    }

    #[test]
    fn lines_of_old_macs_other_arrows_and_glosses() {
        check(
            "1\r00:00:01,000 --> 00:00:02,000\rOui.\r\r2\r00:00:03,000 --> 00:00:04,000\rNon.\r",
            &["p Oui.", "p Non."],
        );
        check(
            "1\n00:00:01,000 → 00:00:02,000\nA -> B : 2.\n\n2\n00:00:03,000 -> 00:00:04,000\nNon.\n",
            &["p A -> B : 2.", "p Non."],
        );
        check(
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>Mot<rt>glose</rt></ruby> <00:01.500><c>vu</c>.\n",
            &["p Mot vu."],
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
