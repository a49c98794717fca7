//! Finds which pairs of two bitexts hold the same segments.
//!
//! Each side is linked on its own, so that a pair that got another translation
//! is still linked by its source. The evidence is used from the strongest down;
//! what is linked on a side is not looked at there again:
//!
//! 1. Segments of the same id whose texts are alike. Ids alone prove nothing:
//!    those of another segmentation, or of another text, are the same words.
//! 2. Pairs with the same two texts, in order; then those that stand elsewhere.
//! 3. Texts that are the same, in order; then those that stand elsewhere.
//! 4. Between them, texts that share most of their words: an edited text, and
//!    one that was joined or parted where nobody knows the segments.
//! 5. What faces the same text alone: a translation written anew.
//! 6. Texts of pairs with no link at all that share most of their words, wherever
//!    they stand: edited and moved.
//!
//! Orders are compared by Myers' algorithm with git's bounds. White space never
//! counts; some formats have other line ends than others.

mod alike;
mod elsewhere;
mod order;

use crate::bitext::Pair;
pub(super) use alike::{Share, are_alike, spaced, words};
pub(super) use elsewhere::alike_elsewhere;
pub(super) use order::same_elsewhere;
use order::{Numbers, Token, in_order, places, tokens};
use rustc_hash::{FxHashMap, FxHashSet};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;

/// A text is found again in another place only if it has as many words. By
/// hand: shorter ones (`Oui.`) stand in many places.
const MIN_WORDS_ELSEWHERE: usize = 3;

/// Two pairs with segments in common on one side.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Link {
    /// The position of the pair in A.
    pub a: usize,
    /// That of the pair in B.
    pub b: usize,
    /// How many segments they have in common; 1 if nobody knows.
    pub n_segments: usize,
}

/// The links of two bitexts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Links {
    /// Those of the sources.
    pub src: Vec<Link>,
    /// Those of the targets.
    pub tgt: Vec<Link>,
    /// Whether the two bitexts name their segments alike.
    pub has_ids: bool,
}

impl Links {
    /// Returns all links of both sides, by the positions of their pairs.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.src.iter().chain(&self.tgt).map(|link| (link.a, link.b))
    }
}

/// Links the pairs of two bitexts.
pub(super) fn links(a: &[&Pair], b: &[&Pair]) -> Links {
    let mut src = Side::new(a, b, |pair| (&pair.src, &pair.src_ids));
    let mut tgt = Side::new(a, b, |pair| (&pair.tgt, &pair.tgt_ids));
    src.link_ids();
    tgt.link_ids();
    let has_ids = !src.links.is_empty() || !tgt.links.is_empty();
    link_whole_pairs(&mut src, &mut tgt);
    src.link_texts();
    tgt.link_texts();
    link_what_faces(&src, &mut tgt);
    link_what_faces(&tgt, &mut src);
    link_rewritten(&mut src, &mut tgt);
    link_edited_elsewhere(&mut src, &tgt);
    link_edited_elsewhere(&mut tgt, &src);
    link_what_faces(&src, &mut tgt);
    link_what_faces(&tgt, &mut src);
    Links { src: src.links, tgt: tgt.links, has_ids }
}

/// One side of the pairs of one bitext.
struct Column<'a> {
    texts: Vec<String>,
    ids: Vec<&'a [String]>,
    is_linked: Vec<bool>,
}

impl<'a> Column<'a> {
    fn new(pairs: &[&'a Pair], side: impl Fn(&'a Pair) -> (&'a String, &'a Vec<String>)) -> Self {
        Column {
            texts: pairs.iter().map(|pair| spaced(side(pair).0)).collect(),
            ids: pairs.iter().map(|pair| side(pair).1.as_slice()).collect(),
            is_linked: vec![false; pairs.len()],
        }
    }

    /// Tells whether a text may still be linked.
    fn is_open(&self, at: usize) -> bool {
        !self.is_linked[at] && !self.texts[at].is_empty()
    }

    /// Returns the words of the texts at some places, in order.
    fn words(&self, places: &[usize]) -> Vec<Word> {
        let word = |at: usize, text: &str| Word { at, text: text.to_owned() };
        let of_text = |at: usize| words(&self.texts[at]).map(move |text| word(at, text));
        places.iter().flat_map(|at| of_text(*at)).collect()
    }

    /// Returns the texts that may still be linked and are long enough to be known
    /// again in another place.
    fn long_open(&self) -> Vec<(usize, String)> {
        let is_long = |at: &usize| words(&self.texts[*at]).count() >= MIN_WORDS_ELSEWHERE;
        let open = (0..self.texts.len()).filter(|at| self.is_open(*at)).filter(is_long);
        open.map(|at| (at, self.texts[at].clone())).collect()
    }

    /// Returns the places that have their order: what is linked or may be.
    fn in_order(&self) -> impl Iterator<Item = usize> {
        (0..self.texts.len()).filter(|at| self.is_linked[*at] || !self.texts[*at].is_empty())
    }
}

