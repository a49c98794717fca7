//! The library's door: texts in, pairs out, with the built-in model.
//!
//! [`align`], [`segment`] and [`check`] are a call each. An [`Aligner`] keeps its
//! model, so that many documents load it once. Files, tables and what is known
//! of a pair before it is aligned are for [`pipeline`](crate::pipeline), which
//! this module calls.

use crate::align::word_links;
use crate::bitext::{Bitext, Link};
use crate::check::{self, Checker, Finding};
use crate::error::Result;
use crate::lang::{Lang, LangPair};
use crate::model::Model;
use crate::pipeline::{self, By, Input, Job, Names, Outcome};
use crate::readers::txt;
use crate::segment::{self, Segment, Segmenter};
use crate::text::Text;

/// Aligns a French text with its English translation.
///
/// Both are cut into segments first. Any text gives a bitext: what has no
/// counterpart stands alone.
///
/// ```
/// let bitext = enregard::align("Il pleut. Je reste, et je lis.", "It rains. I stay in. I read.");
/// let beads: Vec<String> = bitext.pairs.iter().map(|pair| pair.shape.to_string()).collect();
/// assert_eq!(["1:1", "1:2"], beads[..]);
/// assert_eq!("I stay in. I read.", bitext.pairs[1].tgt);
/// ```
#[must_use]
pub fn align(src: &str, tgt: &str) -> Bitext {
    Aligner::new(LangPair::FR_EN).align(src, tgt)
}

/// Cuts a text into segments, whose spans tile it.
///
/// ```
/// use enregard::Lang;
///
/// let text = "M. Roy a lu l’art. 3. Il pleut.";
/// let segments = enregard::segment(text, &Lang::FR);
/// assert_eq!(["M. Roy a lu l’art. 3.", "Il pleut."], [&*segments[0].text, &segments[1].text]);
/// assert_eq!(text.len(), segments[1].span.end);
/// ```
#[must_use]
pub fn segment(text: &str, lang: &Lang) -> Vec<Segment> {
    Segmenter::new(lang, segment::Options::default()).segment(text, 0..text.len())
}

/// Returns what is wrong in a bitext, in the order of its pairs.
///
/// ```
/// let bitext = enregard::align("Il pleut depuis 12 jours.", "It has rained for 21 days.");
/// let findings = enregard::check(&bitext);
/// assert_eq!("num.value", findings[0].check.name());
/// ```
#[must_use]
pub fn check(bitext: &Bitext) -> Vec<Finding> {
    let model = pipeline::model_for(&bitext.langs);
    Checker::new(&model, &check::Options::default()).bitext(bitext)
}

/// Aligns texts of one pair of languages.
///
/// ```
/// use enregard::{Aligner, Lang, LangPair};
///
/// let aligner = Aligner::new(LangPair::new(Lang::EN, Lang::FR));
/// let bitext = aligner.align_segments(["It rains.", "I read."], ["Il pleut.", "Je lis."]);
/// assert_eq!(2, bitext.pairs.len());
/// assert!(bitext.pairs[0].score > Some(0.9));
/// ```
#[derive(Clone, Debug)]
pub struct Aligner {
    langs: LangPair,
    model: Model,
    wants_evidence: bool,
}

impl Aligner {
    /// Returns an aligner with the built-in model: French and English in either
    /// direction. Other pairs live on names, numbers, cognates and length.
    #[must_use]
    pub fn new(langs: LangPair) -> Aligner {
        let model = pipeline::model_for(&langs);
        Aligner { langs, model, wants_evidence: false }
    }

    /// Returns the aligner with a model of the user's own, as `enregard train`
    /// writes it and [`model::format::read`](crate::model::format::read) reads
    /// it. Its languages become the aligner's.
    #[must_use]
    pub fn with_model(self, model: Model) -> Aligner {
        Aligner { langs: model.langs.clone(), model, ..self }
    }

    /// Returns the aligner that says of each pair which words link, and which
    /// bead it might have been.
    #[must_use]
    pub fn with_evidence(self) -> Aligner {
        Aligner { wants_evidence: true, ..self }
    }

    /// Cuts two texts into segments and aligns them.
    #[must_use]
    pub fn align(&self, src: &str, tgt: &str) -> Bitext {
        let document = |text: &str| Input::Document(txt::read(Text::from_string(text.to_owned())));
        self.texts(document(src), document(tgt))
    }

