//! Numbers the words of parallel text.

use super::TextPair;
use crate::lang::Apostrophe;
use crate::model::links::{MAX_WORDS, Tokens};
use crate::text::words::each_word;
use rustc_hash::FxHashMap;

/// Words seen less often than this are left out: their links are noise.
const MIN_COUNT: u32 = 3;

/// Parallel text as word numbers. Segment `k` of both sides is a pair.
#[derive(Debug)]
pub struct Corpus {
    /// The source side.
    pub src: Side,
    /// The target side.
    pub tgt: Side,
}

/// One side of the text.
#[derive(Debug)]
pub struct Side {
    /// The distinct words, in byte order; a word's number is its position.
    pub words: Vec<String>,
    /// The text.
    pub tokens: Tokens,
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
                corpus.src.tokens.push(&src_tokens);
                corpus.tgt.tokens.push(&tgt_tokens);
            }
        }
        corpus
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
        Side { tokens: Tokens::new(words.len()), words }
    }

    fn numbers(&self) -> FxHashMap<String, u32> {
        self.words.iter().cloned().zip(0..).collect()
    }
}

fn tokens(text: &str, apostrophe: Apostrophe, numbers: &FxHashMap<String, u32>) -> Vec<u32> {
    let mut tokens = Vec::new();
    each_word(text, apostrophe, |word| tokens.extend(numbers.get(word)));
    tokens
}
