//! Finds pairs that a corpus holds more than once: exactly, but for case, marks and
//! spaces, or nearly.
//!
//! Nearly the same are texts that share most of their word pairs (shingles). Each has
//! a signature of `N_HASHES` minima (Broder 1997); two that agree in one of the
//! `N_BANDS` bands are compared, and are twins if they agree in the share that is
//! asked for. The first of several stays: the order of the corpus says which.
//!
//! Memory is 8 bytes a pair for the same texts, and 200 for near ones.

use super::chance::mix;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// How many minima a signature has; its share of agreement is right to about ±.1.
const N_HASHES: usize = 32;

/// In how many bands they are. By hand: texts alike to .8 meet in 98 of 100 cases,
/// those alike to .5 in 40.
const N_BANDS: usize = 8;

/// How alike two pairs must be to be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likeness {
    /// Letter by letter.
    Exact,
    /// But for case, marks and spaces.
    Normalized,
    /// In at least this share of their word pairs.
    Near(f64),
}

/// The pairs that have been seen.
#[derive(Debug)]
pub struct Twins {
    likeness: Likeness,
    /// Which pair had a text first.
    first: FxHashMap<u64, u32>,
    signatures: FxHashMap<u32, [u32; N_HASHES]>,
    bands: FxHashMap<u64, Vec<u32>>,
    n_seen: u32,
}

impl Twins {
    /// Returns an empty memory.
    #[must_use]
    pub fn new(likeness: Likeness) -> Twins {
        Twins {
            likeness,
            first: FxHashMap::default(),
            signatures: FxHashMap::default(),
            bands: FxHashMap::default(),
            n_seen: 0,
        }
    }

    /// Returns the position of the first pair that this one is like; none if it is
    /// the first. What has no letters on either side is like nothing.
    pub fn see(&mut self, src: &str, tgt: &str) -> Option<u32> {
        let at = self.n_seen;
        self.n_seen += 1;
        let key = match self.likeness {
            Likeness::Exact => hash(src, tgt),
            Likeness::Normalized | Likeness::Near(_) => {
                let (src, tgt) = (normalized(src), normalized(tgt));
                if src.is_empty() && tgt.is_empty() {
                    return None;
                }
                if let Some(first) = self.first.get(&hash(&src, &tgt)) {
                    return Some(*first);
                }
                let near = match self.likeness {
                    Likeness::Near(share) => self.near(&src, &tgt, share, at),
                    _ => None,
                };
                if near.is_some() {
                    return near;
                }
                hash(&src, &tgt)
            }
        };
        match self.first.get(&key) {
            Some(first) => Some(*first),
            None => {
                self.first.insert(key, at);
                None
            }
        }
    }

    fn near(&mut self, src: &str, tgt: &str, share: f64, at: u32) -> Option<u32> {
        let signature = signature(src, tgt);
        let width = N_HASHES / N_BANDS;
        let keys: Vec<u64> = signature
            .chunks(width)
            .enumerate()
            .map(|(band, minima)| {
                minima.iter().fold(mix(band as u64), |key, one| mix(key ^ u64::from(*one)))
            })
            .collect();
        let alike = |other: &u32| {
            let other = &self.signatures[other];
            let n_same = signature.iter().zip(other).filter(|(a, b)| a == b).count();
            n_same as f64 / N_HASHES as f64
        };
        let met = keys.iter().filter_map(|key| self.bands.get(key)).flatten();
        let best = met.filter(|other| alike(other) >= share).min().copied();
        if best.is_none() {
            for key in keys {
                self.bands.entry(key).or_default().push(at);
            }
            self.signatures.insert(at, signature);
        }
        best
    }
}

/// Returns a text without case, marks and double spaces.
#[must_use]
pub fn normalized(text: &str) -> String {
    let letters: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn hash(src: &str, tgt: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(src.as_bytes());
    hasher.write_u8(0);
    hasher.write(tgt.as_bytes());
    mix(hasher.finish() ^ ((src.len() as u64) << 32) ^ tgt.len() as u64)
}

fn signature(src: &str, tgt: &str) -> [u32; N_HASHES] {
    let mut minima = [u32::MAX; N_HASHES];
    for (side, text) in [(1_u64, src), (2, tgt)] {
        let words: Vec<&str> = text.split(' ').collect();
        let pairs = words.windows(2.min(words.len()));
        for pair in pairs {
            let mut hasher = FxHasher::default();
            for word in pair {
                hasher.write(word.as_bytes());
                hasher.write_u8(b' ');
            }
            let base = mix(hasher.finish() ^ side);
            for (number, minimum) in minima.iter_mut().enumerate() {
                let value = mix(base ^ ((number as u64) << 40)) >> 32;
                let value = u32::try_from(value).unwrap_or(u32::MAX);
                *minimum = value.min(*minimum);
            }
        }
    }
    minima
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "Le gardien monte chaque soir les cent vingt marches de la tour pour allumer la lampe du phare avant la nuit.";

    fn seen(likeness: Likeness, texts: &[&str]) -> Vec<Option<u32>> {
        let mut twins = Twins::new(likeness);
        texts.iter().map(|text| twins.see(text, text)).collect()
    }

    #[test]
    fn what_counts_as_the_same_is_said() {
        let texts = ["Il pleut.", "il  pleut !", "Il pleut."];
        assert_eq!(vec![None, None, Some(0)], seen(Likeness::Exact, &texts));
        assert_eq!(vec![None, Some(0), Some(0)], seen(Likeness::Normalized, &texts));
    }

    #[test]
    fn near_twins_differ_in_a_word_and_others_are_left() {
        let near = LONG.replace("cent vingt", "cent trente");
        let texts = [LONG, &near, "La mer montait vers les rochers noirs et le vent se levait."];
        assert_eq!(vec![None, Some(0), None], seen(Likeness::Near(0.6), &texts));
        assert_eq!(vec![None, None, None], seen(Likeness::Normalized, &texts));
    }

    #[test]
    fn lines_of_marks_are_no_twins() {
        assert_eq!(vec![None, None], seen(Likeness::Normalized, &["* * *", "* * *"]));
    }
}
