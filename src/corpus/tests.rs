//! Tests of diff, agreement and merge on small bitexts, and what holds for any.
//!
//! Bitexts are written as beads of positions, `0:0 1,2:1 3:`, each followed by
//! what people did: `+` accepted, `-` rejected, `*` edited (the translation has
//! a word more), `!word` a comment. Pairs have ids and distinct texts.

use super::*;
use crate::bead::Shape;
use crate::bitext::{Bitext, Pair, Status};
use crate::lang::LangPair;
use proptest::prelude::*;

fn bitext(pairs: Vec<Pair>) -> Bitext {
    let (metadata, carried_headers) = (Vec::new(), Vec::new());
    Bitext { langs: LangPair::FR_EN, metadata, carried_headers, pairs }
}

fn text(word: &str, positions: &[usize]) -> String {
    let words = |at: &usize| format!("{word}{at} {word}{at}a {word}{at}b.");
    positions.iter().map(words).collect::<Vec<_>>().join(" ")
}

fn pair(src: &[usize], tgt: &[usize]) -> Pair {
    let ids = |letter: &str, positions: &[usize]| -> Vec<String> {
        positions.iter().map(|at| format!("{letter}{at}")).collect()
    };
    let (src_ids, tgt_ids) = (ids("s", src), ids("t", tgt));
    Pair {
        id: src_ids.first().or(tgt_ids.first()).cloned().unwrap(),
        shape: Shape { src: src.len(), tgt: tgt.len() },
        src: text("mot", src),
        tgt: text("word", tgt),
        src_ids,
        tgt_ids,
        ..Pair::default()
    }
}

fn read(beads: &str) -> Bitext {
    let positions = |side: &str| -> Vec<usize> {
        side.split(',').filter_map(|position| position.parse().ok()).collect()
    };
    let read = |bead: &str| {
        let (bead, comment) = bead.split_once('!').unwrap_or((bead, ""));
        let (src, tgt) = bead.split_once(':').unwrap();
        let mut pair = pair(&positions(src), &positions(tgt.trim_end_matches(['+', '-', '*'])));
        comment.clone_into(&mut pair.comment);
        for mark in tgt.chars() {
            match mark {
                '+' => pair.status = Status::Accepted,
                '-' => pair.status = Status::Rejected,
                '*' => {
                    pair.status = Status::Edited;
                    pair.tgt.push_str(" revised");
                }
                _ => {}
            }
        }
        pair
    };
    bitext(beads.split_whitespace().map(read).collect())
}

fn write(bitext: &Bitext) -> String {
    let bead = |pair: &Pair| {
        let side =
            |ids: &[String]| ids.iter().map(|id| id[1..].to_owned()).collect::<Vec<_>>().join(",");
        let mark = match pair.status {
            Status::Auto => "",
            Status::Accepted => "+",
            Status::Rejected => "-",
            Status::Edited => "*",
        };
        let comment = pair.comment.replace('\n', "/");
        let comment = if comment.is_empty() { comment } else { format!("!{comment}") };
        format!("{}:{}{mark}{comment}", side(&pair.src_ids), side(&pair.tgt_ids))
    };
    bitext.pairs.iter().map(bead).collect::<Vec<_>>().join(" ")
}

fn without_ids(bitext: &Bitext) -> Bitext {
    let bare = |pair: &Pair| Pair { src_ids: Vec::new(), tgt_ids: Vec::new(), ..pair.clone() };
    Bitext { pairs: bitext.pairs.iter().map(bare).collect(), ..bitext.clone() }
}

/// Differences are written with the positions of their pairs in A and B.
fn shown(diff: &Diff) -> String {
    let range = |range: &std::ops::Range<usize>| {
        range.clone().map(|at| at.to_string()).collect::<Vec<_>>().join(",")
    };
    let shown =
        |one: &Difference| format!("{} {}>{}", one.change.name(), range(&one.a), range(&one.b));
    diff.differences.iter().map(shown).collect::<Vec<_>>().join("; ")
}

/// Checks a diff with ids and without, where texts tell the same.
#[track_caller]
fn check_diff(a: &str, b: &str, expected: &str) {
    let (a, b) = (read(a), read(b));
    assert_eq!(expected, shown(&diff(&a, &b)));
    assert_eq!(expected, shown(&diff(&without_ids(&a), &without_ids(&b))), "without ids");
}

