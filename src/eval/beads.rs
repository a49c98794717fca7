//! Compares an alignment with gold, bead by bead.
//!
//! A link is *strictly* right if gold has the very same link, and *laxly* right
//! if one of its source segments is linked in gold with one of its target
//! segments. Precision counts every link of the test; recall leaves out gold
//! links with a blank side, and asks which of the others the links with two
//! sides find. This is the definition of vecalign's `score.py`. It makes
//! one-sided beads count in precision only, so that they are reported by shape
//! as well, where both are strict and nothing is left out.

use super::{Figures, Ratio};
use crate::bead::Shape;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Source and target segments that translate each other, by position. Those of
/// gold need not follow each other.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Link {
    /// The positions of the source segments.
    pub src: Vec<usize>,
    /// The positions of the target segments.
    pub tgt: Vec<usize>,
}

impl Link {
    /// Returns how many segments the link has on each side.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape { src: self.src.len(), tgt: self.tgt.len() }
    }

    fn has_both_sides(&self) -> bool {
        !self.src.is_empty() && !self.tgt.is_empty()
    }
}

/// How good an alignment is. Reports of several documents can be added.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Report {
    /// The same segments on both sides.
    pub strict: Figures,
    /// A source and a target segment in common.
    pub lax: Figures,
    /// For each shape in gold, how many of its links were found, strictly.
    pub recall_by_shape: BTreeMap<Shape, Ratio>,
    /// For each shape in the test, how many of its links are right, strictly.
    pub precision_by_shape: BTreeMap<Shape, Ratio>,
    /// Links with a blank side, strictly.
    pub one_sided: Figures,
}

impl AddAssign<&Report> for Report {
    fn add_assign(&mut self, other: &Report) {
        self.strict += other.strict;
        self.lax += other.lax;
        self.one_sided += other.one_sided;
        for (shape, ratio) in &other.recall_by_shape {
            *self.recall_by_shape.entry(*shape).or_default() += *ratio;
        }
        for (shape, ratio) in &other.precision_by_shape {
            *self.precision_by_shape.entry(*shape).or_default() += *ratio;
        }
    }
}

/// Compares the links of a test with those of gold. Links that are blank on
/// both sides or stand twice do not count.
#[must_use]
pub fn compare(gold: &[Link], test: &[Link]) -> Report {
    let (gold, test) = (LinkSet::of(gold.iter()), LinkSet::of(test.iter()));
    let two_sided = |set: &LinkSet<'_>| -> Vec<Link> {
        set.links.iter().filter(|link| link.has_both_sides()).map(|link| (*link).clone()).collect()
    };
    let (two_sided_gold, two_sided_test) = (two_sided(&gold), two_sided(&test));
    let precision = hits(&gold, &test);
    let recall = hits(&LinkSet::of(two_sided_test.iter()), &LinkSet::of(two_sided_gold.iter()));
    let recall_by_shape = by_shape(&test, &gold);
    let precision_by_shape = by_shape(&gold, &test);
    Report {
        strict: Figures { precision: precision.strict, recall: recall.strict },
        lax: Figures { precision: precision.lax, recall: recall.lax },
        one_sided: Figures {
            precision: one_sided(&precision_by_shape),
            recall: one_sided(&recall_by_shape),
        },
        recall_by_shape,
        precision_by_shape,
    }
}

/// Links without those that are blank, each once.
struct LinkSet<'a> {
    links: FxHashSet<&'a Link>,
    /// The target segments that each source segment is linked with.
    tgt_of_src: FxHashMap<usize, FxHashSet<usize>>,
}

