//! Puts the glyphs of a page together to lines.
//!
//! A glyph goes on with the line if it stands at its height and right after it.
//! Spaces are often not drawn but left out; a gap of some width is one.
//!
//! What the file marks as an artifact (running heads of tagged PDFs), what is
//! set at an angle (stamps in the margin) and raised figures after a word
//! (marks of notes) are left out.

use super::super::raised::{self, Raised, Rise};
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask,
};
use kurbo::{Affine, BezPath, Point};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A gap of this share of the size of the letters is a space. Spaces are a
/// quarter of it in most fonts, and kerning stays under a tenth.
const SPACE_SHARE: f64 = 0.16;

/// After a gap of this many sizes another column or cell begins. By hand:
/// justified lines stay under one.
const COLUMN_GAP: f64 = 2.5;

/// Glyphs whose heights differ by less than this share of their size are on one
/// line; superscripts stand a third higher.
const SAME_LINE: f64 = 0.55;

/// Superscripts stand higher than this share of the size of the line, subscripts
/// lower. By hand: TeX raises by a third and lowers by a seventh.
const RISE_SHARE: f64 = 0.15;
const DROP_SHARE: f64 = 0.06;

/// The width of a glyph, in sizes, of which the font says none. By hand.
const USUAL_WIDTH: f64 = 0.5;

/// A line as it stands on its page, in points from the top left.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The height of the foot of its letters.
    pub(super) base: f64,
    /// The size of its letters.
    pub(super) size: f64,
    /// Whether it opens with a small raised figure, the number of a note.
    pub(super) opens_note: bool,
    /// The marks of notes that were taken out of it.
    pub(super) marks: String,
}

/// The lines of a page, in the order in which they are drawn.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    pub(super) height: f64,
    /// How many letters were drawn of which the font does not say what they are.
    pub(super) n_unknown: usize,
}

/// Lines that are being put together.
#[derive(Debug, Default)]
pub(super) struct Lines {
    done: Vec<Line>,
    /// For each marked content that is open, whether it is an artifact.
    marked: Vec<bool>,
    last: Point,
    n_unknown: usize,
}

impl Lines {
    /// Returns the page, of which no more comes.
    pub(super) fn finish(self, height: f64) -> Page {
        let mut lines = self.done;
        for line in &mut lines {
            line.text = line.text.trim().to_owned();
        }
        lines.retain(|line| !line.text.is_empty());
        Page { lines, height, n_unknown: self.n_unknown }
    }

    fn push(&mut self, text: &str, start: Point, end: Point, size: f64) {
        // What is drawn twice in one place looks bold, and is one letter.
        if start.distance(self.last) < 0.02 * size
            && self.done.last().is_some_and(|line| line.text.ends_with(text))
        {
            return;
        }
        self.last = start;
        let is_blank = text.trim().is_empty();
        if let Some(line) = self.done.last_mut() {
            let scale = size.max(line.size);
            let gap = start.x - line.right;
            let is_near = (start.y - line.base).abs() < SAME_LINE * scale
                && gap > -scale
                && gap < COLUMN_GAP * scale;
            if is_near {
                let raised =
                    rise(line, start, size).map(|rise| raised::read(&line.text, text, rise));
                if raised == Some(Raised::NoteMark) || is_star(line, text, start, size) {
                    line.marks.push_str(text);
                    line.right = end.x;
                    return;
                }
                if gap > SPACE_SHARE * scale && !line.text.ends_with(' ') && !is_blank {
                    line.text.push(' ');
                }
                if !line.opens_note && is_raised_number(line, start, size) {
                    (line.opens_note, line.base, line.size) = (true, start.y, size);
                }
                // A dropped capital or a superscript does not set the height.
                if size > 0.8 * line.size && size < 1.5 * line.size || line.text.chars().count() < 2
                {
                    (line.base, line.size) = (start.y, size);
                }
                match raised {
                    Some(Raised::Signs(signs)) if gap < SPACE_SHARE * scale => {
                        line.text.push_str(&signs);
                    }
                    _ => line.text.push_str(text),
                }
                line.right = end.x;
                return;
            }
        }
        if !is_blank {
            self.done.push(Line {
                text: text.to_owned(),
                left: start.x,
                right: end.x,
                base: start.y,
                size,
                opens_note: false,
                marks: String::new(),
            });
        }
    }
}

/// Returns whether a glyph is smaller than its line and stands above or below it.
fn rise(line: &Line, start: Point, size: f64) -> Option<Rise> {
    if size >= 0.8 * line.size || line.text.ends_with(' ') {
        return None;
    }
    let height = (line.base - start.y) / line.size;
    if height > RISE_SHARE { Some(Rise::Up) } else { (height < -DROP_SHARE).then_some(Rise::Down) }
}

/// Tells whether a glyph is a raised star after a word, the mark of a note.
fn is_star(line: &Line, text: &str, start: Point, size: f64) -> bool {
    matches!(text, "*" | "†" | "‡") && rise(line, start, size) == Some(Rise::Up)
}

/// Tells whether a line so far is a number that stands smaller and higher than
/// the glyph that follows.
fn is_raised_number(line: &Line, start: Point, size: f64) -> bool {
    let is_number = line.text.trim_end().chars().all(|c| c.is_ascii_digit());
    is_number && line.size < 0.8 * size && start.y - line.base > 0.15 * size
}

impl<'a> Device<'a> for Lines {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        if self.marked.contains(&true) {
            return;
        }
        let Some(unicode) = glyph.as_unicode() else {
            self.n_unknown += 1;
            return;
        };
        let text = match unicode {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        };
        let at = transform * glyph_transform;
        // Outlines are drawn a thousand units high, and the pictures that some
        // fonts have for letters in units of their own.
        let (width, height) = match glyph {
            Glyph::Outline(outline) => {
                (f64::from(outline.advance_width().unwrap_or(500.0)), 1000.0)
            }
            Glyph::Type3(_) => (USUAL_WIDTH, 1.0),
        };
        let (start, end, top) =
            (at * Point::ORIGIN, at * Point::new(width, 0.0), at * Point::new(0.0, height));
        let is_upright = (end.y - start.y).abs() <= (end.x - start.x).abs() && end.x >= start.x;
        let size = start.distance(top);
        if is_upright && size.is_finite() && start.x.is_finite() && start.y.is_finite() {
            self.push(&without_ligatures(&text), start, end, size);
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<i32>) {
        self.marked.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Returns a text with `ﬁ` and its kin as letters, and controls as spaces.
fn without_ligatures(text: &str) -> String {
    let letters = |c: char| match c {
        '\u{fb00}'..='\u{fb06}' => c.to_string().nfkc().collect::<String>(),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    };
    text.chars().map(letters).collect()
}
