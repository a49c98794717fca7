//! Reads the user's glossary: terms, their translations, forbidden words.
//!
//! A glossary is a table with a column for each language, in any order, or a
//! TBX file. A cell may give alternatives parted by `|`; `*` stands for any end
//! of a word (`réseau*`). A translation with `!` before it is forbidden. A
//! column `case` that says `yes` makes capitals count. Longer terms come first:
//! where `pomme de terre` stands, `pomme` is not looked for.

use super::view::{SideView, View, Word};
use crate::error::{Error, Place, Result};
use crate::lang::{Apostrophe, Lang, LangPair};
use crate::table;
use crate::text::words::{each_word, fold_accents};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// Terms with their translations.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// The longest first.
    terms: Vec<Term>,
}

#[derive(Clone, Debug)]
struct Term {
    src: Vec<Pattern>,
    tgt: Vec<Pattern>,
    forbidden: Vec<Pattern>,
    /// The translations as written, for the message.
    written: String,
}

/// Words in a row, each with whether its end is open, as forms and as written.
#[derive(Clone, Debug)]
struct Pattern {
    words: Vec<(String, bool)>,
    text: String,
    is_cased: bool,
}

impl Glossary {
    /// Reads a table or, by its content, TBX. `file` names it in messages.
    ///
    /// # Errors
    ///
    /// It has no columns of the two languages, or is not XML.
    pub fn parse(bytes: &[u8], file: &str, langs: &LangPair) -> Result<Glossary> {
        let text = String::from_utf8_lossy(bytes);
        let is_xml = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
        let entries =
            if is_xml { tbx_entries(&text, file, langs)? } else { rows(bytes, file, langs)? };
        let mut terms: Vec<Term> =
            entries.into_iter().filter_map(|entry| entry.term(langs)).collect();
        terms.sort_by_key(|term| {
            std::cmp::Reverse(term.src.iter().map(|pattern| pattern.words.len()).max())
        });
        Ok(Glossary { terms })
    }

    /// Returns the terms that stand in the source of a pair, the longest first: where
    /// `pomme de terre` stands, `pomme` is not looked for.
    pub(super) fn met<'g>(&'g self, view: &View) -> Vec<Met<'g>> {
        let mut taken = vec![false; view.src.words.len()];
        let mut met = Vec::new();
        for term in &self.terms {
            let place = term.src.iter().find_map(|pattern| pattern.place(&view.src, &taken));
            let Some(words) = place else { continue };
            taken[words.clone()].fill(true);
            met.push(Met { term, span: span_of(&view.src, &words) });
        }
        met
    }
}

/// A term that stands in a source.
#[derive(Debug)]
pub(super) struct Met<'g> {
    term: &'g Term,
    /// Where it stands.
    pub(super) span: Range<usize>,
}

impl<'g> Met<'g> {
    /// Returns its translations, as written.
    pub(super) fn written(&self) -> &'g str {
        &self.term.written
    }

    /// Tells whether one of its translations stands in a text, if it has any.
    pub(super) fn is_translated(&self, tgt: &SideView) -> bool {
        self.term.tgt.is_empty() || first_place(&self.term.tgt, tgt).is_some()
    }

    /// Returns where a word that is forbidden for it stands.
    pub(super) fn forbidden(&self, tgt: &SideView) -> Option<Range<usize>> {
        first_place(&self.term.forbidden, tgt)
    }
}

fn first_place(patterns: &[Pattern], side: &SideView) -> Option<Range<usize>> {
    let none_taken = vec![false; side.words.len()];
    let words = patterns.iter().find_map(|pattern| pattern.place(side, &none_taken))?;
    Some(span_of(side, &words))
}

fn span_of(side: &SideView, words: &Range<usize>) -> Range<usize> {
    side.words[words.start].span.start..side.words[words.end - 1].span.end
}

impl Pattern {
    fn new(text: &str, lang: &Lang, is_cased: bool) -> Option<Pattern> {
        let apostrophe: Apostrophe = lang.apostrophe();
        let mut words = Vec::new();
        for token in text.split_whitespace() {
            let is_open = token.ends_with('*');
            each_word(token.trim_end_matches('*'), apostrophe, |word| {
                words.push((fold_accents(word), false));
            });
            if let Some(last) = words.last_mut() {
                last.1 |= is_open;
            }
        }
        let text = text.trim().trim_end_matches('*').to_owned();
        (!words.is_empty()).then_some(Pattern { words, text, is_cased })
    }