/// One side of the pairs of two bitexts, with the links found so far.
struct Side<'a> {
    a: Column<'a>,
    b: Column<'a>,
    links: Vec<Link>,
}

impl<'a> Side<'a> {
    fn new(
        a: &[&'a Pair],
        b: &[&'a Pair],
        side: impl Fn(&'a Pair) -> (&'a String, &'a Vec<String>),
    ) -> Side<'a> {
        Side { a: Column::new(a, &side), b: Column::new(b, &side), links: Vec::new() }
    }

    fn link(&mut self, a: usize, b: usize, n_segments: usize) {
        self.a.is_linked[a] = true;
        self.b.is_linked[b] = true;
        self.links.push(Link { a, b, n_segments });
    }

    /// Links pairs with segments of the same id, whose texts are alike. An id
    /// that stands twice means its first place in A and in B, then its second.
    fn link_ids(&mut self) {
        let places = places(self.b.ids.iter().map(|ids| ids.iter()));
        let mut n_seen: FxHashMap<&String, usize> = FxHashMap::default();
        let mut n_common: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        let mut found = Vec::new();
        for (a, ids) in self.a.ids.iter().enumerate() {
            for id in *ids {
                let nth = n_seen.entry(id).or_insert(0);
                let place = places.get(id).and_then(|places| places.get(*nth));
                *nth += 1;
                let Some(b) = place else { continue };
                let n = n_common.entry((a, *b)).or_insert(0);
                if *n == 0 {
                    found.push((a, *b));
                }
                *n += 1;
            }
        }
        for (a, b) in found {
            let n_segments = n_common[&(a, b)];
            let n_shorter = self.a.ids[a].len().min(self.b.ids[b].len());
            let share = Share { n_segments, of: n_shorter.max(n_segments) };
            if are_alike(&self.a.texts[a], &self.b.texts[b], share) {
                self.link(a, b, n_segments);
            }
        }
    }

    fn link_texts(&mut self) {
        let gaps = self.link_equal_in_order();
        self.link_equal_elsewhere();
        for (a, b) in gaps {
            self.link_by_words(&a, &b);
        }
    }

    /// Links texts that are the same in the same order. Returns the places of
    /// A and B that face each other and are not the same.
    fn link_equal_in_order(&mut self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let is_equal = |link: &&Link| self.a.texts[link.a] == self.b.texts[link.b];
        let (a, b) = tokens(
            self.links.iter().filter(is_equal),
            self.a.in_order(),
            self.b.in_order(),
            |at| self.a.is_open(at).then(|| &self.a.texts[at]),
            |at| self.b.is_open(at).then(|| &self.b.texts[at]),
        );
        let mut gaps = Vec::new();
        for op in in_order(&a, &b) {
            let (a, b) = (&a[op.old_range()], &b[op.new_range()]);
            if let DiffOp::Equal { .. } = op {
                for (a, b) in a.iter().zip(b) {
                    if self.a.is_open(a.at) && self.b.is_open(b.at) {
                        self.link(a.at, b.at, 1);
                    }
                }
            } else {
                let places = |tokens: &[Token]| tokens.iter().map(|token| token.at).collect();
                gaps.push((places(a), places(b)));
            }
        }
        gaps
    }

    /// Links texts that are the same in another place, if they are long enough
    /// to be no other text.
    fn link_equal_elsewhere(&mut self) {
        for (a, b) in same_elsewhere(self.a.long_open(), self.b.long_open()) {
            self.link(a, b, 1);
        }
    }

    /// Links texts of a gap that have most of the words of the shorter one in
    /// common, in order. One of the two may be linked already, with a part of
    /// its text.
    fn link_by_words(&mut self, a: &[usize], b: &[usize]) {
        let is_open =
            a.iter().any(|at| self.a.is_open(*at)) || b.iter().any(|at| self.b.is_open(*at));
        if !is_open {
            return;
        }
        let (a, b) = (self.a.words(a), self.b.words(b));
        let mut numbers = Numbers::default();
        let mut numbered = |words: &[Word]| {
            words.iter().map(|word| numbers.of(word.text.clone())).collect::<Vec<_>>()
        };
        let (of_a, of_b) = (numbered(&a), numbered(&b));
        let mut n_common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for op in capture_diff_slices(Algorithm::Myers, &of_a, &of_b) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                for (a, b) in a[old_index..old_index + len].iter().zip(&b[new_index..]) {
                    *n_common.entry((a.at, b.at)).or_insert(0) += 1;
                }
            }
        }
        let is_new = |a: usize, b: usize| self.a.is_open(a) || self.b.is_open(b);
        let n_words = |a: usize, b: usize| {
            words(&self.a.texts[a]).count().min(words(&self.b.texts[b]).count())
        };
        n_common.retain(|(a, b), n_common| is_new(*a, *b) && 2 * *n_common > n_words(*a, *b));
        for (a, b) in n_common.into_keys() {
            self.link(a, b, 1);
        }
    }
}

