//! Pairs as a reader wants them: paragraphs that face each other.
//!
//! What HTML and EPUB share. Sentences of one paragraph of the source stand in
//! one block; a heading has its own. Blocks are XHTML, which is HTML too.

use super::xml::is_allowed;
use crate::bitext::Pair;
use crate::segment::Kind;
use std::fmt::Write as _;

/// Pairs that belong to one paragraph of the source, in order; never none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// What its first segment is.
    pub kind: Kind,
    pairs: Vec<Pair>,
}

/// Collects pairs to blocks.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    paragraph: String,
    pairs: Vec<Pair>,
}

impl Blocks {
    /// Takes a pair. Returns the block before it, if the pair starts a new one.
    pub(super) fn push(&mut self, pair: &Pair) -> Option<Block> {
        // What stands in the translation only belongs where it stands.
        let paragraph = match pair.src_ids.first() {
            Some(id) => paragraph_of(id).to_owned(),
            None if pair.src.is_empty() && !self.pairs.is_empty() => self.paragraph.clone(),
            None => pair.id.clone(),
        };
        let last = self.pairs.last().map(|last| last.kind);
        let has_own = |kind: Kind| matches!(kind, Kind::Heading | Kind::ListItem | Kind::Caption);
        let goes_on = paragraph == self.paragraph
            && last.is_some_and(|last| !has_own(last) && !has_own(pair.kind));
        let done = if goes_on { None } else { self.end() };
        self.paragraph = paragraph;
        self.pairs.push(pair.clone());
        done
    }

    /// Returns the last block.
    pub(super) fn end(&mut self) -> Option<Block> {
        let pairs = std::mem::take(&mut self.pairs);
        let kind = pairs.first()?.kind;
        Some(Block { kind, pairs })
    }
}

/// Returns the paragraph of a segment's id (`p3` of `p3.s2`).
pub(super) fn paragraph_of(id: &str) -> &str {
    id.rsplit_once('.').map_or(id, |(paragraph, _)| paragraph)
}

/// Which half of a block.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Side {
    Src,
    Tgt,
}

/// How many sentences of a block are lit up with their translations when a
/// reader points at one. By hand: longer paragraphs are rare.
pub(super) const N_LIT: usize = 24;

impl Block {
    /// Returns one side as an element in the language `lang`. Sentences that
    /// translate each other have the same class.
    pub(super) fn side(&self, side: Side, lang: &str, heading: &str) -> String {
        let element = if self.kind == Kind::Heading { heading } else { "p" };
        let class = match self.kind {
            Kind::Heading | Kind::Sentence => "",
            Kind::ListItem => " class=\"item\"",
            Kind::Verse => " class=\"verse\"",
            Kind::Caption => " class=\"caption\"",
        };
        let mut out = format!("<{element} lang=\"{lang}\" dir=\"auto\"{class}>");
        for (n, pair) in self.pairs.iter().enumerate() {
            let text = if side == Side::Src { &pair.src } else { &pair.tgt };
            if !text.trim().is_empty() {
                // Writing to a string cannot fail.
                let _ = write!(out, "<span class=\"s{}\">{}</span> ", n % N_LIT, escaped(text));
            }
        }
        format!("{}</{element}>", out.trim_end())
    }

    /// Returns the text of one side.
    pub(super) fn text(&self, side: Side) -> String {
        let text =
            |pair: &Pair| if side == Side::Src { pair.src.clone() } else { pair.tgt.clone() };
        self.pairs.iter().map(text).collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// Returns the comments on its pairs.
    pub(super) fn comments(&self) -> Vec<&str> {
        let comments = self.pairs.iter().map(|pair| pair.comment.trim());
        comments.filter(|comment| !comment.is_empty()).collect()
    }
}

/// Returns a text as it stands in XHTML, without what it forbids.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| is_allowed(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(id: &str, kind: Kind, src: &str) -> Pair {
        let src_ids = vec![id.to_owned()];
        Pair { id: id.into(), kind, src: src.into(), tgt: "x".into(), src_ids, ..Pair::default() }
    }

    #[test]
    fn sentences_of_a_paragraph_are_one_block_and_a_heading_is_its_own() {
        let mut blocks = Blocks::default();
        let added = Pair { id: "en.r1".into(), tgt: "more".into(), ..Pair::default() };
        let pairs = [
            pair("p1.s1", Kind::Heading, "Titre"),
            pair("p1.s2", Kind::Sentence, "Un."),
            added,
            pair("p1.s3", Kind::Sentence, "Deux."),
            pair("p2.s1", Kind::Sentence, "Trois."),
        ];
        let mut found: Vec<Block> = pairs.iter().filter_map(|pair| blocks.push(pair)).collect();
        found.extend(blocks.end());
        let texts: Vec<String> = found.iter().map(|block| block.text(Side::Src)).collect();
        assert_eq!(vec!["Titre", "Un.  Deux.", "Trois."], texts);
        assert_eq!(
            "<h2 lang=\"fr\" dir=\"auto\"><span class=\"s0\">Titre</span></h2>",
            found[0].side(Side::Src, "fr", "h2")
        );
    }

    #[test]
    fn everything_is_escaped() {
        assert_eq!("&lt;script&gt;&amp;&quot;b", escaped("<script>&\"\u{1}b"));
    }
}
