//! Decides after a full stop that may belong to an abbreviation.

use super::candidates::Stops;
use super::chars::{is_blank, is_dash, is_opening_bracket, is_opening_quote};
use super::facts::{Facts, is_known, starts_sentence};
use super::gap::Gap;
use super::left::Left;
use super::lexicon::{Group, Groups, Lexicon};
use super::reasons::{
    ABBREVIATION_ENDS, ABBREVIATION_GOES_ON, ABBREVIATION_NAME, ABBREVIATION_STARTER,
    BEFORE_NUMBER, CLOCK, INITIAL, LETTER_ENDS, LETTER_NUMBER, MARKED_NAME, NEVER_FINAL, OPENING,
    Rule, TIME_OPENS, TITLE, TURN, UNCASED,
};
use super::right::{Right, Start, is_in_capitals};
use super::shape::Shape;
use super::spaced::{self, Spaced};

pub(super) fn by_abbreviation(gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { run, left, right } = gap;
    if run.stops == Stops::Mark {
        let is_name = is_marked_name(left.word, facts.lexicon) && !starts_sentence(right, facts);
        return is_name.then_some(MARKED_NAME);
    }
    if run.stops != Stops::Period || run.closes.is_some() {
        return None;
    }
    let groups = groups(left, right, facts);
    if opens_turn(groups, left, right, facts) {
        return Some(TURN);
    }
    if spaced::begins(left, right, facts.lexicon) {
        return Some(NEVER_FINAL);
    }
    by_spaced(gap, facts).or_else(|| by_group(groups, gap, facts)).or_else(|| by_shape(gap, facts))
}

/// Tells whether a new speaker follows and no name that the abbreviation is part of.
fn opens_turn(groups: Groups, left: &Left, right: &Right, facts: &Facts) -> bool {
    let is_of_name = [Group::Title, Group::BeforeName, Group::NeverFinal];
    if !right.names_speaker() || facts.is_shouted || is_of_name.iter().any(|g| groups.has(*g)) {
        return false;
    }
    let opens_name = || {
        facts.lexicon.groups_in_capitals(right.word).has(Group::Title)
            || facts.lexicon.has(right.word, Group::SureStarter)
    };
    !matches!(left.shape, Shape::Initial | Shape::Dotted) || opens_name()
}

/// Returns the groups of the word before the stop. Among capitals its own say nothing.
fn groups(left: &Left, right: &Right, facts: &Facts) -> Groups {
    let word = without_hour(left.word);
    let is_shouted = facts.is_shouted
        || is_in_capitals(word) && (is_capital(right) || is_in_capitals(left.previous()));
    if is_shouted {
        facts.lexicon.groups_in_capitals(word)
    } else {
        facts.lexicon.groups_of_abbreviation(word)
    }
}

/// Tells whether a word in capitals or an initial follows.
fn is_capital(right: &Right) -> bool {
    right.is_in_capitals() || right.start == Start::Upper && right.follows() == '.'
}

fn by_group(groups: Groups, gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { left, right, .. } = gap;
    if groups == Groups::default() {
        return None;
    }
    if groups.has(Group::Opening) && opens_remark(left) {
        return Some(OPENING);
    }
    let counts = groups.has(Group::Unit) && ends_in_digit(left.previous());
    // `vers le cap. | M. Martini`, but `Prof. Dr. Müller`.
    let is_small = left.word.starts_with(char::is_lowercase);
    if groups.has(Group::BeforeName) && !counts && is_small && is_title(right, facts) {
        return Some(ABBREVIATION_ENDS);
    }
    let is_before_name = groups.has(Group::BeforeName) && !counts && is_name(right, facts);
    // `She lives on Main St. | Her brother does not.`
    if groups.has(Group::Title) && groups.has(Group::MayFinal) && opens_surely(right, facts) {
        return Some(ABBREVIATION_STARTER);
    }
    if groups.has(Group::Title) || is_before_name {
        return Some(TITLE);
    }
    if groups.has(Group::NeverFinal) {
        return Some(NEVER_FINAL);
    }
    if counts {
        return by_unit(groups, gap, facts);
    }
    by_number(groups, gap, facts)
        .or_else(|| by_time(groups, gap, facts))
        .or_else(|| by_word(groups, gap, facts))
        .or_else(|| by_place(groups, right, facts))
}

