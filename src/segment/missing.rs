//! Decides where no stop stands but a sentence may open all the same.
//!
//! Titles and the cells of a table lose their line when a text is copied; mails have
//! greetings and dates on lines of their own; addresses and smileys take no stop.

use super::candidates::{Candidate, Stops};
use super::facts::{Facts, is_known, opens_plainly};
use super::gap::Gap;
use super::left::Left;
use super::lexicon::Group;
use super::reasons::{
    ADDRESS, BROKEN_OFF, BY_WEIGHT, GREETING, NO_STOP, ORNAMENT, Rule, SEMICOLON, STAMP,
};
use super::residue;
use super::right::{Right, Start};
use super::shape::Shape;
use super::titles::may_end_title;

/// Tells whether it is worth reading the words about a place where no stop stands:
/// before a word that is not known no rule cuts. That spares nine in ten names.
pub(super) fn may_open(run: &Candidate, word: &str, facts: &Facts) -> bool {
    residue::is_open(run) && (run.stops != Stops::Missing || is_known(word, facts))
}

/// Returns the rule that cuts where no stop stands, if one does.
///
/// Titles and the cells of a table lose their line when a text is copied:
/// `Grossesse et allaitement Les données sont rares.` What follows must be a word
/// of the closed classes with an ordinary word after it; a name is hardly ever
/// one. Only places that [`may_open`] lets through are asked about. In 16,500 sentences of news, joined by five, it finds 373 French ends and
/// 308 English ones and is wrong 8 and 5 times (newstest 2008 to 2013).
pub(super) fn decide_capital(gap: &Gap, n_bytes: usize, facts: &Facts) -> Option<&'static Rule> {
    let Gap { run, left, right } = gap;
    match run.stops {
        Stops::Stamp => by_stamp(left, right, facts),
        Stops::Ornament => Some(ORNAMENT),
        Stops::Comma => greets(gap, facts).then_some(GREETING),
        Stops::Dash => breaks_off(left, right, facts).then_some(BROKEN_OFF),
        Stops::Semicolon => opens_plainly(right, facts).then_some(SEMICOLON),
        _ if follows_address(left, right, facts) => Some(ADDRESS),
        _ if !may_end_title(left, facts.lexicon) => None,
        _ if opens_plainly(right, facts) => Some(NO_STOP),
        _ => by_weight(gap, n_bytes, facts),
    }
}

fn by_stamp(left: &Left, right: &Right, facts: &Facts) -> Option<&'static Rule> {
    // `On 08/16/2000 03:48 PM` is in a sentence.
    let is_inside = right.start == Start::Digit && facts.lexicon.has(left.word, Group::Starter);
    (!is_inside && left.shape != Shape::Nothing).then_some(STAMP)
}

/// Tells whether a sentence follows an address or a laugh, which take no stop.
fn follows_address(left: &Left, right: &Right, facts: &Facts) -> bool {
    let is_end = left.shape == Shape::Address || facts.lexicon.has(left.word, Group::Laugh);
    is_end && is_known(right.word, facts) && !right.second().starts_with(char::is_uppercase)
}

/// Tells whether a dash breaks off what is said and another sentence follows, as in the
/// record of a conversation: `I know she's — You know what I mean.` Titles and the heads of
/// reports (`PARIS — The …`) have a capital before the dash; `I` has one always and is as
/// often a second try at the same sentence.
fn breaks_off(left: &Left, right: &Right, facts: &Facts) -> bool {
    let groups = facts.lexicon.groups(right.word);
    let is_answer = groups.has(Group::Starter) && right.follows() == ',';
    left.word.starts_with(char::is_lowercase) && (opens_plainly(right, facts) || is_answer)
}

/// Tells whether the segment so far is a greeting or a farewell: `Hi there,`,
/// `Best regards,`. A name that ends a sentence is spoken to: `Thanks, Paul.`
fn greets(gap: &Gap, facts: &Facts) -> bool {
    let Gap { left, right, .. } = gap;
    let first = facts.lexicon.groups(left.first());
    let is_short = left.opens || left.previous_opens();
    let is_farewell = is_short && facts.lexicon.has(left.word, Group::Farewell)
        || facts.lexicon.has(left.phrase(), Group::Farewell);
    let is_greeting = first.has(Group::Greeting);
    let is_spoken_to = facts.lexicon.has(right.word, Group::BeforeTitle)
        || facts.lexicon.groups_of_abbreviation(right.word).has(Group::Title);
    if is_spoken_to {
        return false;
    }
    let is_sentence = right.second().starts_with(char::is_lowercase)
        && !right.word.starts_with('I')
        && is_known(right.word, facts);
    (is_greeting && is_sentence) || (is_farewell && (is_sentence || right.is_unmarked()))
}

/// The weight, in sixteenths of a logit, that is believed in any text. Joined news
/// have 4 French and 8 English ends above it for 4 and 3 that are none.
const SURE_WEIGHT: i32 = 128;

/// The weight that is believed where titles have lost their lines: 50 right and 7
/// wrong in Sequoia's training set. In joined news half would be wrong.
const LIKELY_WEIGHT: i32 = 48;

/// Weighs a word that could open a sentence or be a name.
fn by_weight(gap: &Gap, n_bytes: usize, facts: &Facts) -> Option<&'static Rule> {
    let table = facts.table.filter(|table| residue::may_open(gap, *table))?;
    let score = table.score(&residue::features(gap, n_bytes, facts.lexicon));
    let threshold = if facts.is_flattened { LIKELY_WEIGHT } else { SURE_WEIGHT };
    (score >= threshold).then_some(BY_WEIGHT)
}
