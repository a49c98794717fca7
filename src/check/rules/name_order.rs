//! Finds two names that changed places.
//!
//! `Berlin bat Munich` that became `Munich beat Berlin` has every name and says the
//! contrary. Two names that both sides have, in another order, are reported where all
//! that stands around them kept its place: the words before, between and behind them.
//!
//! It leaves alone what languages turn around: the passive (`par`, `by`), genitives
//! (`Mary's`, `de`), what one name says of another (`pour`, `sur`), and lists (`Paris et Lyon`, a note).

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::{SideView, View, Word};
use crate::notice::Severity;
use crate::text::words::fold_accents;

pub(super) const RULE: Rule = Rule {
    id: "name.order",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "two names changed places",
    about_fr: "deux noms ont changé de place",
    cases: include_str!("name_order.cases"),
    source: include_str!("name_order.rs"),
};

pub(super) const FINDS: Finds = Finds::InWords(find);

/// Words around the names that have a link of this strength say where they stand.
const LINKED: f32 = 0.1;

/// Words of which one side has more turn a sentence around. By hand.
const TURNS: [&str; 22] = [
    "pour", "for", "sur", "on", "with", "par", "by", "s", "de", "d'", "du", "des", "of", "from",
    "que", "qu'", "dont", "whose", "whom", "which", "than", "avec",
];

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    let names = shared_names(view);
    for (at, first) in names.iter().enumerate() {
        for second in &names[at + 1..] {
            if first.1 > second.1 && has_kept_its_words(view, *first, *second) {
                findings.push(swapped(view, *first, *second));
                return;
            }
        }
    }
}

/// The positions of a name on the two sides.
type Place = (usize, usize);

fn swapped(view: &View, first: Place, second: Place) -> Finding {
    let written = |at: usize| &view.src.text[view.src.words[at].span.clone()];
    let message = format!("`{}` and `{}` changed places", written(first.0), written(second.0));
    let span = |side: &SideView, from: usize, to: usize| {
        side.words[from].span.start..side.words[to].span.end
    };
    let finding =
        Finding::new(Id::NameOrder, Side::Tgt, span(&view.tgt, second.1, first.1), message);
    let finding = finding.facing(span(&view.src, first.0, second.0));
    let is_list = (first.0 + 1..second.0).all(|at| !view.src.words[at].is_content);
    finding.of_severity(if is_list { Severity::Info } else { Severity::Warning })
}

/// Returns the names that each side has once, in the order of the source.
fn shared_names(view: &View) -> Vec<Place> {
    let fold = |side: &SideView| -> Vec<String> {
        side.words.iter().map(|word| fold_accents(&word.form)).collect()
    };
    let is_name = |word: &Word| word.is_capital && word.is_content && word.form.len() > 2;
    let n_capitals = |side: &SideView| side.words.iter().filter(|word| is_name(word)).count();
    if n_capitals(&view.src) < 2 || n_capitals(&view.tgt) < 2 {
        return Vec::new();
    }
    let (src, tgt) = (fold(&view.src), fold(&view.tgt));
    let once =
        |all: &[String], form: &String| all.iter().filter(|other| *other == form).count() == 1;
    let place = |(at, form): (usize, &String)| {
        if !is_name(&view.src.words[at]) || !once(&src, form) || !once(&tgt, form) {
            return None;
        }
        let there = tgt.iter().position(|other| other == form)?;
        is_name(&view.tgt.words[there]).then_some((at, there))
    };
    src.iter().enumerate().filter_map(place).collect()
}

/// Tells whether the words around two names that are turned kept their places: each
/// stands before, between or behind them on both sides, and nothing turns the sentence.
fn has_kept_its_words(view: &View, first: Place, second: Place) -> bool {
    let zone = |at: usize, low: usize, high: usize| usize::from(at > low) + usize::from(at > high);
    let others = view.src.words.iter().enumerate().filter(|(at, word)| {
        word.is_content && word.link >= LINKED && *at != first.0 && *at != second.0
    });
    let mut n_words = 0;
    for (at, word) in others {
        let Some(there) = word.partner.filter(|at| *at != first.1 && *at != second.1) else {
            continue;
        };
        n_words += 1;
        if zone(at, first.0, second.0) != zone(there, second.1, first.1) {
            return false;
        }
    }
    n_words > 0 && !turns(view, first, second)
}

fn turns(view: &View, first: Place, second: Place) -> bool {
    let is_turn = |word: &Word| TURNS.contains(&word.form.as_str());
    let near = |words: &[Word], from: usize, to: usize| {
        words[from.saturating_sub(1)..words.len().min(to + 2)].iter().any(is_turn)
    };
    near(&view.src.words, first.0, second.0) || near(&view.tgt.words, second.1, first.1)
}
