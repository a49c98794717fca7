//! Says how much each check matters for a kind of text.
//!
//! ```toml
//! [software]
//! placeholder = "error"   # at least that when it is sure: a warning becomes an error
//! negation = "info"       # at most that
//! false-friend = "off"
//! ```
//!
//! The profiles that come with the program stand in `data/profiles.toml`; a team can
//! write its own as a file of that form with one table.

use super::finding::Finding;
use super::rules::Id;
use super::{markup, placeholders};
use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use crate::notice::Severity;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a profile makes of a check.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Level {
    Off,
    At(Severity),
}

/// How much each check matters.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    name: String,
    levels: FxHashMap<Id, Level>,
}

/// Texts of which so many pairs in a hundred have placeholders or tags are a program's.
/// By hand; of news, laws and fiction under one has any.
const SOFTWARE_PERCENT: usize = 10;

/// Texts of which so many pairs in a hundred name parts of a law by number are laws. By
/// hand: of 2,000 pairs of Canada's statutes a fifth of the French and a quarter of the
/// English do, of news, Europarl and fiction none in a thousand.
const LEGAL_PERCENT: usize = 10;

/// Tells whether a text names a part of a law by its number or letter.
fn is_of_law(text: &str) -> bool {
    const PARTS: [&str; 10] = [
        "alinéa (",
        "alinéas (",
        "paragraphe (",
        "paragraphes (",
        "paragraph (",
        "paragraphs (",
        "subsection (",
        "subsections (",
        "l’article ",
        "section ",
    ];
    let lower = text.to_lowercase();
    PARTS.iter().any(|part| {
        let mut after = lower.match_indices(part).map(|(at, _)| &lower[at + part.len()..]);
        let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        after.any(|rest| part.ends_with('(') || is_number(rest))
    })
}

static BUILT_IN: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    parse(include_str!("data/profiles.toml"), "profiles.toml")
        .expect("a test reads the profiles that come with the program")
});

impl Profile {
    /// Returns a profile that comes with the program.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Profile> {
        BUILT_IN.iter().find(|profile| profile.name == name).cloned()
    }

    /// Returns the names of those that come with the program.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        BUILT_IN.iter().map(|profile| profile.name.as_str()).collect()
    }

    /// Reads a profile of the user's own: the first table of a file. `file` names it in
    /// messages.
    ///
    /// # Errors
    ///
    /// It is not TOML of that form, or names a check or a level that does not exist.
    pub fn parse(text: &str, file: &str) -> Result<Profile> {
        parse(text, file)?.into_iter().next().ok_or_else(|| {
            Error::input("the file has no profile")
                .at(Place::file(file))
                .hint("a profile is a table such as `[house]` with lines such as `name = \"info\"`")
        })
    }

    /// Returns the profile that fits a bitext: that of software if many of its pairs have
    /// placeholders or tags, that of law if many name paragraphs by number, else the
    /// general one, which changes nothing.
    #[must_use]
    pub fn guessed(bitext: &Bitext) -> Profile {
        let is_of_program = |text: &str| {
            !placeholders::placeholders(text).is_empty() || !markup::tags(text).is_empty()
        };
        let n = bitext.pairs.iter().filter(|pair| is_of_program(&pair.src)).count();
        let is_enough = |n: usize, percent: usize| n > 0 && n * 100 >= percent * bitext.pairs.len();
        let n_of_law = bitext.pairs.iter().filter(|pair| is_of_law(&pair.src)).count();
        let name = match (is_enough(n, SOFTWARE_PERCENT), is_enough(n_of_law, LEGAL_PERCENT)) {
            (true, _) => "software",
            (false, true) => "legal",
            (false, false) => "general",
        };
        Profile::by_name(name).unwrap_or_default()
    }

    /// Returns its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Tells whether a check is left out.
    pub(super) fn leaves_out(&self, check: Id) -> bool {
        self.levels.get(&check) == Some(&Level::Off)
    }

    /// Tells whether it speaks of a check, and does not leave it out.
    pub(super) fn names_check(&self, check: Id) -> bool {
        self.levels.get(&check).is_some_and(|level| *level != Level::Off)
    }

    /// Gives a finding the severity that it has in this profile.
    pub(super) fn apply(&self, finding: &mut Finding) {
        let Some(Level::At(level)) = self.levels.get(&finding.check) else { return };
        let is_sure = finding.severity > Severity::Info;
        if is_sure || *level < finding.severity {
            finding.severity = *level;
        }
    }
}

