//! Writes a page of its own: statistics, findings, the bitext facing.
//!
//! It speaks English or French. One file without network: style and script (`page.css`, `page.js`) are part
//! of it, it prints, and without script it shows everything.

use super::{Sheet, escaped};
use crate::check::{Finding, Id, Rule, Side};
use crate::french::Tongue;
use crate::notice::Severity;
use std::fmt::Write as _;
use std::ops::Range;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

pub(super) fn write(sheet: &Sheet) -> String {
    let (src, tgt) = (&sheet.bitext.langs.src, &sheet.bitext.langs.tgt);
    let (title, lang) = (escaped(sheet.file), sheet.tongue.tag());
    let say = |message: &str| sheet.tongue.say(message).into_owned();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · enregard</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1>{}</header>\n{}",
        statistics(sheet),
        controls(sheet),
    );
    // Writing to a string cannot fail.
    let _ = writeln!(
        page,
        "<main><table class=\"bitext\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{src}</th>\
         <th scope=\"col\">{tgt}</th></tr></thead><tbody>",
        say("pair"),
    );
    let mut findings = sheet.findings.iter().peekable();
    for (idx, pair) in sheet.bitext.pairs.iter().enumerate() {
        let mut of_pair = Vec::new();
        while let Some(finding) = findings.next_if(|finding| finding.pair == idx) {
            of_pair.push(finding);
        }
        let (src_text, tgt_text) = (
            marked(&pair.src, Side::Src, &of_pair, sheet),
            marked(&pair.tgt, Side::Tgt, &of_pair, sheet),
        );
        let worst = of_pair
            .iter()
            .filter(|finding| finding.is_open())
            .map(|finding| finding.severity)
            .max();
        let class = worst.map_or("none", Severity::name);
        let id = escaped(&pair.id);
        let _ = writeln!(
            page,
            "<tr class=\"pair {class}\" id=\"{id}\"><th scope=\"row\"><a href=\"#{id}\">{id}</a><small>{}</small></th>\
             <td lang=\"{src}\">{src_text}</td><td lang=\"{tgt}\">{tgt_text}{}</td></tr>",
            say(pair.status.name()),
            notes(&of_pair, sheet),
        );
    }
    page + "</tbody></table></main>\n<script>\n" + SCRIPT + "</script>\n</body>\n</html>\n"
}

fn statistics(sheet: &Sheet) -> String {
    let n_pairs = sheet.bitext.pairs.len();
    let words = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| text.split_whitespace().count()).sum::<usize>()
    };
    let n_src = words(&mut sheet.bitext.pairs.iter().map(|pair| &pair.src));
    let n_tgt = words(&mut sheet.bitext.pairs.iter().map(|pair| &pair.tgt));
    let mut flagged: Vec<usize> = sheet
        .findings
        .iter()
        .filter(|finding| finding.is_open() && finding.severity > Severity::Info)
        .map(|finding| finding.pair)
        .collect();
    flagged.dedup();
    let n_dismissed = sheet.findings.iter().filter(|finding| finding.dismissed.is_some()).count();
    let [errors, warnings, infos] = sheet.counts();
    let figure = |n: usize, what: &str, class: &str| {
        let what = sheet.tongue.say(what);
        format!("<li class=\"{class}\"><b>{n}</b> {what}</li>")
    };
    format!(
        "<ul class=\"figures\">{}{}{}{}{}{}{}</ul>",
        figure(n_pairs, "pairs", ""),
        figure(n_src, &format!("{} words", sheet.bitext.langs.src), ""),
        figure(n_tgt, &format!("{} words", sheet.bitext.langs.tgt), ""),
        figure(errors, "errors", "error"),
        figure(warnings, "warnings", "warning"),
        figure(infos, "notes", "info"),
        figure(flagged.len(), "pairs to look at", "")
            + &if n_dismissed > 0 { figure(n_dismissed, "dismissed", "") } else { String::new() },
    )
}

