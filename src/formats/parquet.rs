//! Parquet, columns for machine learning, in the schema of the JSON lines.
//!
//! `datasets` loads `translation` as it is. Without Arrow: the columns are
//! written as such, and rows are read as objects, by the same code as JSON
//! lines. What is known of the document is a column too, so that files may be
//! put together. The parser is a foreign one, and works behind the door of
//! [`guard`](crate::guard), which gives the rows back as JSON lines.

use super::jsonl::Objects;
use super::outlet::Buffer;
use super::{BitextFiles, BitextFormat, Head, Options, Outlet, PairReader, PairWriter};
use crate::bitext::{Bitext, Pair};
use crate::error::{Error, Place, Result};
use crate::guard::{self, Parser};
use crate::notice::{Notice, Severity};
use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// How many pairs stand in a row group, and in memory. By hand: some megabytes.
const ROWS_IN_GROUP: usize = 20_000;

pub(super) struct Parquet;

impl BitextFormat for Parquet {
    fn reader<'a>(&self, input: &'a BitextFiles, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let file = input.name();
        let rows = guard::read(Parser::Parquet, input.bytes(), file, parse)?;
        Ok(Box::new(Reader { file, rows, at: 0, n_rows: 0, objects: Objects::default() }))
    }

    fn writer(&self, bitext: &Bitext, _: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let columns = columns(bitext);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file = schema(bitext)
            .and_then(|schema| SerializedFileWriter::new(out.main(), schema, Arc::new(properties)));
        let head = Bitext { pairs: Vec::new(), ..bitext.clone() };
        Box::new(Writer { file, columns, head, pairs: Vec::new() })
    }
}

/// Returns the rows as JSON lines, without the protection of a door.
pub(super) fn parse(bytes: &[u8], file: &str) -> Result<String> {
    let bytes = Bytes::copy_from_slice(bytes);
    let rows = SerializedFileReader::new(bytes).map_err(|cause| unreadable(&cause, file))?;
    let mut lines = String::new();
    for row in RowIter::from_file_into(Box::new(rows)) {
        let row = row.map_err(|cause| unreadable(&cause, file))?;
        lines.push_str(&Value::Object(object(&row)).to_string());
        lines.push('\n');
    }
    Ok(lines)
}

fn unreadable(cause: &ParquetError, file: &str) -> Error {
    Error::input(format!("this is not a Parquet file that can be read: {cause}"))
        .at(Place::file(file))
        .hint("check that it is whole, or export it again; snappy and zstd are unpacked")
}

/// What a column takes from a pair.
type Texts = Box<dyn Fn(&Pair) -> String>;
type Lists = Box<dyn Fn(&Pair) -> Vec<String>>;

enum Column {
    Text(Texts),
    List(Lists),
    Score,
}

/// Returns the columns in the order of the schema.
fn columns(bitext: &Bitext) -> Vec<Column> {
    fn text(take: impl Fn(&Pair) -> String + 'static) -> Column {
        Column::Text(Box::new(take))
    }
    fn list(take: impl Fn(&Pair) -> Vec<String> + 'static) -> Column {
        Column::List(Box::new(take))
    }
    fn several(segments: &[&str]) -> Vec<String> {
        let segments = if segments.len() > 1 { segments } else { &[] };
        segments.iter().map(ToString::to_string).collect()
    }
    let mut columns = vec![
        text(|pair| pair.id.clone()),
        text(|pair| pair.shape.to_string()),
        text(|pair| pair.src.clone()),
        text(|pair| pair.tgt.clone()),
        list(|pair| pair.src_ids.clone()),
        list(|pair| pair.tgt_ids.clone()),
        list(|pair| several(&pair.src_segments())),
        list(|pair| several(&pair.tgt_segments())),
        text(|pair| pair.kind.name().to_owned()),
        Column::Score,
        text(|pair| pair.status.name().to_owned()),
        list(|pair| pair.findings.clone()),
        text(|pair| pair.reviewer.clone()),
        text(|pair| pair.updated.clone()),
        text(|pair| pair.comment.clone()),
    ];
    for at in 0..bitext.carried_headers.len() {
        columns.push(text(move |pair| pair.carried.get(at).cloned().unwrap_or_default()));
    }
    for (_, value) in bitext.metadata.clone() {
        columns.push(text(move |_| value.clone()));
    }
    columns
}

fn schema(bitext: &Bitext) -> std::result::Result<TypePtr, ParquetError> {
    let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
    let group = |name: &str, fields: Vec<TypePtr>| {
        Type::group_type_builder(name)
            .with_repetition(Repetition::REQUIRED)
            .with_fields(fields)
            .build()
            .map(Arc::new)
    };
    let mut fields = vec![
        text("id")?,
        text("bead")?,
        group("translation", vec![text(src)?, text(tgt)?])?,
        list(&format!("{src}_ids"))?,
        list(&format!("{tgt}_ids"))?,
        list(&format!("{src}_segments"))?,
        list(&format!("{tgt}_segments"))?,
        text("kind")?,
        Arc::new(
            Type::primitive_type_builder("score", Physical::DOUBLE)
                .with_repetition(Repetition::OPTIONAL)
                .build()?,
        ),
        text("status")?,
        list("findings")?,
        text("reviewer")?,
        text("updated")?,
        text("comment")?,
    ];
    let carried = bitext.carried_headers.iter();
    let metadata = bitext.metadata.iter().map(|(name, _)| name);
    for (name, columns) in
        [("carried", carried.collect::<Vec<_>>()), ("metadata", metadata.collect())]
    {
        if !columns.is_empty() {
            let columns: std::result::Result<_, _> =
                columns.into_iter().map(|name| text(name)).collect();
            fields.push(group(name, columns?)?);
        }
    }
    Type::group_type_builder("bitext").with_fields(fields).build().map(Arc::new)
}