fn parse(text: &str, file: &str) -> Result<Vec<Profile>> {
    let at_line = |line: usize| Place::file(file).line(line as u64);
    let line_of = |byte: usize| text[..byte].matches('\n').count() + 1;
    let tables: toml::Table = toml::from_str(text).map_err(|cause: toml::de::Error| {
        let line = cause.span().map_or(1, |span| line_of(span.start));
        Error::input(cause.message().to_owned())
            .at(at_line(line))
            .hint("a profile is a table such as `[house]` with lines such as `name = \"info\"`")
    })?;
    let mut profiles = Vec::new();
    // The order of the file.
    let headers = text.lines().filter_map(|line| line.strip_prefix('[')?.split(']').next());
    for name in headers {
        let Some(table) = tables.get(name).and_then(toml::Value::as_table) else { continue };
        let mut profile = Profile { name: name.to_owned(), ..Profile::default() };
        for (check, level) in flat(table) {
            let line = text.find(&check).map_or(1, line_of);
            let wrong = |what: String, hint: &str| Error::input(what).at(at_line(line)).hint(hint);
            let id = Id::by_name(&check).ok_or_else(|| {
                wrong(
                    format!("there is no check `{check}`"),
                    "`enregard check --list` prints their names",
                )
            })?;
            let level = level_of(&level).ok_or_else(|| {
                wrong(format!("`{level}` is not a level"), "off, info, warning or error")
            })?;
            profile.levels.insert(id, level);
        }
        profiles.push(profile);
    }
    Ok(profiles)
}

/// Returns the lines of a table; a dotted name is a table in a table.
fn flat(table: &toml::Table) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for (name, value) in table {
        match value {
            toml::Value::Table(inner) => {
                lines.extend(
                    flat(inner).into_iter().map(|(rest, level)| (format!("{name}.{rest}"), level)),
                );
            }
            toml::Value::String(level) => lines.push((name.clone(), level.clone())),
            other => lines.push((name.clone(), other.to_string())),
        }
    }
    lines
}

fn level_of(name: &str) -> Option<Level> {
    Some(match name {
        "off" => Level::Off,
        "info" => Level::At(Severity::Info),
        "warning" => Level::At(Severity::Warning),
        "error" => Level::At(Severity::Error),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Side;

    #[test]
    fn the_profiles_that_come_with_the_program_are_read() {
        assert_eq!(vec!["general", "software", "legal", "subtitles", "literary"], Profile::names());
    }

    #[test]
    fn a_wrong_line_is_refused_with_its_place() {
        for (text, message) in [
            ("[house]\nnames = 'info'\n", "h.toml:2: there is no check `names`"),
            ("[house]\nname = 'loud'\n", "h.toml:2: `loud` is not a level"),
            ("", "h.toml: the file has no profile"),
        ] {
            let error = Profile::parse(text, "h.toml").unwrap_err();
            assert_eq!(message, error.to_string());
            assert!(error.hint_text().is_some());
        }
    }

    #[test]
    fn laws_are_told_by_their_paragraphs() {
        assert!(is_of_law("sous réserve du paragraphe (2)") && is_of_law("under section 12"));
        assert!(!is_of_law("un paragraphe sur deux, dans la section suivante"));
    }

    #[test]
    fn a_level_raises_what_is_sure_and_lowers_all() {
        let profile = Profile::parse("[h]\nname = 'info'\ntag = 'error'\n", "h.toml").unwrap();
        let severity = |check: Id, severity: Severity| {
            let mut finding = Finding::new(check, Side::Tgt, 0..0, "").of_severity(severity);
            profile.apply(&mut finding);
            finding.severity
        };
        assert_eq!(Severity::Info, severity(Id::Name, Severity::Warning));
        assert_eq!(Severity::Error, severity(Id::Tag, Severity::Warning));
        assert_eq!(Severity::Info, severity(Id::Tag, Severity::Info));
        assert_eq!(Severity::Warning, severity(Id::Date, Severity::Warning));
    }
}