impl<'a> LinkSet<'a> {
    fn of(links: impl Iterator<Item = &'a Link>) -> LinkSet<'a> {
        let links: FxHashSet<&Link> =
            links.filter(|link| link.shape() != Shape::default()).collect();
        let mut tgt_of_src: FxHashMap<usize, FxHashSet<usize>> = FxHashMap::default();
        for link in &links {
            for src in &link.src {
                tgt_of_src.entry(*src).or_default().extend(&link.tgt);
            }
        }
        LinkSet { links, tgt_of_src }
    }

    fn has(&self, link: &Link) -> bool {
        self.links.contains(link)
    }

    /// Tells whether a source and a target segment of the link are linked here.
    fn touches(&self, link: &Link) -> bool {
        let near = link.src.iter().filter_map(|src| self.tgt_of_src.get(src));
        near.into_iter().any(|linked| link.tgt.iter().any(|tgt| linked.contains(tgt)))
    }
}

struct Hits {
    strict: Ratio,
    lax: Ratio,
}

/// Counts the links of the test that are right by gold.
fn hits(gold: &LinkSet<'_>, test: &LinkSet<'_>) -> Hits {
    let of = test.links.len();
    let n_strict = test.links.iter().filter(|link| gold.has(link)).count();
    let n_lax = test.links.iter().filter(|link| gold.has(link) || gold.touches(link)).count();
    Hits { strict: Ratio { right: n_strict, of }, lax: Ratio { right: n_lax, of } }
}

fn by_shape(gold: &LinkSet<'_>, test: &LinkSet<'_>) -> BTreeMap<Shape, Ratio> {
    let mut ratios: BTreeMap<Shape, Ratio> = BTreeMap::new();
    for link in &test.links {
        let right = usize::from(gold.has(link));
        *ratios.entry(link.shape()).or_default() += Ratio { right, of: 1 };
    }
    ratios
}

fn one_sided(by_shape: &BTreeMap<Shape, Ratio>) -> Ratio {
    let mut sum = Ratio::default();
    for (_, ratio) in by_shape.iter().filter(|(shape, _)| shape.src == 0 || shape.tgt == 0) {
        sum += *ratio;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads links written as `0:0,1 1:2 3:`.
    fn links(text: &str) -> Vec<Link> {
        let side = |side: &str| {
            let positions = side.split(',').filter(|position| !position.is_empty());
            positions.map(|position| position.parse().unwrap()).collect()
        };
        let link = |link: &str| {
            let (src, tgt) = link.split_once(':').unwrap();
            Link { src: side(src), tgt: side(tgt) }
        };
        text.split_whitespace().map(link).collect()
    }

    fn shown(figures: Figures) -> String {
        let Figures { precision, recall } = figures;
        format!("P {}/{} R {}/{}", precision.right, precision.of, recall.right, recall.of)
    }

    #[track_caller]
    fn check(gold: &str, test: &str, strict: &str, lax: &str) -> Report {
        let report = compare(&links(gold), &links(test));
        assert_eq!((strict, lax), (&*shown(report.strict), &*shown(report.lax)));
        report
    }

    #[test]
    fn the_same_links_are_all_right() {
        let report = check("0:0 1:1,2", "1:1,2 0:0", "P 2/2 R 2/2", "P 2/2 R 2/2");
        assert!((report.strict.f1() - 1.0).abs() < 1e-12);
    }

    /// Gold joins 1 and 2; the test parts them. Each half touches the link of
    /// gold, and the link of gold is touched.
    #[test]
    fn a_parted_bead_is_laxly_right() {
        check("0:0 1,2:1", "0:0 1:1 2:", "P 1/3 R 1/2", "P 2/3 R 2/2");
    }

    #[test]
    fn recall_leaves_out_what_has_one_side() {
        let report = check("0:0 1: 2:1", "0:0 1:1 2:", "P 1/3 R 1/2", "P 1/3 R 1/2");
        assert_eq!("P 0/1 R 0/1", shown(report.one_sided));
        let report = check("0:0 1: :1", "0:0 1: :1", "P 3/3 R 1/1", "P 3/3 R 1/1");
        assert_eq!("P 2/2 R 2/2", shown(report.one_sided));
    }

    #[test]
    fn links_of_gold_may_skip_segments() {
        check("0,2:0 1:1", "0:0 1:1 2:", "P 1/3 R 1/2", "P 2/3 R 2/2");
    }

    #[test]
    fn repeated_and_blank_links_do_not_count() {
        check("0:0 0:0 :", "0:0 0:0 : :", "P 1/1 R 1/1", "P 1/1 R 1/1");
    }

    #[test]
    fn nothing_gives_zero_and_not_a_division_by_it() {
        let report = check("", "", "P 0/0 R 0/0", "P 0/0 R 0/0");
        assert!(report.strict.f1() == 0.0);
    }

    #[test]
    fn shapes_are_counted_on_their_own_side() {
        let report = compare(&links("0:0 1:1 2,3:2"), &links("0:0 1,2:1 3:2"));
        let shown = |ratios: &BTreeMap<Shape, Ratio>| {
            let shown =
                ratios.iter().map(|(shape, ratio)| format!("{shape} {}/{}", ratio.right, ratio.of));
            shown.collect::<Vec<_>>().join(", ")
        };
        assert_eq!("1:1 1/2, 2:1 0/1", shown(&report.recall_by_shape));
        assert_eq!("1:1 1/2, 2:1 0/1", shown(&report.precision_by_shape));
    }

    #[test]
    fn documents_are_pooled_by_their_counts() {
        let mut pooled = compare(&links("0:0 1:1"), &links("0:0 1:1"));
        pooled += &compare(&links("0:0"), &links("0: :0"));
        assert_eq!("P 2/4 R 2/3", shown(pooled.strict));
        assert_eq!(Ratio { right: 2, of: 3 }, pooled.recall_by_shape[&Shape { src: 1, tgt: 1 }]);
    }
}
