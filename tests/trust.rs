//! Hostile and unlucky inputs: nothing kills the program, nothing grows without
//! bounds, nothing half written stays behind.
//!
//! Where the system has `prlimit`, every run is held to 1.5 GB and must end by
//! itself well before that; elsewhere the tests of memory only look at how it
//! ends.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::Workplace;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// No run on a small file may take longer, on a slow machine with other work.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs the binary within limits and returns what came of it. Arguments are
/// parted by spaces.
fn run(workplace: &Workplace, args: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_enregard");
    let has_limits = Command::new("prlimit").arg("--version").output().is_ok();
    let mut command = if has_limits {
        let mut command = Command::new("prlimit");
        command.args(["--as=1500000000", program]);
        command
    } else {
        Command::new(program)
    };
    command.args(args.split_whitespace()).current_dir(workplace.path(""));
    // An endless file need not be waited for as long as an honest one.
    command.env("ENREGARD_PARSER_SECONDS", "3").stdin(Stdio::null());
    let start = Instant::now();
    let output = command.output().unwrap();
    assert!(start.elapsed() < PATIENCE, "{args}: {:?}", start.elapsed());
    output
}

/// Checks that a command on a hostile file is refused, with the name of the
/// file, a hint, and words that say why.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, args: &str, said: &str) {
    let workplace = Workplace::new();
    workplace.write(name, bytes);
    let output = run(&workplace, args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(Some(3), output.status.code(), "{name}: {stderr}");
    assert!(
        stderr.contains(&format!("error: {name}")) && stderr.contains(said),
        "{name}: {stderr}"
    );
    assert!(stderr.contains("\nhint: ") && !stderr.contains("panicked"), "{name}: {stderr}");
}

/// Returns a PDF of these objects, the first of which is number 1.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(bytes.len());
        write!(bytes, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = bytes.len();
    write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(bytes, "{offset:010} 00000 n ").unwrap();
    }
    let n = objects.len() + 1;
    write!(bytes, "trailer\n<< /Size {n} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    bytes
}

/// Returns the objects of a PDF of one page, which draws the form of object 5.
fn page(resources: &str) -> Vec<String> {
    let content = "BT /F1 12 Tf 72 700 Td (Bonjour le monde.) Tj ET /X Do";
    vec![
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources {resources} >>"
        ),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ]
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_whose_form_draws_itself_ends() {
    let mut objects = page("<< /XObject << /X 5 0 R >> >>");
    let content = "/X Do /X Do";
    objects.push(format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 600 700] /Resources << /XObject << /X 5 0 R >> >> \
         /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    ));
    check("a.pdf", pdf(&objects), "segment a.pdf", "this PDF ");
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_nested_without_end_is_refused() {
    let mut objects = page("<< >>");
    objects.push(format!("{}{}", "[".repeat(200_000), "]".repeat(200_000)));
    objects[0] = "<< /Type /Catalog /Pages 2 0 R /Deep 5 0 R >>".into();
    let workplace = Workplace::new();
    workplace.write("a.pdf", pdf(&objects));
    // Whether the parser looks at what nobody needs is its own affair.
    let output = run(&workplace, "segment a.pdf");
    assert!(matches!(output.status.code(), Some(0 | 3)), "{output:?}");
}

