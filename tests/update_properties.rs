//! Ten random edits of each text of `corpus/`, then `update`: every decision that
//! should stay with its pair does, and none stands on another.
//!
//! The edits are those that people make between two versions: they insert, delete
//! and rewrite sentences, part and join them, move blocks. What comes of it is cut
//! into segments again. `UPDATE_SEEDS` asks for more than the usual rounds.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{CORPUS, file};
use enregard::bitext::{Bitext, Status};
use enregard::corpus::{NewTranslation, Task, Updated, update};
use enregard::formats::{self, Format};
use enregard::lang::LangPair;
use enregard::model::{Model, builtin};
use enregard::pipeline::Input;
use enregard::segment::{Options, Segment, Segmenter};
use enregard::table::{Row, Table};

const N_EDITS: usize = 10;

/// How many rounds each text goes through by default.
const N_SEEDS: u64 = 12;

/// A pair while its text is edited.
#[derive(Clone, Debug)]
struct Item {
    /// The pair of the old bitext; none if it is new.
    old: Option<usize>,
    src: String,
    tgt: String,
    /// Whether its words are as they were.
    is_same: bool,
}

/// Numbers that look random and are the same every time (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }
}

/// Sentences that nobody wrote in these texts.
const NEW: [(&str, &str); 5] = [
    ("Le boulanger ferma boutique à midi.", "The baker closed his shop at noon."),
    ("Oui.", "Yes."),
    ("Personne ne sut jamais pourquoi.", "Nobody ever knew why."),
    ("La poste ouvrait tard le samedi.", "The post office opened late on Saturdays."),
    ("« Vraiment ? » demanda la voisine.", "\"Really?\" asked the neighbor."),
];

/// Reads the gold of a text, with a decision on every pair.
fn decided(name: &str) -> Bitext {
    let path = file(&format!("corpus/{name}.gold.csv"));
    let bytes = std::fs::read(path).unwrap();
    let mut bitext = formats::read(&bytes, name, Format::Csv, &LangPair::FR_EN).unwrap().bitext;
    for (at, pair) in bitext.pairs.iter_mut().enumerate() {
        pair.status = if at % 7 == 3 { Status::Rejected } else { Status::Accepted };
        pair.reviewer = format!("R{at}");
        pair.comment = format!("comment {at}");
    }
    bitext
}

fn items(bitext: &Bitext) -> Vec<Item> {
    let item = |(at, pair): (usize, &enregard::bitext::Pair)| Item {
        old: Some(at),
        src: pair.src.clone(),
        tgt: pair.tgt.clone(),
        is_same: true,
    };
    bitext.pairs.iter().enumerate().map(item).collect()
}

/// Does one edit; which it is depends on the dice.
fn edit(items: &mut Vec<Item>, dice: &mut Dice) {
    let at = dice.roll(items.len());
    if items[at].src.is_empty() {
        return;
    }
    match dice.roll(6) {
        0 => {
            let (src, tgt) = NEW[dice.roll(NEW.len())];
            let new = Item { old: None, src: src.into(), tgt: tgt.into(), is_same: true };
            items.insert(at, new);
        }
        1 if items.len() > 5 => _ = items.remove(at),
        2 => rewrite(&mut items[at]),
        3 => part(&mut items[at]),
        4 if at + 1 < items.len() && !items[at + 1].src.is_empty() => join(items, at),
        _ => move_block(items, at, dice),
    }
}

/// Writes every third word anew.
fn rewrite(item: &mut Item) {
    let words = item.src.split(' ').enumerate();
    let words: Vec<&str> =
        words.map(|(at, word)| if at % 3 == 1 { "autrement" } else { word }).collect();
    item.src = words.join(" ");
    item.is_same = false;
}

/// Makes two sentences of one, at its first comma.
fn part(item: &mut Item) {
    let Some((first, rest)) = item.src.split_once(", ") else { return };
    let mut rest = rest.chars();
    let Some(letter) = rest.next() else { return };
    item.src = format!("{first}. {}{}", letter.to_uppercase(), rest.as_str());
    item.is_same = false;
}

/// Makes one sentence of two.
fn join(items: &mut Vec<Item>, at: usize) {
    let next = items.remove(at + 1);
    let item = &mut items[at];
    item.src = format!("{}, {}", item.src.trim_end_matches(['.', '!', '?']), next.src);
    item.tgt = format!("{} {}", item.tgt, next.tgt).trim().to_owned();
    item.is_same = false;
}

/// Carries some pairs to another place.
fn move_block(items: &mut Vec<Item>, at: usize, dice: &mut Dice) {
    let n = (1 + dice.roll(4)).min(items.len() - at);
    let block: Vec<Item> = items.drain(at..at + n).collect();
    let to = dice.roll(items.len() + 1);
    items.splice(to..to, block);
}

/// Returns the segments of the edited source.
fn segments(items: &[Item]) -> Vec<Segment> {
    let segmenter = Segmenter::new(&LangPair::FR_EN.src, Options::default());
    let cut = |(number, item): (usize, &Item)| {
        segmenter.segment_cell(&item.src, &format!("p{number}"), number)
    };
    (1..).zip(items.iter().filter(|item| !item.src.is_empty())).flat_map(cut).collect()
}

