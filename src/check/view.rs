//! Prepares a pair for the checks: words with their places, links, values.
//!
//! The links are what the whole module rests on: for each word, how well the
//! best word of the other side translates it, by the model's lexicon or by
//! spelling. A word without a link is not proof of anything; many in a row are.

use super::finding::Side;
use crate::bitext::Pair;
use crate::lang::{Apostrophe, Lang, LangPair};
use crate::model::Model;
use crate::model::lexicon::{Vocabulary, probability_of};
use crate::text::language::is_function_word;
use crate::text::numbers::{Value, values};
use crate::text::words::{each_word, entity_len, fold_accents, is_mark, words};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words more common than this carry no content of their own. By hand.
const COMMON: f32 = 0.003;

/// What a shared stem is worth as a link. By hand; a link this strong is
/// one bin under those of the lexicon's main translations.
const STEM_LINK: f32 = 0.3;

/// Words share a stem when this many first letters agree.
const STEM_LEN: usize = 5;

/// Of a longer text only this many words are looked at, so that a file without
/// line ends does not cost its square.
const MAX_WORDS: usize = 1000;

/// A word of a pair.
#[derive(Clone, Debug)]
pub struct Word {
    /// The bytes of the side's text.
    pub span: Range<usize>,
    /// In the form of the lexicon.
    pub form: String,
    /// Where it stands in the lexicon.
    pub position: Option<usize>,
    /// Whether its best translation is itself; none if the lexicon lacks it.
    pub is_kept: Option<bool>,
    /// It carries meaning of its own: no article, pronoun, preposition.
    pub is_content: bool,
    /// It starts with a capital.
    pub is_capital: bool,
    /// It opens a sentence, where a capital says nothing.
    pub is_initial: bool,
    /// How well the best word of the other side translates it, 0 to 1.
    pub link: f32,
    /// Which word that is.
    pub partner: Option<usize>,
}

/// One side of a pair.
#[derive(Clone, Debug)]
pub struct SideView<'p> {
    /// The text as it stands.
    pub text: &'p str,
    /// Its language.
    pub lang: &'p Lang,
    /// Its words in order, without numbers.
    pub words: Vec<Word>,
    /// Its values in order.
    pub values: Vec<Value>,
}

/// A pair, ready to be checked.
#[derive(Clone, Debug)]
pub struct View<'p> {
    /// The pair.
    pub pair: &'p Pair,
    /// The source.
    pub src: SideView<'p>,
    /// The target.
    pub tgt: SideView<'p>,
}

impl<'p> View<'p> {
    /// Returns a side.
    #[must_use]
    pub fn side(&self, side: Side) -> &SideView<'p> {
        match side {
            Side::Src => &self.src,
            Side::Tgt => &self.tgt,
        }
    }

    /// Tells whether the target has the words of the source, in order.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        let forms = |text: &str| {
            let words = words(text, Apostrophe::Joins).into_iter();
            words.filter(|word| !is_mark(word)).collect::<Vec<_>>()
        };
        forms(self.src.text) == forms(self.tgt.text)
    }

    /// Tells whether it goes from one language to another, by their tags.
    #[must_use]
    pub fn goes(&self, src: &str, tgt: &str) -> bool {
        self.src.lang.tag() == src && self.tgt.lang.tag() == tgt
    }
}

/// How many words from a place the words that locate it may stand.
const PLACING: usize = 5;

/// A word with this link says where its surroundings are.
const PLACES: f32 = 0.1;

/// Returns the position among the `n_other` words of the other side where the
/// counterpart of a run of words would stand: the mean of where the nearest
/// three words with a link have theirs.
pub(super) fn place(words: &[Word], run: &Range<usize>, n_other: usize) -> f32 {
    let (first, last) = (run.start, run.end.saturating_sub(1));
    let near = first.saturating_sub(PLACING)..words.len().min(last + PLACING + 1);
    let mut placing: Vec<(usize, usize)> = near
        .filter(|at| words[*at].is_content && words[*at].link >= PLACES)
        .filter_map(|at| Some((at.abs_diff(first).min(at.abs_diff(last)), words[at].partner?)))
        .collect();
    // A stable sort: of two as near, the one that stands first.
    placing.sort_by_key(|(distance, _)| *distance);
    placing.truncate(3);
    if placing.is_empty() {
        return (first * n_other) as f32 / words.len().max(1) as f32;
    }
    placing.iter().map(|(_, partner)| *partner as f32).sum::<f32>() / placing.len() as f32
}