/// Returns the table of checks with their counts, and the filters.
fn controls(sheet: &Sheet) -> String {
    let say = |message: &str| sheet.tongue.say(message).into_owned();
    let mut rows = String::new();
    for id in Id::ALL {
        let of_check =
            sheet.findings.iter().filter(|finding| finding.check == *id && finding.is_open());
        let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
            of_check.clone().filter(|finding| finding.severity == severity).count()
        });
        if counts.iter().sum::<usize>() > 0 {
            let [errors, warnings, infos] =
                counts.map(|n| if n == 0 { String::new() } else { n.to_string() });
            let _ = write!(
                rows,
                "<tr><th scope=\"row\"><button type=\"button\" data-check=\"{0}\">{0}</button></th><td>{errors}</td><td>{warnings}</td><td>{infos}</td><td>{1}</td></tr>",
                id.name(),
                escaped(about(id.rule(), sheet.tongue))
            );
        }
    }
    let table = if rows.is_empty() {
        format!("<p>{}</p>", say("No findings."))
    } else {
        format!(
            "<table class=\"checks\"><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table>",
            ["check", "errors", "warnings", "notes", "what it says"]
                .map(|head| format!("<th scope=\"col\">{}</th>", say(head)))
                .concat()
        )
    };
    format!(
        "<section class=\"findings\">{table}</section>\n<form class=\"filters\" hidden><label>{} <select name=\"least\">\
         <option value=\"0\">{}</option><option value=\"1\">{}</option><option value=\"2\">{}</option>\
         <option value=\"3\">{}</option></select></label>\
         <label>{} <input type=\"search\" name=\"text\"></label> <output data-of=\"{}\"></output></form>\n",
        say("Show"),
        say("all pairs"),
        say("pairs with any finding"),
        say("warnings and errors"),
        say("errors"),
        say("Text"),
        say("of"),
    )
}

fn about(rule: &Rule, tongue: Tongue) -> &'static str {
    if tongue == Tongue::French { rule.about_fr } else { rule.about }
}

/// Returns a text with its findings marked; where they overlap the first counts.
fn marked(text: &str, side: Side, findings: &[&Finding], sheet: &Sheet) -> String {
    let mut spans: Vec<(Range<usize>, &Finding)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.is_open()) {
        let span = if finding.side == side {
            Some(finding.span.clone())
        } else {
            finding.counterpart.clone()
        };
        spans.extend(
            span.filter(|span| !span.is_empty() && span.end <= text.len())
                .map(|span| (span, *finding)),
        );
    }
    spans.sort_by_key(|(span, _)| (span.start, span.end));
    let (mut out, mut at) = (String::new(), 0);
    for (span, finding) in spans {
        let is_cut = !text.is_char_boundary(span.start) || !text.is_char_boundary(span.end);
        if span.start < at || is_cut {
            continue;
        }
        out += &escaped(&text[at..span.start]);
        let _ = write!(
            out,
            "<mark class=\"{}\" title=\"{}\">{}</mark>",
            finding.severity.name(),
            escaped(&sheet.tongue.say(&finding.message)),
            escaped(&text[span.clone()])
        );
        at = span.end;
    }
    out + &escaped(&text[at..])
}

fn notes(findings: &[&Finding], sheet: &Sheet) -> String {
    let note = |finding: &&Finding| {
        let class = if finding.is_open() { finding.severity.name() } else { "closed" };
        let suggestion = if finding.suggestion.trim().is_empty() {
            String::new()
        } else {
            format!(" <i>{}</i>", escaped(&finding.suggestion))
        };
        let reason = finding
            .dismissed
            .as_ref()
            .map(|reason| format!("dismissed: {reason}"))
            .map(|said| format!(" <i>{}</i>", escaped(&sheet.tongue.say(&said))))
            .unwrap_or_default();
        format!(
            "<li class=\"{class}\" data-check=\"{}\"><code>{}</code> {}{suggestion}{reason}</li>",
            finding.check,
            finding.check,
            escaped(&sheet.tongue.say(&finding.message))
        )
    };
    if findings.is_empty() {
        return String::new();
    }
    format!("<ul class=\"notes\">{}</ul>", findings.iter().map(note).collect::<String>())
}
