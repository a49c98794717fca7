//! Decides whether a segment ends at a candidate, and says which rule decided.
//!
//! The rules are asked in order, the surest first; the first that knows
//! answers: marks, the space, quotations, abbreviations, the next word.
//!
//! Where the rules end (see [`by_next_word`]) is the residue: an ellipsis, a
//! small letter after a full stop, a capital after an abbreviation. These are
//! doubtful, and a bias moves them.

use super::abbreviations::by_abbreviation;
use super::candidates::Stops;
use super::facts::{Facts, opens_plainly};
use super::gap::Gap;
use super::labels::is_label;
use super::left::Left;
use super::lexicon::Group;
use super::options::Quotes;
use super::reasons::{
    ASIDE, BULLET, CAPITAL, CAPITAL_AFTER_DOTS, CASELESS, DASH, DIGIT, DIGIT_GOES_ON, GLUED,
    GLUED_NAME, GOES_ON, IN_BRACKET, IN_QUOTATION, LABEL, LOWER, LOWER_AFTER_MARK,
    LOWER_AFTER_WORD, NOTHING_FOLLOWS, OMISSION, OPENING_DOTS, REASON, Rule, SMALL_AGAIN, SPEAKER,
    SPEECH, SYMBOL, SYMBOL_AFTER_WORD, UNCASED,
};
use super::right::{Right, Start};
use super::shape::Shape;

/// Returns the rule that decides a gap.
pub(super) fn decide(gap: &Gap, facts: &Facts) -> &'static Rule {
    by_marks(gap, facts)
        .or_else(|| by_space(gap, facts))
        .or_else(|| by_quotation(gap, facts))
        .or_else(|| by_abbreviation(gap, facts))
        .unwrap_or_else(|| by_next_word(gap, facts))
}

fn by_marks(gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { run, left, right } = gap;
    match right.start {
        Start::Joining => return Some(GOES_ON),
        Start::End => return Some(NOTHING_FOLLOWS),
        Start::Bullet => return Some(BULLET),
        _ => {}
    }
    if left.shape == Shape::Nothing {
        return Some(if run.closes.bracket { OMISSION } else { OPENING_DOTS });
    }
    if run.stops == Stops::Period && right.opening.dash && names_speaker(left, facts) {
        return Some(SPEAKER);
    }
    let is_bracketed_dots =
        run.stops == Stops::Ellipsis && run.closes.bracket && left.word.is_empty();
    if is_bracketed_dots {
        return Some(OMISSION);
    }
    // `M. Dupont` opens like the item of a list.
    let is_title = || facts.lexicon.groups_of_abbreviation(left.word).has(Group::Title);
    (is_label(left, run.stops, facts) && !is_title()).then_some(LABEL)
}

/// Tells whether the segment so far is the name of who speaks, in a play or in the
/// minutes of a debate: `LUCIEN, posant son chapeau. — Oui.`, `M. ROY. – Non.`,
/// `Le président. – Merci.`
fn names_speaker(left: &Left, facts: &Facts) -> bool {
    let is_short = left.opens || left.previous_opens();
    let is_titled = || {
        let is_title = facts.lexicon.groups_of_abbreviation(left.first()).has(Group::Title);
        is_title && left.previous_opens() && is_in_capitals(left.word)
    };
    is_in_capitals(left.first())
        || is_titled()
        || (is_short && facts.lexicon.has(left.word, Group::Speaker))
}

/// Decides where no space follows the stop, as in `fin.Puis rien`, `Node.js` or
/// `list.The`.
fn by_space(gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { run, left, right } = gap;
    let is_row = run.closes.quote && right.opening.quote;
    if !run.is_glued() || run.stops == Stops::Wide || right.opening.dash || is_row {
        return None;
    }
    let is_title = right.follows() == '.'
        && facts.lexicon.groups_of_abbreviation(right.word).has(Group::Title);
    let is_number = |b: u8| b.is_ascii_digit() || matches!(b, b',' | b'.');
    let is_word = if left.shape == Shape::Word {
        is_title || left.word.starts_with(char::is_lowercase)
    } else {
        left.word.bytes().all(is_number)
    };
    let opens = opens_plainly(right, facts) || is_title;
    Some(if is_word && opens { GLUED } else { GLUED_NAME })
}