/// Where the words of the lexicon stand, for one look-up a word.
#[derive(Debug)]
pub struct Index<'m> {
    model: &'m Model,
    src: FxHashMap<&'m str, usize>,
    tgt: FxHashMap<&'m str, usize>,
    /// The words of each side that are translated by themselves, as names are.
    src_kept: Vec<bool>,
    tgt_kept: Vec<bool>,
}

impl<'m> Index<'m> {
    /// Returns the index of a model's words.
    #[must_use]
    pub fn new(model: &'m Model) -> Index<'m> {
        let map = |words: &'m Vocabulary| (0..words.len()).map(|at| (words.word(at), at)).collect();
        let (src_kept, tgt_kept) = kept_words(model);
        Index {
            model,
            src: map(&model.lexicon.src),
            tgt: map(&model.lexicon.tgt),
            src_kept,
            tgt_kept,
        }
    }

    /// Tells whether the model has a lexicon at all.
    #[must_use]
    pub fn knows_words(&self) -> bool {
        !self.src.is_empty()
    }

    /// Tells whether the lexicon has a word of a side.
    #[must_use]
    pub fn knows(&self, word: &str, side: Side) -> bool {
        match side {
            Side::Src => self.src.contains_key(word),
            Side::Tgt => self.tgt.contains_key(word),
        }
    }

    /// Returns how common a word of a side is; 0 if the lexicon lacks it.
    #[must_use]
    pub fn frequency(&self, word: &str, side: Side) -> f32 {
        let (index, words) = match side {
            Side::Src => (&self.src, &self.model.lexicon.src),
            Side::Tgt => (&self.tgt, &self.model.lexicon.tgt),
        };
        index.get(word).map_or(0.0, |at| words.frequency(*at))
    }

    /// Returns the view of a pair.
    #[must_use]
    pub fn view<'p>(&self, pair: &'p Pair, langs: &'p LangPair) -> View<'p> {
        let mut src = self.words(&pair.src, &langs.src, true);
        let mut tgt = self.words(&pair.tgt, &langs.tgt, false);
        self.link_by_lexicon(&mut src, &mut tgt);
        link_by_spelling(&mut src, &mut tgt);
        let side = |text, lang, words| SideView { text, lang, words, values: values(text, lang) };
        View { pair, src: side(&pair.src, &langs.src, src), tgt: side(&pair.tgt, &langs.tgt, tgt) }
    }

    fn words(&self, text: &str, lang: &Lang, is_src: bool) -> Vec<Word> {
        let (index, vocabulary) = if is_src {
            (&self.src, &self.model.lexicon.src)
        } else {
            (&self.tgt, &self.model.lexicon.tgt)
        };
        let word = |(span, is_initial): (Range<usize>, bool)| {
            let written = &text[span.clone()];
            let mut form = String::new();
            each_word(written, lang.apostrophe(), |word| form.push_str(word));
            let position = index.get(form.as_str()).copied();
            let is_common = position.is_some_and(|at| vocabulary.frequency(at) > COMMON);
            let is_content =
                !is_common && !is_function_word(&form, lang) && form.chars().count() > 1;
            let is_capital = written.starts_with(char::is_uppercase);
            let is_kept =
                position.map(|at| if is_src { self.src_kept[at] } else { self.tgt_kept[at] });
            Word {
                span,
                form,
                position,
                is_kept,
                is_content,
                is_capital,
                is_initial,
                link: 0.0,
                partner: None,
            }
        };
        spans(text, lang.apostrophe()).into_iter().take(MAX_WORDS).map(word).collect()
    }

    fn link_by_lexicon(&self, src: &mut [Word], tgt: &mut [Word]) {
        let mut by_position: Vec<(u32, usize)> = (0..)
            .zip(tgt.iter())
            .filter_map(|(idx, word)| Some((u32::try_from(word.position?).ok()?, idx)))
            .collect();
        by_position.sort_unstable();
        for (src_idx, word) in src.iter_mut().enumerate() {
            let Some(position) = word.position else { continue };
            for entry in self.model.lexicon.row(position) {
                let first = by_position.partition_point(|(at, _)| *at < entry.tgt);
                let same = by_position[first..].iter().take_while(|(at, _)| *at == entry.tgt);
                let strength = probability_of(entry.forward.min(entry.backward));
                for (_, tgt_idx) in same {
                    link(word, &mut tgt[*tgt_idx], src_idx, *tgt_idx, strength);
                }
            }
        }
    }
}

/// Tells for each word of both sides whether its best translation is spelled
/// like it.
fn kept_words(model: &Model) -> (Vec<bool>, Vec<bool>) {
    let lexicon = &model.lexicon;
    // For each word the best level so far (low is likely) and whether it is kept.
    let mut src = vec![(u8::MAX, false); lexicon.src.len()];
    let mut tgt = vec![(u8::MAX, false); lexicon.tgt.len()];
    for (at, best) in src.iter_mut().enumerate() {
        let form = fold_accents(lexicon.src.word(at));
        for entry in lexicon.row(at) {
            let is_same = fold_accents(lexicon.tgt.word(entry.tgt as usize)) == form;
            if entry.forward < best.0 {
                *best = (entry.forward, is_same);
            }
            let best_back = &mut tgt[entry.tgt as usize];
            if entry.backward < best_back.0 {
                *best_back = (entry.backward, is_same);
            }
        }
    }
    let kept = |best: Vec<(u8, bool)>| best.into_iter().map(|(_, is_kept)| is_kept).collect();
    (kept(src), kept(tgt))
}

fn link(src: &mut Word, tgt: &mut Word, src_idx: usize, tgt_idx: usize, strength: f32) {
    if strength > src.link {
        (src.link, src.partner) = (strength, Some(tgt_idx));
    }
    if strength > tgt.link {
        (tgt.link, tgt.partner) = (strength, Some(src_idx));
    }
}

/// Links words of the same spelling, and weakly those of the same stem.
fn link_by_spelling(src: &mut [Word], tgt: &mut [Word]) {
    let fold = |words: &[Word]| -> Vec<Option<String>> {
        let fold = |word: &Word| {
            (word.link < 1.0 && word.form.len() > 1).then(|| fold_accents(&word.form))
        };
        words.iter().map(fold).collect()
    };
    let (src_forms, tgt_forms) = (fold(src), fold(tgt));
    for (src_idx, src_form) in src_forms.iter().enumerate() {
        let Some(src_form) = src_form.as_deref().filter(|_| src[src_idx].is_content) else {
            continue;
        };
        for (tgt_idx, tgt_form) in tgt_forms.iter().enumerate() {
            let Some(tgt_form) = tgt_form.as_deref() else { continue };
            if src_form == tgt_form {
                link(&mut src[src_idx], &mut tgt[tgt_idx], src_idx, tgt_idx, 1.0);
            } else if shares_stem(src_form, tgt_form) {
                link(&mut src[src_idx], &mut tgt[tgt_idx], src_idx, tgt_idx, STEM_LINK);
            }
        }
    }
}

fn shares_stem(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.len() >= STEM_LEN && b.len() >= STEM_LEN && a[..STEM_LEN] == b[..STEM_LEN]
}

/// Returns the places of the words of a text, each with whether it opens a
/// sentence. An elided article keeps its apostrophe.
fn spans(text: &str, apostrophe: Apostrophe) -> Vec<(Range<usize>, bool)> {
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}');
    let mut spans = Vec::new();
    let mut start = None;
    let mut is_initial = true;
    let mut entity_end = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c == '&' {
            entity_end = at + entity_len(&text[at..]).unwrap_or(0);
        }
        if is_letter(c) && at >= entity_end {
            start.get_or_insert(at);
            continue;
        }
        let is_apostrophe = matches!(c, '\'' | '’' | 'ʼ');
        if let Some(from) = start.take() {
            let keeps = is_apostrophe && apostrophe == Apostrophe::Elides;
            spans.push((from..if keeps { at + c.len_utf8() } else { at }, is_initial));
            is_initial = false;
        }
        is_initial |= matches!(
            c,
            '.' | '!'
                | '?'
                | '…'
                | ':'
                | '«'
                | '»'
                | '"'
                | '“'
                | '”'
                | '—'
                | '–'
                | '('
                | '•'
                | '|'
                | '/'
                | '-'
                | '‘'
                | '\n'
        );
        is_initial |= c.is_ascii_digit() && spans.is_empty();
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::builtin;

    #[test]
    fn words_have_their_places_and_partners() {
        let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
        let pair = Pair {
            src: "L’église de Rouen brûle.".into(),
            tgt: "The church in Rouen is burning.".into(),
            ..Pair::default()
        };
        let view = Index::new(&model).view(&pair, &LangPair::FR_EN);
        let partner = |word: &Word| word.partner.map_or("", |at| view.tgt.words[at].form.as_str());
        let links: Vec<(&str, &str)> = view
            .src
            .words
            .iter()
            .filter(|word| word.is_content)
            .map(|word| (&view.src.text[word.span.clone()], partner(word)))
            .collect();
        assert_eq!(vec![("église", "church"), ("Rouen", "rouen"), ("brûle", "burning")], links);
    }
}