/// Links pairs with the same two texts where neither side is linked: in order,
/// then those that stand elsewhere.
fn link_whole_pairs<'a>(src: &mut Side<'a>, tgt: &mut Side<'a>) {
    let texts = |src: &Column, tgt: &Column, at: usize| {
        let is_free = !src.is_linked[at] && !tgt.is_linked[at];
        is_free.then(|| format!("{}\t{}", src.texts[at], tgt.texts[at]))
    };
    let (a, b) = tokens(
        src.links.iter(),
        0..src.a.texts.len(),
        0..src.b.texts.len(),
        |at| texts(&src.a, &tgt.a, at),
        |at| texts(&src.b, &tgt.b, at),
    );
    for op in in_order(&a, &b) {
        let DiffOp::Equal { old_index, new_index, len } = op else { continue };
        for (a, b) in a[old_index..old_index + len].iter().zip(&b[new_index..]) {
            link_both(src, tgt, a.at, b.at);
        }
    }
    let free = |src: &Column, tgt: &Column| -> Vec<(usize, String)> {
        let places = 0..src.texts.len();
        places.filter_map(|at| Some((at, texts(src, tgt, at)?))).collect()
    };
    for (a, b) in same_elsewhere(free(&src.a, &tgt.a), free(&src.b, &tgt.b)) {
        link_both(src, tgt, a, b);
    }
}

fn link_both<'a>(src: &mut Side<'a>, tgt: &mut Side<'a>, a: usize, b: usize) {
    for side in [src, tgt] {
        if side.a.is_open(a) && side.b.is_open(b) {
            side.link(a, b, 1);
        }
    }
}

/// Links texts that nothing else is linked with and whose other sides belong to
/// each other alone.
fn link_what_faces(known: &Side, other: &mut Side) {
    let mut n_of_a = vec![0; known.a.texts.len()];
    let mut n_of_b = vec![0; known.b.texts.len()];
    for link in &known.links {
        n_of_a[link.a] += 1;
        n_of_b[link.b] += 1;
    }
    for Link { a, b, .. } in &known.links {
        let is_alone = n_of_a[*a] == 1 && n_of_b[*b] == 1;
        if is_alone && other.a.is_open(*a) && other.b.is_open(*b) {
            let is_same = other.a.ids[*a] == other.b.ids[*b];
            let n_segments = if is_same { other.a.ids[*a].len().max(1) } else { 1 };
            other.link(*a, *b, n_segments);
        }
    }
}

/// Links pairs whose segments have the same ids and other texts on both sides,
/// if the pairs beside them are linked: alone, ids prove nothing.
fn link_rewritten<'a>(src: &mut Side<'a>, tgt: &mut Side<'a>) {
    let key = |src: &Column, tgt: &Column, at: usize| {
        let has_ids = !src.ids[at].is_empty() || !tgt.ids[at].is_empty();
        let is_free = !src.is_linked[at] && !tgt.is_linked[at];
        (is_free && has_ids).then(|| (src.ids[at].to_vec(), tgt.ids[at].to_vec()))
    };
    let links = src.links.iter().chain(&tgt.links);
    let linked: FxHashSet<(usize, usize)> = links.map(|link| (link.a, link.b)).collect();
    let is_beside = |a: usize, b: usize| {
        linked.contains(&(a + 1, b + 1)) || a > 0 && b > 0 && linked.contains(&(a - 1, b - 1))
    };
    let places = places((0..src.b.texts.len()).map(|at| key(&src.b, &tgt.b, at).into_iter()));
    let mut found = Vec::new();
    for a in 0..src.a.texts.len() {
        let Some(key) = key(&src.a, &tgt.a, a) else { continue };
        let of_b = places.get(&key).filter(|places| places.len() == 1);
        if let Some(b) = of_b.map(|of_b| of_b[0]).filter(|b| is_beside(a, *b)) {
            found.push((a, b, key));
        }
    }
    for (a, b, (src_ids, tgt_ids)) in found {
        for (side, n_segments) in [(&mut *src, src_ids.len()), (&mut *tgt, tgt_ids.len())] {
            if n_segments > 0 && !side.a.is_linked[a] && !side.b.is_linked[b] {
                side.link(a, b, n_segments);
            }
        }
    }
}

/// Links texts that were edited and moved, of pairs neither side of which is
/// linked: where one is, it says what the pair is.
fn link_edited_elsewhere<'a>(side: &mut Side<'a>, other: &Side<'a>) {
    let free = |column: &Column, other: &Column| -> Vec<(usize, String)> {
        column.long_open().into_iter().filter(|(at, _)| !other.is_linked[*at]).collect()
    };
    let (a, b) = (free(&side.a, &other.a), free(&side.b, &other.b));
    for (a, b) in alike_elsewhere(&a, &b) {
        side.link(a, b, 1);
    }
}

/// A word of a text with the place of its text.
struct Word {
    at: usize,
    text: String,
}

#[cfg(test)]
mod tests;
