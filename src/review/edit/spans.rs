//! Where remarks and marks stand when the text under them is rewritten.
//!
//! They go with their words. Of words that are gone nothing is left to stand on: the span becomes
//! empty, keeps its quote, and finds its place again when the words come back.

use crate::check::Side;
use crate::corpus::moved_span;
use crate::review::row::Row;

/// Moves what is said of words of a side, whose text was `before`, to where they are now.
pub(in crate::review) fn follow(row: &mut Row, side: Side, before: &str) {
    let after = row.text(side);
    let of_remarks = row.remarks.iter_mut().filter_map(|remark| remark.span.as_mut());
    let of_marks = row.marks.iter_mut().map(|mark| &mut mark.span);
    for span in of_remarks.chain(of_marks).filter(|span| span.side == side) {
        let now = moved_span(before, &after, &(span.start..span.end), &span.quote);
        (span.start, span.end) = (now.start, now.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::row::{Mark, Piece as Segment, Span};
    use proptest::prelude::*;
    use std::ops::Range;

    fn row(text: &str, span: Range<usize>, quote: &str) -> Row {
        let mark = Mark {
            id: 1,
            who: "Anna".to_owned(),
            span: Span {
                side: Side::Tgt,
                start: span.start,
                end: span.end,
                quote: quote.to_owned(),
            },
            category: "accuracy/number".to_owned(),
            severity: "major".to_owned(),
            note: String::new(),
        };
        let piece = Segment { ids: Vec::new(), n: 1, text: text.to_owned() };
        Row { tgt: vec![piece], marks: vec![mark], ..Row::default() }
    }

    /// `[…]` are the marked words, before and after.
    #[track_caller]
    fn check(before: &str, after: &str) {
        let (start, end) = (before.find('[').unwrap(), before.find(']').unwrap() - 1);
        let old = before.replace(['[', ']'], "");
        let new = after.replace(['[', ']'], "");
        let mut row = row(&new, start..end, &old[start..end]);
        follow(&mut row, Side::Tgt, &old);
        let Span { start, end, .. } = row.marks[0].span;
        let shown = format!("{}[{}]{}", &new[..start], &new[start..end], &new[end..]);
        assert_eq!(after, shown, "{before}");
    }

    #[test]
    fn what_is_said_of_words_goes_with_them() {
        check("The [market] opens.", "Today the [market] opens.");
        check("The [market opens] at seven.", "The [market always opens] at seven.");
        check("The [market] opens, the market.", "[market] opens, the market.");
        check("It has [48 stalls].", "It has 52 [stalls].");
        check("[At noon] it closes.", "It closes [At noon].");
    }

    #[test]
    fn of_words_that_are_gone_the_quote_is_left() {
        check("It has [84] stalls.", "It has []48 stalls.");
        check("It has stalls [in the square].", "It has stalls[].");
    }

    #[test]
    fn words_that_come_back_are_found_again() {
        let mut lost = row("It has 84 stalls.", 7..7, "84");
        follow(&mut lost, Side::Tgt, "It has stalls.");
        assert_eq!((7, 9), (lost.marks[0].span.start, lost.marks[0].span.end));
    }

    proptest! {
        #[test]
        fn a_span_never_leaves_the_text(
            before in "[aé 𝕏.]{0,12}", after in "[aé 𝕏.]{0,12}", start in 0_usize..20, len in 0_usize..20,
        ) {
            let mut row = row(&after, start..start + len, "é");
            follow(&mut row, Side::Tgt, &before);
            let span = &row.marks[0].span;
            prop_assert!(span.start <= span.end && span.end <= after.len());
        }
    }
}
