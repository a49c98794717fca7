//! Writes the page of a check from its rule: identity, why, examples, false alarms.
//!
//! The same page is printed by `check --explain ID` and kept as `docs/checks/ID.md`,
//! which `tests/check_rules.rs` holds to what is written here.

use super::cases::{self, Case};
use super::rules::Id;
use std::fmt::Write as _;

/// Returns the false alarms of a check in 1,000 good pairs, as last measured;
/// none if it has not been.
#[must_use]
pub fn false_alarms(id: Id) -> Option<f64> {
    let line = RATES.lines().find(|line| line.split(' ').next() == Some(id.name()))?;
    line.split(' ').nth(1)?.parse().ok()
}

const RATES: &str = include_str!("data/rates.txt");

/// Returns the page of a check, in Markdown.
#[must_use]
pub fn page(id: Id) -> String {
    let rule = id.rule();
    let mut page =
        format!("# {}\n\n{}.\n*{}.*\n\n", rule.id, capital(rule.about), capital(rule.about_fr));
    let rate =
        false_alarms(id).map_or_else(|| "not measured".to_owned(), |rate| format!("{rate:.1}"));
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "- severity: {}, unless the evidence is weaker or stronger\n- MQM: {}\n\
         - flagged of 1,000 good pairs: {rate}\n- rule: `src/check/rules/{}.rs`\n\n",
        rule.severity.name(),
        rule.mqm,
        id.file(),
    );
    page += &head(rule.source);
    page += "\n## Examples\n";
    for direction in [false, true] {
        page += &examples(&cases::parse(rule.cases), direction);
    }
    page
}

/// Returns the head comment of a rule's file, whose first paragraph is its title.
fn head(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let mut head = String::new();
    for line in lines {
        head += line.strip_prefix(' ').unwrap_or(line);
        head.push('\n');
    }
    head
}

/// Returns the table of the examples of one direction; nothing if there are none.
fn examples(cases: &[Case], is_reversed: bool) -> String {
    let rows: Vec<String> = cases
        .iter()
        .filter(|case| case.is_reversed == is_reversed)
        .flat_map(|case| &case.pairs)
        .map(|pair| {
            let (fr, en) = (cell(pair.french), cell(pair.english));
            let expected = cell(pair.expected);
            if is_reversed {
                format!("| {en} | {fr} | {expected} |\n")
            } else {
                format!("| {fr} | {en} | {expected} |\n")
            }
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let header = if is_reversed { "| English | French |" } else { "| French | English |" };
    format!("\n{header} finding |\n|---|---|---|\n{}", rows.concat())
}

fn cell(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let marks = if text.contains('`') { "``" } else { "`" };
    let pad = if text.contains('`') { " " } else { "" };
    format!("{marks}{pad}{}{pad}{marks}", text.replace('|', "\\|"))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rate_is_of_a_check() {
        for line in RATES.lines().filter(|line| !line.starts_with('#')) {
            let id = line.split(' ').next().and_then(Id::by_name);
            assert!(id.is_some_and(|id| false_alarms(id).is_some()), "{line}");
        }
    }
}
