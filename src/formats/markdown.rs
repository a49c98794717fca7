//! A Markdown table of the two texts, for a page or an issue.

use super::outlet::Buffer;
use super::{BitextFormat, Losses, Options, Outlet, PairWriter};
use crate::bitext::{Bitext, Pair};
use crate::notice::Notice;
use crate::segment::Kind;

pub(super) struct Markdown;

impl BitextFormat for Markdown {
    fn writer(&self, bitext: &Bitext, _: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let out = out.main();
        for (name, value) in &bitext.metadata {
            out.push(&format!("{}: {}  \n", escaped(name), escaped(value)));
        }
        if !bitext.metadata.is_empty() {
            out.push("\n");
        }
        out.push(&format!("| id | {} | {} |\n|---|---|---|\n", bitext.langs.src, bitext.langs.tgt));
        Box::new(Writer { out, losses: Losses::default() })
    }
}

struct Writer {
    out: Buffer,
    losses: Losses,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        let text = |text: &str| {
            let is_strong = pair.kind == Kind::Heading && !text.trim().is_empty();
            let text = escaped(text.trim());
            if is_strong { format!("**{text}**") } else { text }
        };
        let id = escaped(&pair.id);
        self.out.push(&format!("| {id} | {} | {} |\n", text(&pair.src), text(&pair.tgt)));
        self.losses.count("scores", pair.score.is_some());
        self.losses.annotations(pair);
    }

    fn finish(self: Box<Self>) -> Vec<Notice> {
        self.losses.findings("markdown")
    }
}

/// Returns a text that looks the same in Markdown, on one line.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bitext, example};
    use super::super::{Dialect, Format, write};
    use super::*;

    fn written(bitext: &Bitext) -> String {
        String::from_utf8(write(bitext, Format::Markdown, Dialect::Standard).bytes).unwrap()
    }

    #[test]
    fn a_pair_is_a_row_and_a_heading_is_strong() {
        assert_eq!(
            "date: 2020-11  \n\n| id | fr | en |\n|---|---|---|\n\
             | p1.s1 | **Il dit : « Oui », puis s'en va.** | **He says \"Yes\". He leaves.** |\n\
             | p1.s2 | Il pleut. | It rains. |\n| p2.s1 | Fin. |  |\n",
            written(&example())
        );
    }

    #[test]
    fn what_would_be_markup_is_escaped() {
        let pair = Pair { src: "a|b\n*c* <d>".into(), ..Pair::default() };
        assert!(written(&bitext(vec![pair])).contains("| a\\|b<br>\\*c\\* &lt;d&gt; |"));
    }
}
