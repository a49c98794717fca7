//! Vectors that another program made of the segments of a text.
//!
//! Encoders such as LASER, `LaBSE` or the Universal Sentence Encoder turn a text
//! into a row of numbers; texts that mean the same have rows that point the same
//! way. We make none, but people who have them can hand them over, in the two
//! ways in which they come:
//!
//! - vecalign's (Thompson and Koehn 2019): a file of *overlaps*, one run of one
//!   or more segments a line, and a file with a row of 32-bit floats for each;
//! - `NumPy`'s `.npy`: a table with a row for each segment.
//!
//! Rows are brought to length 1, so that products are cosines. What they mean is
//! not known here.

use crate::error::{Error, Place, Result};
use npyz::NpyFile;
use rustc_hash::FxHashMap;

/// What vecalign's overlaps have in the place of a blank segment.
const BLANK: &str = "BLANK_LINE";

/// Rows of one length, each of unit length or zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Vectors {
    n_dims: usize,
    values: Vec<f32>,
    keys: Keys,
}

/// What each row belongs to.
#[derive(Clone, Debug, PartialEq)]
enum Keys {
    /// A text; segments of a run are parted by a space.
    Texts(FxHashMap<String, usize>),
    /// The segment of that number.
    Segments,
}

impl Vectors {
    /// Returns the vectors of vecalign's two files: one text a line, and a row
    /// of little-endian 32-bit floats for each.
    ///
    /// # Errors
    ///
    /// The floats are not so many for each line.
    pub fn from_overlaps(overlaps: &str, bytes: &[u8], file: &str) -> Result<Vectors> {
        let texts: Vec<&str> = overlaps.lines().map(str::trim).collect();
        let (floats, rest) = bytes.as_chunks::<4>();
        if texts.is_empty()
            || floats.is_empty()
            || !rest.is_empty()
            || floats.len() % texts.len() != 0
        {
            let message = format!(
                "{} bytes are not rows of 32-bit floats for {} overlaps",
                bytes.len(),
                texts.len()
            );
            return Err(unreadable(message, file)
                .hint("give the overlaps and what was made of them: OVERLAPS,EMBEDDINGS"));
        }
        let values = floats.iter().map(|float| f32::from_le_bytes(*float)).collect();
        let rows = texts.iter().enumerate().map(|(row, text)| ((*text).to_owned(), row)).collect();
        Ok(Vectors::new(floats.len() / texts.len(), values, Keys::Texts(rows)))
    }

    /// Returns the vectors of a `.npy` file, a row a segment.
    ///
    /// # Errors
    ///
    /// The file is not a table of 32- or 64-bit floats in C order.
    pub fn from_npy(bytes: &[u8], file: &str) -> Result<Vectors> {
        let expected = "a NumPy file with a row of floats for each segment was expected";
        let hint = "numpy.save(FILE, vectors.astype('float32'))";
        let wrong = |what: String| unreadable(format!("{what}; {expected}"), file).hint(hint);
        let table = NpyFile::new(bytes).map_err(|cause| wrong(cause.to_string()))?;
        let shape: Vec<u64> = table.shape().to_vec();
        let [n_rows, n_dims] = shape[..] else {
            return Err(wrong(format!("the shape is {shape:?}")));
        };
        if table.order() != npyz::Order::C || n_rows == 0 || n_dims == 0 {
            return Err(wrong(format!("the table is in Fortran order or blank: {shape:?}")));
        }
        // Vectors need no more than single precision.
        #[allow(clippy::cast_possible_truncation)]
        let narrow = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
        let values: Vec<f32> = match table.try_data::<f32>() {
            Ok(data) => data.collect::<std::io::Result<_>>(),
            Err(table) => match table.try_data::<f64>() {
                Ok(data) => data.collect::<std::io::Result<_>>().map(narrow),
                Err(table) => return Err(wrong(format!("the type is {}", table.dtype().descr()))),
            },
        }
        .map_err(|cause| wrong(cause.to_string()))?;
        let n_dims = usize::try_from(n_dims).map_err(|cause| wrong(cause.to_string()))?;
        Ok(Vectors::new(n_dims, values, Keys::Segments))
    }

    fn new(n_dims: usize, mut values: Vec<f32>, keys: Keys) -> Vectors {
        for row in values.chunks_mut(n_dims) {
            to_unit_length(row);
        }
        Vectors { n_dims, values, keys }
    }

    /// Returns how many numbers a row has.
    #[must_use]
    pub fn n_dims(&self) -> usize {
        self.n_dims
    }

    /// Returns the row that was made of a run of segments, the first of which is
    /// the segment of that number.
    #[must_use]
    pub fn of_run<T: AsRef<str>>(&self, first: usize, run: &[T]) -> Option<&[f32]> {
        let row = match &self.keys {
            Keys::Texts(rows) => {
                let texts: Vec<&str> = run.iter().map(|text| or_blank(text.as_ref())).collect();
                *rows.get(&texts.join(" "))?
            }
            Keys::Segments if run.len() == 1 => first,
            Keys::Segments => return None,
        };
        self.values.get(row * self.n_dims..(row + 1) * self.n_dims)
    }

