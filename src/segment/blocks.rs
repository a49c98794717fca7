//! Cuts a text whose format has named its parts.
//!
//! Where a block ends a segment ends, and a heading is a heading whatever it
//! looks like. Layout is read only inside a block, for the line breaks that the
//! author wrote there: a `<br>` parts the lines of a poem or an address, and
//! parts nothing where a page was wrapped by hand.

use super::document::Document;
use super::headings::MAX_HEADING_CHARS;
use super::kind::Kind;
use super::layout;
use super::lines;
use super::outcome::{Decision, Segment, collect, decision, name};
use super::place::{Place, Places, place};
use super::reasons::BLOCK;
use super::segmenter::Segmenter;
use super::unit::Unit;
use crate::text::{Block, BlockKind};
use std::ops::Range;

impl Segmenter {
    /// Returns the segments of a text with blocks, which are in order and do not
    /// overlap.
    ///
    /// The spans tile the text from the first block to the last; without blocks
    /// there are none. Each block with ink is a paragraph.
    ///
    /// # Panics
    ///
    /// The blocks do not lie on the characters of `text`.
    #[must_use]
    pub fn segment_blocks(&self, text: &str, blocks: &[Block]) -> Vec<Segment> {
        collect(text, &body(blocks), &self.places_in_blocks(text, blocks), name)
    }

    /// Returns what was decided at every place where a segment of the blocks
    /// might end.
    ///
    /// # Panics
    ///
    /// The blocks do not lie on the characters of `text`.
    #[must_use]
    pub fn explain_blocks(&self, text: &str, blocks: &[Block]) -> Vec<Decision> {
        let body = body(blocks);
        let places = self.places_in_blocks(text, blocks);
        places.iter().skip(1).map(|place| decision(text, &body, place)).collect()
    }

    fn places_in_blocks(&self, text: &str, blocks: &[Block]) -> Vec<Place> {
        // What line breaks mean in running text, headings do not say.
        let running = blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Heading(_)));
        let lines: Vec<_> = running.flat_map(|block| lines::lines(text, &block.span)).collect();
        let document = Document::measure(text, &body(blocks), &lines, &self.lexicon);
        let mut places = Places::default();
        let mut paragraph = 0;
        for block in blocks {
            let units = self.units_of(text, block, paragraph + 1, &document);
            paragraph += usize::from(!units.is_empty());
            for unit in &units {
                if unit.kind == Kind::Heading && is_short(text, unit) {
                    places.push(place(unit, unit.span.start, unit.rule, true));
                } else {
                    self.push_unit(text, unit, &document, &mut places);
                }
            }
        }
        places.list
    }

    fn units_of(
        &self,
        text: &str,
        block: &Block,
        paragraph: usize,
        document: &Document,
    ) -> Vec<Unit> {
        let lines = lines::lines(text, &block.span);
        let mut units = layout::units(text, &lines, document, &self.lexicon, false);
        for unit in &mut units {
            unit.paragraph = paragraph;
            unit.kind = kind(block.kind).unwrap_or(unit.kind);
        }
        if let (Some(first), Some(last)) = (units.first().cloned(), units.last())
            && first.kind == Kind::Heading
        {
            let span = first.span.start..last.span.end;
            units = vec![Unit { span, is_broken: true, ..first }];
        }
        units.iter_mut().take(1).for_each(|unit| unit.rule = BLOCK);
        units
    }
}

fn body(blocks: &[Block]) -> Range<usize> {
    let start = blocks.first().map_or(0, |block| block.span.start);
    start..blocks.last().map_or(start, |block| block.span.end)
}

/// Tells whether a heading is one segment. Whole paragraphs are styled as
/// headings too, for the look of it; these are cut like any other.
fn is_short(text: &str, unit: &Unit) -> bool {
    text[unit.span.clone()].chars().count() <= MAX_HEADING_CHARS
}