/// Returns an XLSX file of one sheet with this content.
fn xlsx(rows: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let relation = |id: &str, target: &str, kind: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"{id}\" \
             Target=\"{target}\" Type=\"{OFFICE}/{kind}\"/></Relationships>"
        )
    };
    let entries = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{PACKAGE}/content-types\"/>")),
        ("_rels/.rels", relation("rId1", "xl/workbook.xml", "officeDocument")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Feuille1\" \
                 sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relation("rId1", "worksheets/sheet1.xml", "worksheet")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn cell(name: &str, text: &str) -> String {
    format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn row(number: u32, cells: &[String]) -> String {
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

#[test]
fn a_stray_cell_of_a_spreadsheet_costs_nothing() {
    let head = row(1, &[cell("A1", "fr"), cell("B1", "en")]);
    let text = row(2, &[cell("A2", "Il pleut."), cell("B2", "It rains.")]);
    let far = row(1_048_576, &[cell("XFD1048576", "x")]);
    check("a.xlsx", xlsx(&[head.as_str(), &text, &far].concat()), "check a.xlsx", "XFD1048576");
    let workplace = Workplace::new();
    let near = row(1_048_576, &[cell("B1048576", "x")]);
    workplace.write("a.xlsx", xlsx(&[head.as_str(), &text, &near].concat()));
    let output = run(&workplace, "check a.xlsx");
    assert_ne!(Some(3), output.status.code(), "{output:?}");
}

#[test]
fn packed_files_that_are_no_tables_are_called_what_they_are() {
    let zip = |name: &str| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.finish().unwrap().into_inner()
    };
    let pages = "this is a file of Pages, Numbers or Keynote";
    let documents = "this is a ZIP archive with `livre.epub` in it";
    for args in ["segment a.zip", "align fr.txt a.zip"] {
        check("a.zip", zip("Index/Document.iwa"), args, pages);
        check("a.zip", zip("livre.epub"), args, documents);
        check("a.zip", zip("notes.bin"), args, "this is a ZIP archive, not a document");
    }
    let locked: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for args in ["segment a.xlsx", "align fr.txt a.xlsx", "check a.xlsx"] {
        check("a.xlsx", &locked, args, "locked with a password");
    }
}

#[test]
fn more_columns_than_anybody_needs_are_refused() {
    let mut header = "fr,en".to_owned();
    (0..100_000).for_each(|n| _ = write!(header, ",c{n}"));
    let row = "x,".repeat(100_001) + "x";
    for args in ["convert a.csv -o b.csv", "align fr.txt a.csv"] {
        check("a.csv", format!("{header}\n{row}\n"), args, "columns");
    }
    let lines: String = (0..3_000).fold(String::new(), |lines, n| {
        lines + &format!("{{\"fr\":\"a\",\"en\":\"b\",\"k{n}\":1}}\n")
    });
    check("a.jsonl", lines, "convert a.jsonl -o b.csv", "columns");
}

#[test]
fn a_page_with_a_hundred_thousand_attributes_is_read() {
    let workplace = Workplace::new();
    let attributes: String = (0..100_000).fold(String::new(), |all, n| all + " a" + &n.to_string());
    workplace.write("a.html", format!("<p{attributes}>Il pleut.</p>"));
    let start = Instant::now();
    let output = run(&workplace, "segment a.html");
    assert_eq!("Il pleut.\n", String::from_utf8_lossy(&output.stdout));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn nothing_that_a_terminal_obeys_is_said() {
    let workplace = Workplace::new();
    workplace.write("a.csv", "id,\u{1b}[2Jbad,\u{202e}x\n1,2,3\n");
    workplace.write("\u{1b}[31m.csv", "id,x,y\n1,2,3\n");
    workplace.write("a.toml", "[[rule]]\nname=\"\\u001b[31m\"\nsrc=\"(\"\n");
    workplace.write("a.tmx", "<tmx version=\"1.4\"><body><tu><\u{1b}[31mtuv></tu></body></tmx>");
    let text = "fr,en\nIl a 3 \u{1b}[31mchats\u{202e}.,He has 4 cats.\n";
    workplace.write("b.csv", text);
    for args in [
        "check a.csv",
        "check \u{1b}[31m.csv",
        "check b.csv --checklist a.toml",
        "check b.csv",
        "convert a.tmx",
        "align \u{1b}[31m \u{202e}",
        "\u{1b}[31m",
    ] {
        let output = run(&workplace, args);
        for stream in [&output.stdout, &output.stderr] {
            let said = String::from_utf8_lossy(stream);
            let is_obeyed = |c| matches!(c, '\u{1b}' | '\u{202e}');
            assert!(!said.contains(is_obeyed), "{args:?}: {said:?}");
        }
    }
}

#[test]
fn a_long_line_of_documents_is_an_error_of_that_line() {
    let workplace = Workplace::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"{\"id\":1,\"src\":\"Oui.\",\"tgt\":\"Yes.\"}\n").unwrap();
    let blank = vec![b' '; 1 << 20];
    (0..300).for_each(|_| packed.write_all(&blank).unwrap());
    workplace.write("a.jsonl.gz", packed.finish().unwrap());
    let output = run(&workplace, "align --documents a.jsonl.gz");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(3) && stderr.contains("unpacks to more"), "{stderr}");
}

