//! Writes the translations as one TEI document: a text each, and links that say
//! which segments of the source each pair of each translation stands on.

use super::Collated;
use crate::report::escaped;
use std::fmt::Write as _;

pub(super) fn write(sheet: &Collated) -> String {
    let title = escaped(sheet.title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n\
         <teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>\
         <publicationStmt><p>Unpublished.</p></publicationStmt>\
         <sourceDesc><p>{}</p></sourceDesc></fileDesc></teiHeader>\n<text><group>\n",
        escaped(&sheet.names.join(", "))
    );
    source(sheet, &mut out);
    for version in 0..sheet.names.len() {
        translation(sheet, version, &mut out);
    }
    out.push_str("</group></text>\n<standOff>\n");
    for version in 0..sheet.names.len() {
        links(sheet, version, &mut out);
    }
    out + "</standOff>\n</TEI>\n"
}

/// Returns the id of a segment of the source; of a pair of a translation, by number,
/// because ids of other programs need not be names of XML.
fn src_id(at: usize) -> String {
    format!("src.{}", at + 1)
}

fn pair_id(version: usize, at: usize) -> String {
    format!("v{}.{}", version + 1, at + 1)
}

fn source(sheet: &Collated, out: &mut String) {
    let lang = sheet.langs.src.tag();
    let _ = writeln!(out, "<text n=\"{0}\" xml:lang=\"{lang}\"><body>", escaped(sheet.title));
    let segments = sheet.collation.src;
    let mut paragraph = None;
    for (at, segment) in segments.iter().enumerate() {
        if paragraph != Some(segment.paragraph) {
            out.push_str(if paragraph.is_some() { "</ab>\n<ab>" } else { "<ab>" });
            paragraph = Some(segment.paragraph);
        }
        let (id, n) = (src_id(at), escaped(&segment.id));
        let _ = write!(out, "<s xml:id=\"{id}\" n=\"{n}\">{}</s>", escaped(&segment.text));
    }
    out.push_str(if paragraph.is_some() { "</ab>\n" } else { "<ab/>\n" });
    out.push_str("</body></text>\n");
}

fn translation(sheet: &Collated, version: usize, out: &mut String) {
    let (lang, name) = (sheet.langs.tgt.tag(), escaped(&sheet.names[version]));
    let _ = writeln!(out, "<text n=\"{name}\" xml:lang=\"{lang}\"><body><ab>");
    for (at, pair) in sheet.collation.versions[version].pairs.iter().enumerate() {
        if pair.tgt.is_empty() {
            continue;
        }
        let (id, n) = (pair_id(version, at), escaped(&pair.id));
        let status = pair.status.name();
        let _ = writeln!(
            out,
            "<s xml:id=\"{id}\" n=\"{n}\" ana=\"{status}\">{}</s>",
            escaped(&pair.tgt)
        );
        if !pair.comment.is_empty() {
            let _ = writeln!(out, "<note target=\"#{id}\">{}</note>", escaped(&pair.comment));
        }
    }
    out.push_str("</ab></body></text>\n");
}

fn links(sheet: &Collated, version: usize, out: &mut String) {
    let name = escaped(&sheet.names[version]);
    let pairs = &sheet.collation.versions[version].pairs;
    let _ = writeln!(out, "<linkGrp type=\"translation\" n=\"{name}\">");
    for row in &sheet.collation.rows {
        let tgt = row.pairs[version].iter().filter(|at| !pairs[**at].tgt.is_empty());
        let tgt: Vec<String> = tgt.map(|at| format!("#{}", pair_id(version, *at))).collect();
        if row.src.is_empty() || tgt.is_empty() {
            continue;
        }
        let src: Vec<String> = row.src.iter().map(|at| format!("#{}", src_id(*at))).collect();
        let _ = writeln!(out, "<link target=\"{} {}\"/>", src.join(" "), tgt.join(" "));
    }
    out.push_str("</linkGrp>\n");
}
