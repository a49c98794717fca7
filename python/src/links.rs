//! Links between words, as Python sees them.

use crate::points::{Points, Span};
use pyo3::prelude::*;

/// A word of the source and a word of the target that translate each other.
#[pyclass(frozen, get_all, module = "enregard")]
#[derive(Clone, Debug)]
pub struct Link {
    /// The source word.
    src: String,
    /// The target word.
    tgt: String,
    /// Where the source word stands, in code points.
    src_span: Span,
    /// Where the target word stands.
    tgt_span: Span,
    /// How much likelier they are together than by chance, in nats, less their
    /// distance; more than 0.
    strength: f64,
}

impl Link {
    /// Takes the links of the library, which are in the order of the source.
    pub fn all(links: &[enregard::bitext::Link], src: &str, tgt: &str) -> Vec<Link> {
        let (mut src_points, mut tgt_points) = (Points::new(src), Points::new(tgt));
        let of = |link: &enregard::bitext::Link| {
            let (src_bytes, tgt_bytes) = (link.src.0..link.src.1, link.tgt.0..link.tgt.1);
            Link {
                src_span: src_points.span(&src_bytes),
                tgt_span: tgt_points.span(&tgt_bytes),
                src: src[src_bytes].to_owned(),
                tgt: tgt[tgt_bytes].to_owned(),
                strength: link.strength,
            }
        };
        links.iter().map(of).collect()
    }
}

#[pymethods]
impl Link {
    fn __repr__(&self) -> String {
        format!("<Link {}={} {:.2}>", self.src, self.tgt, self.strength)
    }
}
