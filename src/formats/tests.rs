//! What holds for every format: names, round trips, and that no bytes make a reader panic.

use super::xml::is_allowed;
use super::*;
use crate::bead::Shape;
use crate::bitext::Bitext;
use crate::bitext::{Pair, Status};
use crate::lang::LangPair;
use crate::segment::Kind;
use proptest::prelude::*;
use std::path::Path;

/// Returns a file of an input with several.
pub(in crate::formats) fn file(role: Role, name: &str, content: &str) -> BitextFile {
    BitextFile { role, name: name.to_owned(), bytes: content.as_bytes().to_vec() }
}

pub(in crate::formats) fn languages() -> LangPair {
    LangPair::FR_EN
}

pub(in crate::formats) fn bitext(pairs: Vec<Pair>) -> Bitext {
    Bitext { langs: LangPair::FR_EN, metadata: Vec::new(), carried_headers: Vec::new(), pairs }
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
            src_breaks: Vec::new(),
            tgt_breaks: vec![15],
            kind: Kind::Heading,
            score: Some(0.9731),
            status: Status::Accepted,
            findings: ids(&["length", "quotes"]),
            reviewer: "Zoé".into(),
            updated: "2026-11-23T10:00:00Z".into(),
            comment: "R&D < tout".into(),
            carried: vec!["note 1".into()],
            evidence: None,
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
    for format in Format::all() {
        assert_eq!(Ok(format), Format::by_name(format.name()));
        let name = format!("a{}", format.endings()[0]);
        assert_eq!(Some(format), Format::by_extension(Path::new(&name)), "{name}");
    }
    let error = Format::by_name("doc").unwrap_err();
    assert!(error.to_string().starts_with("`doc` is not a format; there are: csv, tsv, xlsx, "));
}

