//! Files, read and written as the command does.

use crate::alignment::{Aligned, Alignment};
use crate::errors::{Notice, from_error};
use crate::run;
use crate::text;
use enregard::LangPair;
use enregard::cli::files;
use enregard::formats::Format;
use enregard::notice::Severity;
use enregard::pipeline::Input;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use std::ffi::CString;
use std::path::PathBuf;
use std::sync::Arc;

/// Reads a bitext in any format: CSV, TMX, XLIFF, XLSX, JSON lines, PO, Parquet, Moses
/// and others. The format is told by the name of the file, else by its content.
///
/// >>> import enregard as er, tempfile, pathlib
/// >>> path = pathlib.Path(tempfile.mkdtemp(), "pairs.csv")
/// >>> _ = path.write_text("fr,en\nIl pleut.,It rains.\n")
/// >>> er.read(path)[0]
/// <Pair 1:1 'Il pleut.' | 'It rains.'>
#[pyfunction]
#[pyo3(signature = (path, format=None, *, src_lang="fr", tgt_lang="en"))]
pub fn read(
    py: Python<'_>,
    path: PathBuf,
    format: Option<&str>,
    src_lang: &str,
    tgt_lang: &str,
) -> PyResult<Alignment> {
    let langs =
        LangPair::new(text::lang(py, src_lang, "src_lang")?, text::lang(py, tgt_lang, "tgt_lang")?);
    let format = named(py, format)?;
    let loaded = run::run(py, move |_| files::read_bitext(&path, format, &langs))?;
    let loaded = loaded.map_err(|error| from_error(py, &error))?;
    let aligned = Aligned { bitext: loaded.bitext, places: None, notices: loaded.findings };
    Ok(Alignment(Arc::new(aligned)))
}

/// Reads the text of a document: a web page, DOCX, ODT, EPUB, PDF, subtitles, Markdown
/// or plain text. Menus, running heads and the like are left out; blank lines part its
/// blocks.
///
/// >>> import enregard as er, tempfile, pathlib
/// >>> path = pathlib.Path(tempfile.mkdtemp(), "page.html")
/// >>> _ = path.write_text("<h1>Le temps</h1><p>Il pleut.</p>")
/// >>> er.read_text(path)
/// 'Le temps\n\nIl pleut.'
#[pyfunction]
pub fn read_text(py: Python<'_>, path: PathBuf) -> PyResult<String> {
    let side = run::run(py, move |_| files::read_side(&path, &LangPair::FR_EN, false))?;
    match side.map_err(|error| from_error(py, &error))? {
        Input::Document(document) => {
            Ok(document.text.content[document.body].trim_matches('\n').to_owned())
        }
        Input::Lines(text) => Ok(text.content),
        Input::Segments(segments) => Ok(segments.join("\n")),
        Input::Table(table) | Input::Rows(table) => {
            let cells: Vec<&str> = table.rows.iter().map(|row| row.tgt.as_str()).collect();
            Ok(cells.join("\n\n"))
        }
    }
}

static WARNING: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// Writes a bitext. Returns what its format has no place for, and warns of what is lost.
///
/// # Errors
///
/// There is no such format, or the file cannot be written.
pub fn save(
    py: Python<'_>,
    aligned: &Arc<Aligned>,
    path: PathBuf,
    format: Option<&str>,
    force: bool,
) -> PyResult<Vec<Notice>> {
    let format = named(py, format)?;
    let aligned = Arc::clone(aligned);
    let written =
        run::run(py, move |_| files::write_bitext(&aligned.bitext, &path, format, force))?;
    let findings = written.map_err(|error| from_error(py, &error))?;
    let class = WARNING.import(py, "enregard._errors", "NoticeWarning")?;
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Info) {
        let text = CString::new(finding.to_string()).unwrap_or_default();
        PyErr::warn(py, class, &text, 1)?;
    }
    Ok(Notice::all(&findings))
}

fn named(py: Python<'_>, format: Option<&str>) -> PyResult<Option<Format>> {
    let format = format.map(Format::by_name).transpose();
    format.map_err(|error| from_error(py, &error))
}
