//! What the tests of the readers share, and what holds for all of them.

use super::*;
use crate::text::BlockKind;

/// Returns the blocks of a document, each after the name of its kind.
pub(super) fn shown(document: &Document) -> Vec<String> {
    let show = |block: &Block| {
        let text = &document.text.content[block.span.clone()];
        match block.kind {
            BlockKind::Heading(level) => format!("h{level} {text}"),
            BlockKind::Paragraph => format!("p {text}"),
            BlockKind::ListItem => format!("li {text}"),
            BlockKind::Caption => format!("caption {text}"),
            BlockKind::Cell => format!("td {text}"),
            BlockKind::Note => format!("note {text}"),
        }
    };
    document.blocks.iter().map(show).collect()
}