#[test]
fn changes_of_structure_are_told_by_what_they_are() {
    check_diff("0:0 1:1 2:2", "0:0 1:1 2:2", "");
    check_diff("0:0 1:1 2:2", "0:0 1,2:1,2", "merged 1,2>1");
    check_diff("0:0 1,2:1,2", "0:0 1:1 2:2", "split 1>1,2");
    check_diff("0:0 1:1", "0:0 1: :1", "split 1>1,2");
    check_diff("0:0 1:1 2:2,3", "0:0 1:1 2: :2,3", "split 2>2,3");
    check_diff("0:0 1:1 2:2", "0:0 2:2", "removed 1>");
    check_diff("0:0 2:2", "0:0 1:1 2:2", "added >1");
    check_diff("0:0 1:1 2:2 3:3", "3:3 0:0 1:1 2:2", "moved 3>0");
    check_diff("0:0 1:1 2:2 3:3", "1:1 2:2 0:0 3:3+", "moved 0>2; status 3>3");
}

/// Texts alone do not tell this: each pair keeps half of its words.
#[test]
fn segments_that_are_paired_otherwise_are_told_by_their_ids() {
    let diff = diff(&read("0:0 1:1 2:2,3"), &read("0:0 1:1,2 2:3"));
    assert_eq!("retargeted 1,2>1,2", shown(&diff));
}

/// Two translations that lie far apart have been swapped: the pairs between
/// them are not part of it.
#[test]
fn a_swap_over_a_distance_is_told_at_both_places() {
    let swapped = "retargeted 0>0; retargeted 4>4";
    check_diff("0:0 1:1 2:2 3:3 4:4", "0:4 1:1 2:2 3:3 4:0", swapped);
}

#[test]
fn changes_of_a_pair_are_told_by_its_fields() {
    check_diff("0:0 1:1", "0:0+ 1:1-", "status 0>0; status 1>1");
    check_diff("0:0 1:1", "0:0* 1:1!vu", "edited 0>0; comment 1>1");
    let diff = diff(&read("0:0 1:1 2:2"), &read("0:0 1:1* 2:2"));
    let fields: Vec<&str> =
        diff.differences[0].fields.iter().map(|change| change.field.as_str()).collect();
    assert_eq!((vec!["en", "status"], 2), (fields, diff.n_same));
}

#[test]
fn agreement_counts_the_pairs_that_both_decided() {
    let agreement =
        agreement(&read("0:0+ 1:1+ 2:2- 3:3 4,5:4"), &read("0:0+ 1:1- 2:2- 3:3+ 4:4 5:"));
    assert_eq!([[1, 1], [0, 1]], agreement.decisions);
    assert_eq!(Overlap { common: 5, a: 6, b: 5 }, agreement.links);
    assert_eq!(Overlap { common: 4, a: 5, b: 6 }, agreement.beads);
}

#[test]
fn an_edited_pair_counts_as_accepted() {
    let agreement = agreement(&read("0:0* 1:1*"), &read("0:0+ 1:1-"));
    assert_eq!([[1, 1], [0, 0]], agreement.decisions);
    assert_eq!(Overlap { common: 2, a: 2, b: 2 }, agreement.links);
}

#[test]
fn bitexts_of_other_texts_are_told() {
    let other =
        Bitext { pairs: vec![Pair { src: "Autre.".into(), ..pair(&[0], &[]) }], ..read("") };
    assert!(!Comparison::new(&read("0:0 1:1"), &other).is_of_one_text());
    assert!(Comparison::new(&read("0:0 1:1 2:2"), &read("2:2*")).is_of_one_text());
    assert!(Comparison::new(&read("0:0"), &read("")).is_of_one_text());
}

/// Conflicts are written with their field and place behind `#`.
#[track_caller]
fn check_merge(base: Option<&str>, a: &str, b: &str, expected: &str) {
    let base = base.map(read);
    let merged = merge(base.as_ref(), &read(a), &read(b));
    let conflicts = merged
        .conflicts
        .iter()
        .map(|conflict| format!(" #{} {}..{}", conflict.field, conflict.at.start, conflict.at.end));
    assert_eq!(expected, format!("{}{}", write(&merged.bitext), conflicts.collect::<String>()));
}

