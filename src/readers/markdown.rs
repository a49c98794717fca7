//! Reads Markdown: `CommonMark` with tables, footnotes and front matter.
//!
//! Code blocks are left out, because translators leave them as they are, and
//! that is said; [`Options::all`] keeps them. Of links the text is kept, of
//! pictures nothing. HTML inside is read as a page.

use super::builder::Builder;
use super::reading::Why;
use super::{Document, Options, html};
use crate::error::{Place, Result};
use crate::notice::Notice;
use crate::text::{BlockKind, Text};
use pulldown_cmark::{Event, HeadingLevel, Options as Syntax, Parser, Tag, TagEnd};

/// Reads a document. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not text.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let text = Text::decode(bytes, file)?;
    html::refuse_deep(&text.content, &Place::file(file))?;
    let syntax = Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_HEADING_ATTRIBUTES
        | Syntax::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Syntax::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut walker = Walker { keeps_code: options.all, ..Walker::default() };
    for event in Parser::new_ext(&text.content, syntax) {
        walker.event(event);
    }
    let mut document = walker.builder.finish(walker.metadata);
    document.text.findings = text.findings;
    if walker.n_code > 0 && !options.all {
        let plural = if walker.n_code == 1 { "" } else { "s" };
        let message = format!("{} code block{plural} left out; `--all` keeps them", walker.n_code);
        document.text.findings.push(Notice::info("document", message).at(Place::file(file)));
    }
    Ok(document)
}

#[derive(Default)]
struct Walker {
    builder: Builder,
    metadata: Vec<(String, String)>,
    keeps_code: bool,
    n_code: usize,
    /// What paragraphs are, by what they stand in; the innermost last.
    contexts: Vec<BlockKind>,
    /// How many pictures are open.
    n_images: usize,
    /// What is being collected, if it is not text.
    aside: Option<Aside>,
}

/// Text that is not read as it comes.
enum Aside {
    Code,
    FrontMatter(String),
    Html(String),
}

impl Walker {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text)
            | Event::Html(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(&text),
            Event::InlineHtml(tag) if is_break(&tag) => self.builder.push_break(),
            Event::SoftBreak => self.builder.push(" "),
            Event::HardBreak => self.builder.push_break(),
            Event::Rule => self.builder.close(),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.aside {
            Some(Aside::Code) if self.keeps_code => self.builder.push_lines(text),
            Some(Aside::FrontMatter(aside) | Aside::Html(aside)) => aside.push_str(text),
            None if self.n_images == 0 => self.builder.push(text),
            Some(Aside::Code) => self.builder.leave_out(Why::Code, text),
            None => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { level, .. } => self.builder.open(BlockKind::Heading(number(*level))),
            Tag::Item => self.enter(BlockKind::ListItem),
            Tag::FootnoteDefinition(_) => self.enter(BlockKind::Note),
            Tag::TableCell => self.enter(BlockKind::Cell),
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::Table(_) => self.open(),
            Tag::CodeBlock(_) => {
                self.n_code += 1;
                self.aside = Some(Aside::Code);
                self.builder.open(BlockKind::Paragraph);
            }
            Tag::MetadataBlock(_) => self.aside = Some(Aside::FrontMatter(String::new())),
            Tag::HtmlBlock => self.aside = Some(Aside::Html(String::new())),
            Tag::Image { .. } => self.n_images += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::TableCell => {
                self.builder.close();
                self.contexts.pop();
                self.open();
            }
            TagEnd::Paragraph => {
                self.builder.close();
                // The second paragraph of an item is not an item.
                if let Some(kind @ BlockKind::ListItem) = self.contexts.last_mut() {
                    *kind = BlockKind::Paragraph;
                }
                self.open();
            }
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Table => {
                self.open();
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                self.take_aside();
                self.open();
            }
            TagEnd::Image => self.n_images -= 1,
            _ => {}
        }
    }

    fn enter(&mut self, kind: BlockKind) {
        self.contexts.push(kind);
        self.open();
    }

    /// Closes the block, and opens one of the kind that its surroundings ask for.
    fn open(&mut self) {
        self.builder.open(self.contexts.last().copied().unwrap_or_default());
    }

    fn take_aside(&mut self) {
        match self.aside.take() {
            Some(Aside::FrontMatter(text)) => self.metadata = front_matter(&text),
            Some(Aside::Html(text)) => html::push_fragment(&text, &mut self.builder),
            Some(Aside::Code) | None => {}
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

fn is_break(tag: &str) -> bool {
    let name = tag.trim_matches(['<', '>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

/// Returns the simple values that front matter gives: `title: Le phare`.
fn front_matter(text: &str) -> Vec<(String, String)> {
    let pair = |line: &str| {
        let (key, value) = line.split_once([':', '='])?;
        let value = value.trim().trim_matches(['"', '\'']);
        let key = match key.trim() {
            key @ ("title" | "author" | "date" | "language") => key,
            "lang" => "language",
            _ => return None,
        };
        (!value.is_empty()).then(|| (key.to_owned(), value.to_owned()))
    };
    text.lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) -> Document {
        let document = read(markdown.as_bytes(), "a.md", Options::default()).unwrap();
        assert_eq!(expected, shown(&document));
        document
    }

    #[test]
    fn headings_paragraphs_and_items_are_told_apart() {
        check(
            "# Le *phare*\n\nIl pleut\nencore.  \nJe lis.\n\n- du pain\n- du vin\n\n  et de l'eau\n1. un\n   - deux\n\nFin\n===\n",
            &[
                "h1 Le phare",
                "p Il pleut encore.\nJe lis.",
                "li du pain",
                "li du vin",
                "p et de l'eau",
                "li un",
                "li deux",
                "h1 Fin",
            ],
        );
    }

    #[test]
    fn front_matter_is_metadata() {
        let document = check(
            "---\ntitle: \"Le phare\"\nlang: fr\ntags: [a]\n---\n\nIl pleut.",
            &["p Il pleut."],
        );
        let expected = [("title", "Le phare"), ("language", "fr")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(expected.to_vec(), document.metadata);
    }

    #[test]
    fn code_is_left_out_and_said() {
        let markdown = "Tapez `ls` :\n\n```sh\nls -l\n\nls\n```\n\nVoilà.";
        let document = check(markdown, &["p Tapez ls :", "p Voilà."]);
        assert_eq!(
            "info: a.md: 1 code block left out; `--all` keeps them [document]",
            document.text.findings[0].to_string()
        );
        let all = read(markdown.as_bytes(), "a.md", Options { all: true }).unwrap();
        assert_eq!(vec!["p Tapez ls :", "p ls -l", "p ls", "p Voilà."], shown(&all));
    }

    #[test]
    fn links_pictures_notes_tables_and_html() {
        check(
            "Voir [le port](a.html \"t\")![un bateau](b.png).[^1]\n\n[^1]: La note.\n\n| fr | en |\n|--|--|\n| oui | yes |\n\n\
             <div class=\"nav\"><p>Un<br>deux</p></div>\n\nTrois<br>quatre <b>cinq</b>",
            &[
                "p Voir le port.",
                "note La note.",
                "td fr",
                "td en",
                "td oui",
                "td yes",
                "p Un\ndeux",
                "p Trois\nquatre cinq",
            ],
        );
    }
}
