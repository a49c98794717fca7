//! Measures the elements of a page: how much text they hold, prose and links.

use super::super::reading::{Why, n_ink};
use super::elements::{is_block, is_hidden};
use ego_tree::NodeId;
use ego_tree::iter::Edge;
use rustc_hash::FxHashMap;
use scraper::{Html, Node};

/// Shorter blocks are not prose but labels. By hand: a line and a half.
const MIN_PROSE_CHARS: usize = 80;

/// A list with this many links and hardly any other text is a menu. By hand.
const MIN_MENU_LINKS: usize = 3;

/// What an element holds, everything below it included.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_field_names, reason = "all are counts, and say so")]
pub(super) struct Measure {
    /// Characters of prose.
    pub(super) n_prose: usize,
    pub(super) n_chars: usize,
    pub(super) n_link_chars: usize,
    pub(super) n_links: usize,
}

impl Measure {
    fn add(&mut self, other: Measure) {
        self.n_prose += other.n_prose;
        self.n_chars += other.n_chars;
        self.n_link_chars += other.n_link_chars;
        self.n_links += other.n_links;
    }

    pub(super) fn is_menu(&self) -> bool {
        self.n_links >= MIN_MENU_LINKS
            && self.n_prose == 0
            && 10 * self.n_link_chars >= 9 * self.n_chars
    }
}

/// What all elements hold.
#[derive(Debug, Default)]
pub(super) struct Measures {
    of: FxHashMap<NodeId, Measure>,
    /// The prose of the page.
    pub(super) total: usize,
}

/// An element that is being measured.
#[derive(Default)]
struct Frame {
    below: Measure,
    /// The text that stands in this block itself.
    own: Measure,
    is_block: bool,
    is_link: bool,
}

impl Measures {
    pub(super) fn take(page: &Html, left_out: &FxHashMap<NodeId, Why>) -> Measures {
        let mut measures = Measures::default();
        let mut frames = vec![Frame { is_block: true, ..Frame::default() }];
        let (mut blocks, mut n_links, mut skipped) = (vec![0], 0_usize, None);
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => match node.value() {
                    Node::Text(text) => {
                        let n_chars = n_ink(text);
                        let block = blocks.last().copied().unwrap_or_default();
                        frames[block].own.n_chars += n_chars;
                        frames[block].own.n_link_chars += if n_links > 0 { n_chars } else { 0 };
                    }
                    Node::Element(element)
                        if is_hidden(element) || left_out.contains_key(&node.id()) =>
                    {
                        skipped = Some(node.id());
                    }
                    Node::Element(element) => {
                        let frame = Frame {
                            is_block: is_block(element.name()),
                            is_link: element.name() == "a",
                            ..Frame::default()
                        };
                        n_links += usize::from(frame.is_link);
                        blocks.extend(frame.is_block.then_some(frames.len()));
                        frames.push(frame);
                    }
                    _ => {}
                },
                Edge::Close(node) if skipped.is_none() && node.value().is_element() => {
                    let Some(frame) = frames.pop() else { continue };
                    n_links -= usize::from(frame.is_link);
                    if frame.is_block {
                        blocks.pop();
                    }
                    let measure = frame.whole();
                    measures.of.insert(node.id(), measure);
                    if let Some(outer) = frames.last_mut() {
                        outer.below.add(measure);
                    }
                }
                Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
                _ => {}
            }
        }
        measures.total = frames.first().map_or(0, |frame| frame.below.n_prose);
        measures
    }

    pub(super) fn of(&self, node: NodeId) -> Measure {
        self.of.get(&node).copied().unwrap_or_default()
    }
}

impl Frame {
    fn whole(&self) -> Measure {
        let mut measure = self.own;
        measure.n_links += usize::from(self.is_link);
        let is_prose =
            measure.n_chars >= MIN_PROSE_CHARS && 2 * measure.n_link_chars < measure.n_chars;
        if self.is_block && is_prose {
            measure.n_prose = measure.n_chars;
        }
        measure.add(self.below);
        measure
    }
}