#[test]
fn what_one_side_changed_is_merged() {
    let base = Some("0:0 1:1 2:2");
    check_merge(base, "0:0+ 1:1 2:2", "0:0 1:1- 2:2*", "0:0+ 1:1- 2:2*");
    check_merge(base, "0:0+ 1:1 2:2", "0:0 1,2:1,2", "0:0+ 1,2:1,2");
    check_merge(base, "0:0+ 1,2:1,2", "0:0 1:1 2:2", "0:0+ 1,2:1,2");
    check_merge(base, "0:0+ 1:1 2:2", "0:0 2:2", "0:0+ 2:2");
    check_merge(base, "0:0+ 1:1 2:2", "2:2 0:0 1:1", "2:2 0:0+ 1:1");
    check_merge(base, "0:0 1:1 2:2 3:3", "0:0 4:4 1:1 2:2", "0:0 4:4 1:1 2:2 3:3");
    check_merge(base, "0:0!ici 1:1 2:2", "0:0!là 1:1 2:2", "0:0!ici/là 1:1 2:2");
}

#[test]
fn what_both_changed_otherwise_is_a_conflict_and_stays_as_in_a() {
    let base = Some("0:0 1:1 2:2");
    check_merge(base, "0:0+ 1:1 2:2", "0:0- 1:1 2:2", "0:0+ 1:1 2:2 #status 0..1");
    check_merge(base, "0,1:0,1 2:2", "0:0 1,2:1,2", "0,1:0,1 2:2 #beads 0..2");
    check_merge(base, "0:0 1:1+ 2:2", "0:0 1,2:1,2", "0:0 1:1+ 2:2 #beads 1..3");
    check_merge(base, "0:0 2:2", "0:0 1:1* 2:2", "0:0 2:2 #beads 1..1");
    check_merge(base, "1:1 2:2 0:0", "0:0 2:2 1:1", "1:1 2:2 0:0 #order 0..1");
    check_merge(base, "0,1:0,1 2:2", "0,1:0,1+ 2:2", "0,1:0,1+ 2:2");
}

#[test]
fn what_one_says_is_kept_by_the_beads_of_the_other() {
    let base = Some("0:0 1:1 2:2");
    check_merge(base, "0:0 1:1 2:2!vu", "0:0 1,2:1,2!joints", "0:0 1,2:1,2!joints/vu");
    check_merge(base, "0:0 1,2:1,2", "0:0 1:1 2:2!vu", "0:0 1,2:1,2!vu");
    check_merge(base, "0:0 1:1 2:2!vu", "0:0 1:1", "0:0 1:1 2:2!vu #beads 2..3");
}

#[test]
fn without_a_base_what_people_did_beats_what_they_did_not() {
    check_merge(None, "0:0+ 1:1 2:2", "0:0 1:1- 2:2*", "0:0+ 1:1- 2:2*");
    check_merge(None, "0:0 1:1 2:2", "0:0 1,2:1,2+", "0:0 1,2:1,2+");
    check_merge(None, "0:0 1,2:1,2!bon", "0:0 1:1 2:2", "0:0 1,2:1,2!bon");
    check_merge(None, "0:0 1,2:1,2", "0:0 1:1 2:2", "0:0 1,2:1,2 #beads 1..2");
    check_merge(None, "0:0+ 1:1", "0:0- 1:1", "0:0+ 1:1 #status 0..1");
    check_merge(None, "0:0", "0:0 1:1", "0:0 1:1");
}

#[test]
fn the_version_of_b_is_in_its_conflict() {
    let merged = merge(Some(&read("0:0 1:1")), &read("0:0+ 1:1"), &read("0,1:0,1*!mieux"));
    let conflict = &merged.conflicts[0];
    assert_eq!(("s0", "beads"), (conflict.pair.as_str(), conflict.field.as_str()));
    assert_eq!(read("0,1:0,1*!mieux").pairs, conflict.pairs_of_b);
    assert!(conflict.a.starts_with("s0 (1:1): mot0 "), "{}", conflict.a);
    assert!(conflict.base.as_ref().is_some_and(|base| base.lines().count() == 2));
}

#[test]
fn columns_and_metadata_are_united() {
    let with = |headers: &[&str], cells: &[&str], metadata: &[(&str, &str)]| {
        let strings = |of: &[&str]| of.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let mut bitext = read("0:0");
        bitext.carried_headers = strings(headers);
        bitext.pairs[0].carried = strings(cells);
        bitext.metadata = metadata.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
        bitext
    };
    let a = with(&["N°", "Note"], &["1", ""], &[("date", "2020-11"), ("title", "Le phare")]);
    let b = with(&["Note", "Qui"], &["vu", "Luc"], &[("date", "2020-12"), ("place", "Brest")]);
    let merged = merge(None, &a, &b);
    assert_eq!(vec!["N°", "Note", "Qui"], merged.bitext.carried_headers);
    assert_eq!(vec!["1", "vu", "Luc"], merged.bitext.pairs[0].carried);
    let names: Vec<&str> = merged.bitext.metadata.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(vec!["date", "title", "place"], names);
    let fields: Vec<&str> = merged.conflicts.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(vec!["metadata date"], fields);
    assert_eq!(a, merge(Some(&b), &a, &b).bitext.without_columns_of(&b, &a));
}

