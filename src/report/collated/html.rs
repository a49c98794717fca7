//! Writes the translations side by side as a page.
//!
//! One file without network and without script. Words that the first translation does
//! not have are underlined in the others; of two, those that only the first has are
//! struck in it. One box turns that on and off: of translations made apart most words
//! differ, and only of revisions it is on from the start.

use super::Collated;
use super::table::src_words;
use crate::bitext::Status;
use crate::check::Finding;
use crate::corpus::{Piece, Row, word_diff};
use crate::report::escaped;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const STYLE: &str = concat!(
    include_str!("../page.css"),
    include_str!("../versions.css"),
    include_str!("../collated.css")
);

/// From this part of common words on a translation is a revision of the first. By
/// hand: two translations of one novel have .3 to .5, a draft and its revision .8.
const REVISED: f64 = 0.6;

pub(super) fn write(sheet: &Collated) -> String {
    let (lang, title) = (sheet.tongue.tag(), escaped(sheet.title));
    let say = |message: &str| sheet.tongue.say(message).into_owned();
    let checked = if is_revision(sheet) { " checked" } else { "" };
    let src = sheet.langs.src.tag();
    let heads: String = sheet
        .names
        .iter()
        .map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)))
        .collect();
    let rows: String = sheet.collation.rows.iter().map(|row| of_row(sheet, row)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · enregard</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1>{}<div class=\"tables\">{}{}</div>\n\
         <label class=\"choice\"><input type=\"checkbox\" id=\"differences\"{checked}> {}</label></header>\n\
         <main><table class=\"bitext\"><thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\">{src}</th>{heads}</tr></thead><tbody>\n{rows}</tbody></table></main>\n\
         </body>\n</html>\n",
        figures(sheet),
        likenesses(sheet),
        checks(sheet),
        say("word differences"),
        say("row"),
    )
}

fn is_revision(sheet: &Collated) -> bool {
    let wording = |version| sheet.collation.likeness(0, version).wording().unwrap_or_default();
    sheet.names.len() > 1 && (1..sheet.names.len()).all(|version| wording(version) >= REVISED)
}

fn figures(sheet: &Collated) -> String {
    let figure = |n: usize, what: &str| format!("<li><b>{n}</b> {what}</li>");
    let collation = sheet.collation;
    let segments = sheet.tongue.say("segments of the source");
    let own = sheet.names.iter().zip(&collation.versions);
    let pairs = sheet.tongue.say("pairs");
    let own =
        own.map(|(name, one)| figure(one.pairs.len(), &format!("{pairs} · {}", escaped(name))));
    format!(
        "<ul class=\"figures\">{}{}{}</ul>",
        figure(collation.src.len(), &segments),
        figure(collation.rows.len(), &sheet.tongue.say("rows")),
        own.collect::<String>()
    )
}

/// Returns the table of how near each two translations are to each other.
fn likenesses(sheet: &Collated) -> String {
    let n = sheet.names.len();
    let say = |message: &str| sheet.tongue.say(message).into_owned();
    let mut rows = String::new();
    for (a, b) in (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))) {
        let likeness = sheet.collation.likeness(a, b);
        let wording = likeness.wording();
        let wording = wording.map_or_else(|| "–".to_owned(), |value| sheet.tongue.number(value, 3));
        let (agreed, decided) = likeness.decided;
        // Writing to a string cannot fail.
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{} · {}</th><td>{}</td><td>{}</td><td>{wording}</td><td>{agreed}/{decided}</td></tr>",
            escaped(&sheet.names[a]),
            escaped(&sheet.names[b]),
            likeness.n_rows,
            likeness.n_same
        );
    }
    if rows.is_empty() {
        return rows;
    }
    let heads = ["rows in both", "the same", "common words", "decided alike"]
        .map(|head| format!("<th scope=\"col\">{}</th>", say(head)));
    let caption = say("How near they are");
    format!(
        "<table class=\"agreement\"><caption>{caption}</caption><thead><tr><td></td>{}</tr></thead>\
         <tbody>{rows}</tbody></table>",
        heads.concat()
    )
}