#[test]
fn what_is_not_read_is_refused_with_what_to_do() {
    let error = read(b"[0]:[0]\n", "a.ladder", Format::Ladder, &languages()).unwrap_err();
    let message = "ladder is more than one file, and the text of the source is missing";
    assert_eq!(format!("a.ladder: {message}"), error.to_string());
    for format in [Format::Html, Format::Epub, Format::Tei, Format::Sketch, Format::Markdown] {
        let error = read(b"x", "a.html", format, &languages()).unwrap_err();
        assert!(error.to_string().contains("cannot be read back"), "{error}");
    }
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

/// Segments joined by a space, and where the second and third start.
fn segments() -> impl Strategy<Value = (String, Vec<usize>)> {
    prop::collection::vec(text(), 1..4).prop_map(|texts| {
        let ends = texts.iter().scan(0, |end, text| {
            *end += text.len() + 1;
            Some(*end)
        });
        (texts.join(" "), ends.take(texts.len() - 1).collect())
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![Kind::Sentence, Kind::Heading, Kind::ListItem, Kind::Verse])
}

fn status() -> impl Strategy<Value = Status> {
    let all = [Status::Auto, Status::Accepted, Status::Edited, Status::Rejected];
    prop::sample::select(all.to_vec())
}

prop_compose! {
    fn pair()(
        (id, src_ids, tgt_ids) in ("p[0-9]{1,3}\\.s[0-9]", ids(), ids()),
        ((src, src_breaks), (tgt, tgt_breaks)) in (segments(), segments()),
        score in prop::option::of((0..=10_000).prop_map(|parts| f64::from(parts) / 10_000.0)),
        (status, kind) in (status(), kind()),
        findings in prop::collection::vec("[a-z:-]{1,8}", 0..3),
        (reviewer, updated, comment) in (text(), "[0-9T:-]{0,20}", text()),
        carried in prop::array::uniform3(text()),
    ) -> Pair {
        let carried = carried.to_vec();
        let pair = Pair { id, src, tgt, src_ids, tgt_ids, src_breaks, tgt_breaks, kind, score,
            status, findings, reviewer, updated, comment, carried, ..Pair::default() };
        Pair { shape: records::shape_of(&pair), ..pair }
    }
}

fn nasty() -> impl Strategy<Value = Bitext> {
    (prop::collection::vec(pair(), 1..6), text()).prop_map(|(mut pairs, column)| {
        for (n, pair) in pairs.iter_mut().enumerate() {
            pair.id = format!("{}.{n}", pair.id);
        }
        // Two names that are ours, and one that has a colon.
        let metadata = vec![("date".into(), "2020-11".into()), ("column".into(), column)];
        let carried_headers = vec!["Remarque".into(), "x: y".into(), "carried-z".into()];
        Bitext { metadata, carried_headers, ..bitext(pairs) }
    })
}

/// Pairs with segments of their own and ids for each, some without a side.
fn aligned() -> impl Strategy<Value = Bitext> {
    let segment = "[a-z&<>\"]{1,3}( [é𝕏]{1,2})?";
    let side = prop::collection::vec(segment, 0..3);
    prop::collection::vec((side.clone(), side, kind()), 1..12).prop_map(|sides| {
        let (mut n_src, mut n_tgt) = (0, 0);
        let mut pairs = Vec::new();
        for (src, tgt, kind) in sides.into_iter().filter(|(src, tgt, _)| src.len() + tgt.len() > 0)
        {
            let ids = |side: &str, n: &mut usize, texts: &[String]| -> Vec<String> {
                let first = *n;
                *n += texts.len();
                (first..*n).map(|at| format!("{side}{}.s{}", at / 4 + 1, at % 4 + 1)).collect()
            };
            let breaks = |texts: &[String]| -> Vec<usize> {
                if texts.len() < 2 { Vec::new() } else { vec![texts[0].len() + 1] }
            };
            let (src_ids, tgt_ids) = (ids("p", &mut n_src, &src), ids("r", &mut n_tgt, &tgt));
            let id = src_ids.first().cloned().unwrap_or_else(|| format!("en.{}", tgt_ids[0]));
            pairs.push(Pair {
                id,
                shape: Shape { src: src.len(), tgt: tgt.len() },
                src_breaks: breaks(&src),
                tgt_breaks: breaks(&tgt),
                src: src.join(" "),
                tgt: tgt.join(" "),
                src_ids,
                tgt_ids,
                kind,
                ..Pair::default()
            });
        }
        bitext(pairs)
    })
}

fn through(bitext: &Bitext, format: Format, dialect: Dialect) -> Bitext {
    let options = Options { dialect, one_sided: true, ..Options::default() };
    let bytes = write_with(bitext, format, &options).bytes;
    read(&bytes, "a", format, &languages()).unwrap().bitext
}

/// Changes every free text of a bitext, those of the pairs last.
fn map_texts(bitext: &mut Bitext, others: impl Fn(&str) -> String, texts: impl Fn(&str) -> String) {
    for (_, value) in &mut bitext.metadata {
        *value = others(value);
    }
    for pair in &mut bitext.pairs {
        let Pair { reviewer, comment, carried, .. } = pair;
        for text in [reviewer, comment].into_iter().chain(carried) {
            *text = others(text);
        }
        for (text, breaks) in
            [(&mut pair.src, &mut pair.src_breaks), (&mut pair.tgt, &mut pair.tgt_breaks)]
        {
            let mapped = texts(text);
            if mapped != *text {
                breaks.clear();
            }
            *text = mapped;
        }
    }
}

fn without_forbidden(text: &str) -> String {
    text.chars().filter(|c| is_allowed(*c)).collect()
}

fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns what a format has a place for.
fn held(bitext: &Bitext, format: Format) -> Bitext {
    let mut bitext = bitext.clone();
    let same = |text: &str| text.to_owned();
    match format {
        Format::Csv => {
            bitext.metadata.clear();
            for pair in &mut bitext.pairs {
                pair.kind = Kind::default();
            }
        }
        Format::Xlsx => map_texts(&mut bitext, with_line_feeds, with_line_feeds),
        Format::Tmx | Format::Xliff => {
            map_texts(&mut bitext, without_forbidden, without_forbidden);
        }
        // Characters that XML lacks have an element, but in texts only.
        Format::Xliff2 => map_texts(&mut bitext, without_forbidden, same),
        _ => {}
    }
    if matches!(format, Format::Csv | Format::Xlsx) {
        for pair in &mut bitext.pairs {
            pair.src_breaks.clear();
            pair.tgt_breaks.clear();
        }
    }
    bitext
}

proptest! {
    #[test]
    fn two_way_formats_give_back_what_they_were_given(bitext in nasty()) {
        let names = ["csv", "xlsx", "jsonl", "parquet", "tmx", "xliff", "xliff2", "po"];
        for format in Format::all().filter(|format| names.contains(&format.name())) {
            let expected = held(&bitext, format);
            prop_assert_eq!(&expected, &through(&bitext, format, Dialect::Standard), "{}", format.name());
        }
        let expected = held(&bitext, Format::Csv);
        prop_assert_eq!(&expected, &through(&bitext, Format::Csv, Dialect::Excel));
    }

    #[test]
    fn texts_beside_links_come_back(bitext in aligned()) {
        for format in [Format::Opus, Format::Intertext] {
            let options = Options { stem: "x".into(), ..Options::default() };
            let Written { bytes, others, .. } = write_with(&bitext, format, &options);
            let mut files = vec![BitextFile { role: Role::Main, name: "x.xml".into(), bytes }];
            for FileBytes { ending, bytes } in others {
                let role = if ending == ".fr.xml" { Role::Src } else { Role::Tgt };
                files.push(BitextFile { role, name: format!("x{ending}"), bytes });
            }
            let read = read_files(&BitextFiles::new(files, format).unwrap(), &languages()).unwrap();
            prop_assert_eq!(&bitext.pairs, &read.bitext.pairs);
        }
    }

    /// Giving pairs one at a time is not another reading.
    #[test]
    fn a_stream_gives_what_reading_gives(bitext in nasty()) {
        for format in [Format::Csv, Format::Jsonl, Format::Tmx, Format::Po] {
            let bytes = write(&bitext, format, Dialect::Standard).bytes;
            let whole = read(&bytes, "a", format, &languages()).unwrap();
            let main = BitextFile { role: Role::Main, name: "a".into(), bytes };
            let input = BitextFiles::new(vec![main], format).unwrap();
            let mut stream = Stream::new(&input, &languages()).unwrap();
            prop_assert_eq!(&whole.findings, &stream.findings().to_vec());
            let mut pairs = Vec::new();
            while let Some(pair) = stream.next_pair().unwrap() {
                pairs.push(pair);
            }
            prop_assert_eq!(&whole.bitext, &Bitext { pairs, ..stream.bitext().clone() });
        }
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
        xml in "<(tmx|xliff|linkGrp|cesAlign)>(</?(tu|tuv|seg|unit|segment|link|source)( lang='fr')?/?>|&amp;|x){0,8}",
        po in "((msgid|msgstr|msgctxt|#\\.|#:|#) ?(\"[a\\\\0-9\"]{0,3}|a: b)?\n){0,6}",
    ) {
        for format in Format::all() {
            let _ = read(&bytes, "a", format, &languages());
            for text in [&line, &xml, &po] {
                let _ = read(text.as_bytes(), "a", format, &languages());
            }
        }
        let _ = ladder::read(&bytes, "a");
        let _ = ladder::read(line.as_bytes(), "a");
    }
}
