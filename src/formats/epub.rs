//! An e-book in which the texts face each other, paragraph by paragraph.
//!
//! EPUB 3: headings start chapters and make the table of contents. On a wide
//! screen paragraphs stand side by side, on a narrow one below each other. The
//! same bitext gives the same bytes: the book is dated by what is known of the
//! document, and its identifier is computed from its texts.

use super::facing::{Block, Blocks, Side, escaped};
use super::html::title;
use super::outlet::Buffer;
use super::{BitextFormat, Losses, Options, Outlet, PairWriter};
use crate::bitext::{Bitext, Pair};
use crate::notice::Notice;
use crate::segment::Kind;
use rustc_hash::FxHasher;
use std::fmt::Write as _;
use std::hash::Hasher;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const STYLE: &str = include_str!("epub.css");

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">
  <rootfiles>
    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>
  </rootfiles>
</container>
";

/// A chapter without headings goes on in another file after this many blocks,
/// because reading devices load a file at a time. By hand: some 100 kB.
const MAX_BLOCKS: usize = 300;

pub(super) struct Epub;

impl BitextFormat for Epub {
    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        Box::new(Book {
            out: out.main(),
            bitext: Bitext { pairs: Vec::new(), ..bitext.clone() },
            title: title(bitext, &options.stem),
            codes: options.codes(bitext),
            blocks: Blocks::default(),
            chapters: Vec::new(),
            hasher: FxHasher::default(),
            made: options.made.clone(),
            losses: Losses::default(),
        })
    }
}

/// One file of the book.
struct Chapter {
    /// What the table of contents calls it, if it is there.
    heading: Option<String>,
    n_blocks: usize,
    body: String,
}

struct Book {
    out: Buffer,
    bitext: Bitext,
    title: String,
    codes: (String, String),
    blocks: Blocks,
    chapters: Vec<Chapter>,
    hasher: FxHasher,
    made: Option<String>,
    losses: Losses,
}

impl PairWriter for Book {
    fn pair(&mut self, pair: &Pair) {
        self.hasher.write(pair.src.as_bytes());
        self.hasher.write(pair.tgt.as_bytes());
        if let Some(block) = self.blocks.push(pair) {
            self.block(&block);
        }
        self.losses.count("scores", pair.score.is_some());
        self.losses.annotations(pair);
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        if let Some(block) = self.blocks.end() {
            self.block(&block);
        }
        if self.chapters.is_empty() {
            self.chapters.push(Chapter {
                heading: None,
                n_blocks: 0,
                body: "<p></p>\n".to_owned(),
            });
        }
        let bytes = self.archive().expect("a vector takes all bytes");
        self.out.write_all(&bytes).expect("a buffer takes all bytes");
        self.losses.findings("epub")
    }
}

impl Book {
    fn block(&mut self, block: &Block) {
        let is_heading = block.kind == Kind::Heading;
        let is_full = self.chapters.last().is_none_or(|last| last.n_blocks >= MAX_BLOCKS);
        if is_heading || is_full {
            let sides = [block.text(Side::Src), block.text(Side::Tgt)];
            let heading = sides.into_iter().find(|text| !text.is_empty()).filter(|_| is_heading);
            self.chapters.push(Chapter { heading, n_blocks: 0, body: String::new() });
        }
        let (src, tgt) = (
            block.side(Side::Src, &self.codes.0, "h2"),
            block.side(Side::Tgt, &self.codes.1, "h2"),
        );
        if let Some(chapter) = self.chapters.last_mut() {
            chapter.n_blocks += 1;
            // Writing to a string cannot fail.
            let _ = write!(
                chapter.body,
                "<div class=\"pair\">\n<div class=\"src\">{src}</div>\n<div class=\"tgt\">{tgt}</div>\n</div>\n"
            );
        }
    }

