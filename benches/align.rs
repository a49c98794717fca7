//! How long alignment takes: `cargo bench --bench align`.
//!
//! The article shows what starting costs (reading the built-in model is most of
//! it); the long texts show that time grows with the length. They are made of
//! words of the lexicon, drawn by a fixed sequence, each with its translation.

#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use enregard::align::{Options, align};
use enregard::formats::{self, Format};
use enregard::lang::LangPair;
use enregard::model::{Model, builtin};
use std::hint::black_box;

fn languages() -> LangPair {
    LangPair::FR_EN
}

/// Returns both sides of a gold bitext of the corpus, a segment a pair.
fn sides(name: &str) -> (Vec<String>, Vec<String>) {
    let path = format!("{}/corpus/{name}.gold.csv", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap();
    let bitext = formats::read(&bytes, &path, Format::Csv, &languages()).unwrap().bitext;
    bitext.pairs.into_iter().map(|pair| (pair.src, pair.tgt)).unzip()
}

/// Returns a text of `n` segments of 5 to 24 words and its translation.
fn long_sides(model: &Model, n: usize) -> (Vec<String>, Vec<String>) {
    let lexicon = &model.lexicon;
    let mut state = 1u64;
    // Knuth's multiplier: any fixed sequence will do.
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut segment = |_| {
        let words: Vec<usize> = (0..5 + draw(20)).map(|_| draw(lexicon.src.len())).collect();
        let tgt = |word: &usize| {
            let best = lexicon.row(*word).iter().min_by_key(|entry| entry.forward);
            best.map_or("", |entry| lexicon.tgt.word(entry.tgt as usize))
        };
        let src: Vec<&str> = words.iter().map(|word| lexicon.src.word(*word)).collect();
        let tgt: Vec<&str> = words.iter().map(tgt).collect();
        (src.join(" "), tgt.join(" "))
    };
    (0..n).map(&mut segment).unzip()
}

fn start(c: &mut Criterion) {
    c.bench_function("read the built-in model", |b| b.iter(|| builtin::for_pair(&languages())));
}

fn grow(c: &mut Criterion) {
    let model = builtin::for_pair(&languages()).unwrap();
    let mut group = c.benchmark_group("align");
    group.sample_size(10);
    for n in [13, 1_000, 4_000, 16_000] {
        let (src, tgt) = if n == 13 { sides("haut-karabakh") } else { long_sides(&model, n) };
        group.throughput(Throughput::Elements(src.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(n), &n, |b, _| {
            b.iter(|| align(black_box(&src), black_box(&tgt), &model, &Options::default()));
        });
    }
    group.finish();
}

criterion_group!(benches, start, grow);
criterion_main!(benches);
