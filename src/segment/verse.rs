//! Finds the stanzas of poems, whose lines are segments.
//!
//! ```text
//! Demain, dès l'aube, à l'heure où blanchit la campagne,
//! Je partirai. Vois-tu, je sais que tu m'attends.          one segment a line
//! ```
//!
//! A poem is a run of stanzas, and is judged whole: two of three lines of a
//! stanza may end in a stop where half of the poem's do. What tells it from a
//! list of short sentences are lines that open with a capital after a comma, or
//! after nothing at all in stanzas that each end in a stop. Free verse without
//! capitals is not known.

use super::lines::{Ends, Line, Opens};

/// Longer lines are not verse: an alexandrine has about 45 characters.
const MAX_CHARS: usize = 90;

/// A single line is a title or a paragraph.
const MIN_STANZA_LINES: usize = 2;

/// Fewer lines are not a poem.
const MIN_LINES: usize = 3;

/// One comma alone may be that of `Cordialement,` over a name, unless a stop follows.
const MIN_PAUSES: usize = 2;

/// How the lines of one or more stanzas end.
#[derive(Clone, Copy, Debug, Default)]
struct LineEnds {
    stanzas: usize,
    lines: usize,
    stops: usize,
    pauses: usize,
    /// Stanzas whose last line ends in a stop.
    ended: usize,
    /// Those where no more than half of the lines do.
    closed: usize,
}

/// Tells of each block whether it is a stanza. `parts_lines` tells whether the
/// line breaks of a block part anything.
pub(super) fn stanzas(blocks: &[&[Line]], parts_lines: impl Fn(&[Line]) -> bool) -> Vec<bool> {
    let mut is_stanza: Vec<_> =
        blocks.iter().map(|block| could_be_stanza(block) && parts_lines(block)).collect();
    let mut start = 0;
    for run in is_stanza.chunk_by_mut(|before, next| before == next) {
        let poem = &blocks[start..start + run.len()];
        start += run.len();
        if run[0] && !LineEnds::count(poem).are_of_verse() {
            for (idx, is_stanza) in run.iter_mut().enumerate() {
                *is_stanza = LineEnds::count(&poem[idx..=idx]).are_of_verse();
            }
        }
    }
    is_stanza
}

fn could_be_stanza(block: &[Line]) -> bool {
    let is_line = |line: &Line| line.opens == Opens::Upper && line.n_chars <= MAX_CHARS;
    block.len() >= MIN_STANZA_LINES && block.iter().all(is_line)
}

impl LineEnds {
    fn count(stanzas: &[&[Line]]) -> LineEnds {
        let mut all = LineEnds { stanzas: stanzas.len(), ..LineEnds::default() };
        for stanza in stanzas {
            let is_stop = |line: &&Line| line.ends == Ends::Stop;
            let n_stops = stanza.iter().filter(is_stop).count();
            all.lines += stanza.len();
            all.stops += n_stops;
            all.pauses +=
                stanza.iter().filter(|line| matches!(line.ends, Ends::Comma | Ends::Pause)).count();
            let is_ended = stanza.last().is_some_and(|line| line.ends == Ends::Stop);
            all.ended += usize::from(is_ended);
            all.closed += usize::from(is_ended && 2 * n_stops <= stanza.len());
        }
        all
    }

    /// The shares are set by hand, looking at poems of Hugo, Verlaine and Du Bellay.
    fn are_of_verse(&self) -> bool {
        let is_sure = self.pauses >= MIN_PAUSES || self.ended == self.stanzas;
        let is_paused = is_sure && 5 * self.pauses >= self.lines;
        let is_closed = self.stanzas > 1 && self.closed == self.stanzas;
        self.lines >= MIN_LINES && 10 * self.stops < 7 * self.lines && (is_paused || is_closed)
    }
}

#[cfg(test)]
mod tests {
    use crate::segment::lines;

    #[track_caller]
    fn check(text: &str, expected: &[bool]) {
        let lines = lines::lines(text, &(0..text.len()));
        let blocks: Vec<_> = lines.chunk_by(|_, next| !next.opens_block).collect();
        assert_eq!(expected, super::stanzas(&blocks, |_| true), "{text}");
    }

    #[test]
    fn a_poem_is_judged_whole() {
        let few = "Demain, à l'heure où blanchit la campagne,\nJe partirai. Tu m'attends.\n\
                   J'irai par la forêt.\nJe ne puis demeurer.";
        check(few, &[false]);
        let more = "Je marcherai les yeux fixés sur mes pensées,\nSans rien voir au dehors,";
        check(&format!("{few}\n\n{more}"), &[true, true]);
    }

    #[test]
    fn short_lines_without_commas_are_verse_if_every_stanza_ends_in_a_stop() {
        let song = "Les sanglots longs\nDes violons\nDe l'automne.\n\nTout suffocant\nEt blême, quand\nSonne l'heure.";
        check(song, &[true, true]);
        check("Le départ\nLe retour\nLa fin\n\nLe nord\nLe sud\nLe reste", &[false, false]);
    }

    #[test]
    fn what_ends_a_letter_is_no_verse() {
        check("Cordialement,\nJean Martin\nTél. 01 23", &[false]);
        check("Il pleut.\nElle lit.\nIl dort.", &[false]);
    }
}
