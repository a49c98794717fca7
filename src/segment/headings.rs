//! Names the units that are titles or captions, by their place and shape.

use super::chars::{is_blank, is_opener};
use super::kind::Kind;
use super::lexicon::{Group, Lexicon};
use super::lines::{Ends, Line, Opens};
use super::marks;
use super::unit::Unit;

/// Longer lines are not headings. Of 1,895 lines that stand alone without a stop in
/// French laws, articles, manuals and stories, half have 27 characters at most
/// and 95 of 100 have 104 (November 2026); those above are mostly paragraphs.
pub(super) const MAX_HEADING_CHARS: usize = 110;

/// Marks the unit that heads what follows, and the line under a picture.
pub(super) fn name_heading(
    text: &str,
    block: &[Line],
    units: &mut [Unit],
    is_followed: bool,
    lexicon: &Lexicon,
) {
    let is_alone = units.len() == 1;
    let [unit, ..] = units else { return };
    let line = &block[0];
    let is_one_line = unit.span.end == line.end;
    if is_alone && opens_caption(&text[unit.span.clone()], lexicon) {
        unit.kind = Kind::Caption;
    } else if is_one_line && looks_like_heading(text, line) && may_head(text, block, is_followed) {
        unit.kind = Kind::Heading;
    }
}

/// Tells whether the first line of a block has something to head: what follows the
/// block, a list, a line that ends in a stop, or another title over such a line. The
/// lines of an address or of a table of contents head nothing.
fn may_head(text: &str, block: &[Line], is_followed: bool) -> bool {
    let Some(next) = block.get(1) else { return is_followed };
    let is_item = matches!(next.opens, Opens::Bullet | Opens::Dash | Opens::Label);
    let is_title =
        looks_like_heading(text, next) && block.get(2).is_some_and(|body| is_over(next, body));
    is_item || next.ends == Ends::Stop || is_title || (is_followed && block.len() == 2)
}

/// Tells whether a line stands over a longer one that is text.
fn is_over(line: &Line, next: &Line) -> bool {
    next.opens == Opens::Upper && next.ends == Ends::Stop && next.n_chars > line.n_chars
}

/// Marks the lines that are titles though no blank line stands about them: those
/// without a stop over a longer line with one, and all of `CHAPITRE II` and what
/// stands under it.
pub(super) fn name_inner_headings(
    text: &str,
    block: &[Line],
    units: &mut [Unit],
    is_followed: bool,
) {
    if units.len() != block.len() {
        return;
    }
    let is_title = |line: &Line| line.opens == Opens::Upper && looks_like_heading(text, line);
    let opens_in_capitals = !text[block[0].start..block[0].end].contains(char::is_lowercase);
    let is_title_page = is_followed && opens_in_capitals && block.iter().all(is_title);
    for (idx, line) in block.iter().enumerate() {
        let is_over_text = block.get(idx + 1).is_some_and(|next| is_over(line, next));
        let is_parted =
            idx == 0 || block[idx - 1].ends == Ends::Stop || units[idx - 1].kind == Kind::Heading;
        if units[idx].kind == Kind::Sentence
            && (is_title_page || (is_over_text && is_parted && is_title(line)))
        {
            units[idx].kind = Kind::Heading;
        }
    }
}

/// Tells whether a line could be a title: `Le retour`, `II. Le retour`, but not
/// `a) le nom`.
fn looks_like_heading(text: &str, line: &Line) -> bool {
    let mark = marks::read(text, line.start, line.end).map_or(line.start, |mark| mark.end);
    let word = text[mark..line.end].trim_start_matches(|c| is_blank(c) || is_opener(c));
    line.n_chars <= MAX_HEADING_CHARS
        && line.ends == Ends::Other
        && matches!(line.opens, Opens::Upper | Opens::Label | Opens::Other)
        && !word.starts_with(char::is_lowercase)
        && word.contains(char::is_alphanumeric)
}

/// Tells whether a line opens like `Figure 3 : …` or `Tabl. 2 – …`.
fn opens_caption(line: &str, lexicon: &Lexicon) -> bool {
    let mut words = line.split(is_blank).filter(|word| !word.is_empty());
    let (Some(head), Some(number)) = (words.next(), words.next()) else { return false };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    let parts = |word: &str| word.ends_with([':', '.', '—', '–']);
    is_number
        && lexicon.has(head.trim_end_matches('.'), Group::Caption)
        && (parts(number) || words.next().is_some_and(parts))
}