/// Returns the table of what the checks found in each translation.
fn checks(sheet: &Collated) -> String {
    let n = sheet.names.len();
    let mut counts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for version in 0..n {
        let rows = sheet.collation.rows.iter();
        for finding in rows.flat_map(|row| sheet.found(row, version)) {
            counts.entry(finding.check.name()).or_insert_with(|| vec![0; n])[version] += 1;
        }
    }
    if counts.is_empty() {
        return String::new();
    }
    let heads: String = sheet
        .names
        .iter()
        .map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)))
        .collect();
    let row = |(check, counts): (&&str, &Vec<usize>)| {
        let cells: String = counts.iter().map(|n| format!("<td>{n}</td>")).collect();
        format!("<tr><th scope=\"row\">{check}</th>{cells}</tr>")
    };
    format!(
        "<table class=\"agreement\"><caption>{}</caption><thead><tr><td></td>{heads}</tr></thead>\
         <tbody>{}</tbody></table>",
        sheet.tongue.say("Findings"),
        counts.iter().map(row).collect::<String>()
    )
}

fn of_row(sheet: &Collated, row: &Row) -> String {
    let ids: Vec<String> = row.src.iter().map(|at| escaped(&sheet.collation.src[*at].id)).collect();
    let (src, tgt) = (sheet.langs.src.tag(), sheet.langs.tgt.tag());
    let cells: String = (0..sheet.names.len())
        .map(|version| {
            let name = escaped(&sheet.names[version]);
            let cell = cell(sheet, row, version);
            format!("<td lang=\"{tgt}\" dir=\"auto\" data-version=\"{name}\">{cell}</td>")
        })
        .collect();
    format!(
        "<tr class=\"pair\"><th scope=\"row\">{}</th><td lang=\"{src}\" dir=\"auto\">{}</td>{cells}</tr>\n",
        ids.join(" "),
        escaped(&src_words(sheet, row))
    )
}

fn cell(sheet: &Collated, row: &Row, version: usize) -> String {
    let text = sheet.collation.text(row, version);
    let first = sheet.collation.text(row, 0);
    let words = match (version, sheet.names.len()) {
        _ if text.is_empty() => {
            format!("<span class=\"nothing\">{}</span>", sheet.tongue.say("nothing"))
        }
        (0, 2) => marked(&text, &sheet.collation.text(row, 1), Only::Before),
        (0, _) => escaped(&text),
        _ => marked(&first, &text, Only::After),
    };
    let mut said: Vec<String> = sheet.collation.pairs(row, version).flat_map(of_people).collect();
    said.extend(sheet.found(row, version).into_iter().map(|finding| note(sheet, finding)));
    if said.is_empty() {
        words
    } else {
        format!("{words}<ul class=\"notes\">{}</ul>", said.concat())
    }
}

/// Returns what people decided and say of a pair.
fn of_people(pair: &crate::bitext::Pair) -> Vec<String> {
    let status = (pair.status != Status::Auto)
        .then(|| format!("<li class=\"said\">{} · {}</li>", escaped(&pair.id), pair.status.name()));
    let comment = (!pair.comment.is_empty())
        .then(|| format!("<li class=\"said\">« {} »</li>", escaped(&pair.comment)));
    status.into_iter().chain(comment).collect()
}

fn note(sheet: &Collated, finding: &Finding) -> String {
    format!(
        "<li class=\"{}\"><code>{}</code> {}</li>",
        finding.severity.name(),
        finding.check,
        escaped(&sheet.tongue.say(&finding.message))
    )
}

/// Which words of two texts are marked.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Only {
    Before,
    After,
}

/// Returns one of two texts with the words that the other does not have; as it is if
/// the other is blank.
fn marked(before: &str, after: &str, only: Only) -> String {
    let (own, other) = if only == Only::Before { (before, after) } else { (after, before) };
    if other.is_empty() {
        return escaped(own);
    }
    let shown = |piece: Piece| match piece {
        Piece::Same(text) => escaped(&text),
        Piece::Removed(text) if only == Only::Before => format!("<del>{}</del>", escaped(&text)),
        Piece::Added(text) if only == Only::After => format!("<ins>{}</ins>", escaped(&text)),
        _ => String::new(),
    };
    word_diff(before, after).into_iter().map(shown).collect()
}