/// Returns what the segments of a block are; none if their own marks say it.
fn kind(block: BlockKind) -> Option<Kind> {
    match block {
        BlockKind::Heading(_) => Some(Kind::Heading),
        BlockKind::ListItem => Some(Kind::ListItem),
        BlockKind::Caption => Some(Kind::Caption),
        BlockKind::Cell | BlockKind::Note => Some(Kind::Sentence),
        BlockKind::Paragraph => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::Options;
    use super::*;
    use crate::lang::Lang;

    /// Checks the segments, written as `id kind: text`, of blocks that are parted
    /// by blank lines in `text`.
    #[track_caller]
    fn check(blocks: &[(BlockKind, &str)], expected: &[&str]) {
        let mut text = String::new();
        let mut spans = Vec::new();
        for (kind, content) in blocks {
            let start = text.len();
            text.push_str(content);
            spans.push(Block { span: start..text.len(), kind: *kind });
            text.push_str("\n\n");
        }
        let segmenter = Segmenter::new(&Lang::FR, Options::default());
        let segments = segmenter.segment_blocks(&text, &spans);
        let shown: Vec<String> = segments
            .iter()
            .map(|segment| format!("{} {}: {}", segment.id, segment.kind.name(), segment.text))
            .collect();
        assert_eq!(expected, shown);
        let ends = segments.iter().map(|segment| segment.span.end);
        let starts = segments.iter().skip(1).map(|segment| segment.span.start);
        assert!(ends.zip(starts).all(|(end, start)| end == start), "the spans tile");
    }

    #[test]
    fn a_block_says_what_its_segments_are() {
        check(
            &[
                (BlockKind::Heading(1), "Chap. 1. Le retour. Enfin !"),
                (BlockKind::Paragraph, "Il pleut. Je lis."),
                (BlockKind::ListItem, "du pain"),
                (BlockKind::Paragraph, " "),
                (BlockKind::Caption, "Le port vers 1900"),
                (BlockKind::Paragraph, "et la suite"),
            ],
            &[
                "p1.s1 heading: Chap. 1. Le retour. Enfin !",
                "p2.s1 sentence: Il pleut.",
                "p2.s2 sentence: Je lis.",
                "p3.s1 list item: du pain",
                "p4.s1 caption: Le port vers 1900",
                "p5.s1 sentence: et la suite",
            ],
        );
    }

    #[test]
    fn a_short_line_is_no_heading_unless_the_block_says_so() {
        check(
            &[(BlockKind::Paragraph, "Le retour"), (BlockKind::Paragraph, "Il pleut.")],
            &["p1.s1 sentence: Le retour", "p2.s1 sentence: Il pleut."],
        );
    }

    #[test]
    fn a_line_break_parts_lines_but_not_a_heading() {
        check(
            &[
                (BlockKind::Heading(2), "Le retour\nde l’enfant"),
                (BlockKind::Paragraph, "12, rue du Port\nRouen"),
            ],
            &[
                "p1.s1 heading: Le retour de l’enfant",
                "p2.s1 sentence: 12, rue du Port",
                "p2.s2 sentence: Rouen",
            ],
        );
    }

    #[test]
    fn a_line_that_goes_on_small_is_no_new_one() {
        check(
            &[(BlockKind::Paragraph, "Il partit\nde bonne heure.\nIl revint\nle soir.")],
            &["p1.s1 sentence: Il partit de bonne heure.", "p1.s2 sentence: Il revint le soir."],
        );
    }

    #[test]
    fn a_paragraph_styled_as_a_heading_is_cut() {
        let long = "Il partit de bonne heure, car la route était longue et le ciel bien sombre. \
                    La gardienne alluma la lampe, puis elle ferma la porte derrière lui.";
        let (first, second) = long.split_at(long.find(" La gard").unwrap());
        check(
            &[(BlockKind::Heading(3), long)],
            &[&format!("p1.s1 sentence: {first}"), &format!("p1.s2 sentence:{second}")],
        );
    }

    #[test]
    fn no_blocks_have_no_segments() {
        check(&[], &[]);
    }
}