impl Bitext {
    /// Takes out the columns that only another version has: they are never lost
    /// in a merge, even if one side dropped them.
    fn without_columns_of(mut self, other: &Bitext, kept: &Bitext) -> Bitext {
        let is_kept = |header: &String| {
            kept.carried_headers.contains(header) || !other.carried_headers.contains(header)
        };
        let kept: Vec<bool> = self.carried_headers.iter().map(is_kept).collect();
        let mut at = 0;
        self.carried_headers.retain(|_| (kept[at], at += 1).0);
        for pair in &mut self.pairs {
            let mut at = 0;
            pair.carried.retain(|_| (kept[at], at += 1).0);
        }
        self
    }
}

/// How many segments each side of a random bitext has.
const N_SEGMENTS: usize = 9;

prop_compose! {
    /// Beads that tile both sides, with decisions and comments in which `who`
    /// stands.
    fn reviewed(who: &'static str)(
        mut src_cuts in prop::collection::vec(0..=N_SEGMENTS, 3..9),
        mut tgt_cuts in prop::collection::vec(0..=N_SEGMENTS, 9),
        marks in prop::collection::vec((0..9_usize, 0..5_usize), 10),
        is_undecided in any::<bool>(),
    ) -> Bitext {
        src_cuts.sort_unstable();
        tgt_cuts.truncate(src_cuts.len());
        tgt_cuts.sort_unstable();
        let (mut src, mut tgt) = (0, 0);
        let mut pairs = Vec::new();
        let ends = src_cuts.into_iter().zip(tgt_cuts).chain([(N_SEGMENTS, N_SEGMENTS)]);
        for ((src_end, tgt_end), (status, comment)) in ends.zip(marks) {
            let beads: (Vec<usize>, Vec<usize>) = ((src..src_end).collect(), (tgt..tgt_end).collect());
            (src, tgt) = (src_end, tgt_end);
            if beads.0.is_empty() && beads.1.is_empty() {
                continue;
            }
            let mut pair = pair(&beads.0, &beads.1);
            if !is_undecided {
                let statuses = [Status::Accepted, Status::Rejected, Status::Edited];
                pair.status = statuses.get(status).copied().unwrap_or_default();
                if pair.status == Status::Edited && !pair.tgt.is_empty() {
                    pair.tgt.push_str(" revised");
                }
                if comment == 0 {
                    pair.comment = format!("{who} {}", pair.id);
                }
                if pair.status != Status::Auto {
                    who.clone_into(&mut pair.reviewer);
                }
            }
            pairs.push(pair);
        }
        bitext(pairs)
    }
}

fn segments(bitext: &Bitext) -> Vec<&String> {
    let ids = bitext.pairs.iter().flat_map(|pair| pair.src_ids.iter().chain(&pair.tgt_ids));
    let mut ids: Vec<&String> = ids.collect();
    ids.sort_unstable();
    ids
}

fn mirrored(counts: &Counts) -> Counts {
    let mirrored = |change: &Change| match change {
        Change::Merged => Change::Split,
        Change::Split => Change::Merged,
        Change::Added => Change::Removed,
        Change::Removed => Change::Added,
        other => *other,
    };
    counts.iter().map(|(change, n)| (mirrored(change), *n)).collect()
}