    /// Aligns segments as they are given.
    #[must_use]
    pub fn align_segments<S, T>(&self, src: S, tgt: T) -> Bitext
    where
        S: IntoIterator<Item: Into<String>>,
        T: IntoIterator<Item: Into<String>>,
    {
        let src = Input::Segments(src.into_iter().map(Into::into).collect());
        let tgt = Input::Segments(tgt.into_iter().map(Into::into).collect());
        self.texts(src, tgt)
    }

    /// Aligns two sides and tells what else came of it: the segments with their
    /// places in the texts, and what a person should know.
    ///
    /// ```
    /// use enregard::pipeline::Input;
    /// use enregard::text::Text;
    /// use enregard::{Aligner, LangPair};
    ///
    /// let lines = |text: &str| Input::Lines(Text::from_string(text.to_owned()));
    /// let aligner = Aligner::new(LangPair::FR_EN);
    /// let outcome = aligner.outcome(lines("Il pleut.\nJe lis."), lines("It rains.\nI read."))?;
    /// assert_eq!(10..17, outcome.segments.src[1].span);
    /// # Ok::<(), enregard::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A table has ids that name no segment of the source. Texts, lines and segments
    /// are always aligned.
    pub fn outcome(&self, src: Input, tgt: Input) -> Result<Outcome> {
        let job = Job {
            src,
            tgt,
            langs: self.langs.clone(),
            by: By::Auto,
            names: Names::default(),
            vectors: None,
            wants_evidence: self.wants_evidence,
        };
        pipeline::run(job, &self.model)
    }

    /// Links the words of a text with those of its translation, in the order of the
    /// source.
    ///
    /// ```
    /// let aligner = enregard::Aligner::new(enregard::LangPair::FR_EN);
    /// let (src, tgt) = ("La lampe brûle.", "The lamp is burning.");
    /// let links = aligner.links(src, tgt);
    /// assert_eq!("lampe", &src[links[1].src.0..links[1].src.1]);
    /// assert_eq!("lamp", &tgt[links[1].tgt.0..links[1].tgt.1]);
    /// ```
    #[must_use]
    pub fn links(&self, src: &str, tgt: &str) -> Vec<Link> {
        word_links(src, tgt, &self.model).iter().map(Link::from).collect()
    }

    /// Returns what is wrong in a bitext by what the aligner's model knows, in the
    /// order of its pairs.
    #[must_use]
    pub fn check(&self, bitext: &Bitext, options: &check::Options) -> Vec<Finding> {
        Checker::new(&self.model, options).bitext(bitext)
    }

    /// Returns the model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the languages of the texts.
    #[must_use]
    pub fn langs(&self) -> &LangPair {
        &self.langs
    }

    fn texts(&self, src: Input, tgt: Input) -> Bitext {
        self.outcome(src, tgt).expect("texts without ids or vectors are aligned").bitext
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_say_nothing_give_a_bitext_without_pairs() {
        for blank in ["", " \n\u{a0}\n"] {
            assert_eq!(0, align(blank, blank).pairs.len(), "{blank:?}");
        }
    }

    #[test]
    fn a_side_without_text_gives_pairs_of_one_side() {
        let bitext = align("Il pleut. Je lis.", "");
        let shapes: Vec<String> = bitext.pairs.iter().map(|pair| pair.shape.to_string()).collect();
        assert_eq!(["1:0", "1:0"], shapes[..]);
    }

    #[test]
    fn evidence_is_given_to_those_who_ask() {
        let aligner = Aligner::new(LangPair::FR_EN);
        let (src, tgt) = ("La maison brûle.", "The house is burning.");
        assert_eq!(None, aligner.align(src, tgt).pairs[0].evidence);
        let evidence = aligner.with_evidence().align(src, tgt).pairs[0].evidence.clone();
        assert!(!evidence.unwrap().links.is_empty());
    }

    #[test]
    fn a_model_brings_its_languages() {
        let model = Model::unknown(LangPair::new(Lang::parse("de").unwrap(), Lang::FR));
        let aligner = Aligner::new(LangPair::FR_EN).with_model(model);
        assert_eq!("de-fr", aligner.align("Berlin 1990.", "Berlin 1990.").langs.to_string());
    }
}
