//! Holds what the rules know besides the gap itself, and asks it about words.

use super::document::Document;
use super::lexicon::{Group, Lexicon};
use super::options::Quotes;
use super::residue::Table;
use super::right::{Right, Start};

/// What the rules know besides the gap itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) document: &'a Document,
    pub(super) quotes: Quotes,
    pub(super) table: Option<Table<'static>>,
    /// Whether titles of this text have lost their lines.
    pub(super) is_flattened: bool,
    /// Whether all letters here are capitals, which say nothing then.
    pub(super) is_shouted: bool,
    /// Whether sentences start with capitals here.
    pub(super) is_cased: bool,
}

pub(super) fn is_known(word: &str, facts: &Facts) -> bool {
    facts.lexicon.has(word, Group::Starter)
        || facts.table.is_some_and(|table| table.is_ordinary(word))
}

/// Tells whether the next word opens sentences and is not a name, title or acronym.
pub(super) fn opens_plainly(right: &Right, facts: &Facts) -> bool {
    let groups = facts.lexicon.groups(right.word);
    let mut letters = right.word.chars().skip(1).filter(|c| c.is_alphabetic()).peekable();
    let is_word = letters.peek().is_some() || !right.word.is_ascii() || right.word.ends_with('\'');
    groups.has(Group::Starter)
        && !groups.has(Group::NameToo)
        && is_word
        && letters.all(char::is_lowercase)
        && right.second().starts_with(char::is_lowercase)
}

/// Tells whether the next word opens sentences and is not the particle of a
/// name (`J. Le Goff`).
pub(super) fn starts_sentence(right: &Right, facts: &Facts) -> bool {
    if right.start != Start::Upper {
        return false;
    }
    if right.opening.dash || right.opening.quote {
        return true;
    }
    let groups = facts.lexicon.groups(right.word);
    let is_particle = groups.has(Group::NameParticle)
        && right.second().chars().next().is_some_and(char::is_uppercase);
    // Among capitals any word has one: `ACME INC. WILL PAY.`
    let is_sure = !right.is_in_capitals() || groups.has(Group::SureStarter);
    groups.has(Group::Starter) && !is_particle && is_sure
}
