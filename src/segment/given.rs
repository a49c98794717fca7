//! Takes texts that are segmented already as they stand.

use super::kind::Kind;
use super::outcome::Segment;

/// Returns the segments of a text that is segmented already: one a line, taken
/// as it stands.
///
/// Blank lines are segments without text, so that positions do not shift; the
/// line end that closes the text makes no further segment.
///
/// ```
/// let segments = enregard::segment::from_lines("Il pleut.\n\nJe reste.\n");
/// let texts: Vec<&str> = segments.iter().map(|s| s.text.as_str()).collect();
/// assert_eq!(["Il pleut.", "", "Je reste."], texts[..]);
/// ```
#[must_use]
pub fn from_lines(text: &str) -> Vec<Segment> {
    let mut start = 0;
    let mut segments = Vec::new();
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let span = start..start + line.len();
        start = span.end;
        let line = line.strip_suffix('\n').unwrap_or(line);
        let text = line.strip_suffix('\r').unwrap_or(line).to_owned();
        let id = format!("s{number}");
        segments.push(Segment { id, span, paragraph: number, kind: Kind::Sentence, text });
    }
    segments
}

/// Returns a text as one segment, taken as it stands but for its line breaks.
#[must_use]
pub fn whole(text: &str, id: String, paragraph: usize) -> Segment {
    let lines: Vec<&str> = text.split(['\r', '\n']).map(str::trim).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let (span, kind) = (0..text.len(), Kind::Sentence);
    Segment { id, span, paragraph, kind, text: lines.join(" ") }
}
