//! Weighs whether a negation without a counterpart is an error.
//!
//! Translators deny otherwise all the time: `n'est pas possible` is
//! `impossible`, `n'ignore pas` is `knows well`. So a lone negation is weighed
//! by everything around it, as evidence in nats: which word denies, which words
//! stand near the place where its counterpart would be, whether they translate
//! something else, whether they start with `un-`, how much of both sides has no
//! translation at all. A logistic regression learnt the weights
//! (`trial::negation`) from good pairs and from pairs that lost or got a
//! negation; they stand in `data/negation-weights.txt`, a clue a line, to be
//! read and mended by hand.

use super::marks::{Mark, denies_by_meaning, undoes};
use crate::check::finding::Side;
use crate::check::view::{SideView, View, Word};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How many words from its expected place a counterpart is near. By hand.
const NEAR: f32 = 5.0;

/// How many words around are looked at for words without a link.
const AROUND: usize = 6;

/// How many words to both sides of a negation are its context.
const CONTEXT: usize = 3;

/// A word that denies by its prefix has less: it translates nothing else.
const PREFIX_LINK: f32 = 0.1;

/// A word with this link translates something else and explains no negation.
const LINKED: f32 = 0.15;

/// A word with less has no translation.
const UNLINKED: f32 = 0.05;

/// A negation that nothing on the other side answers.
#[derive(Debug)]
pub(super) struct Lone<'v> {
    pub(super) side: Side,
    pub(super) mark: Mark<'v>,
    /// Where its counterpart would stand, as a position among the other words.
    pub(super) place: f32,
    /// How many negations of the pair have their counterpart.
    pub(super) n_met: usize,
    /// How many of this side have none.
    pub(super) n_alike: usize,
    /// How far the next negation of the other side is, if there is one.
    pub(super) distance: Option<f32>,
}

/// What a clue is about, and the word or the number that it says.
pub type Clue<'v> = (&'static str, &'v str);

/// Returns the clues of a lone negation. `knows` tells the words of the other
/// side's language.
pub(super) fn clues<'v>(
    view: &'v View,
    lone: &Lone<'v>,
    knows: &dyn Fn(&str, Side) -> bool,
) -> Vec<Clue<'v>> {
    let (this, other) = (view.side(lone.side), view.side(lone.side.other()));
    let mut clues = vec![
        (if lone.mark.is_firm { "mark" } else { "soft" }, lone.mark.kind),
        ("met", digit(lone.n_met.min(2))),
        ("lone", digit(lone.n_alike.min(3))),
        ("next", lone.distance.map_or("none", |distance| bin(distance, &[2.0, 5.0]))),
    ];
    of_other_words(this, other, lone, knows, &mut clues);
    of_context(this, &lone.mark, &mut clues);
    of_links(this, other, lone, &mut clues);
    if this.text.trim_end().ends_with('?') {
        clues.push(("question", "yes"));
    }
    clues
}

/// Tells whether the word that a denier translates denies as well.
fn this_denies(this: &SideView, word: &Word) -> bool {
    let partner = word.partner.and_then(|at| this.words.get(at));
    partner.is_some_and(|partner| !denies_by_meaning(&partner.form, this.lang.tag()))
}

fn yes_if(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

fn of_other_words<'v>(
    this: &SideView,
    other: &'v SideView,
    lone: &Lone,
    knows: &dyn Fn(&str, Side) -> bool,
    clues: &mut Vec<Clue<'v>>,
) {
    for (at, word) in other.words.iter().enumerate() {
        let is_near = (at as f32 - lone.place).abs() <= NEAR;
        let kind = match (is_near, word.link >= LINKED) {
            (true, false) => "near",
            (true, true) => "near-linked",
            (false, false) => "far",
            (false, true) => "far-linked",
        };
        clues.push((kind, &word.form));
        if denies_by_meaning(&word.form, other.lang.tag()) {
            let is_free = word.link < LINKED || this_denies(this, word);
            clues.push((if is_near { "denier-near" } else { "denier-far" }, yes_if(is_free)));
        }
        if let Some(prefix) = negative_prefix(&word.form, other, lone.side.other(), knows)
            && word.link < PREFIX_LINK
        {
            clues.push((if is_near { "prefix-near" } else { "prefix-far" }, prefix));
        }
    }
}

fn of_context<'v>(this: &'v SideView, mark: &Mark, clues: &mut Vec<Clue<'v>>) {
    let words = &this.words;
    let (first, last) = (mark.words.start, mark.words.end - 1);
    let near = first.saturating_sub(CONTEXT)..words.len().min(last + CONTEXT + 1);
    let around = near.filter(|at| *at != first && *at != last);
    clues.extend(around.map(|at| ("around", words[at].form.as_str())));
    let beside = first.saturating_sub(CONTEXT)..words.len().min(last + CONTEXT + 1);
    if beside.into_iter().any(|at| denies_by_meaning(&words[at].form, this.lang.tag())) {
        clues.push(("denier-here", "yes"));
    }
    let verbs = first + 1..words.len().min(last + CONTEXT);
    if verbs.into_iter().any(|at| undoes(&words[at].form)) {
        clues.push(("undone", "yes"));
    }
}

