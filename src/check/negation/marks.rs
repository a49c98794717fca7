//! Finds the words by which a text denies.
//!
//! A firm mark denies by grammar: `ne … pas`, `rien ne …`, `not`, `n't`. A soft
//! one denies by what it means or may be empty (`sans`, `ni`, `without`): it can
//! face a firm one of the other side. What only looks like a denial is none:
//! `ne … que`, `n'importe quel`, `pas moins`, `not only`, `not more than`,
//! `or not`, `no-brainer`, `No. 5`.
//!
//! The words stand in `data/negation-words.txt`.

use crate::check::view::{SideView, Word};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How far `pas` may stand behind its `ne`, in words.
const REACH: usize = 7;

/// How far `rien` may stand before its `ne`.
const REACH_BACK: usize = 5;

/// A word of this link is the same on both sides: a `None` that is code.
const SAME: f32 = 1.0;

/// Words that deny.
#[derive(Clone, Debug)]
pub(super) struct Mark<'v> {
    /// From its first word to its last, as positions of words.
    pub(super) words: Range<usize>,
    /// The word that says how: `pas`, `jamais`, `not`.
    pub(super) kind: &'v str,
    /// It denies by grammar.
    pub(super) is_firm: bool,
}

type Lists = FxHashMap<(&'static str, &'static str), Vec<&'static str>>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let lines = include_str!("../data/negation-words.txt").lines();
    let list = |line: &'static str| {
        let mut fields = line.split_whitespace();
        Some(((fields.next()?, fields.next()?), fields.collect()))
    };
    lines.filter(|line| !line.starts_with('#')).filter_map(list).collect()
});

fn list(lang: &'static str, kind: &'static str) -> &'static [&'static str] {
    LISTS.get(&(lang, kind)).map_or(&[], Vec::as_slice)
}

/// Tells whether a French word turns a denial into its contrary (`ne manque pas`).
pub(super) fn undoes(word: &str) -> bool {
    list("fr", "undoing").iter().any(|start| word.starts_with(start))
}

/// Tells whether a word denies by what it means: `fail`, `lack`, `refuser`.
pub(super) fn denies_by_meaning(word: &str, lang: &str) -> bool {
    let lang = if lang == "fr" { "fr" } else { "en" };
    let is_start = |start: &&str| match start.strip_suffix('$') {
        Some(whole) => word == whole,
        None => word.starts_with(*start),
    };
    list(lang, "denier").iter().any(is_start)
}

/// Tells whether a word says that there is no more: `only`, `seulement`.
pub(super) fn limits(word: &str, lang: &'static str) -> bool {
    list(lang, "limit").contains(&word)
}

/// Tells whether an English word denies without any other.
pub(super) fn denies_alone(word: &str) -> bool {
    list("en", "particle").contains(&word)
}

/// Returns the marks of a side, the firm ones first; none if its language is
/// neither French nor English.
pub(super) fn marks<'v>(side: &'v SideView) -> Option<Vec<Mark<'v>>> {
    let words = Forms(&side.words);
    let (lang, mut marks) = match side.lang.tag() {
        "fr" => ("fr", french(words)),
        "en" => ("en", english(words, side.text)),
        _ => return None,
    };
    let soft = soft(lang, words, &marks);
    marks.extend(soft);
    Some(marks)
}

/// The words of a side, of which there are none beyond its ends.
#[derive(Clone, Copy)]
struct Forms<'v>(&'v [Word]);

impl<'v> Forms<'v> {
    fn at(self, at: usize) -> &'v str {
        self.0.get(at).map_or("", |word| &word.form)
    }

    fn before(self, at: usize) -> &'v str {
        at.checked_sub(1).map_or("", |at| self.at(at))
    }
}

fn is_ne(form: &str) -> bool {
    matches!(form, "ne" | "n'")
}

fn is_que(form: &str) -> bool {
    matches!(form, "que" | "qu'")
}

fn french(words: Forms) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    for ne in (0..words.0.len()).filter(|at| is_ne(words.at(*at))) {
        if is_no_matter(words, ne) {
            continue;
        }
        let behind = particle_behind(words, ne, &taken);
        let is_only = behind.is_none() && has_que(words, ne);
        let Some(particle) = behind.or_else(|| particle_before(words, ne, &taken)) else {
            let is_literary =
                list("fr", "literary").iter().any(|verb| words.at(ne + 1).starts_with(verb));
            if is_literary && !is_only {
                marks.push(Mark { words: ne..ne + 2, kind: "ne", is_firm: true });
            }
            continue;
        };
        taken.push(particle);
        if is_utmost(words, ne, particle) {
            continue;
        }
        // `ne … plus que` is `only`, `ne … pas que` `not only`, `n'en … pas moins` `still`.
        let next = words.at(particle + 1);
        let is_limited = is_que(next) && matches!(words.at(particle), "pas" | "plus");
        if next != "moins" && !is_limited {
            let span = ne.min(particle)..ne.max(particle) + 1;
            marks.push(Mark { words: span, kind: words.at(particle), is_firm: true });
        }
    }
    marks
}

