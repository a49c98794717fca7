//! Cuts a text where its layout does: paragraphs, headings, list items, verse.
//!
//! ```text
//! Le départ                       a heading: its own block, short, no stop
//!
//! Il partit de bonne heure, car   two lines of a wrapped paragraph: one unit
//! la route était longue.
//! — Adieu ! dit-elle.             a turn of dialogue: a unit of its own
//! ```
//!
//! A line break may mean nothing (wrapped text) or everything (one item a
//! line). Which, is measured: for the whole document, and again for a block
//! that is long enough to speak for itself.

use super::chars::{is_blank, is_dash};
use super::document::{Document, LineMode};
use super::headings::{name_heading, name_inner_headings};
use super::kind::Kind;
use super::left::Left;
use super::lexicon::{Group, Lexicon};
use super::lines::{Ends, Line, Opens};
use super::reasons::{BLANK_LINE, LINE, LIST_ITEM, Rule, SHORT_LINE};
use super::unit::Unit;
use super::verse;

/// Returns the units of a text in order.
pub(super) fn units(
    text: &str,
    lines: &[Line],
    document: &Document,
    lexicon: &Lexicon,
    finds_headings: bool,
) -> Vec<Unit> {
    let mut units = Vec::new();
    let known = Known { document, lexicon };
    let blocks: Vec<_> = lines.chunk_by(|_, next| !next.opens_block).collect();
    let stanzas = verse::stanzas(&blocks, |block| parts_lines(text, block, document));
    for ((&block, is_verse), paragraph) in blocks.iter().zip(stanzas).zip(1..) {
        let first = units.len();
        push_block(text, block, paragraph, is_verse, &known, &mut units);
        if finds_headings && !is_verse {
            let is_followed = paragraph < blocks.len();
            name_heading(text, block, &mut units[first..], is_followed, lexicon);
            name_inner_headings(text, block, &mut units[first..], is_followed);
        }
    }
    units
}

/// What lines are judged by.
#[derive(Clone, Copy, Debug)]
struct Known<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
}

fn push_block(
    text: &str,
    block: &[Line],
    paragraph: usize,
    is_verse: bool,
    known: &Known,
    units: &mut Vec<Unit>,
) {
    let document = known.document;
    let mode = document.mode_of(block);
    let is_spelled = block.len() > 2 && block.iter().all(is_spelling);
    let is_list = is_list(text, block, document);
    for (idx, line) in block.iter().enumerate() {
        let rule = match idx.checked_sub(1).map(|before| &block[before..=idx]) {
            None => Some(BLANK_LINE),
            Some(_) if is_verse => Some(LINE),
            Some(_) if is_spelled => None,
            Some([before, _]) if hangs(text, before, known.lexicon) => None,
            Some(pair) => break_before(text, pair, mode, is_list, document),
        };
        let kind = if is_verse { Kind::Verse } else { kind(text, line, document) };
        match (rule, units.last_mut()) {
            (None, Some(unit)) => {
                unit.span.end = line.end;
                unit.is_broken = true;
            }
            (rule, _) => {
                let rule = rule.unwrap_or(BLANK_LINE);
                let span = line.start..line.end;
                units.push(Unit { span, paragraph, kind, rule, is_broken: false });
            }
        }
    }
}

/// Tells whether a line ends in a word that ends nothing, so that the next one goes on
/// with it: `the buyer and`, `signed by Mr.`, `on Jan.`
fn hangs(text: &str, line: &Line, lexicon: &Lexicon) -> bool {
    let ink = &text[line.start..line.end];
    let Some(said) = ink.strip_suffix('.') else {
        let left = Left::read(ink, false);
        return line.ends == Ends::Other && !left.opens && lexicon.has(left.word, Group::Hanging);
    };
    let left = Left::read(said, false);
    let groups = lexicon.groups_of_abbreviation(left.word);
    let goes_on = [Group::Title, Group::Month, Group::NeverFinal].iter().any(|g| groups.has(*g));
    goes_on && !left.opens && !groups.has(Group::MayFinal)
}

fn kind(text: &str, line: &Line, document: &Document) -> Kind {
    let is_turn = document.has_dialogue || !text[line.start..].starts_with(['-', '–']);
    match line.opens {
        Opens::Bullet | Opens::Label => Kind::ListItem,
        Opens::Dash if !is_turn => Kind::ListItem,
        _ => Kind::Sentence,
    }
}

/// Returns why the second line of a pair starts a new unit, if it does.
fn break_before(
    text: &str,
    pair: &[Line],
    mode: LineMode,
    is_list: bool,
    document: &Document,
) -> Option<&'static Rule> {
    let [before, line] = pair else { return None };
    let is_closed = before.ends != Ends::Other;
    let is_paused = matches!(before.ends, Ends::Comma | Ends::Pause);
    let is_parted = before.ends == Ends::Stop || is_short(text, pair, document);
    match line.opens {
        Opens::Bullet => return Some(LIST_ITEM),
        Opens::Dash if opens_aside(text, pair, mode) => return None,
        Opens::Dash if is_parted || mode == LineMode::Items => return Some(LIST_ITEM),
        Opens::Dash => return None,
        Opens::Label if is_closed || mode == LineMode::Items || before.opens == Opens::Label => {
            return Some(LIST_ITEM);
        }
        _ => {}
    }
    let is_aside = text[line.start..].starts_with('(') && before.ends == Ends::Other;
    match mode {
        _ if line.opens == Opens::Lower && document.is_cased => None,
        LineMode::Items => (!is_aside).then_some(LINE),
        LineMode::Wrapped if is_list => Some(LINE),
        LineMode::Wrapped => (!is_paused && is_short(text, pair, document)).then_some(SHORT_LINE),
    }
}

/// Tells whether a dash at the start of a line goes on with the sentence before,
/// as in `— dit-il`, and opens no item of a list.
fn opens_aside(text: &str, pair: &[Line], mode: LineMode) -> bool {
    let [before, line] = pair else { return false };
    let rest = &text[line.start..line.end];
    let word = rest.trim_start_matches(|c| is_dash(c) || is_blank(c));
    let is_in_list = before.ends == Ends::Pause || before.opens == Opens::Dash;
    let may_go_on = mode == LineMode::Wrapped || rest.starts_with(['—', '―']);
    word.starts_with(char::is_lowercase) && may_go_on && !is_in_list
}

/// A longer word would not have fitted in any line.
const MAX_FIRST_CHARS: usize = 40;

/// Tells whether the first line of a pair ends before it had to: the next word
/// would have fitted with an eighth of the width to spare. Ragged and
/// hyphenated lines stay within that.
fn is_short(text: &str, pair: &[Line], document: &Document) -> bool {
    let [before, line] = pair else { return false };
    let n_free = (document.width - document.width / 8).saturating_sub(before.n_chars + 1);
    if n_free == 0 || line.opens == Opens::Lower {
        return false;
    }
    let first = text[line.start..line.end].chars().take(MAX_FIRST_CHARS);
    first.take_while(|c| !c.is_whitespace()).count() < n_free
}

/// Tells whether no line of a block is as long as a wrapped one would be.
fn is_list(text: &str, block: &[Line], document: &Document) -> bool {
    block.len() > 2 && block.windows(2).all(|pair| is_short(text, pair, document))
}

fn parts_lines(text: &str, block: &[Line], document: &Document) -> bool {
    document.mode_of(block) == LineMode::Items || is_list(text, block, document)
}

/// Tells whether a line has a letter or two of a word that is printed downwards.
fn is_spelling(line: &Line) -> bool {
    line.opens == Opens::Upper && line.n_chars <= 2
}
