//! Finds translations that belong to a neighboring pair, or to none.
//!
//! A sentence too much or too little shifts all that follow. A pair whose words do not
//! explain each other is tried with the sides of its neighbors: if one of them fits much
//! better, the pair is misaligned; if none fits and the words are many, it is unrelated.
//!
//! It leaves alone pairs whose words explain each other, pairs of few words that fit
//! nothing, and neighbors that are variants of each other (refrains, lists).

use super::{Id, Rule};
use crate::bitext::Pair;
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::runs::evidence;
use crate::check::view::{View, Word};
use crate::lang::Apostrophe;
use crate::notice::Severity;
use crate::text::numbers::{Agreement, Notation};
use crate::text::words::words;

pub(super) const RULE: Rule = Rule {
    id: "misaligned",
    severity: Severity::Error,
    mqm: "mistranslation",
    about: "the translation fits a neighboring pair better, or none",
    about_fr: "la traduction convient mieux à une paire voisine, ou à aucune",
    cases: include_str!("misaligned.cases"),
    source: include_str!("misaligned.rs"),
};

pub(super) const FINDS: Finds = Finds::InWords(find);

/// How many pairs away a neighbor may be. By hand.
const REACH: usize = 3;

/// Pairs with more evidence than this, in nats, are left alone. By hand.
const SURE: f32 = 4.0;

/// A neighbor must fit this much better. By hand on planted and good pairs.
const LEAD: f32 = 9.0;

/// A pair with less evidence than this for each of its content words, and at
/// least so many words, translates nothing. Of those with 9 to 11 words most were
/// free translations (kept news, November 2026).
const UNRELATED: (f32, usize) = (-0.75, 12);

/// A source of fewer content words gives no certainty.
const FEW: usize = 3;

/// What a value that both sides state is worth, in nats. By hand.
const SHARED_VALUE: f32 = 4.0;

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (view, bitext, idx) = (context.view, context.bitext, context.idx);
    let own = fit(view);
    if own > SURE {
        return;
    }
    let near = idx.saturating_sub(REACH)..(idx + REACH + 1).min(bitext.pairs.len());
    let crossed = near.filter(|other| *other != idx).flat_map(|other| {
        let (this, that) = (&bitext.pairs[idx], &bitext.pairs[other]);
        let is_twin = are_alike(&this.src, &that.src)
            || this.tgt != that.tgt && are_alike(&this.tgt, &that.tgt);
        let source_moved =
            (that, Pair { src: that.src.clone(), tgt: this.tgt.clone(), ..Pair::default() });
        let target_moved =
            (that, Pair { src: this.src.clone(), tgt: that.tgt.clone(), ..Pair::default() });
        [source_moved, target_moved].into_iter().filter(move |_| !is_twin)
    });
    let fits = crossed.map(|(that, pair)| (fit(&context.index.view(&pair, &bitext.langs)), that));
    let best = fits.fold(None::<(f32, &Pair)>, |best, (fit, that)| match best {
        Some((known, _)) if known >= fit => best,
        _ => Some((fit, that)),
    });
    let span = 0..view.tgt.text.len();
    if let Some((_, that)) = best.filter(|(fit, _)| *fit > own + LEAD && *fit > SURE) {
        let message = format!("this fits the pair `{}` better than its own", that.id);
        let is_few = |words: &[Word]| content(words).count() < FEW;
        let severity = match (is_few(&view.src.words), is_few(&view.tgt.words)) {
            // Labels: `Profit and loss` for `Compte de résultat`.
            (true, true) => Severity::Info,
            (true, false) => Severity::Warning,
            (false, _) => Severity::Error,
        };
        findings.push(Finding::new(Id::Misaligned, Side::Tgt, span, message).of_severity(severity));
        return;
    }
    let n_words = content(&view.src.words).count() + content(&view.tgt.words).count();
    if n_words >= UNRELATED.1 && own < UNRELATED.0 * n_words as f32 {
        let message = "hardly a word of this translates the source";
        findings.push(Finding::new(Id::Misaligned, Side::Tgt, span, message));
    }
}

/// Tells whether two texts are variants of one: half of their words are the same.
fn are_alike(a: &str, b: &str) -> bool {
    let (a, b) = (words(a, Apostrophe::Joins), words(b, Apostrophe::Joins));
    let n_same = a.iter().filter(|word| b.contains(word)).count();
    2 * n_same >= a.len().min(b.len()).max(1)
}

fn content(words: &[Word]) -> impl Iterator<Item = &Word> {
    words.iter().filter(|word| word.is_content)
}

/// Returns how much the words and values of a pair speak for it, in nats.
pub(super) fn fit(view: &View) -> f32 {
    let words = content(&view.src.words).chain(content(&view.tgt.words));
    let of_words: f32 = words.map(|word| -evidence(word)).sum();
    let firm = view.src.values.iter().filter(|value| value.notation < Notation::Soft);
    let n_shared = firm
        .filter(|value| {
            view.tgt.values.iter().any(|other| {
                other.notation < Notation::Soft && value.agrees(other) == Agreement::Same
            })
        })
        .count();
    of_words + SHARED_VALUE * n_shared as f32
}
