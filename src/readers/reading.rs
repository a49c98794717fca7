//! Counts what was read of a document, and what was left out and why.
//!
//! A reader that passes over text in silence spoils an alignment: what is missing
//! on one side becomes an omission on the other, with a good score. So every
//! reader says what it passes over, and here that becomes a share: characters
//! read, of the characters that a person sees. White space does not count.
//!
//! What nobody sees (scripts, deletions, hidden text) is in neither figure.

use crate::error::Place;
use crate::notice::Notice;
use std::fmt::Write as _;

/// Why some text of a document is not read.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Why {
    /// Navigation: menus, breadcrumbs, links to the next page, edit links.
    Menu,
    /// What surrounds the main content of a page: banners, boxes, footers.
    Surroundings,
    /// Tables of contents and indexes.
    Contents,
    /// Program code.
    Code,
    /// Marks of notes and numbers of printed pages.
    Marks,
    /// Running heads and page numbers.
    RunningHeads,
    /// Lines and tables that are drawn with characters.
    Drawings,
    /// What a library puts around its texts: licences and notices.
    Licence,
    /// What describes the document: headers of XML, bibliographic data.
    Metadata,
}

impl Why {
    /// Returns the name used in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Why::Menu => "menus",
            Why::Surroundings => "surroundings of the main content",
            Why::Contents => "contents and indexes",
            Why::Code => "code",
            Why::Marks => "marks of notes",
            Why::RunningHeads => "running heads and page numbers",
            Why::Drawings => "lines drawn with characters",
            Why::Licence => "licence and notices of the library",
            Why::Metadata => "metadata",
        }
    }

    /// Tells whether `--all` reads it.
    fn is_optional(self) -> bool {
        !matches!(self, Why::Marks | Why::Metadata)
    }
}

/// Text that was not read for one reason.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeftOut {
    /// Why.
    pub why: Why,
    /// How many characters.
    pub n_chars: usize,
    /// At how many places.
    pub n_places: usize,
    /// How the first of them starts.
    pub sample: String,
}

/// What was read of a document, and what was not.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Reading {
    /// Characters that were read.
    pub n_read: usize,
    /// What was left out, by reason.
    pub left_out: Vec<LeftOut>,
}

/// With a smaller share read, most likely something is missing. By hand: half of
/// a page of news is menus and boxes.
const LOW_SHARE: f64 = 0.5;

/// Shares that differ by more than this say that the two sides were not read
/// alike. By hand: the menus of one site are as long in both languages.
const MAX_DIFFERENCE: f64 = 0.1;

/// How many characters of a sample are kept.
const SAMPLE_CHARS: usize = 40;

/// Differences are not worth a word under this many characters left out.
const FEW_CHARS: usize = 200;

impl Reading {
    /// Adds text that is not read.
    pub(super) fn leave_out(&mut self, why: Why, text: &str) {
        let n_chars = n_ink(text);
        if n_chars == 0 {
            return;
        }
        if let Some(known) = self.left_out.iter_mut().find(|known| known.why == why) {
            known.n_chars += n_chars;
            known.n_places += 1;
            return;
        }
        let mut sample = String::new();
        for word in text.split_whitespace() {
            if sample.chars().count() + word.chars().count() >= SAMPLE_CHARS {
                sample.push('…');
                break;
            }
            if !sample.is_empty() {
                sample.push(' ');
            }
            sample.push_str(word);
        }
        self.left_out.push(LeftOut { why, n_chars, n_places: 1, sample });
    }

    /// Returns how many characters were left out.
    #[must_use]
    pub fn n_left_out(&self) -> usize {
        self.left_out.iter().map(|left_out| left_out.n_chars).sum()
    }

    /// Returns the share that was read, from 0 to 1; 1 of a blank document.
    #[must_use]
    pub fn share(&self) -> f64 {
        let n_seen = self.n_read + self.n_left_out();
        if n_seen == 0 { 1.0 } else { self.n_read as f64 / n_seen as f64 }
    }

