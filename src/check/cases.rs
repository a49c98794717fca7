//! Reads the examples of a rule, which are its tests and part of its page.
//!
//! ```text
//! # a comment
//! Il a 12 chats. --- It has 21 cats. --- warning `21`
//! Il a 12 chats. --- It has 12 cats. --- none
//! @ en-fr
//! Il a 21 chats. --- It has 12 cats. --- warning
//! ```
//!
//! A pair a line, French first whatever the direction; behind it what this rule says
//! of it and, in backticks, on which text. A line that starts with `+ ` continues the
//! bitext of the line before. `{U+00A0}` is a character. `@ en-fr` turns the direction
//! of what follows, `@ fr-en` turns it back; after `@ bead` pairs come from an aligner;
//! `@ glossary ROW` and `@ rule TOML` are what the user brings, `@ profile NAME` is
//! the kind of text, and `@ before TEXT` the French text on which people decided.

/// A bitext of examples.
#[derive(Clone, Debug, Default)]
pub struct Case<'t> {
    /// It goes from English to French.
    pub is_reversed: bool,
    /// It comes from an aligner, which may leave a side without a counterpart.
    pub is_bead: bool,
    /// The pairs, in order.
    pub pairs: Vec<Example<'t>>,
    /// The rows of the user's glossary, the header left out.
    pub glossary: Vec<&'t str>,
    /// The rules of the user's checklist, as inline tables of TOML.
    pub checklist: Vec<&'t str>,
    /// How much each check matters, by the name of a profile; none for the general one.
    pub profile: Option<&'t str>,
    /// The French text of its pairs on which people decided, if it is known.
    pub before: Option<&'t str>,
}

/// A pair and what the rule says of it.
#[derive(Clone, Copy, Debug)]
pub struct Example<'t> {
    /// The French text.
    pub french: &'t str,
    /// The English text.
    pub english: &'t str,
    /// `none`, or a severity and, if it matters, a text in backticks.
    pub expected: &'t str,
}

/// Returns the examples of a file. Lines that are none are left out; the tests see to
/// it that there are not any.
#[must_use]
pub fn parse(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case> = Vec::new();
    let mut settings = Case::default();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(setting) = line.strip_prefix("@ ") {
            apply(setting, &mut settings);
            continue;
        }
        let (is_next, line) = line.strip_prefix("+ ").map_or((false, line), |rest| (true, rest));
        let Some(example) = example(line) else { continue };
        match cases.last_mut() {
            Some(last) if is_next => last.pairs.push(example),
            _ => cases.push(Case { pairs: vec![example], ..settings.clone() }),
        }
    }
    cases
}

fn apply<'t>(setting: &'t str, settings: &mut Case<'t>) {
    match setting.split_once(' ').unwrap_or((setting, "")) {
        ("en-fr", _) => settings.is_reversed = true,
        ("fr-en", _) => settings.is_reversed = false,
        ("bead", _) => settings.is_bead = true,
        ("glossary", row) => settings.glossary.push(row),
        ("rule", rule) => settings.checklist.push(rule),
        ("profile", name) => settings.profile = Some(name),
        ("before", text) => settings.before = Some(text),
        _ => {}
    }
}

fn example(line: &str) -> Option<Example<'_>> {
    let mut cells = line.split("---").map(str::trim);
    let example =
        Example { french: cells.next()?, english: cells.next()?, expected: cells.next()? };
    cells.next().is_none().then_some(example)
}