fn of_links(this: &SideView, other: &SideView, lone: &Lone, clues: &mut Vec<Clue>) {
    let words = &this.words;
    let (first, last) = (lone.mark.words.start, lone.mark.words.end - 1);
    let inside = first + 1..last;
    let behind = last + 1..words.len().min(last + 5);
    let denied = inside.chain(behind).filter(|at| words[*at].is_content).take(3);
    let link = denied.map(|at| words[at].link).reduce(f32::max);
    clues.push(("denied-link", link.map_or("none", |link| bin(link, &[0.1, 0.3]))));
    let n_unlinked = |words: &mut dyn Iterator<Item = &Word>| {
        words.filter(|word| word.is_content && word.link < UNLINKED).count()
    };
    let is_around = |at: usize| (at as f32 - lone.place).abs() <= AROUND as f32;
    let mut there = other.words.iter().enumerate().filter(|(at, _)| is_around(*at)).map(|(_, w)| w);
    clues.push(("unlinked-there", digit(n_unlinked(&mut there).min(4))));
    let here = first.saturating_sub(AROUND)..words.len().min(last + AROUND + 1);
    clues.push(("unlinked-here", digit(n_unlinked(&mut words[here].iter()).min(4))));
    for (kind, side) in [("share-there", other), ("share-here", this)] {
        let n_content = side.words.iter().filter(|word| word.is_content).count().max(1);
        let eighths = 8 * n_unlinked(&mut side.words.iter()) / n_content;
        clues.push((kind, digit(eighths.min(5))));
    }
    clues.push(("length", bin(words.len() as f32, &[5.9, 11.9, 19.9, 29.9])));
}

fn digit(n: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5"][n.min(5)]
}

fn bin(value: f32, bounds: &[f32]) -> &'static str {
    digit(bounds.iter().filter(|bound| value > **bound).count())
}

/// Returns the prefix or suffix by which a word denies what the rest of it, a
/// word itself, says. What ends in `-able` (`introuvable`) or, behind `un-`, in `-ed`
/// (`unmanaged`) need not be known without its prefix.
pub(super) fn negative_prefix(
    form: &str,
    of: &SideView,
    side: Side,
    knows: &dyn Fn(&str, Side) -> bool,
) -> Option<&'static str> {
    const FRENCH: [&str; 10] = ["in", "im", "ir", "il", "dé", "dés", "mé", "mal", "non", "dis"];
    const ENGLISH: [&str; 8] = ["un", "in", "im", "ir", "il", "dis", "non", "mis"];
    /// What is left is longer than a chance ending.
    const MIN_REST: usize = 4;
    let is_french = of.lang.tag() == "fr";
    let prefixes = if is_french { &FRENCH[..] } else { &ENGLISH[..] };
    let is_able = |prefix: &str| {
        let stem = form.trim_end_matches('s');
        let ends = if prefix == "un" { &["able", "ible", "ed"][..] } else { &["able", "ible"][..] };
        // `united`, `understood` deny nothing.
        let is_other = form.starts_with("uni") || form.starts_with("under");
        ["un", "in", "im", "ir", "il"].contains(&prefix)
            && !is_other
            && ends.iter().any(|end| stem.ends_with(end))
    };
    let is_denied = |prefix: &&&str| {
        let rest = form.strip_prefix(**prefix).filter(|rest| rest.chars().count() >= MIN_REST);
        rest.is_some_and(|rest| knows(rest, side) || is_able(prefix))
    };
    let suffix = || {
        let has = !is_french && form.len() >= 6 && form.ends_with("less");
        has.then_some("less")
    };
    prefixes.iter().find(is_denied).copied().or_else(suffix)
}

/// What the clues are worth, for each side on which the negation stands.
static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../data/negation-weights.txt")));

#[derive(Debug, Default)]
struct Weights {
    of: FxHashMap<(Side, &'static str), FxHashMap<&'static str, f32>>,
}

impl Weights {
    fn parse(text: &'static str) -> Weights {
        let mut weights = Weights::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&'static str> = line.split(' ').collect();
            let [side, kind, word, weight] = fields[..] else { continue };
            let side = if side == Side::Src.name() { Side::Src } else { Side::Tgt };
            let Ok(weight) = weight.parse() else { continue };
            weights.of.entry((side, kind)).or_default().insert(word, weight);
        }
        weights
    }
}

/// Returns how much the clues speak for an error, in nats. `side` is where the negation
/// stands when French is the source, as it was when the weights were learned.
pub(super) fn evidence(side: Side, clues: &[Clue]) -> f32 {
    let worth = |(kind, word): &Clue| WEIGHTS.of.get(&(side, *kind))?.get(word).copied();
    let base = worth(&("base", "-")).unwrap_or(0.0);
    clues.iter().filter_map(worth).fold(base, |sum, weight| sum + weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    static FRENCH: Lang = Lang::FR;
    static ENGLISH: Lang = Lang::EN;

    #[test]
    fn every_line_of_the_weights_is_read() {
        let text = include_str!("../data/negation-weights.txt");
        let n_lines = text.lines().filter(|line| !line.starts_with('#')).count();
        let n_read: usize = WEIGHTS.of.values().map(FxHashMap::len).sum();
        assert_eq!(n_lines, n_read);
        assert!(n_read > 500);
    }

    #[test]
    fn a_prefix_denies_only_what_is_a_word() {
        let knows = |word: &str, _: Side| matches!(word, "able" | "accurate");
        let view = |lang: &'static Lang| SideView { text: "", lang, words: vec![], values: vec![] };
        let (french, english) = (view(&FRENCH), view(&ENGLISH));
        let of = |form: &str, side: &SideView| negative_prefix(form, side, Side::Tgt, &knows);
        assert_eq!(Some("un"), of("unable", &english));
        assert_eq!(Some("in"), of("inaccurate", &english));
        assert_eq!(Some("un"), of("unmanaged", &english));
        assert_eq!(Some("in"), of("introuvable", &french));
        assert_eq!(None, of("including", &english));
        assert_eq!(Some("less"), of("helpless", &english));
        assert_eq!(None, of("helpless", &french));
    }
}
