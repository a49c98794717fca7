//! Times the segmenter on plain French and on hostile input.
//!
//! `cargo bench --bench segment`. Hostile inputs come in two sizes: a rate that
//! falls with the size is a scan that is not linear.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use enregard::lang::Lang;
use enregard::segment::{Options, Segmenter};

/// A text of our own, repeated: what matters is its mix of words and stops.
const PLAIN: &str = include_str!("../corpus/le-phare.fr.txt");

/// Inputs that made other segmenters quadratic, or worse, or silent.
const HOSTILE: [(&str, &str); 9] = [
    ("one word", "a"),
    ("full stops", "."),
    ("glued stops", "ab."),
    ("initials", "A. "),
    ("items", "a. "),
    ("open brackets", "(a. A "),
    ("quotation marks", "\" "),
    ("capitals", "le; Le a "),
    ("short lines", "a\n"),
];

const SIZES: [usize; 2] = [100_000, 400_000];

fn french() -> Segmenter {
    let lang = Lang::parse("fr").expect("`fr` is the tag of a language");
    Segmenter::new(&lang, Options::default())
}

fn plain(c: &mut Criterion) {
    let segmenter = french();
    let text = PLAIN.repeat(1 + 1_000_000 / PLAIN.len());
    let mut group = c.benchmark_group("segment");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("plain French", |b| b.iter(|| segmenter.segment(&text, 0..text.len())));
    group.finish();
}

fn hostile(c: &mut Criterion) {
    let segmenter = french();
    let mut group = c.benchmark_group("segment hostile");
    group.sample_size(10);
    for (name, piece) in HOSTILE {
        for size in SIZES {
            let text = piece.repeat(size / piece.len());
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, size), &text, |b, text| {
                b.iter(|| segmenter.segment(text, 0..text.len()));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, plain, hostile);
criterion_main!(benches);
