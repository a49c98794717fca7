//! Compares what the two sides say is not all: `not only … but also`.
//!
//! ```text
//! non seulement par tête, mais aussi     only per head, but even     the `not` is lost
//! ce n'est pas qu'un jeu                 it is just a game           the same
//! ```
//!
//! `not only` denies nothing, so that it is not a mark of negation (`marks`). But
//! where the other side has the limit alone, near its place and with nothing of its
//! own to answer it, the `not` was lost, or put in. It does not see a limit that is
//! said otherwise (`as well as`), which is not an error either.

use super::marks::{denies_alone, limits};
use crate::check::finding::{Finding, Side};
use crate::check::rules::Id;
use crate::check::view::{SideView, View, Word, place};

/// How far before its limit a negation may stand in words: `I do not think that we
/// can simply`. By hand.
const REACH: usize = 12;

/// How far `que` may stand behind its `ne`, in words. By hand.
const REACH_OF_NE: usize = 6;

/// Before these `pas que` limits; elsewhere it may join (`ce n'est pas que les gens
/// soient …`). By hand on the tuning half of the news, November 2026.
const LIMITED: [&str; 8] = ["un", "une", "des", "du", "de", "d'", "à", "pour"];

/// How far from its expected place a limit may answer another, in words. By hand.
const NEAR: f32 = 8.0;

/// A `seulement`, `only`, `ne … que`.
#[derive(Clone, Debug)]
struct Limit {
    /// The word that limits.
    at: usize,
    /// From the negation that stands right before it, if one does: `not only`.
    denied_from: Option<usize>,
    /// A negation stands somewhere before it.
    may_be_denied: bool,
}

/// Returns a finding of a `not only` that faces a plain `only`.
pub(in crate::check) fn limit(view: &View) -> Option<Finding> {
    let (src, tgt) = (limits_of(&view.src), limits_of(&view.tgt));
    lone(view, Side::Src, &src, &tgt).or_else(|| lone(view, Side::Tgt, &tgt, &src))
}

fn lone(view: &View, side: Side, limits: &[Limit], answers: &[Limit]) -> Option<Finding> {
    let n_bare = |all: &[Limit]| all.iter().filter(|limit| !limit.may_be_denied).count();
    let n_denied = |all: &[Limit]| all.iter().filter(|limit| limit.may_be_denied).count();
    let mut clear = limits.iter().filter(|limit| limit.denied_from.is_some());
    if clear.clone().count() <= n_denied(answers) || n_bare(answers) <= n_bare(limits) {
        return None;
    }
    let (this, other) = (view.side(side), view.side(side.other()));
    let faced = |limit: &Limit| {
        let denied = limit.denied_from?..limit.at + 1;
        let expected = place(&this.words, &denied, other.words.len());
        let is_near =
            |other: &&Limit| !other.may_be_denied && (other.at as f32 - expected).abs() <= NEAR;
        Some((denied, answers.iter().find(is_near)?.at))
    };
    let (denied, bare) = clear.find_map(faced)?;
    let span = this.words[denied.start].span.start..this.words[denied.end - 1].span.end;
    let facing = other.words[bare].span.clone();
    let (denied, plain) = (&this.text[span.clone()], &other.text[facing.clone()]);
    let message = match side {
        Side::Src => format!("`{denied}` became `{plain}`"),
        Side::Tgt => format!("`{plain}` became `{denied}`"),
    };
    Some(Finding::new(Id::Negation, side, span, message).facing(facing))
}

fn limits_of(side: &SideView) -> Vec<Limit> {
    let lang = match side.lang.tag() {
        "fr" => "fr",
        "en" => "en",
        _ => return Vec::new(),
    };
    let words = &side.words;
    (0..words.len()).filter_map(|at| limit_at(words, lang, at)).collect()
}

fn limit_at(words: &[Word], lang: &'static str, at: usize) -> Option<Limit> {
    let form = |at: usize| words[at].form.as_str();
    if lang == "fr" && matches!(form(at), "que" | "qu'") {
        return limit_of_que(words, at);
    }
    if !limits(form(at), lang) {
        return None;
    }
    let denies = |at: usize| match lang {
        "fr" => {
            matches!(form(at), "non" | "pas" | "point" | "ni" | "jamais" | "sans" | "impossible")
        }
        // The `t` of `isn't`.
        _ => form(at) == "t" || denies_alone(form(at)),
    };
    let denied_from = at.checked_sub(1).filter(|before| {
        matches!((lang, form(*before)), ("fr", "non" | "pas" | "point") | ("en", "not"))
    });
    let may_be_denied = (at.saturating_sub(REACH)..at).any(denies);
    Some(Limit { at, denied_from, may_be_denied })
}

/// Reads the `que` of `ne … que` and `ne … pas que`.
fn limit_of_que(words: &[Word], at: usize) -> Option<Limit> {
    let form = |at: usize| words[at].form.as_str();
    let mut before = (at.saturating_sub(REACH_OF_NE)..at).rev();
    let ne = before.find(|at| matches!(form(*at), "ne" | "n'"))?;
    let particle = (ne + 1..at).find(|at| matches!(form(*at), "pas" | "point" | "jamais"));
    let limits = words.get(at + 1).is_some_and(|next| LIMITED.contains(&next.form.as_str()));
    // `jamais que` is `never but`, which is `only`.
    let is_not = |particle: &usize| form(*particle) != "jamais";
    let denied_from = particle.filter(|particle| particle + 1 == at && limits).filter(is_not);
    Some(Limit { at, denied_from, may_be_denied: particle.is_some() })
}
