//! What the tests of the command line share: the binary, files, a workplace.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
#![allow(dead_code, reason = "each test file uses a part")]

pub mod tools;

use assert_cmd::Command;
use std::path::{Path, PathBuf};

/// The texts of `corpus/`.
pub const CORPUS: [&str; 4] = ["haut-karabakh", "le-phare", "lettre-atelier", "marche-couvert"];

/// Returns a file of the repository.
pub fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Returns the path of a corpus file as an argument.
pub fn corpus(name: &str) -> String {
    file("corpus").join(name).to_str().unwrap().to_owned()
}

/// Returns the binary, as it behaves without the user's settings.
pub fn enregard<S: AsRef<str>>(args: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enregard"));
    command.args(args.iter().map(AsRef::as_ref));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    for locale in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(locale);
    }
    command
}

/// A folder with the files of a test, in which the binary runs.
pub struct Workplace {
    folder: tempfile::TempDir,
}

impl Workplace {
    /// Returns a folder with `fr.txt` and `en.csv`, three sentences that
    /// translate each other.
    pub fn new() -> Workplace {
        let workplace = Workplace { folder: tempfile::tempdir().unwrap() };
        workplace.write("fr.txt", FR);
        workplace.write("en.csv", EN);
        workplace
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// Returns the names of the files that there are.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Returns the binary in this folder. Arguments are parted by spaces.
    pub fn enregard(&self, args: &str) -> Command {
        let mut command = enregard(&args.split_whitespace().collect::<Vec<_>>());
        command.current_dir(self.folder.path());
        command
    }

    /// Runs the binary, which must succeed, and returns what it prints.
    #[track_caller]
    pub fn stdout(&self, args: &str) -> String {
        let output = self.enregard(args).assert().success().get_output().clone();
        String::from_utf8(output.stdout).unwrap()
    }
}

pub const FR: &str = "La gardienne alluma la lampe. Il neigeait depuis trois jours.\n\n\
                      La mer montait vers les rochers noirs.\n";
pub const EN: &str = "N°,English,Note\n1,The keeper lit the lamp.,a\n\
                      2,It had been snowing for three days.,b\n\
                      3,The sea was rising to the black rocks.,c\n";

/// Returns the chosen columns of a CSV, cells parted by ` | `.
pub fn columns(csv: &str, names: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let position = |name: &&str| {
        let found = headers.iter().position(|header| header == *name);
        found.unwrap_or_else(|| panic!("no column `{name}` in {headers:?}"))
    };
    let positions: Vec<usize> = names.iter().map(position).collect();
    let row = |record: csv::StringRecord| {
        positions.iter().map(|at| &record[*at]).collect::<Vec<_>>().join(" | ")
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}