/// Decides after a unit that a number stands before.
fn by_unit(groups: Groups, gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { left, right, .. } = gap;
    // `Title 18 Sec. 1302`
    let is_head = left.word.starts_with(char::is_uppercase) && left.shape == Shape::Word;
    if is_head && groups.has(Group::BeforeNumber) && right.start == Start::Digit {
        return Some(BEFORE_NUMBER);
    }
    // `at 350 F. | Cool.`, but `In 1940 F. Scott Fitzgerald died.`
    let is_degree = left.shape == Shape::Initial && left.previous().len() < YEAR_LEN;
    if is_degree && right.start == Start::Upper && right.word.chars().nth(1).is_some() {
        return Some(LETTER_ENDS);
    }
    let goes_on = counts_on(right, facts) || groups.has(Group::Hour) && is_minutes(right);
    goes_on.then_some(ABBREVIATION_GOES_ON)
}

/// Numbers with as many digits are years.
const YEAR_LEN: usize = 4;

/// Decides after an abbreviation that a number or a letter follows.
fn by_number(groups: Groups, gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { left, right, .. } = gap;
    let follows = || facts.lexicon.groups_of_abbreviation(right.word);
    if groups.has(Group::Month) && follows().has(Group::Month) {
        return Some(ABBREVIATION_GOES_ON);
    }
    if !groups.has(Group::BeforeNumber) {
        return None;
    }
    // `No. | I will not.`, `said: “No. | I will not.”`
    let opens = left.opens || left.before().ends_with(is_opening_quote);
    let is_answer = opens && facts.lexicon.has(left.word, Group::Starter);
    if is_answer && starts_sentence(right, facts) {
        return Some(ABBREVIATION_STARTER);
    }
    is_numeral(right).then_some(BEFORE_NUMBER)
}

/// Decides after what is more than an abbreviation: a word that speech has too
/// (`organisé par le prof. et donc`, `avec son ex. et`), or an initial, as `R.` is in
/// `J. R. R. Tolkien` and `J.-C.` in `Paul et J.-C. Roy`.
fn by_word(groups: Groups, gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { left, right, .. } = gap;
    let is_free = FREE.iter().any(|group| groups.has(*group));
    if is_free && left.shape == Shape::Word && right.start == Start::Lower && !facts.is_cased {
        return Some(UNCASED);
    }
    let is_initial = match left.shape {
        Shape::Initial => groups.has(Group::BeforeNumber),
        Shape::Dotted => left.word.contains(".-") && !is_dated(left),
        _ => false,
    };
    is_initial.then(|| by_shape(gap, facts)).flatten()
}

/// Tells whether the word before says when: `44 av. J.-C.`, `avant J.-C.`
fn is_dated(left: &Left) -> bool {
    let before = left.previous();
    before.ends_with('.') || ["avant", "après", "before", "after"].contains(&before)
}

/// Tells whether a sentence opens that a name cannot be taken for: `Her brother …`
fn opens_surely(right: &Right, facts: &Facts) -> bool {
    right.start == Start::Upper
        && right.second().starts_with(char::is_lowercase)
        && facts.lexicon.has(right.word, Group::SureStarter)
}

/// Tells whether a name follows: a capital that opens no sentence.
fn is_name(right: &Right, facts: &Facts) -> bool {
    right.start == Start::Upper && !starts_sentence(right, facts)
}

fn is_title(right: &Right, facts: &Facts) -> bool {
    right.follows() == '.' && facts.lexicon.groups_of_abbreviation(right.word).has(Group::Title)
}

/// Tells whether the abbreviation stands where a remark opens: `N.B. …`, `(N.D.L.R. …`
fn opens_remark(left: &Left) -> bool {
    left.opens || left.before().ends_with(|c| is_opening_bracket(c) || is_dash(c))
}

/// Decides after a time: `at 5 p.m. Paris time`.
fn by_time(groups: Groups, gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { left, right, .. } = gap;
    let is_time = ends_in_digit(left.previous()) || left.word.starts_with(is_digit);
    if !groups.has(Group::OftenFinal) || !is_time {
        return None;
    }
    if names_clock(right, facts.lexicon) {
        return Some(CLOCK);
    }
    let opens = is_opening_time(left, facts);
    (opens && right.start == Start::Upper && !is_known(right.word, facts)).then_some(TIME_OPENS)
}

/// What follows these may be a name.
const FREE: [Group; 2] = [Group::MayFinal, Group::BeforeName];