    /// Returns the share in per cent, rounded down so that 100 means all.
    #[must_use]
    pub fn per_cent(&self) -> usize {
        (100 * self.n_read).checked_div(self.n_read + self.n_left_out()).unwrap_or(100)
    }

    /// Tells whether so little was read that a person should look.
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.share() < LOW_SHARE && self.n_left_out() >= FEW_CHARS
    }

    /// Says what was read: a warning if it is little, else for those who ask.
    #[must_use]
    pub fn finding(&self, file: &str) -> Option<Notice> {
        if self.left_out.is_empty() {
            return None;
        }
        let mut left_out: Vec<&LeftOut> = self.left_out.iter().collect();
        left_out.sort_by_key(|left_out| (std::cmp::Reverse(left_out.n_chars), left_out.why));
        let mut message =
            format!("read {} % of what a person sees; left out, in characters:", self.per_cent());
        for (idx, LeftOut { why, n_chars, n_places, sample }) in left_out.iter().enumerate() {
            let comma = if idx > 0 { "," } else { "" };
            let places = if *n_places == 1 { "place" } else { "places" };
            // Writing to a string cannot fail.
            let _ = write!(
                message,
                "{comma} {n_chars} of {} ({n_places} {places}: `{sample}`)",
                why.name()
            );
        }
        if left_out.iter().any(|left_out| left_out.why.is_optional()) {
            message.push_str("; `--all` reads more");
        }
        let finding = if self.is_low() {
            Notice::warning("reading", message)
        } else {
            Notice::info("reading", message)
        };
        Some(finding.at(Place::file(file)))
    }
}

/// Tells whether the two sides were not read alike.
#[must_use]
pub fn differ(src: &Reading, tgt: &Reading) -> bool {
    let is_much = src.n_left_out().max(tgt.n_left_out()) >= FEW_CHARS;
    (src.share() - tgt.share()).abs() > MAX_DIFFERENCE && is_much
}

/// Says that the two sides were not read alike. `tgt_name` names the translation.
#[must_use]
pub fn difference(src: &Reading, tgt: &Reading, tgt_name: &str) -> Option<Notice> {
    differ(src, tgt).then(|| {
        let (src, tgt) = (src.per_cent(), tgt.per_cent());
        let message = format!(
            "{src} % of the source was read and {tgt} % of this: what is missing on one side looks \
             like an omission; `-v` lists what was left out"
        );
        Notice::warning("reading", message).at(Place::file(tgt_name))
    })
}

/// Returns how many characters of a text are not white space.
pub(super) fn n_ink(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(n_read: usize, left_out: &[(Why, &str)]) -> Reading {
        let mut reading = Reading { n_read, ..Reading::default() };
        for (why, text) in left_out {
            reading.leave_out(*why, text);
        }
        reading
    }

    #[test]
    fn the_share_counts_what_a_person_sees() {
        let reading = reading(8, &[(Why::Menu, "A b"), (Why::Code, " \n")]);
        assert_eq!((80, false), (reading.per_cent(), reading.is_low()));
        assert_eq!(100, Reading::default().per_cent());
    }

    #[test]
    fn what_was_left_out_is_said_the_largest_first() {
        let reading =
            reading(2, &[(Why::Menu, "Accueil"), (Why::Code, "ls -l dossier"), (Why::Menu, "A")]);
        assert_eq!(
            "info: a.html: read 9 % of what a person sees; left out, in characters: 11 of code (1 place: \
             `ls -l dossier`), 8 of menus (2 places: `Accueil`); `--all` reads more [reading]",
            reading.finding("a.html").unwrap().to_string()
        );
    }

    #[test]
    fn little_read_is_a_warning_and_so_is_a_difference() {
        let half = reading(100, &[(Why::Surroundings, &"a".repeat(300))]);
        assert!(half.finding("a").unwrap().to_string().starts_with("warning: a: read 25 %"));
        let said = difference(&half, &reading(100, &[]), "b").unwrap().to_string();
        assert!(
            said.starts_with("warning: b: 25 % of the source was read and 100 % of this"),
            "{said}"
        );
        assert_eq!(None, difference(&half, &half, "b"));
    }
}
