//! Beads and alignments: which runs of segments translate each other.
//!
//! An [`Alignment`] tiles both texts by construction: every segment of either
//! side stands in exactly one bead, and beads stand in the order of the texts.
//! The vocabulary is that of Brown, Lai and Mercer (1991), who strung a bitext
//! as beads.

use std::fmt;
use std::ops::Range;

/// A run of source segments paired with the run of target segments that
/// translates it.
///
/// Runs are half-open and may be empty on one side: an empty target run says
/// that nothing translates these source segments. They are never both empty.
///
/// ```text
/// src  [Il pleut.]  [Je reste, et je lis.]
///         0..1               1..2
/// tgt  [It is raining.]  [I'm staying in.]  [I'm reading.]
///         0..1               1..3 ------------------
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Bead {
    src: Range<usize>,
    tgt: Range<usize>,
}

impl Bead {
    /// Returns the bead that pairs `src` with `tgt`, or `None` if both runs
    /// are empty.
    #[must_use]
    pub fn new(src: Range<usize>, tgt: Range<usize>) -> Option<Bead> {
        if src.is_empty() && tgt.is_empty() {
            return None;
        }
        Some(Bead { src, tgt })
    }

    /// Returns the positions of the source segments.
    #[must_use]
    pub fn src(&self) -> Range<usize> {
        self.src.clone()
    }

    /// Returns the positions of the target segments.
    #[must_use]
    pub fn tgt(&self) -> Range<usize> {
        self.tgt.clone()
    }

    /// Returns how many segments the bead holds on each side.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape { src: self.src.len(), tgt: self.tgt.len() }
    }

    /// Tells whether one of the two runs is empty.
    #[must_use]
    pub fn is_one_sided(&self) -> bool {
        self.src.is_empty() || self.tgt.is_empty()
    }
}

/// A side of a pair.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Side {
    /// The source.
    Src,
    /// The target.
    Tgt,
}

impl Side {
    /// Returns the name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Side::Src => "src",
            Side::Tgt => "tgt",
        }
    }

    /// Returns the other side.
    #[must_use]
    pub fn other(self) -> Side {
        match self {
            Side::Src => Side::Tgt,
            Side::Tgt => Side::Src,
        }
    }
}

/// One value for each side.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct BySide<T> {
    /// That of the source.
    pub src: T,
    /// That of the target.
    pub tgt: T,
}

impl<T> BySide<T> {
    /// Returns what `make` makes of each side.
    pub fn new(mut make: impl FnMut(Side) -> T) -> BySide<T> {
        BySide { src: make(Side::Src), tgt: make(Side::Tgt) }
    }

    /// Returns the value of one side.
    pub fn of(&self, side: Side) -> &T {
        match side {
            Side::Src => &self.src,
            Side::Tgt => &self.tgt,
        }
    }

    /// Returns what `change` makes of each value.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> BySide<U> {
        BySide { src: change(self.src), tgt: change(self.tgt) }
    }
}

/// Formats as `1:2,3`, the notation of gold files: positions from 0, an empty
/// side blank, as in `4:`.
impl fmt::Display for Bead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_run(f, &self.src)?;
        f.write_str(":")?;
        write_run(f, &self.tgt)
    }
}

fn write_run(f: &mut fmt::Formatter<'_>, run: &Range<usize>) -> fmt::Result {
    for position in run.clone() {
        if position > run.start {
            f.write_str(",")?;
        }
        write!(f, "{position}")?;
    }
    Ok(())
}

/// How many segments a bead holds on each side, printed as `1:2`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Shape {
    /// The number of source segments.
    pub src: usize,
    /// The number of target segments.
    pub tgt: usize,
}

impl Shape {
    /// Returns the shape that a string such as `1:2` names.
    #[must_use]
    pub fn parse(text: &str) -> Option<Shape> {
        let (src, tgt) = text.trim().split_once([':', '-'])?;
        Some(Shape { src: src.trim().parse().ok()?, tgt: tgt.trim().parse().ok()? })
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.src, self.tgt)
    }
}

/// A bead with how sure we are of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredBead {
    /// The bead.
    pub bead: Bead,
    /// The probability that the bead is right, from 0 to 1; higher is better.
    pub score: f64,
}

/// Beads that tile two texts of given lengths, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    beads: Vec<ScoredBead>,
}

/// Why beads are not an alignment.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotATiling {
    /// The position, among the beads, of the first that does not start where
    /// the one before it ended; the number of beads if the end is not reached.
    pub bead_idx: usize,
}

impl Alignment {
    /// Returns the alignment made of `beads`, which must tile `0..n_src` and
    /// `0..n_tgt` in order.
    ///
    /// # Errors
    ///
    /// [`NotATiling`] names the first bead that leaves a gap or goes back.
    pub fn new(
        beads: Vec<ScoredBead>,
        n_src: usize,
        n_tgt: usize,
    ) -> Result<Alignment, NotATiling> {
        let (mut src, mut tgt) = (0, 0);
        for (bead_idx, ScoredBead { bead, .. }) in beads.iter().enumerate() {
            if bead.src.start != src || bead.tgt.start != tgt {
                return Err(NotATiling { bead_idx });
            }
            (src, tgt) = (bead.src.end, bead.tgt.end);
        }
        if (src, tgt) == (n_src, n_tgt) {
            Ok(Alignment { beads })
        } else {
            Err(NotATiling { bead_idx: beads.len() })
        }
    }

    /// Returns the beads in the order of the texts.
    #[must_use]
    pub fn beads(&self) -> &[ScoredBead] {
        &self.beads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bead_is_printed_as_gold_files_write_it() {
        let cases = [(1..2, 2..4, "1:2,3"), (4..5, 6..6, "4:"), (0..0, 0..1, ":0")];
        for (src, tgt, expected) in cases {
            assert_eq!(expected, Bead::new(src, tgt).unwrap().to_string());
        }
    }

    #[test]
    fn each_side_has_its_own_value() {
        let names = BySide::new(Side::name);
        assert_eq!(("src", "tgt"), (*names.of(Side::Src), *names.of(Side::Tgt)));
        assert_eq!(BySide { src: 3, tgt: 3 }, names.map(str::len));
        assert_eq!((Side::Tgt, Side::Src), (Side::Src.other(), Side::Tgt.other()));
    }

    fn scored(src: Range<usize>, tgt: Range<usize>) -> ScoredBead {
        ScoredBead { bead: Bead::new(src, tgt).unwrap(), score: 1.0 }
    }

    #[test]
    fn a_bead_is_never_empty_on_both_sides() {
        assert_eq!(None, Bead::new(3..3, 5..5));
    }

    #[test]
    fn shapes_are_read_as_they_are_printed() {
        let shape = Shape { src: 1, tgt: 2 };
        assert_eq!(Some(shape), Shape::parse(&shape.to_string()));
        assert_eq!(None, Shape::parse("one:two"));
    }

    #[test]
    fn beads_that_leave_a_gap_are_no_alignment() {
        let beads = vec![scored(0..1, 0..1), scored(2..3, 1..2)];
        assert_eq!(Err(NotATiling { bead_idx: 1 }), Alignment::new(beads, 3, 2));
    }

    #[test]
    fn beads_that_stop_early_are_no_alignment() {
        let beads = vec![scored(0..1, 0..1)];
        assert_eq!(Err(NotATiling { bead_idx: 1 }), Alignment::new(beads, 2, 1));
    }
}