    /// Returns where the words stand in a row, if they do; a plural `s` counts as
    /// the same word.
    fn place(&self, side: &SideView, taken: &[bool]) -> Option<Range<usize>> {
        let n = self.words.len();
        let fits = |word: &Word, (form, is_open): &(String, bool)| {
            let found = fold_accents(&word.form);
            found == *form
                || *is_open && found.starts_with(form.as_str())
                || found.strip_suffix(['s', 'x']) == Some(form)
        };
        (0..(side.words.len() + 1).saturating_sub(n)).map(|from| from..from + n).find(|run| {
            let is_free = !taken[run.clone()].contains(&true);
            let is_same = side.words[run.clone()]
                .iter()
                .zip(&self.words)
                .all(|(word, part)| fits(word, part));
            let has_case =
                || !self.is_cased || side.text[span_of(side, run)].starts_with(&self.text);
            is_free && is_same && has_case()
        })
    }
}

/// A line of a glossary, as written.
#[derive(Debug, Default)]
struct Entry {
    src: String,
    tgt: String,
    is_cased: bool,
}

impl Entry {
    fn term(&self, langs: &LangPair) -> Option<Term> {
        let patterns = |cell: &str, lang: &Lang, is_forbidden: bool| -> Vec<Pattern> {
            let cells =
                cell.split('|').map(str::trim).filter(|cell| cell.starts_with('!') == is_forbidden);
            cells
                .filter_map(|cell| Pattern::new(cell.trim_start_matches('!'), lang, self.is_cased))
                .collect()
        };
        let allowed: Vec<&str> = self
            .tgt
            .split('|')
            .map(str::trim)
            .filter(|cell| !cell.starts_with('!') && !cell.is_empty())
            .collect();
        let term = Term {
            src: patterns(&self.src, &langs.src, false),
            tgt: patterns(&self.tgt, &langs.tgt, false),
            forbidden: patterns(&self.tgt, &langs.tgt, true),
            written: allowed.join(" | "),
        };
        (!term.src.is_empty()).then_some(term)
    }
}

fn rows(bytes: &[u8], file: &str, langs: &LangPair) -> Result<Vec<Entry>> {
    let options = table::Options::new(langs.clone());
    let grid = table::grid(bytes, file, &options)?;
    let header: Vec<String> = grid.rows.first().map(|row| row.cells.clone()).unwrap_or_default();
    let columns = table::text_columns(&header, langs);
    let (Some(src), Some(tgt)) = (columns.src, columns.tgt) else {
        return Err(Error::input(format!(
            "no columns of `{}` and `{}`; the header has: {}",
            langs.src,
            langs.tgt,
            header.join(", ")
        ))
        .at(Place::file(file).line(1))
        .hint(format!("name the columns `{}` and `{}` in the first line", langs.src, langs.tgt)));
    };
    let case = header.iter().position(|name| name.eq_ignore_ascii_case("case"));
    let cell = |row: &table::Cells, at: usize| row.cells.get(at).cloned().unwrap_or_default();
    let entry = |row: &table::Cells| Entry {
        src: cell(row, src),
        tgt: cell(row, tgt),
        is_cased: case.is_some_and(|at| {
            ["yes", "oui", "1", "true"].contains(&cell(row, at).trim().to_lowercase().as_str())
        }),
    };
    Ok(grid.rows.iter().skip(1).map(entry).collect())
}

/// Reads the terms of TBX in any of its dialects: `langSet` or `langSec` with a
/// language, `term` inside.
fn tbx_entries(text: &str, file: &str, langs: &LangPair) -> Result<Vec<Entry>> {
    let mut reader = Reader::from_str(text);
    let (mut entries, mut entry): (Vec<Entry>, Entry) = (Vec::new(), Entry::default());
    let (mut lang, mut is_term) = (None::<Lang>, false);
    loop {
        let event = reader.read_event().map_err(|cause| {
            let line = text
                [..usize::try_from(reader.error_position()).unwrap_or(0).min(text.len())]
                .matches('\n')
                .count()
                + 1;
            Error::input(format!("this is not TBX: {cause}"))
                .at(Place::file(file).line(line as u64))
                .hint("give the glossary as TBX or as a table")
        })?;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "langSet" | "langSec" => {
                    let code = tag
                        .attributes()
                        .flatten()
                        .find(|attribute| attribute.key.as_ref().ends_with("lang"));
                    lang = code.and_then(|code| Lang::parse(&code.value));
                }
                "term" => is_term = true,
                _ => {}
            },
            Event::Text(term) if is_term => {
                let term: &str = term.as_ref();
                let cell = match &lang {
                    Some(lang) if *lang == langs.src => &mut entry.src,
                    Some(lang) if *lang == langs.tgt => &mut entry.tgt,
                    _ => continue,
                };
                if !cell.is_empty() {
                    cell.push('|');
                }
                cell.push_str(term.trim());
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "term" => is_term = false,
                "termEntry" | "conceptEntry" => entries.push(std::mem::take(&mut entry)),
                _ => {}
            },
            Event::Eof => return Ok(entries),
            _ => {}
        }
    }
}
