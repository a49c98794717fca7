//! Writes bitexts in the formats of others, and reads them back where it can.
//!
//! One file a format. Writing never fails: what a format has no place for is
//! said in a finding. Reading is strict about what a thing means and tolerant
//! about how a spreadsheet saved it; errors have the line.
//!
//! | format | holds | is read |
//! |---|---|---|
//! | `csv` | pairs and everything people decided; metadata goes beside it (`csvw`) | yes |
//! | `tsv` | the same, without tabs and line breaks in texts | yes |
//! | `jsonl` | everything | yes |
//! | `ladder` | positions and scores | as rungs: there are no texts |
//! | `tmx` | pairs with two sides | no |
//!
//! [`segments`] writes the segments of one text.

mod csv;
pub mod csvw;
mod jsonl;
pub mod ladder;
mod records;
pub mod segments;
mod tmx;
mod tsv;

use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::lang::Lang;
use std::path::Path;

/// A format of bitexts.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// Comma-separated values, the format that people edit.
    Csv,
    /// Tab-separated values, one pair a line.
    Tsv,
    /// JSON lines, one pair a line.
    Jsonl,
    /// vecalign's notation of an alignment: `[0]:[0, 1]:0.9731`.
    Ladder,
    /// Translation Memory eXchange 1.4b.
    Tmx,
}

/// What a writer made.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the format has no place for.
    pub findings: Vec<Finding>,
}

/// What a reader made.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The bitext.
    pub bitext: Bitext,
    /// What is odd in the file.
    pub findings: Vec<Finding>,
}

/// The languages of a bitext that is read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Languages {
    /// The language of the source.
    pub src: Lang,
    /// The language of the target.
    pub tgt: Lang,
}

/// For whom a file is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Dialect {
    /// For everybody, as the standards say.
    #[default]
    Standard,
    /// For Excel in Europe: a byte order mark, and `;` between cells. Only CSV
    /// differs.
    Excel,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Format; 5] =
        [Format::Csv, Format::Tsv, Format::Jsonl, Format::Ladder, Format::Tmx];

    /// Returns the name, which is the file extension too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Jsonl => "jsonl",
            Format::Ladder => "ladder",
            Format::Tmx => "tmx",
        }
    }

    /// Returns the format of a name.
    ///
    /// # Errors
    ///
    /// There is no such format; the message lists those there are.
    pub fn by_name(name: &str) -> Result<Format> {
        let lower = name.trim().to_lowercase();
        Format::ALL.into_iter().find(|format| format.name() == lower).ok_or_else(|| {
            let names = Format::ALL.map(Format::name).join(", ");
            Error::usage(format!("`{name}` is no format; there are: {names}"))
                .hint("--format csv is what people edit")
        })
    }

    /// Returns the format that a file name asks for by its extension; `.gz`
    /// behind it does not count.
    #[must_use]
    pub fn by_extension(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let (_, extension) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
        Format::ALL.into_iter().find(|format| format.name() == extension)
    }
}

/// Writes a bitext. A ladder is counted from the pairs; [`ladder::write`]
/// writes that of an alignment.
#[must_use]
pub fn write(bitext: &Bitext, format: Format, dialect: Dialect) -> Written {
    match format {
        Format::Csv => csv::write(bitext, dialect),
        Format::Tsv => tsv::write(bitext),
        Format::Jsonl => jsonl::write(bitext),
        Format::Ladder => ladder::write_pairs(&bitext.pairs),
        Format::Tmx => tmx::write(bitext),
    }
}

/// Reads a bitext. `file` names it in messages.
///
/// # Errors
///
/// The file is not of that format, which the message says with the line; or the
/// format has no texts or is not read yet.
pub fn read(bytes: &[u8], file: &str, format: Format, languages: &Languages) -> Result<Loaded> {
    match format {
        Format::Csv => csv::read(bytes, file, languages),
        Format::Tsv => tsv::read(bytes, file, languages),
        Format::Jsonl => jsonl::read(bytes, file, languages),
        Format::Ladder => Err(unread(file, "a ladder has positions, not texts")),
        Format::Tmx => Err(unread(file, "TMX is written but not read yet")),
    }
}

fn unread(file: &str, message: &str) -> Error {
    let hint = "give the bitext as csv, tsv or jsonl";
    Error::usage(message).at(Place::file(file)).hint(hint)
}