/// Decides by what may follow the abbreviation inside a sentence.
fn by_place(groups: Groups, right: &Right, facts: &Facts) -> Option<&'static Rule> {
    const ENDING: [Group; 3] = [Group::OftenFinal, Group::Month, Group::BeforeNumber];
    if groups.has(Group::OftenFinal) || groups.has(Group::Month) {
        // Among capitals any word has one: `PENS, ETC. FOR SALE`.
        let is_sure = !facts.is_shouted
            || right.follows() == ':'
            || facts.lexicon.has(right.word, Group::SureStarter);
        let is_doubtful = !is_sure && right.start == Start::Upper;
        return Some(if is_doubtful { ABBREVIATION_NAME } else { after_final(right, facts) });
    }
    if FREE.iter().any(|group| groups.has(*group)) {
        return Some(after_abbreviation(right, facts));
    }
    ENDING.iter().any(|group| groups.has(*group)).then(|| after_final(right, facts))
}

/// Decides after letters that are one abbreviation though spaces part them: `N. B.`
fn by_spaced(gap: &Gap, facts: &Facts) -> Option<&'static Rule> {
    let Gap { left, right, .. } = gap;
    let Spaced { groups, opens } = spaced::ending(left, facts.lexicon)?;
    if groups.has(Group::Opening) && opens {
        return Some(OPENING);
    }
    if left.shape == Shape::Word && (groups.has(Group::Title) || groups.has(Group::NeverFinal)) {
        return Some(NEVER_FINAL);
    }
    // `C. S. 12` is a chapter of a code, `C. S. Lewis` is not.
    if groups.has(Group::BeforeNumber) {
        return by_number(groups, gap, facts);
    }
    by_time(groups, gap, facts).or_else(|| by_place(groups, right, facts))
}

/// Tells whether the minutes of a time follow its hour: `8 h. 15`.
fn is_minutes(right: &Right) -> bool {
    right.word.len() == 2 && right.word.parse::<u8>().is_ok_and(|minutes| minutes < 60)
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
        Shape::Initial if right.is_nickname() => Some(INITIAL),
        Shape::Initial if starts_sentence(right, facts) => Some(ABBREVIATION_STARTER),
        Shape::Initial if !facts.is_cased && right.start == Start::Lower => Some(UNCASED),
        Shape::Initial if letter_ends(left, right, facts) => Some(LETTER_ENDS),
        Shape::Initial => Some(INITIAL),
        Shape::Letter if right.start == Start::Digit && facts.is_cased => Some(LETTER_NUMBER),
        Shape::Word if right.start == Start::Digit && follows_abbreviation(left, facts) => {
            Some(BEFORE_NUMBER)
        }
        Shape::Dotted => Some(after_abbreviation(right, facts)),
        Shape::Word if facts.document.is_abbreviation(left.word) => {
            Some(after_abbreviation(right, facts))
        }
        _ => None,
    }
}

/// Tells whether the word before is an abbreviation too, as in `Tél. port. 06` and
/// `Temp. max. 30`.
fn follows_abbreviation(left: &Left, facts: &Facts) -> bool {
    let Some(previous) = left.previous().strip_suffix('.') else { return false };
    facts.lexicon.groups_of_abbreviation(previous) != Groups::default()
}

/// Tells whether one capital ends a sentence: it names what the word before it says
/// (`vitamine C`, `l'annexe A`), and is not the initial of a person.
fn letter_ends(left: &Left, right: &Right, facts: &Facts) -> bool {
    let before = left.previous();
    let word = elided(before.trim_end_matches('.'));
    if right.start != Start::Upper || word.is_empty() {
        return false;
    }
    let groups = facts.lexicon.groups(word);
    let is_counter = before.ends_with('.') && before.len() > 2 && groups.has(Group::BeforeNumber);
    groups.has(Group::Lettered)
        || is_counter
        || (is_common_noun(word, left, facts) && opens_like_sentence(right, facts))
}

/// Returns what stands after an elided article.
fn elided(word: &str) -> &str {
    word.rsplit(['\'', '’']).next().unwrap_or_default()
}

/// Tells whether a word is the common noun of a thing: small, after an article, and
/// not among the `persons`, whose initials follow them: `le peintre J. Petit`.
fn is_common_noun(word: &str, left: &Left, facts: &Facts) -> bool {
    let said = left.before();
    let determiner = said[..said.len() - left.previous().len()].trim_end_matches(is_blank);
    let determiner = determiner.rsplit(is_blank).next().unwrap_or_default();
    let groups = facts.lexicon.groups(word);
    word.chars().nth(2).is_some()
        && word.chars().all(char::is_lowercase)
        && !groups.has(Group::Starter)
        && !groups.has(Group::Person)
        && facts.lexicon.has(determiner, Group::Starter)
}

/// Tells whether an ordinary word with a small letter after it follows, no surname.
fn opens_like_sentence(right: &Right, facts: &Facts) -> bool {
    is_known(right.word, facts) && right.second().starts_with(char::is_lowercase)
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