#[test]
fn a_book_tells_the_time_that_it_is_told() {
    let workplace = Workplace::new();
    workplace.write("a.csv", "fr,en\nIl pleut.,It rains.\n");
    let convert = |seconds: &str| {
        let mut command = workplace.enregard("convert a.csv --format epub");
        command.env("SOURCE_DATE_EPOCH", seconds);
        command.assert().success().get_output().stdout.clone()
    };
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(convert("86400"))).unwrap();
    let mut package = String::new();
    let mut entry = book.by_name("EPUB/package.opf").unwrap();
    std::io::Read::read_to_string(&mut entry, &mut package).unwrap();
    assert!(package.contains("1970-01-02T00:00:00Z"), "{package}");
    assert_eq!(convert("86400"), convert("86400"));
}

#[test]
fn outputs_that_are_not_written_are_refused() {
    let workplace = Workplace::new();
    workplace.write("a.csv", "fr,en\nIl pleut.,It rains.\n");
    for args in ["report a.csv -o a.pdf", "report a.csv -o a.docx", "check a.csv -o a.pdf"] {
        let output = run(&workplace, args);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(Some(2), output.status.code(), "{args}: {stderr}");
        assert!(stderr.contains("is not written") && stderr.contains("hint: "), "{stderr}");
    }
}

#[test]
fn what_is_no_text_is_not_aligned() {
    let page =
        "<!DOCTYPE html><html><body><form>Sign in <input type=password></form></body></html>";
    check("a.csv", page, "align fr.txt a.csv", "this is a web page");
    check("a.txt", page, "segment a.txt", "this is a web page");
    check("a.json", "[{\"fr\": \"Oui.\", \"en\": \"Yes.\"}]", "segment a.json", "JSON");
    let workplace = Workplace::new();
    let article = "<body><h1>Le journal</h1><p>Connectez-vous pour lire la suite de cet article, s'il vous plaît.</p>";
    workplace.write("a.html", page.replace("<body>", article));
    let output = run(&workplace, "segment a.html");
    assert!(String::from_utf8_lossy(&output.stderr).contains("asks for a password"), "{output:?}");
}

#[test]
fn texts_of_dos_and_macs_are_read_and_said() {
    let workplace = Workplace::new();
    // `L'été, la forêt gèle déjà.` in both.
    workplace.write("dos.txt", b"L'\x82t\x82, la for\x88t g\x8ale d\x82j\x85.");
    workplace.write("mac.txt", b"L'\x8et\x8e, la for\x90t g\x8fle d\x8ej\x88.");
    for name in ["dos.txt", "mac.txt"] {
        let output = run(&workplace, &format!("segment {name}"));
        assert_eq!("L'été, la forêt gèle déjà.\n", String::from_utf8_lossy(&output.stdout));
        assert!(String::from_utf8_lossy(&output.stderr).contains("which is a guess"), "{output:?}");
    }
}

#[test]
fn threads_are_capped_with_a_word() {
    let workplace = Workplace::new();
    workplace.write("fr.txt", "Il pleut.\n");
    workplace.write("en.csv", "en\nIt rains.\n");
    // Without the limit of `run`: so many threads ask for much room.
    let mut command = Command::new(env!("CARGO_BIN_EXE_enregard"));
    command.args(["align", "fr.txt", "en.csv", "--threads", "100000"]);
    let output = command.current_dir(workplace.path("")).output().unwrap();
    assert_eq!(Some(0), output.status.code());
    assert!(String::from_utf8_lossy(&output.stderr).contains("threads"), "{output:?}");
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_leaves_no_passing_file() {
    for signal in ["INT", "TERM", "HUP"] {
        let workplace = Workplace::new();
        workplace.write("old.csv", "fr,en\nOui.,Yes.\n");
        let mut child = Command::new(env!("CARGO_BIN_EXE_enregard"))
            .args(["convert", "-", "--from", "jsonl", "-o", "out.csv"])
            .current_dir(workplace.path(""))
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The passing file is made when the input is whole; a large one takes a
        // while to write.
        let mut input = String::new();
        for n in 0..200_000 {
            writeln!(input, "{{\"fr\":\"Oui {n}.\",\"en\":\"Yes {n}.\"}}").unwrap();
        }
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let is_passing = |name: &String| name.starts_with(".enregard-");
        let start = Instant::now();
        while !workplace.names().iter().any(is_passing) && start.elapsed() < PATIENCE {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
        child.wait().unwrap();
        assert!(!workplace.names().iter().any(is_passing), "{signal}: {:?}", workplace.names());
    }
}