fn table(items: &[Item]) -> Table {
    let row = |(line, item): (u64, &Item)| Row { line, tgt: item.tgt.clone(), ..Row::default() };
    let rows = (2..).zip(items.iter().filter(|item| !item.tgt.is_empty())).map(row).collect();
    Table { rows, ..Table::default() }
}

/// How many decisions should stay, do, and stand on another pair.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Score {
    wanted: usize,
    kept: usize,
    wrong: usize,
}

fn score(old: &Bitext, items: &[Item], updated: &Updated) -> Score {
    let mut score = Score::default();
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let is_same = |a: &str, b: &str| squeezed(a) == squeezed(b);
    let by = |at: usize| updated.bitext.pairs.iter().find(|pair| pair.reviewer == format!("R{at}"));
    for at in items.iter().filter(|item| item.is_same).filter_map(|item| item.old) {
        let before = &old.pairs[at];
        score.wanted += 1;
        let kept = by(at).is_some_and(|pair| {
            pair.status == before.status
                && pair.comment == before.comment
                && pair.carried.starts_with(&before.carried)
        });
        if !kept && std::env::var_os("UPDATE_SEEDS").is_some() {
            eprintln!("lost {at}: {} | {} -> {:?}", before.src, before.tgt, by(at));
        }
        score.kept += usize::from(kept);
    }
    for pair in updated.bitext.pairs.iter().filter(|pair| pair.status != Status::Auto) {
        let at: usize = pair.reviewer.trim_start_matches('R').parse().unwrap();
        let before = &old.pairs[at];
        score.wrong +=
            usize::from(!is_same(&before.src, &pair.src) || !is_same(&before.tgt, &pair.tgt));
    }
    score
}

fn round(old: &Bitext, seed: u64, model: &Model) -> [Score; 2] {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut items = items(old);
    for _ in 0..N_EDITS {
        edit(&mut items, &mut dice);
    }
    let (src, table) = (segments(&items), table(&items));
    let tgt = Input::Table(table.clone()).segments(&LangPair::FR_EN.tgt);
    let news = [None, Some(NewTranslation { segments: &tgt, table: &table })];
    news.map(|tgt| {
        let updated = update(&Task { old, src: &src, tgt, keeps_gone: false }, model);
        nothing_is_lost(old, &src, &updated);
        score(old, &items, &updated)
    })
}

/// Every new segment stands in one pair, and every old pair is an heir's or gone.
fn nothing_is_lost(old: &Bitext, src: &[Segment], updated: &Updated) {
    let ids: Vec<&String> = updated.bitext.pairs.iter().flat_map(|pair| &pair.src_ids).collect();
    let expected: Vec<&String> = src.iter().map(|segment| &segment.id).collect();
    assert_eq!(expected, ids, "the source is not in order or not whole");
    let mut told: Vec<usize> = updated.heirs.iter().flat_map(|heir| heir.old.clone()).collect();
    told.extend(&updated.gone);
    told.sort_unstable();
    assert_eq!((0..old.pairs.len()).collect::<Vec<_>>(), told);
}

#[test]
fn every_decision_stays_with_its_pair_through_ten_edits() {
    let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
    let n_seeds =
        std::env::var("UPDATE_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(N_SEEDS);
    for name in CORPUS {
        let old = decided(name);
        let mut sums = [Score::default(); 2];
        for seed in 1..=n_seeds {
            for (sum, score) in sums.iter_mut().zip(round(&old, seed, &model)) {
                sum.wanted += score.wanted;
                sum.kept += score.kept;
                sum.wrong += score.wrong;
            }
        }
        println!("{name}: old translation {:?}, new translation {:?}", sums[0], sums[1]);
        for Score { wanted, kept, wrong } in sums {
            assert_eq!(
                (wanted, 0),
                (kept, wrong),
                "{name}: decisions kept, decisions on a wrong pair"
            );
        }
    }
}

/// A part changes only its own rows: of a source of which some sentences were written
/// anew, every other pair is as it was.
#[test]
fn an_update_changes_only_the_pairs_whose_text_changed() {
    let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
    for name in CORPUS {
        let old = decided(name);
        for seed in 1..=N_SEEDS {
            let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
            let mut items = items(&old);
            for _ in 0..=dice.roll(5) {
                let at = dice.roll(items.len());
                if !items[at].src.is_empty() {
                    rewrite(&mut items[at]);
                }
            }
            let src = segments(&items);
            let updated =
                update(&Task { old: &old, src: &src, tgt: None, keeps_gone: true }, &model);
            let of = |at: usize| {
                let reviewer = format!("R{at}");
                updated.bitext.pairs.iter().find(|pair| pair.reviewer == reviewer)
            };
            for (at, before) in old.pairs.iter().enumerate().filter(|(at, _)| items[*at].is_same) {
                let after = of(at).unwrap_or_else(|| panic!("{name} {seed}: {at} is lost"));
                let said = |pair: &enregard::bitext::Pair| {
                    let findings = pair.findings.clone();
                    (pair.tgt.clone(), pair.status, pair.comment.clone(), findings)
                };
                assert_eq!(said(before), said(after), "{name} {seed}");
                assert!(after.carried.starts_with(&before.carried), "{name} {seed}");
            }
        }
    }
}
