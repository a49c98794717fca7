//! Decides after a full stop that may belong to an abbreviation.

use super::candidates::Stops;
use super::chars::is_blank;
use super::facts::{Facts, is_known, starts_sentence};
use super::gap::Gap;
use super::left::Left;
use super::lexicon::{Group, Groups, Lexicon};
use super::reasons::{
    ABBREVIATION_ENDS, ABBREVIATION_GOES_ON, ABBREVIATION_NAME, ABBREVIATION_STARTER,
    BEFORE_NUMBER, CLOCK, INITIAL, MARKED_NAME, NEVER_FINAL, Rule, TIME_OPENS, TITLE, UNCASED,
};
use super::right::{Right, Start};
use super::shape::Shape;

pub(super) fn by_abbreviation(gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { run, left, right } = gap;
    if run.stops == Stops::Mark {
        let is_name = is_marked_name(left.word, facts.lexicon) && !starts_sentence(right, facts);
        return is_name.then_some(MARKED_NAME);
    }
    if run.stops != Stops::Period || run.closes.is_some() {
        return None;
    }
    let groups = facts.lexicon.groups_of_abbreviation(without_hour(left.word));
    by_group(groups, gap, facts).or_else(|| by_shape(gap, facts))
}

fn by_group(groups: Groups, gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { left, right, .. } = gap;
    if groups == Groups::default() {
        return None;
    }
    if groups.has(Group::Title) {
        return Some(TITLE);
    }
    if groups.has(Group::NeverFinal) {
        return Some(NEVER_FINAL);
    }
    if groups.has(Group::Unit) && ends_in_digit(left.previous()) {
        return counts_on(right, facts).then_some(ABBREVIATION_GOES_ON);
    }
    if groups.has(Group::BeforeNumber) {
        return Some(if is_numeral(right) { BEFORE_NUMBER } else { after_final(right, facts) });
    }
    let is_time = ends_in_digit(left.previous()) || left.word.starts_with(is_digit);
    if groups.has(Group::OftenFinal) && is_time {
        if names_clock(right, facts.lexicon) {
            return Some(CLOCK);
        }
        if is_opening_time(left, facts)
            && right.start == Start::Upper
            && !is_known(right.word, facts)
        {
            return Some(TIME_OPENS);
        }
    }
    if groups.has(Group::OftenFinal) || groups.has(Group::Month) {
        return Some(after_final(right, facts));
    }
    groups.has(Group::MayFinal).then(|| after_abbreviation(right, facts))
}

/// Tells whether a smaller unit follows: `6 ft. 2 in.`
fn counts_on(right: &Right, facts: &Facts) -> bool {
    let second = right.second();
    right.start == Start::Digit
        && facts.lexicon.groups_of_abbreviation(second).has(Group::Unit)
        && (right.after_second().starts_with('.') || !facts.lexicon.has(second, Group::Starter))
}

/// Tells whether the segment so far is only a time: `At 5 p.m.`
fn is_opening_time(left: &Left, facts: &Facts) -> bool {
    let mut words = left.before().split(is_blank);
    let opens = words.next().is_some_and(|first| facts.lexicon.has(first, Group::Starter));
    opens && words.all(|word| word.bytes().all(|b| b.is_ascii_digit() || b == b':'))
}

/// Returns what stands after the hour in `5p.m`.
fn without_hour(word: &str) -> &str {
    if word.contains('.') { word.trim_start_matches(is_digit) } else { word }
}

/// Tells whether the next words say which day or clock a time is of: `Monday`,
/// `GMT`, `Paris time`.
fn names_clock(right: &Right, lexicon: &Lexicon) -> bool {
    let is_plain = !right.opening.quote && !right.opening.dash;
    is_plain && (lexicon.has(right.word, Group::Day) || lexicon.has(right.second(), Group::Clock))
}

fn by_shape(gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { left, right, .. } = gap;
    match left.shape {
        Shape::Initial if starts_sentence(right, facts) => Some(ABBREVIATION_STARTER),
        Shape::Initial if !facts.is_cased && right.start == Start::Lower => Some(UNCASED),
        Shape::Initial => Some(INITIAL),
        Shape::Dotted => Some(after_abbreviation(right, facts)),
        Shape::Word if facts.document.is_abbreviation(left.word) => {
            Some(after_abbreviation(right, facts))
        }
        _ => None,
    }
}

/// Decides after an abbreviation that nothing with a capital can follow inside
/// a sentence.
fn after_final(right: &Right, facts: &Facts) -> &'static Rule {
    match right.start {
        _ if right.opening.bracket => ABBREVIATION_GOES_ON,
        Start::Upper | Start::Caseless => ABBREVIATION_ENDS,
        Start::Lower if !facts.is_cased => UNCASED,
        _ => ABBREVIATION_GOES_ON,
    }
}

/// Decides after an abbreviation that a name may follow.
fn after_abbreviation(right: &Right, facts: &Facts) -> &'static Rule {
    match right.start {
        _ if right.opening.bracket => ABBREVIATION_GOES_ON,
        Start::Upper if starts_sentence(right, facts) => ABBREVIATION_STARTER,
        Start::Upper | Start::Caseless => ABBREVIATION_NAME,
        _ => ABBREVIATION_GOES_ON,
    }
}

fn is_marked_name(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.has(&format!("{word}!"), Group::MarkedName)
        || lexicon.has(&format!("{word}?"), Group::MarkedName)
}

/// Tells whether the right side is a number, a roman number or a letter that
/// counts.
fn is_numeral(right: &Right) -> bool {
    let is_roman = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
    };
    let is_letter = right.word.chars().count() == 1 && right.start == Start::Upper;
    right.start == Start::Digit || is_letter || is_roman(right.word)
}

fn ends_in_digit(word: &str) -> bool {
    word.ends_with(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