proptest! {
    #[test]
    fn a_bitext_does_not_differ_from_itself(a in reviewed("A")) {
        for a in [&a, &without_ids(&a)] {
            let diff = diff(a, a);
            prop_assert!(diff.is_empty(), "{}", shown(&diff));
            prop_assert_eq!(a.pairs.len(), diff.n_same);
            prop_assert_eq!(Some(1.0), agreement(a, a).beads.f1());
        }
    }

    #[test]
    fn differences_are_the_same_from_either_side(a in reviewed("A"), b in reviewed("B")) {
        let (there, back) = (diff(&a, &b), diff(&b, &a));
        prop_assert_eq!(there.counts(), mirrored(&back.counts()));
        let (there, back) = (agreement(&a, &b), agreement(&b, &a));
        prop_assert_eq!(there.links.f1(), back.links.f1());
        prop_assert_eq!(there.kappa(), back.kappa());
    }

    /// Every pair is the same in both, or in a difference.
    #[test]
    fn no_pair_is_passed_over(a in reviewed("A"), b in reviewed("B"), has_ids in any::<bool>()) {
        let (a, b) = if has_ids { (a, b) } else { (without_ids(&a), without_ids(&b)) };
        let diff = diff(&a, &b);
        let told = diff.differences.iter().flat_map(|one| one.a.clone());
        let n_told = told.collect::<std::collections::BTreeSet<usize>>().len();
        prop_assert_eq!(a.pairs.len(), n_told + diff.n_same);
    }

    #[test]
    fn a_side_that_changed_nothing_changes_nothing(base in reviewed("base"), a in reviewed("A")) {
        for (base, a) in [(&base, &a), (&without_ids(&base), &without_ids(&a))] {
            for merged in [merge(Some(base), a, base), merge(Some(base), base, a), merge(None, a, a)] {
                prop_assert_eq!(write(a), write(&merged.bitext));
                prop_assert_eq!(a, &merged.bitext);
                prop_assert!(merged.conflicts.is_empty());
            }
        }
    }

    #[test]
    fn merged_beads_cover_both_texts_and_no_word_of_a_person_is_lost(
        base in prop::option::of(reviewed("base")),
        a in reviewed("A"),
        b in reviewed("B"),
    ) {
        let merged = merge(base.as_ref(), &a, &b);
        prop_assert_eq!(segments(&a), segments(&merged.bitext));
        let kept = merged.bitext.pairs.iter().map(|pair| pair.comment.as_str());
        let told = merged.conflicts.iter().flat_map(|one| &one.pairs_of_b);
        let kept: Vec<&str> = kept.chain(told.map(|pair| pair.comment.as_str())).collect();
        for comment in a.pairs.iter().chain(&b.pairs).map(|pair| &pair.comment) {
            prop_assert!(kept.iter().any(|kept| kept.contains(comment)), "{comment}");
        }
        for conflict in &merged.conflicts {
            prop_assert!(conflict.at.end <= merged.bitext.pairs.len());
        }
    }

    /// A part changes only its own rows.
    #[test]
    fn a_part_changes_only_its_own_rows(
        whole in reviewed("A"),
        rows in prop::collection::vec(any::<bool>(), 10),
        status in 1..4_usize,
        has_ids in any::<bool>(),
    ) {
        let whole = if has_ids { whole } else { without_ids(&whole) };
        let mut part = whole.clone();
        let mut rows = rows.into_iter();
        part.pairs.retain(|_| rows.next().unwrap_or(false));
        for pair in &mut part.pairs {
            pair.status = [Status::Auto, Status::Accepted, Status::Edited, Status::Rejected][status];
            pair.comment = format!("of the part: {}", pair.id);
        }
        let merged = merge(Some(&whole), &whole, &Part::new(&part, &whole).completed());
        let expected = whole.pairs.iter().map(|pair| {
            part.pairs.iter().find(|own| own.id == pair.id).unwrap_or(pair).clone()
        });
        prop_assert_eq!(expected.collect::<Vec<_>>(), merged.bitext.pairs);
        prop_assert!(merged.conflicts.is_empty());
    }

    /// Ids that stand twice, that are blank or another's: nothing panics, and
    /// no pair is lost.
    #[test]
    fn odd_ids_lose_nothing(
        a in reviewed("A"),
        b in reviewed("B"),
        ids in prop::collection::vec(0..4_usize, 20),
    ) {
        let mut odd = b.clone();
        for (pair, id) in odd.pairs.iter_mut().zip(&ids) {
            match id {
                0 => pair.src_ids = vec!["s1".into()],
                1 => pair.tgt_ids.clear(),
                2 => pair.id.clear(),
                _ => {}
            }
        }
        prop_assert!(diff(&odd, &odd).is_empty());
        let merged = merge(Some(&odd), &odd, &odd);
        prop_assert_eq!(&odd, &merged.bitext);
        let merged = merge(Some(&a), &a, &odd);
        prop_assert_eq!(odd.pairs.len(), merged.bitext.pairs.len());
        let _ = merge(None, &a, &odd);
    }
}
