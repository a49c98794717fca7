//! Builds the text of a document block by block.
//!
//! Readers push what they meet; here white space becomes what it means in a
//! document: runs of it one space, none at the ends of a block. No-break spaces
//! are kept, because French sets them; soft hyphens and other characters that
//! only tell a printer where to break are dropped.
//!
//! Blocks stand a blank line apart in the text, so that it reads well as it is.

use super::Document;
use super::raised::{self, Raised, Rise};
use super::reading::{Reading, Why, n_ink};
use crate::error::Place;
use crate::notice::Notice;
use crate::text::{Block, BlockKind, Text};

/// What stands between two blocks.
const BETWEEN: &str = "\n\n";

/// A document that is being built.
#[derive(Debug, Default)]
pub(super) struct Builder {
    content: String,
    blocks: Vec<Block>,
    /// What is being built, from where on, if it holds ink.
    start: Option<usize>,
    kind: BlockKind,
    /// White space that counts only if text follows in the same block.
    has_space: bool,
    n_breaks: usize,
    /// What was left out.
    reading: Reading,
}

impl Builder {
    /// Closes the block, and makes what follows one of `kind`.
    pub(super) fn open(&mut self, kind: BlockKind) {
        self.close();
        self.kind = kind;
    }

    /// Ends the block. A block without ink, no-break spaces among it, leaves
    /// nothing behind.
    pub(super) fn close(&mut self) {
        if let Some(start) = self.start.take() {
            if self.content[start..].trim().is_empty() {
                self.content.truncate(start.saturating_sub(BETWEEN.len()));
            } else {
                self.blocks.push(Block { span: start..self.content.len(), kind: self.kind });
            }
        }
        (self.has_space, self.n_breaks) = (false, 0);
    }

    /// Adds text to the block.
    pub(super) fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.has_space = true,
                _ if is_invisible(c) => {}
                _ => self.push_ink(c),
            }
        }
    }

    /// Adds text that stands above or below the line.
    pub(super) fn push_raised(&mut self, text: &str, rise: Rise) {
        let is_glued =
            !self.has_space && self.n_breaks == 0 && !text.starts_with(char::is_whitespace);
        let before = if is_glued { self.so_far() } else { "" };
        match raised::read(before, text, rise) {
            Raised::Plain => self.push(text),
            Raised::Signs(signs) => {
                self.push(&signs);
                self.has_space |= text.ends_with(char::is_whitespace);
            }
            Raised::NoteMark => {
                self.leave_out(Why::Marks, text);
                self.has_space |= text.ends_with(char::is_whitespace);
            }
        }
    }

    /// Notes that some text is not read.
    pub(super) fn leave_out(&mut self, why: Why, text: &str) {
        self.reading.leave_out(why, text);
    }

    /// Adds text whose line breaks count, as in `<pre>`.
    pub(super) fn push_lines(&mut self, text: &str) {
        for (idx, line) in text.split('\n').enumerate() {
            if idx > 0 {
                self.push_break();
            }
            self.push(line);
        }
    }

    /// Adds a line break. Two of them end the block, as a blank line does.
    pub(super) fn push_break(&mut self) {
        self.n_breaks += 1;
    }

    fn push_ink(&mut self, c: char) {
        if self.start.is_some() && self.n_breaks > 1 {
            self.close();
        }
        if self.start.is_none() {
            if !self.content.is_empty() {
                self.content.push_str(BETWEEN);
            }
            self.start = Some(self.content.len());
        } else if self.n_breaks == 1 {
            self.content.push('\n');
        } else if self.has_space {
            self.content.push(' ');
        }
        (self.has_space, self.n_breaks) = (false, 0);
        self.content.push(c);
    }

    /// Returns how many blocks are complete.
    pub(super) fn n_blocks(&self) -> usize {
        self.blocks.len()
    }

    /// Returns what the block that is being built holds so far.
    pub(super) fn so_far(&self) -> &str {
        self.start.map_or("", |start| &self.content[start..])
    }

    /// Returns the document.
    pub(super) fn finish(mut self, metadata: Vec<(String, String)>) -> Document {
        self.close();
        let text = Text::from_string(self.content);
        let mut reading = self.reading;
        reading.n_read = n_ink(&text.content);
        Document { body: 0..text.content.len(), text, blocks: self.blocks, metadata, reading }
    }
}

/// Says how many files a document includes, whose text is not read.
pub(super) fn not_included(n_files: usize, file: &str) -> Option<Notice> {
    let message = || format!("files that it includes are not read: {n_files}");
    (n_files > 0).then(|| Notice::warning("document", message()).at(Place::file(file)))
}

/// Tells whether a character is a hint for printers, or damage, and no text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
        || (c.is_control() && c != '\u{85}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(builder: Builder) -> Vec<String> {
        let document = builder.finish(Vec::new());
        let text = |block: &Block| document.text.content[block.span.clone()].to_owned();
        document.blocks.iter().map(text).collect()
    }

    #[test]
    fn white_space_is_one_space_and_none_at_the_ends() {
        let mut builder = Builder::default();
        for piece in [" \n Il", " pleut", "\n  encore", "\u{a0}! \t"] {
            builder.push(piece);
        }
        builder.open(BlockKind::ListItem);
        builder.push("  ");
        builder.open(BlockKind::Paragraph);
        builder.push("\u{a0}");
        builder.open(BlockKind::Paragraph);
        builder.push("com\u{ad}pris\u{200b}");
        assert_eq!(vec!["Il pleut encore\u{a0}!", "compris"], shown(builder));
    }

    #[test]
    fn one_break_is_a_line_and_two_are_a_block() {
        let mut builder = Builder::default();
        builder.push_lines("\n12, rue du Port \n Rouen\n\nMonsieur,\n");
        builder.push_break();
        assert_eq!(vec!["12, rue du Port\nRouen", "Monsieur,"], shown(builder));
    }
}
