//! Vectors as a signal: how much nearer two runs are than runs usually are.
//!
//! For runs `a` and `b` of `m` and `n` segments, with `cos` the cosine of their
//! vectors,
//!
//! ```text
//! margin(a, b) = cos(a, b) − (mean over b' of cos(a, b') + mean over a' of cos(a', b)) / 2
//! ```
//!
//! where `a'` and `b'` are all runs of that many segments of the document: some
//! texts are near to everything, and long runs are nearer than short ones. Since
//! rows have unit length a mean of cosines is the product with the mean row.
//!
//! It counts once for each segment of a side, so that joining beads neither gains
//! nor loses by itself.
//!
//! A run for which no vector was handed over has the mean of its segments'.

use crate::align::search::MAX_SIDE;
use crate::bead::Bead;
use crate::model::vectors::{Vectors, dot, to_unit_length};
use std::borrow::Cow;
use std::ops::Range;

/// The vectors of both sides of a document.
#[derive(Debug)]
pub struct Margins<'v> {
    src: Runs<'v>,
    tgt: Runs<'v>,
}

/// The vectors of one side.
#[derive(Debug)]
struct Runs<'v> {
    n_dims: usize,
    /// `rows[first][n - 1]`: the vector of the `n` segments from `first` on.
    rows: Vec<[Option<&'v [f32]>; MAX_SIDE]>,
    /// `means[n - 1]`: the mean vector of all runs of `n` segments.
    means: Vec<Vec<f32>>,
}

impl<'v> Margins<'v> {
    /// Returns the margins of two texts, given the vectors of each and the number
    /// that its first segment has in them; `None` if their vectors are not of one
    /// length.
    #[must_use]
    pub fn new<T: AsRef<str>>(
        (src, src_vectors, src_first): (&[T], &'v Vectors, usize),
        (tgt, tgt_vectors, tgt_first): (&[T], &'v Vectors, usize),
    ) -> Option<Margins<'v>> {
        if src_vectors.n_dims() != tgt_vectors.n_dims() {
            return None;
        }
        Some(Margins {
            src: Runs::new(src, src_vectors, src_first),
            tgt: Runs::new(tgt, tgt_vectors, tgt_first),
        })
    }

    /// Returns the margin of a two-sided bead, times the mean number of segments a
    /// side; 0 if a vector is missing.
    #[must_use]
    pub fn of(&self, bead: &Bead) -> f32 {
        let (m, n) = (bead.src().len(), bead.tgt().len());
        let (Some(a), Some(b)) = (self.src.vector(&bead.src()), self.tgt.vector(&bead.tgt()))
        else {
            return 0.0;
        };
        let usual = f32::midpoint(dot(&a, &self.tgt.means[n - 1]), dot(&b, &self.src.means[m - 1]));
        (dot(&a, &b) - usual) * (m + n) as f32 / 2.0
    }
}

impl<'v> Runs<'v> {
    fn new<T: AsRef<str>>(segments: &[T], vectors: &'v Vectors, number: usize) -> Runs<'v> {
        let runs_from = |first: usize| {
            std::array::from_fn(|idx| {
                let run = segments.get(first..=first + idx)?;
                vectors.of_run(number + first, run)
            })
        };
        let rows = (0..segments.len()).map(runs_from).collect();
        let mut runs = Runs { n_dims: vectors.n_dims(), rows, means: Vec::new() };
        runs.means = (1..=MAX_SIDE).map(|n| runs.mean(n)).collect();
        runs
    }

    /// Returns the vector of a run, or `None` if one of its segments has none.
    fn vector(&self, run: &Range<usize>) -> Option<Cow<'_, [f32]>> {
        if let Some(row) = self.rows[run.start][run.len() - 1] {
            return Some(Cow::Borrowed(row));
        }
        let mut sum = vec![0.0; self.n_dims];
        for segment in run.clone() {
            let row = self.rows[segment][0]?;
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        to_unit_length(&mut sum);
        Some(Cow::Owned(sum))
    }

    /// Returns the mean vector of all runs of `n` segments.
    fn mean(&self, n: usize) -> Vec<f32> {
        let mut sum = vec![0.0; self.n_dims];
        let firsts = 0..(self.rows.len() + 1).saturating_sub(n);
        let n_runs = firsts.len().max(1) as f32;
        for vector in firsts.filter_map(|first| self.vector(&(first..first + n))) {
            sum.iter_mut().zip(vector.iter()).for_each(|(sum, value)| *sum += value / n_runs);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vectors(texts: &[&str], rows: &[f32]) -> Vectors {
        let bytes: Vec<u8> = rows.iter().flat_map(|value| value.to_le_bytes()).collect();
        Vectors::from_overlaps(&texts.join("\n"), &bytes, "test").unwrap()
    }

    #[test]
    fn runs_that_point_the_same_way_have_a_margin() {
        let src = vectors(&["a", "b"], &[1.0, 0.0, 0.0, 1.0]);
        let tgt = vectors(&["x", "y", "x y"], &[1.0, 0.0, 0.0, 1.0, 0.6, 0.8]);
        let margins = Margins::new((&["a", "b"], &src, 0), (&["x", "y"], &tgt, 0)).unwrap();
        let of = |src, tgt| margins.of(&Bead::new(src, tgt).unwrap());
        assert!((of(0..1, 0..1) - 0.5).abs() < 1e-6);
        assert!((of(0..1, 1..2) + 0.5).abs() < 1e-6);
        // The run `a b` has no row of its own: it is the mean of its segments.
        // There is one run of two on either side, so it is as near as usual.
        assert!(of(0..2, 0..2).abs() < 1e-5, "{}", of(0..2, 0..2));
    }

    #[test]
    fn what_has_no_vector_has_no_opinion() {
        let src = vectors(&["a"], &[1.0, 0.0]);
        let margins = Margins::new((&["?"], &src, 0), (&["a"], &src, 0)).unwrap();
        assert!(margins.of(&Bead::new(0..1, 0..1).unwrap()) == 0.0);
    }

    #[test]
    fn vectors_of_two_encoders_do_not_meet() {
        let (two, three) = (vectors(&["a"], &[1.0, 0.0]), vectors(&["a"], &[1.0, 0.0, 0.0]));
        assert!(Margins::new((&["a"], &two, 0), (&["a"], &three, 0)).is_none());
    }
}