/// Tells whether `n'` starts `n'importe quel`.
fn is_no_matter(words: Forms, ne: usize) -> bool {
    words.at(ne + 1).starts_with("import")
        && ["quel", "qui", "quoi", "où", "comment", "lequel", "laquelle"]
            .iter()
            .any(|start| words.at(ne + 2).starts_with(start))
}

/// Tells whether the words are `on ne peut plus (logique)`, `as logical as can be`.
fn is_utmost(words: Forms, ne: usize, particle: usize) -> bool {
    let next = words.at(particle + 1);
    // `on ne peut plus attendre`, `on ne peut plus le faire`.
    let is_verb = ["er", "ir", "re"].iter().any(|end| next.ends_with(end))
        || ["", "de", "d'", "en", "y", "s'", "se", "les", "le", "la", "l'", "que"].contains(&next);
    words.before(ne) == "on"
        && words.at(ne + 1) == "peut"
        && words.at(particle) == "plus"
        && particle == ne + 2
        && !is_verb
}

/// Returns the words behind a `ne` that can be its particle.
fn reach(words: Forms<'_>, ne: usize) -> impl Iterator<Item = usize> + '_ {
    (ne + 1..words.0.len().min(ne + 1 + REACH)).take_while(move |at| !is_ne(words.at(*at)))
}

fn has_que(words: Forms, ne: usize) -> bool {
    reach(words, ne).skip(1).any(|at| is_que(words.at(at)))
}

/// Behind a `que`, nothing belongs to the `ne` any more.
fn particle_behind(words: Forms, ne: usize, taken: &[usize]) -> Option<usize> {
    let mut near = reach(words, ne).take_while(|at| *at == ne + 1 || !is_que(words.at(*at)));
    near.find(|at| list("fr", "particle").contains(&words.at(*at)) && !taken.contains(at))
}

fn particle_before(words: Forms, ne: usize, taken: &[usize]) -> Option<usize> {
    let mut near = (ne.saturating_sub(REACH_BACK)..ne).rev();
    near.find(|at| list("fr", "early").contains(&words.at(*at)) && !taken.contains(at))
}

fn english<'v>(words: Forms<'v>, text: &str) -> Vec<Mark<'v>> {
    let mut marks: Vec<Mark> = Vec::new();
    for (at, word) in words.0.iter().enumerate() {
        let form = word.form.as_str();
        if is_clitic(words, at, text) {
            marks.push(Mark { words: at - 1..at + 1, kind: "n't", is_firm: true });
        } else if list("en", "particle").contains(&form)
            && !is_empty(words, at, text)
            && !(form == "nor" && marks.last().is_some_and(|mark| mark.kind == "neither"))
        {
            marks.push(Mark { words: at..at + 1, kind: form, is_firm: true });
        }
    }
    marks
}

/// Tells whether a word is the `t` of `don't`.
fn is_clitic(words: Forms, at: usize, text: &str) -> bool {
    let gap = |before: usize| &text[words.0[before].span.end..words.0[at].span.start];
    words.at(at) == "t"
        && words.before(at).ends_with('n')
        && at.checked_sub(1).is_some_and(|before| matches!(gap(before), "'" | "’"))
}

/// Tells whether an English particle denies nothing.
fn is_empty(words: Forms, at: usize, text: &str) -> bool {
    let word = &words.0[at];
    let (form, next) = (word.form.as_str(), words.at(at + 1));
    let rest = &text[word.span.end..];
    let is_label = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let is_code = word.link >= SAME && word.partner.is_some() && word.is_kept != Some(false);
    match form {
        "not" if matches!(words.before(at), "or" | "if") => true,
        "no" | "never" if rest.starts_with(['-', '.']) => next != "one",
        "no" if is_label || is_code => true,
        "none" => is_code,
        "not" | "no" if next == "longer" => form == "not",
        "not" | "no" => {
            list("en", "measure").contains(&next) || list("en", "empty").contains(&next)
        }
        _ => false,
    }
}

fn soft<'v>(lang: &'static str, words: Forms<'v>, firm: &[Mark]) -> Vec<Mark<'v>> {
    let is_soft = |at: &usize| {
        list(lang, "soft").contains(&words.at(*at))
            && firm.iter().all(|mark| !mark.words.contains(at))
            && !matches!(words.before(*at), "ou" | "or")
            && !list("fr", "empty").contains(&words.at(at + 1))
    };
    let mark = |at: usize| Mark { words: at..at + 1, kind: words.at(at), is_firm: false };
    (0..words.0.len()).filter(is_soft).map(mark).collect()
}