/// Tells whether a word is written in capitals, as plays write `ORGON. — Oui.`
fn is_in_capitals(word: &str) -> bool {
    word.chars().nth(2).is_some() && word.chars().all(|c| c.is_uppercase() || c == '-')
}

fn by_quotation(gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let run = gap.run;
    if run.is_bracketed {
        return Some(IN_BRACKET);
    }
    if facts.quotes == Quotes::Keep && run.inside.quote && !run.closes.quote {
        return Some(IN_QUOTATION);
    }
    // A full stop ends the sentence: `"I am leaving." Paul said nothing.`
    let may_go_on = run.closes.quote && run.stops != Stops::Period;
    let Right { opening, .. } = gap.right;
    // `“Why?” Paul asked`, but `“Why?” | She asked him twice.`
    let opens = || {
        let groups = facts.lexicon.groups(gap.right.word);
        groups.has(Group::Starter) && !groups.has(Group::NameToo)
    };
    let is_speech = may_go_on
        && !opening.quote
        && !opening.dash
        && !gap.right.introduces()
        && facts.lexicon.has(gap.right.second(), Group::Speech)
        && !opens();
    is_speech.then_some(SPEECH)
}

fn by_next_word(gap: &Gap, facts: &Facts) -> &'static Rule {
    let Gap { run, left, right } = gap;
    match right.start {
        Start::Lower if right.opening.dash && run.stops != Stops::Period => ASIDE,
        Start::Lower => by_lower(gap, facts),
        Start::Upper if right.opening.dash => DASH,
        Start::Upper if run.stops == Stops::Ellipsis => CAPITAL_AFTER_DOTS,
        Start::Upper => CAPITAL,
        Start::Caseless => CASELESS,
        Start::Digit if run.stops == Stops::Ellipsis && !right.opening.dash => DIGIT_GOES_ON,
        Start::Digit => DIGIT,
        _ if is_whole_word(left) => SYMBOL_AFTER_WORD,
        _ => SYMBOL,
    }
}

fn by_lower(gap: &Gap, facts: &Facts) -> &'static Rule {
    let Gap { run, left, .. } = gap;
    let closes = run.closes.is_some();
    if !facts.is_cased && !closes {
        return if gives_reason(gap, facts) { REASON } else { UNCASED };
    }
    let is_mark = run.stops == Stops::Mark && !closes && !run.inside.quote && !run.inside.bracket;
    if is_mark && facts.document.is_careless {
        return LOWER_AFTER_MARK;
    }
    let is_careless = left.is_small() && run.stops != Stops::Ellipsis;
    if is_careless && !closes && !run.inside.bracket && !run.inside.quote {
        return SMALL_AGAIN;
    }
    let is_sure_stop = run.stops == Stops::Period && !closes && !run.inside.bracket;
    if is_sure_stop && is_whole_word(left) { LOWER_AFTER_WORD } else { LOWER }
}

/// Tells whether a speaker who broke off goes on with a reason, perhaps after a
/// hesitation: `à travailler… euh parce que`. One of the four dots of `ParisStories`'
/// development set that do not end a sentence; none of the 97 dots that do, there
/// and in Rhapsodie's, has a reason after it.
fn gives_reason(gap: &Gap, facts: &Facts) -> bool {
    let Right { word, .. } = gap.right;
    gap.run.stops == Stops::Ellipsis
        && [word, gap.right.second()].iter().any(|word| facts.lexicon.has(word, Group::Reason))
}

/// Tells whether the word before a full stop is a word in full, by its letters:
/// abbreviations are short and mostly end in a consonant before the vowel that
/// would follow.
fn is_whole_word(left: &Left) -> bool {
    if left.shape == Shape::Closed {
        return true;
    }
    let n_letters = left.word.chars().count();
    let ends_like_word = left.word.ends_with(|c: char| "aeiouyéèêàùsxrtnAEIOUY".contains(c));
    left.shape == Shape::Word && (n_letters >= 5 || n_letters >= 4 && ends_like_word)
}