    /// Says why these cannot be the vectors of a text, if they cannot. Texts must
    /// be found for at least half of the segments, and rows for all.
    ///
    /// # Errors
    ///
    /// They are those of another text.
    pub fn check<T: AsRef<str>>(&self, segments: &[T], file: &str) -> Result<()> {
        let n_rows = self.values.len() / self.n_dims;
        let is_known = |(idx, _): &(usize, &T)| self.of_run(*idx, &segments[*idx..=*idx]).is_some();
        let n_known = segments.iter().enumerate().filter(is_known).count();
        let fits = match self.keys {
            Keys::Texts(_) => 2 * n_known >= segments.len(),
            Keys::Segments => n_rows == segments.len(),
        };
        if fits {
            return Ok(());
        }
        let message = match self.keys {
            Keys::Texts(_) => {
                format!("of {} segments {n_known} are among the overlaps", segments.len())
            }
            Keys::Segments => format!("{n_rows} rows for {} segments", segments.len()),
        };
        Err(Error::usage(message)
            .at(Place::file(file))
            .hint("make the vectors of the very segments: `enregard segment TEXT > segments.txt`, then align with --segmented"))
    }
}

fn or_blank(text: &str) -> &str {
    let text = text.trim();
    if text.is_empty() { BLANK } else { text }
}

fn unreadable(message: String, file: &str) -> Error {
    Error::input(message).at(Place::file(file))
}

/// Brings a row to length 1, unless it is zero or no number.
pub fn to_unit_length(row: &mut [f32]) {
    let length = dot(row, row).sqrt();
    let factor = if length.is_normal() { 1.0 / length } else { 0.0 };
    for value in row {
        *value = if value.is_finite() { *value * factor } else { 0.0 };
    }
}

/// Returns the product of two rows; of rows of unit length it is their cosine.
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight sums in a fixed order: fast, and the same on every machine.
    let mut sums = [0.0f32; 8];
    let (a_chunks, a_rest) = a.as_chunks::<8>();
    let (b_chunks, b_rest) = b.as_chunks::<8>();
    for (a, b) in a_chunks.iter().zip(b_chunks) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(values: &[f32]) -> Vec<u8> {
        values.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    #[test]
    fn overlaps_are_found_by_their_text() {
        let overlaps = "Il pleut.\nIl pleut. Je lis.\nBLANK_LINE\n";
        let rows = bytes(&[3.0, 4.0, 0.0, 2.0, 1.0, 0.0]);
        let vectors = Vectors::from_overlaps(overlaps, &rows, "a.emb").unwrap();
        assert_eq!(Some(&[0.6, 0.8][..]), vectors.of_run(7, &["Il pleut. "]));
        assert_eq!(Some(&[0.0, 1.0][..]), vectors.of_run(0, &["Il pleut.", "Je lis."]));
        assert_eq!(Some(&[1.0, 0.0][..]), vectors.of_run(0, &["  "]));
        assert_eq!(None, vectors.of_run(0, &["Je lis."]));
    }

    #[test]
    fn rows_that_do_not_fit_the_overlaps_are_refused() {
        for (overlaps, rows) in [("a\nb\n", &[1.0f32][..]), ("", &[1.0]), ("a\n", &[])] {
            let error = Vectors::from_overlaps(overlaps, &bytes(rows), "a.emb").unwrap_err();
            assert!(error.to_string().contains("32-bit floats"), "{error}");
        }
    }

    fn npy(header: &str, data: &[u8]) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        let padded = format!("{header:<117}\n");
        bytes.extend(u16::try_from(padded.len()).unwrap().to_le_bytes());
        bytes.extend(padded.as_bytes());
        bytes.extend(data);
        bytes
    }

    #[test]
    fn a_numpy_table_has_a_row_a_segment() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        let table = npy(header, &bytes(&[0.0, 5.0, 1.0, 0.0]));
        let vectors = Vectors::from_npy(&table, "a.npy").unwrap();
        assert_eq!(Some(&[0.0, 1.0][..]), vectors.of_run(0, &["x"]));
        assert_eq!(None, vectors.of_run(0, &["x", "y"]));
        assert!(vectors.check(&["x", "y"], "a.npy").is_ok());
        let error = vectors.check(&["x"], "a.npy").unwrap_err();
        assert_eq!("a.npy: 2 rows for 1 segments", error.to_string());
    }

    #[test]
    fn other_numpy_files_are_refused() {
        let good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        for (header, data) in [
            ("{'descr': '<i8', 'fortran_order': False, 'shape': (1, 1), }", vec![0; 8]),
            ("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", vec![0; 4]),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }", vec![0; 16]),
            (good, vec![0; 3]),
        ] {
            assert!(Vectors::from_npy(&npy(header, &data), "a.npy").is_err(), "{header}");
        }
        assert!(Vectors::from_npy(b"PK", "a.npy").is_err());
    }
}
