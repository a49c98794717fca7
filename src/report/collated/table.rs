//! The cells of the wide table, for CSV and for spreadsheets.

use super::Collated;
use crate::corpus::Row;

/// Returns the names of the columns.
pub(super) fn header(sheet: &Collated) -> Vec<String> {
    let src = sheet.langs.src.tag();
    let mut header = vec![format!("{src}_ids"), src.to_owned()];
    for name in sheet.names {
        header.push(name.clone());
        let parts = ["ids", "status", "findings", "comment"];
        header.extend(parts.map(|part| format!("{name}_{part}")));
    }
    header
}

/// Returns a row of the table.
pub(super) fn of_row(sheet: &Collated, row: &Row) -> Vec<String> {
    let collation = sheet.collation;
    let ids: Vec<&str> = row.src.iter().map(|at| collation.src[*at].id.as_str()).collect();
    let mut cells = vec![ids.join(" "), src_words(sheet, row)];
    for version in 0..sheet.names.len() {
        let pairs = collation.pairs(row, version);
        let ids: Vec<&str> = pairs.clone().map(|pair| pair.id.as_str()).collect();
        let statuses: Vec<&str> = pairs.clone().map(|pair| pair.status.name()).collect();
        let comments: Vec<&str> =
            pairs.map(|pair| pair.comment.as_str()).filter(|said| !said.is_empty()).collect();
        let mut checks: Vec<&str> =
            sheet.found(row, version).iter().map(|finding| finding.check.name()).collect();
        checks.sort_unstable();
        checks.dedup();
        let text = collation.text(row, version);
        cells.extend([
            text,
            ids.join(" "),
            agreed(&statuses),
            checks.join(" "),
            comments.join("\n"),
        ]);
    }
    cells
}

/// Returns what the source says in a row; where it has no segment, what the
/// translations took for the source.
pub(super) fn src_words(sheet: &Collated, row: &Row) -> String {
    let text = sheet.collation.src_text(row);
    if !row.src.is_empty() {
        return text;
    }
    let mut strange: Vec<&str> = (0..sheet.names.len())
        .flat_map(|version| sheet.collation.pairs(row, version))
        .map(|pair| pair.src.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    strange.dedup();
    strange.join("\n")
}

/// Returns one status if all pairs have it, else that of each.
fn agreed(statuses: &[&str]) -> String {
    match statuses {
        [first, rest @ ..] if rest.iter().all(|status| status == first) => (*first).to_owned(),
        _ => statuses.join(" "),
    }
}
