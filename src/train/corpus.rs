//! Numbers the words of parallel text.

use super::TextPair;
use crate::lang::Apostrophe;
use crate::text::words::each_word;
use rustc_hash::FxHashMap;

/// Words seen less often than this are left out: their links are noise.
const MIN_COUNT: u32 = 3;

/// Segments of more words than this teach nothing that shorter ones do not and
/// cost the square of their length.
pub const MAX_WORDS: usize = 50;

/// Parallel text as word numbers. Segment `k` of both sides is a pair.
#[derive(Debug)]
pub struct Corpus {
    /// The source side.
    pub src: Side,
    /// The target side.
    pub tgt: Side,
}

/// One side of the text.
#[derive(Debug, Default)]
pub struct Side {
    /// The distinct words, in byte order; a word's number is its position.
    pub words: Vec<String>,
    /// How often each word stands in the text.
    pub counts: Vec<u32>,
    tokens: Vec<u32>,
    starts: Vec<usize>,
}

impl Corpus {
    /// Returns the pairs as numbers; pairs with a side of no word or of more
    /// than [`MAX_WORDS`] words are left out.
    #[must_use]
    pub fn new(pairs: &[TextPair], src: Apostrophe, tgt: Apostrophe) -> Corpus {
        let mut corpus = Corpus {
            src: Side::with_words_of(pairs.iter().map(|pair| pair.src.as_str()), src),
            tgt: Side::with_words_of(pairs.iter().map(|pair| pair.tgt.as_str()), tgt),
        };
        let src_numbers = corpus.src.numbers();
        let tgt_numbers = corpus.tgt.numbers();
        for pair in pairs {
            let src_tokens = tokens(&pair.src, src, &src_numbers);
            let tgt_tokens = tokens(&pair.tgt, tgt, &tgt_numbers);
            let fits = |tokens: &[u32]| (1..=MAX_WORDS).contains(&tokens.len());
            if fits(&src_tokens) && fits(&tgt_tokens) {
                corpus.src.push(&src_tokens);
                corpus.tgt.push(&tgt_tokens);
            }
        }
        corpus
    }

    /// Returns how many pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.src.starts.len() - 1
    }
}

impl Side {
    fn with_words_of<'t>(texts: impl Iterator<Item = &'t str>, apostrophe: Apostrophe) -> Side {
        let mut counts: FxHashMap<String, u32> = FxHashMap::default();
        for text in texts {
            each_word(text, apostrophe, |word| match counts.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(word.to_owned(), 1);
                }
            });
        }
        counts.retain(|_, count| *count >= MIN_COUNT);
        let mut words: Vec<String> = counts.into_keys().collect();
        words.sort_unstable();
        Side { counts: vec![0; words.len()], words, tokens: Vec::new(), starts: vec![0] }
    }

    fn numbers(&self) -> FxHashMap<String, u32> {
        self.words.iter().cloned().zip(0..).collect()
    }

    fn push(&mut self, tokens: &[u32]) {
        for token in tokens {
            self.counts[*token as usize] += 1;
        }
        self.tokens.extend(tokens);
        self.starts.push(self.tokens.len());
    }

    /// Returns the words of segment `idx`.
    #[must_use]
    pub fn segment(&self, idx: usize) -> &[u32] {
        &self.tokens[self.starts[idx]..self.starts[idx + 1]]
    }
}

fn tokens(text: &str, apostrophe: Apostrophe, numbers: &FxHashMap<String, u32>) -> Vec<u32> {
    let mut tokens = Vec::new();
    each_word(text, apostrophe, |word| tokens.extend(numbers.get(word)));
    tokens
}
