//! Writes the segments of one text: lines, CSV or JSON lines.
//!
//! Lines hold the text alone, one segment each, as `--segmented` reads it back.
//! The other two say where each segment stands in the file: `start` and `end`
//! are bytes.

use crate::segment::Segment;
use serde_json::json;

/// The columns of the table, and the keys of a record, in order.
const COLUMNS: [&str; 6] = ["id", "start", "end", "paragraph", "kind", "text"];

/// Returns one line a segment.
#[must_use]
pub fn to_lines(segments: &[Segment]) -> Vec<u8> {
    let n_bytes = segments.iter().map(|segment| segment.text.len() + 1).sum();
    let mut out = Vec::with_capacity(n_bytes);
    for segment in segments {
        out.extend_from_slice(segment.text.as_bytes());
        out.push(b'\n');
    }
    out
}

/// Returns a table with a header. `offset` is added to the positions: the bytes
/// of the file that stand before the text.
///
/// # Panics
///
/// Never: writing to memory cannot fail.
#[must_use]
pub fn to_csv(segments: &[Segment], offset: usize) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).expect("memory takes every record");
    for segment in segments {
        let record = [
            &segment.id,
            &(segment.span.start + offset).to_string(),
            &(segment.span.end + offset).to_string(),
            &segment.paragraph.to_string(),
            segment.kind.name(),
            &segment.text,
        ];
        writer.write_record(record).expect("records of one length");
    }
    writer.into_inner().expect("memory takes every record")
}

/// Returns one JSON object a line, its keys in the order of the table's columns.
/// `offset` is added to the positions.
#[must_use]
pub fn to_jsonl(segments: &[Segment], offset: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for segment in segments {
        let record = json!({
            "id": segment.id,
            "start": segment.span.start + offset,
            "end": segment.span.end + offset,
            "paragraph": segment.paragraph,
            "kind": segment.kind.name(),
            "text": segment.text,
        });
        out.extend_from_slice(record.to_string().as_bytes());
        out.push(b'\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Kind;

    fn segments() -> Vec<Segment> {
        let segment = |id: &str, span, text: &str| Segment {
            id: id.to_owned(),
            span,
            paragraph: 1,
            kind: Kind::Sentence,
            text: text.to_owned(),
        };
        vec![segment("p1.s1", 0..9, "Il dit :"), segment("p1.s2", 9..18, "« Non, \"x\". »")]
    }

    #[track_caller]
    fn check(bytes: Vec<u8>, expected: &str) {
        assert_eq!(expected, String::from_utf8(bytes).unwrap());
    }

    #[test]
    fn lines_hold_the_text_alone() {
        check(to_lines(&segments()), "Il dit :\n« Non, \"x\". »\n");
    }

    #[test]
    fn a_table_quotes_what_needs_it() {
        check(
            to_csv(&segments(), 3),
            "id,start,end,paragraph,kind,text\n\
             p1.s1,3,12,1,sentence,Il dit :\n\
             p1.s2,12,21,1,sentence,\"« Non, \"\"x\"\". »\"\n",
        );
    }

    #[test]
    fn a_record_names_its_fields_in_order() {
        check(
            to_jsonl(&segments()[..1], 0),
            "{\"id\":\"p1.s1\",\"start\":0,\"end\":9,\"paragraph\":1,\"kind\":\"sentence\",\
             \"text\":\"Il dit :\"}\n",
        );
    }
}