/// Says that a format has no place for what is known of the document.
fn metadata_finding(bitext: &Bitext, format: Format) -> Option<Finding> {
    let names: Vec<&str> = bitext.metadata.iter().map(|(name, _)| name.as_str()).collect();
    let message = format!("{} has no place for metadata: {}", format.name(), names.join(", "));
    (!names.is_empty()).then(|| Finding::info("format", message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bead::Shape;
    use crate::bitext::{Pair, Status};
    use proptest::prelude::*;

    pub(in crate::formats) fn languages() -> Languages {
        Languages { src: Lang::parse("fr").unwrap(), tgt: Lang::parse("en").unwrap() }
    }

    pub(in crate::formats) fn bitext(pairs: Vec<Pair>) -> Bitext {
        let Languages { src, tgt } = languages();
        Bitext {
            src_lang: src,
            tgt_lang: tgt,
            metadata: Vec::new(),
            carried_headers: Vec::new(),
            pairs,
        }
    }

    /// A title, a bead that crosses with the next one, and an omission.
    pub(in crate::formats) fn example() -> Bitext {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let pairs = vec![
            Pair {
                id: "p1.s1".into(),
                shape: Shape { src: 1, tgt: 2 },
                src: "Il dit : « Oui », puis s'en va.".into(),
                tgt: "He says \"Yes\". He leaves.".into(),
                src_ids: ids(&["p1.s1"]),
                tgt_ids: ids(&["r2.s1", "r2.s2"]),
                score: Some(0.9731),
                status: Status::Accepted,
                findings: ids(&["length", "quotes"]),
                reviewer: "Zoé".into(),
                updated: "2026-11-23T10:00:00Z".into(),
                comment: "R&D < tout".into(),
                carried: vec!["note 1".into()],
            },
            Pair {
                id: "p1.s2".into(),
                shape: Shape { src: 1, tgt: 1 },
                src: "Il pleut.".into(),
                tgt: "It rains.".into(),
                src_ids: ids(&["p1.s2"]),
                tgt_ids: ids(&["r1.s1"]),
                carried: vec![String::new()],
                ..Pair::default()
            },
            Pair {
                id: "p2.s1".into(),
                shape: Shape { src: 1, tgt: 0 },
                src: "Fin.".into(),
                src_ids: ids(&["p2.s1"]),
                carried: vec![String::new()],
                ..Pair::default()
            },
        ];
        let metadata = vec![("date".to_owned(), "2020-11".to_owned())];
        Bitext { metadata, carried_headers: vec!["Remarque".into()], ..bitext(pairs) }
    }

    #[track_caller]
    fn check_extension(path: &str, expected: Option<Format>) {
        assert_eq!(expected, Format::by_extension(Path::new(path)), "{path}");
    }

    #[test]
    fn extensions_name_formats() {
        check_extension("a/b.csv", Some(Format::Csv));
        check_extension("b.fr-en.TMX", Some(Format::Tmx));
        check_extension("b.jsonl.gz", Some(Format::Jsonl));
        check_extension("b.gz", None);
        check_extension("csv", None);
        check_extension("-", None);
    }

    #[test]
    fn names_are_read_as_they_are_listed() {
        for format in Format::ALL {
            assert_eq!(Ok(format), Format::by_name(format.name()));
        }
        let error = Format::by_name("docx").unwrap_err();
        assert_eq!(
            "`docx` is no format; there are: csv, tsv, jsonl, ladder, tmx",
            error.to_string()
        );
    }

    #[test]
    fn what_has_no_texts_is_not_read_as_a_bitext() {
        let error = read(b"[0]:[0]\n", "a.ladder", Format::Ladder, &languages()).unwrap_err();
        assert_eq!("a.ladder: a ladder has positions, not texts", error.to_string());
    }

    #[test]
    fn metadata_is_kept_by_jsonl_and_said_to_be_missing_by_the_others() {
        let written = |format| write(&example(), format, Dialect::Standard);
        for format in [Format::Csv, Format::Tsv] {
            let expected = format!("{} has no place for metadata: date", format.name());
            assert_eq!(expected, written(format).findings[0].message);
        }
        let bytes = written(Format::Jsonl).bytes;
        let loaded = read(&bytes, "a.jsonl", Format::Jsonl, &languages()).unwrap();
        assert_eq!(example(), loaded.bitext);
    }

    /// Texts that break careless writers: quotes, delimiters, line ends,
    /// controls, astral and right-to-left letters, formulas, escapes.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("Il dit : « Oui ».".to_owned()),
            Just("=SOMME(A1)".to_owned()),
            Just("- Non !".to_owned()),
            Just("\"\"".to_owned()),
            Just("\\n\\t".to_owned()),
            Just("שלום".to_owned()),
            Just(format!("a\u{1}b\u{b}{}", "lettres ".repeat(20))),
            "[;,|\"' \t\r\n\u{2028}\u{85}\u{a0}]{0,4}",
            "[a-zé𝕏😀&<>{}]{0,6}",
        ];
        prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
    }

    fn ids() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[pr][0-9]\\.s[0-9]", 0..3)
    }

    prop_compose! {
        fn pair()(
            (id, src_ids, tgt_ids) in ("p[0-9]{1,3}\\.s[0-9]", ids(), ids()),
            (src, tgt) in (text(), text()),
            score in prop::option::of((0..=10_000).prop_map(|parts| f64::from(parts) / 10_000.0)),
            status in prop::sample::select(vec![Status::Auto, Status::Edited, Status::Rejected]),
            findings in prop::collection::vec("[a-z-]{1,8}", 0..3),
            (reviewer, updated, comment) in (text(), "[0-9T:-]{0,20}", text()),
            carried in prop::array::uniform2(text()),
        ) -> Pair {
            let shape = Shape { src: src_ids.len(), tgt: tgt_ids.len() };
            let carried = carried.to_vec();
            Pair { id, shape, src, tgt, src_ids, tgt_ids, score, status, findings, reviewer,
                updated, comment, carried }
        }
    }

    fn nasty() -> impl Strategy<Value = Bitext> {
        prop::collection::vec(pair(), 1..6).prop_map(|mut pairs| {
            for (n, pair) in pairs.iter_mut().enumerate() {
                pair.id = format!("{}.{n}", pair.id);
            }
            Bitext { carried_headers: vec!["Remarque".into(), "x;y".into()], ..bitext(pairs) }
        })
    }

    fn through(bitext: &Bitext, format: Format, dialect: Dialect) -> Bitext {
        let bytes = write(bitext, format, dialect).bytes;
        read(&bytes, "a", format, &languages()).unwrap().bitext
    }

    proptest! {
        #[test]
        fn csv_gives_back_what_it_was_given(bitext in nasty()) {
            prop_assert_eq!(&bitext, &through(&bitext, Format::Csv, Dialect::Standard));
            prop_assert_eq!(&bitext, &through(&bitext, Format::Csv, Dialect::Excel));
        }

        #[test]
        fn jsonl_gives_back_what_it_was_given(bitext in nasty()) {
            prop_assert_eq!(&bitext, &through(&bitext, Format::Jsonl, Dialect::Standard));
        }

        #[test]
        fn tsv_gives_back_all_but_white_space(bitext in nasty()) {
            let once = through(&bitext, Format::Tsv, Dialect::Standard);
            let words = |text: &str| {
                text.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty())
                    .map(str::to_owned).collect::<Vec<_>>()
            };
            for (given, read) in bitext.pairs.iter().zip(&once.pairs) {
                prop_assert_eq!(words(&given.src), words(&read.src));
                prop_assert_eq!(words(&given.comment), words(&read.comment));
                prop_assert_eq!((&given.id, &given.tgt_ids, given.score), (&read.id, &read.tgt_ids, read.score));
            }
            prop_assert_eq!(bitext.pairs.len(), once.pairs.len());
            prop_assert_eq!(&once, &through(&once, Format::Tsv, Dialect::Standard));
        }

        #[test]
        fn no_bytes_make_a_reader_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..100),
            line in "[{}\\[\\]:,0-9\"a-z]{0,30}",
        ) {
            for format in Format::ALL {
                let _ = read(&bytes, "a", format, &languages());
                let _ = read(line.as_bytes(), "a", format, &languages());
            }
            let _ = ladder::read(&bytes, "a");
            let _ = ladder::read(line.as_bytes(), "a");
        }
    }
}
