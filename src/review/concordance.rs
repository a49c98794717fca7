//! How a word was rendered elsewhere: the pairs that have it, and what faces it there.
//!
//! A word is found as the search finds it, accents and quotation marks folded, as a whole
//! word; what faces it is told by the word links of each pair. A word without a link has
//! no counterpart that is known, which is said and not guessed.

use super::row::Row;
use super::search::Pattern;
use crate::align::word_links;
use crate::check::Side;
use crate::model::Model;
use rayon::prelude::*;
use std::ops::Range;

/// One place where a word stands. Spans are bytes of the side's text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Place {
    /// The row.
    pub key: u64,
    /// Where the word stands.
    pub at: Range<usize>,
    /// What faces it on the other side, in order.
    pub counterpart: Vec<Range<usize>>,
}

/// So many places are looked into. By hand: nobody reads more, and each takes a
/// millisecond.
const MAX_PLACES: usize = 500;

/// Returns the places of some words on a side, in the order of the bitext, and how many
/// rows have them.
///
/// # Errors
///
/// There is nothing to look for.
pub fn places(
    rows: &[Row],
    words: &str,
    side: Side,
    model: &Model,
) -> Result<(Vec<Place>, usize), String> {
    let pattern = Pattern::new(words.trim(), false, false)?.ok_or("no word is selected")?;
    let found: Vec<(&Row, Range<usize>)> = rows
        .par_iter()
        .filter_map(|row| {
            let text = row.text(side);
            let whole = pattern.places(&text).into_iter().find(|at| is_whole(&text, at))?;
            Some((row, whole))
        })
        .collect();
    let n = found.len();
    let first = &found[..n.min(MAX_PLACES)];
    Ok((first.par_iter().map(|(row, at)| place(row, at.clone(), side, model)).collect(), n))
}

fn place(row: &Row, at: Range<usize>, side: Side, model: &Model) -> Place {
    let links = word_links(&row.text(Side::Src), &row.text(Side::Tgt), model);
    let faces = links.into_iter().filter_map(|link| {
        let (own, other) =
            if side == Side::Src { (link.src, link.tgt) } else { (link.tgt, link.src) };
        (own.start < at.end && at.start < own.end).then_some(other)
    });
    let mut counterpart: Vec<Range<usize>> = faces.collect();
    counterpart.sort_by_key(|span| span.start);
    Place { key: row.key, at, counterpart }
}

/// Tells whether words do not begin or end inside another word.
fn is_whole(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::row::Piece;
    use super::*;
    use crate::lang::LangPair;
    use crate::pipeline::model_for;

    fn row(key: u64, src: &str, tgt: &str) -> Row {
        let side = |text: &str| vec![Piece { ids: Vec::new(), n: 1, text: text.to_owned() }];
        Row { key, src: side(src), tgt: side(tgt), ..Row::default() }
    }

    #[test]
    fn a_word_is_found_whole_with_what_faces_it() {
        let rows = [
            row(1, "La maison est grande.", "The house is big."),
            row(2, "Il voit les maisonnettes.", "He sees the cottages."),
            row(3, "Une maison brûle.", "A house is on fire."),
        ];
        let model = model_for(&LangPair::FR_EN);
        let (found, n) = places(&rows, "Maison", Side::Src, &model).unwrap();
        let faces: Vec<(u64, String)> = found
            .iter()
            .map(|place| {
                let text = rows[usize::try_from(place.key).unwrap() - 1].text(Side::Tgt);
                let words = place.counterpart.iter().map(|span| &text[span.clone()]);
                (place.key, words.collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!((2, vec![(1, "house".to_owned()), (3, "house".to_owned())]), (n, faces));
        let (found, _) = places(&rows, "house", Side::Tgt, &model).unwrap();
        assert_eq!(vec![1, 3], found.iter().map(|place| place.key).collect::<Vec<_>>());
        assert!(places(&rows, " ", Side::Src, &model).is_err());
    }
}