fn text(name: &str) -> std::result::Result<TypePtr, ParquetError> {
    Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()
        .map(Arc::new)
}

/// Returns the three-level list that the format's standard wants.
fn list(name: &str) -> std::result::Result<TypePtr, ParquetError> {
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![text("element")?])
        .build()?;
    Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()
        .map(Arc::new)
}

struct Writer {
    /// The file, or why it cannot be written any more.
    file: std::result::Result<SerializedFileWriter<Buffer>, ParquetError>,
    columns: Vec<Column>,
    head: Bitext,
    pairs: Vec<Pair>,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        self.pairs.push(pair.clone());
        if self.pairs.len() >= ROWS_IN_GROUP {
            self.row_group();
        }
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        if !self.pairs.is_empty() {
            self.row_group();
        }
        let outcome = self.file.and_then(SerializedFileWriter::close);
        let broken = |cause: ParquetError| {
            let names = self.head.carried_headers.join(", ");
            let message = format!("the file is broken ({cause}); carried columns: {names}");
            Notice { severity: Severity::Error, ..Notice::warning("format", message) }
        };
        outcome.err().map(broken).into_iter().collect()
    }
}

impl Writer {
    fn row_group(&mut self) {
        let pairs = std::mem::take(&mut self.pairs);
        let Ok(file) = &mut self.file else { return };
        let outcome =
            file.next_row_group().and_then(|group| write_group(group, &self.columns, &pairs));
        if let Err(cause) = outcome {
            self.file = Err(cause);
        }
    }
}

fn write_group(
    mut group: SerializedRowGroupWriter<'_, Buffer>,
    columns: &[Column],
    pairs: &[Pair],
) -> std::result::Result<(), ParquetError> {
    for column in columns {
        let Some(mut writer) = group.next_column()? else { break };
        match column {
            Column::Text(take) => {
                let values: Vec<ByteArray> =
                    pairs.iter().map(|pair| ByteArray::from(take(pair).into_bytes())).collect();
                writer.typed::<ByteArrayType>().write_batch(&values, None, None)?;
            }
            Column::List(take) => {
                let (mut values, mut filled, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
                for pair in pairs {
                    let items = take(pair);
                    if items.is_empty() {
                        filled.push(0);
                        repeated.push(0);
                    }
                    for (n, item) in items.into_iter().enumerate() {
                        filled.push(1);
                        repeated.push(i16::from(n > 0));
                        values.push(ByteArray::from(item.into_bytes()));
                    }
                }
                let writer = writer.typed::<ByteArrayType>();
                writer.write_batch(&values, Some(&filled), Some(&repeated))?;
            }
            Column::Score => {
                let scores: Vec<f64> = pairs.iter().filter_map(|pair| pair.score).collect();
                let filled: Vec<i16> =
                    pairs.iter().map(|pair| i16::from(pair.score.is_some())).collect();
                writer.typed::<DoubleType>().write_batch(&scores, Some(&filled), None)?;
            }
        }
        writer.close()?;
    }
    group.close().map(|_| ())
}

struct Reader<'a> {
    file: &'a str,
    /// The rows as JSON lines, and where the next one starts.
    rows: String,
    at: usize,
    n_rows: u64,
    objects: Objects,
}

impl PairReader for Reader<'_> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        let Some((line, _)) = self.rows[self.at..].split_once('\n') else { return Ok(None) };
        self.at += line.len() + 1;
        self.n_rows += 1;
        let place = Place::file(self.file).line(self.n_rows);
        let row = serde_json::from_str(line).map_err(|cause| {
            Error::input(format!("this row cannot be read: {cause}"))
                .at(place.clone())
                .hint("export the file again, or as JSON lines")
        })?;
        self.objects.pair(row, &place, head).map(Some)
    }
}

fn object(row: &Row) -> Map<String, Value> {
    row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => json!(value),
        Field::Float(value) => json!(value),
        Field::Double(value) => json!(value),
        Field::Str(value) => json!(value),
        Field::Group(row) => Value::Object(object(row)),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        other => {
            other.to_string().parse::<i64>().map_or_else(|_| json!(other.to_string()), |n| json!(n))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, languages};
    use super::super::{Dialect, Format, read, write};

    #[test]
    fn columns_give_back_what_they_were_given() {
        let written = write(&example(), Format::Parquet, Dialect::Standard);
        assert!(written.findings.is_empty(), "{:?}", written.findings);
        let loaded = read(&written.bytes, "a.parquet", Format::Parquet, &languages()).unwrap();
        assert_eq!(example(), loaded.bitext);
    }

    #[test]
    fn what_is_no_parquet_is_refused() {
        for bytes in [&b"PAR1"[..], b"PAR1xxxxPAR1", b"fr,en\n"] {
            let error = read(bytes, "a.parquet", Format::Parquet, &languages()).unwrap_err();
            assert!(
                error.to_string().starts_with("a.parquet: this is not a Parquet file"),
                "{error}"
            );
        }
    }
}
