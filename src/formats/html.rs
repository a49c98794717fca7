//! A page on which the texts face each other: one file, no script, for a
//! screen, by day or night, and for paper.
//!
//! Pointing at a sentence lights up its translation, which style sheets can do.

use super::facing::{Block, Blocks, N_LIT, Side, escaped};
use super::outlet::Buffer;
use super::{BitextFormat, Losses, Options, Outlet, PairWriter};
use crate::bitext::{Bitext, Pair};
use crate::notice::Notice;
use std::fmt::Write as _;

const STYLE: &str = include_str!("html.css");

pub(super) struct Html;

impl BitextFormat for Html {
    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let out = out.main();
        let codes = options.codes(bitext);
        out.push(&head(bitext, &codes.0, &options.stem));
        Box::new(Writer { out, codes, blocks: Blocks::default(), losses: Losses::default() })
    }
}

/// Returns what a bitext is called: its title, else the name of its file.
pub(super) fn title(bitext: &Bitext, stem: &str) -> String {
    let known = bitext.metadata.iter().find(|(name, _)| name == "title");
    known.map_or_else(|| stem.to_owned(), |(_, value)| value.clone())
}

fn head(bitext: &Bitext, lang: &str, stem: &str) -> String {
    let title = escaped(&title(bitext, stem));
    let mut lit = String::new();
    for n in 0..N_LIT {
        // Writing to a string cannot fail.
        let _ = writeln!(lit, ".pair:has(.s{n}:hover) .s{n} {{ background: var(--lit); }}");
    }
    let mut known = String::new();
    for (name, value) in &bitext.metadata {
        let _ = write!(known, "<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(value));
    }
    let known = if known.is_empty() { known } else { format!("<dl>{known}</dl>\n") };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"enregard {}\">\n<title>{title}</title>\n\
         <style>\n{STYLE}{lit}</style>\n</head>\n<body>\n<main>\n{known}",
        env!("CARGO_PKG_VERSION")
    )
}

struct Writer {
    out: Buffer,
    codes: (String, String),
    blocks: Blocks,
    losses: Losses,
}

impl Writer {
    fn block(&self, block: &Block) {
        let (src, tgt) = (
            block.side(Side::Src, &self.codes.0, "h2"),
            block.side(Side::Tgt, &self.codes.1, "h2"),
        );
        self.out.push(&format!("<div class=\"pair\">\n{src}\n{tgt}\n</div>\n"));
        for comment in block.comments() {
            self.out.push(&format!("<aside>{}</aside>\n", escaped(comment)));
        }
    }
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        if let Some(block) = self.blocks.push(pair) {
            self.block(&block);
        }
        self.losses.count("scores", pair.score.is_some());
        self.losses.count("statuses", pair.status != crate::bitext::Status::Auto);
        self.losses.count("findings", !pair.findings.is_empty());
        self.losses.count("carried cells", pair.carried.iter().any(|cell| !cell.is_empty()));
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        if let Some(block) = self.blocks.end() {
            self.block(&block);
        }
        self.out.push("</main>\n</body>\n</html>\n");
        self.losses.findings("html")
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bitext, example};
    use super::super::{Dialect, Format, write};
    use super::*;

    fn page(bitext: &Bitext) -> String {
        String::from_utf8(write(bitext, Format::Html, Dialect::Standard).bytes).unwrap()
    }

    #[test]
    fn paragraphs_face_each_other() {
        let page = page(&example());
        let block = "<div class=\"pair\">\n<p lang=\"fr\" dir=\"auto\"><span class=\"s0\">Il pleut.</span></p>\n\
                     <p lang=\"en\" dir=\"auto\"><span class=\"s0\">It rains.</span></p>\n</div>\n";
        assert!(page.contains(block), "{page}");
        assert!(page.contains("<h2 lang=\"fr\""), "{page}");
        assert!(page.contains("<aside>R&amp;D &lt; tout</aside>"), "{page}");
    }

    #[test]
    fn a_page_needs_nothing_from_elsewhere_and_runs_nothing() {
        let pair = Pair { src: "<script>x</script>".into(), ..Pair::default() };
        let page = page(&bitext(vec![pair]));
        for word in ["<script", "http:", "https:", "src=", "@import", "url("] {
            assert!(!page.contains(word), "{word}");
        }
    }
}