    fn archive(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        // Another crate may build the archiver with a clock, which must not be asked.
        let dated = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let stored = dated.compression_method(CompressionMethod::Stored);
        archive.start_file("mimetype", stored)?;
        archive.write_all(b"application/epub+zip")?;
        let mut add = |name: &str, content: &str| -> zip::result::ZipResult<()> {
            archive.start_file(name, dated)?;
            Ok(archive.write_all(content.as_bytes())?)
        };
        add("META-INF/container.xml", CONTAINER)?;
        add("EPUB/package.opf", &self.package())?;
        add("EPUB/nav.xhtml", &self.contents())?;
        add("EPUB/style.css", STYLE)?;
        for (number, chapter) in (1..).zip(&self.chapters) {
            let title = chapter.heading.as_ref().unwrap_or(&self.title);
            let body = format!("<section>\n{}</section>\n", chapter.body);
            add(&format!("EPUB/{}", file_name(number)), &self.page(title, &body))?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn package(&self) -> String {
        let (mut items, mut spine) = (String::new(), String::new());
        for number in 1..=self.chapters.len() {
            let name = file_name(number);
            // Writing to a string cannot fail.
            let _ = writeln!(
                items,
                "    <item id=\"c{number}\" href=\"{name}\" media-type=\"application/xhtml+xml\"/>"
            );
            let _ = writeln!(spine, "    <itemref idref=\"c{number}\"/>");
        }
        let metadata: String = ["author", "creator"]
            .iter()
            .filter_map(|name| self.metadata(name, "creator"))
            .collect();
        let source = self.metadata("source", "source").unwrap_or_default();
        let rights = self.metadata("licence", "rights").unwrap_or_default();
        let date = self.metadata("date", "date").unwrap_or_default();
        let (src, tgt) = (&self.codes.0, &self.codes.1);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{src}\">
  <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">
    <dc:identifier id=\"id\">urn:enregard:{:016x}</dc:identifier>
    <dc:title>{}</dc:title>
    <dc:language>{src}</dc:language>
    <dc:language>{tgt}</dc:language>
{metadata}{source}{rights}{date}    <meta property=\"dcterms:modified\">{}</meta>
  </metadata>
  <manifest>
    <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>
    <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>
{items}  </manifest>
  <spine>
{spine}  </spine>
</package>
",
            self.hasher.finish(),
            escaped(&self.title),
            self.modified(),
        )
    }

    fn metadata(&self, name: &str, element: &str) -> Option<String> {
        let (_, value) = self.bitext.metadata.iter().find(|(known, _)| known == name)?;
        Some(format!("    <dc:{element}>{}</dc:{element}>\n", escaped(value)))
    }

    /// Returns the date that the caller sets, else that of the document as EPUB
    /// wants it; a fixed one if there is none, because a clock would change the
    /// book.
    fn modified(&self) -> String {
        if let Some(moment) = &self.made {
            return moment.clone();
        }
        let date = self.bitext.metadata.iter().find(|(name, _)| name == "date");
        let date = date.map_or("", |(_, value)| value.as_str());
        let has_shape = |shape: &str| {
            date.len() == shape.len()
                && date.bytes().zip(shape.bytes()).all(|(byte, shape)| {
                    if shape == b'0' { byte.is_ascii_digit() } else { byte == shape }
                })
        };
        let day = match () {
            () if has_shape("0000-00-00") => date.to_owned(),
            () if has_shape("0000-00") => format!("{date}-01"),
            () if has_shape("0000") => format!("{date}-01-01"),
            () => "2000-01-01".to_owned(),
        };
        format!("{day}T00:00:00Z")
    }

    fn contents(&self) -> String {
        let mut entries = String::new();
        for (number, chapter) in (1..).zip(&self.chapters) {
            let heading = match &chapter.heading {
                Some(heading) => heading,
                // A book must start somewhere, also without a heading.
                None if number == 1 => &self.title,
                None => continue,
            };
            let name = file_name(number);
            let label = if heading.trim().is_empty() { "1" } else { heading.trim() };
            // Writing to a string cannot fail.
            let _ = writeln!(entries, "<li><a href=\"{name}\">{}</a></li>", escaped(label));
        }
        let body = format!("<nav epub:type=\"toc\">\n<ol>\n{entries}</ol>\n</nav>\n");
        self.page(&self.title, &body)
    }

    fn page(&self, title: &str, body: &str) -> String {
        let lang = &self.codes.0;
        let title = if title.trim().is_empty() { "enregard" } else { title };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
             lang=\"{lang}\" xml:lang=\"{lang}\">\n<head>\n<title>{}</title>\n\
             <link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n{body}</body>\n</html>\n",
            escaped(title)
        )
    }
}

fn file_name(number: usize) -> String {
    format!("c{number:04}.xhtml")
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::super::{Dialect, Format, write};
    use super::*;
    use std::io::Read;

    fn entry(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut content = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut content).unwrap();
        content
    }

    #[test]
    fn headings_are_chapters_and_the_table_of_contents() {
        let bytes = write(&example(), Format::Epub, Dialect::Standard).bytes;
        assert_eq!(b"mimetypeapplication/epub+zip", &bytes[30..58]);
        let contents = entry(&bytes, "EPUB/nav.xhtml");
        assert!(
            contents
                .contains("<li><a href=\"c0001.xhtml\">Il dit : « Oui », puis s'en va.</a></li>")
        );
        let chapter = entry(&bytes, "EPUB/c0001.xhtml");
        assert!(
            chapter.contains(
                "<div class=\"tgt\"><p lang=\"en\" dir=\"auto\"><span class=\"s0\">It rains."
            ),
            "{chapter}"
        );
        assert!(
            entry(&bytes, "EPUB/package.opf").contains("dcterms:modified\">2020-11-01T00:00:00Z")
        );
    }

    #[test]
    fn the_same_bitext_gives_the_same_bytes() {
        let bytes = || write(&example(), Format::Epub, Dialect::Standard).bytes;
        assert_eq!(bytes(), bytes());
    }
}
