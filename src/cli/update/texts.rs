//! The texts of a new version, read as `align` reads them.

use crate::bitext::Bitext;
use crate::cli::Global;
use crate::cli::io::display_name;
use crate::cli::source::{Columns, InputFormat, Source};
use crate::cli::talk::Talk;
use crate::corpus::{NewTranslation, Task};
use crate::error::Result;
use crate::formats;
use crate::lang::LangPair;
use crate::pipeline::Input;
use crate::readers;
use crate::segment::Segment;
use crate::table::{self, Table};
use std::path::Path;

/// How one new text is read.
pub(in crate::cli) struct Side<'a> {
    pub(in crate::cli) path: &'a Path,
    pub(in crate::cli) format: Option<InputFormat>,
    pub(in crate::cli) columns: Columns,
    pub(in crate::cli) all: bool,
    pub(in crate::cli) segmented: bool,
}

/// The texts of the new version.
pub(in crate::cli) struct Texts {
    metadata: Vec<(String, String)>,
    src: Vec<Segment>,
    tgt: Option<(Vec<Segment>, Table)>,
}

impl Texts {
    pub(in crate::cli) fn read(
        src: &Side,
        tgt: Option<Side>,
        global: &Global,
        talk: &Talk,
    ) -> Result<Texts> {
        let langs = global.languages();
        let read = |side: &Side, langs: LangPair| -> Result<Input> {
            let lang = langs.tgt.clone();
            let source = Source {
                path: side.path,
                format: side.format,
                document: readers::Options { all: side.all },
                table: table::Options {
                    keeps_blank_rows: side.segmented,
                    ..side.columns.options(langs)
                },
                segmented: side.segmented,
            };
            let input = source.read()?;
            talk.findings(&input.findings(&lang, &display_name(side.path)));
            Ok(input)
        };
        let new_src = read(src, langs.clone().reversed())?;
        let new_tgt = tgt.map(|side| read(&side, langs.clone())).transpose()?;
        let is_wanted = |table: &Table| formats::not_left_over(&table.carried_headers, &langs);
        let tgt = new_tgt.map(|input| {
            // Ids of a table are not keys here: the texts say what belongs together.
            let input = input.with_carried_ids();
            let segments = input.segments(&langs.tgt);
            let table = input.into_table();
            let is_wanted = is_wanted(&table);
            (segments, table.with_carried(is_wanted))
        });
        let src = new_src.segments(&langs.src);
        Ok(Texts { src, metadata: new_src.into_metadata(), tgt })
    }

    pub(in crate::cli) fn task<'a>(&'a self, old: &'a Bitext, keeps_gone: bool) -> Task<'a> {
        let tgt = self.tgt.as_ref().map(|(segments, table)| NewTranslation { segments, table });
        Task { old, src: &self.src, tgt, keeps_gone }
    }

    pub(in crate::cli) fn n_src(&self) -> usize {
        self.src.len()
    }

    /// Puts what the new document says of itself in the place of what the old said.
    pub(in crate::cli) fn add_metadata(&self, bitext: &mut Bitext) {
        for (name, value) in &self.metadata {
            match bitext.metadata.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => known.clone_from(value),
                None => bitext.metadata.push((name.clone(), value.clone())),
            }
        }
    }
}
