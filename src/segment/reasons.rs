//! Names the reasons to cut or to go on, each with its weight.
//!
//! Every rule carries a weight (see [`Rule::cuts`]), so that `--bias` can move the
//! doubtful ones without touching the certain ones.

/// A reason to cut or to go on.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Rule {
    /// What a person who asks why is told.
    pub(super) why: &'static str,
    /// Positive for a cut; the size says how sure.
    weight: i32,
}

/// Never moved by a bias.
const CERTAIN: i32 = 100;

/// Hardly ever among the errors on the French and English development sets. By
/// hand: only the order of the weights matters, and which the bias reaches first.
const LIKELY: i32 = 2;

/// Among the errors there, but right more often than not.
const DOUBTFUL: i32 = 1;

impl Rule {
    /// Tells whether the rule cuts when the user leans by `bias`: 1 turns the
    /// doubtful reasons to go on into cuts, 2 the likely ones too; negative
    /// numbers turn cuts into reasons to go on.
    pub(super) fn cuts(&self, bias: i32) -> bool {
        if self.weight.abs() == CERTAIN {
            return self.weight > 0;
        }
        let sum = self.weight.saturating_add(bias);
        sum > 0 || (sum == 0 && bias > 0)
    }
}

macro_rules! rules {
    ($($name:ident = $weight:expr, $why:literal;)*) => {
        $(pub(super) const $name: &Rule = &Rule { why: $why, weight: $weight };)*
    };
}

rules! {
    // Layout.
    BLANK_LINE = CERTAIN, "a blank line parts two paragraphs";
    BLOCK = CERTAIN, "the document starts a new paragraph, heading or item here";
    LINE = CERTAIN, "in this text every line stands on its own";
    SHORT_LINE = CERTAIN, "the line was ended before it was full";
    LIST_ITEM = CERTAIN, "the mark of a list item or of a turn of dialogue opens the line";
    INLINE_ITEM = CERTAIN, "the next number or letter of a list follows";
    // Marks.
    GOES_ON = -CERTAIN, "a comma, a semicolon, a colon or a closing mark follows";
    NOTHING_FOLLOWS = -CERTAIN, "no word follows";
    OPENING_DOTS = -CERTAIN, "the dots open the segment";
    OMISSION = -CERTAIN, "the dots in brackets stand for words left out";
    LABEL = -CERTAIN, "a number or letter at the start stays with what it counts";
    SPEAKER = -LIKELY, "the name of who speaks stays with the turn";
    IN_QUOTATION = -CERTAIN, "the quotation goes on, and quotations are kept whole";
    IN_BRACKET = -LIKELY, "a bracket inside the sentence has not closed";
    SPEECH = -LIKELY, "the quotation is followed by who speaks";
    BULLET = CERTAIN, "a bullet follows";
    // No stop.
    SEMICOLON = LIKELY, "after a semicolon, a capital opens the next item";
    NO_STOP = DOUBTFUL, "no stop, but a word with a capital opens a sentence";
    BY_WEIGHT = DOUBTFUL, "no stop, but the words around are those of an end and a beginning";
    ORNAMENT = LIKELY, "a smiley or a row of signs stands for the stop";
    GLUED = DOUBTFUL, "a full stop, and a word that opens sentences without the space before";
    GLUED_NAME = -LIKELY, "no space follows the stop";
    LOWER_AFTER_MARK = DOUBTFUL, "this text often opens sentences with a small letter";
    ADDRESS = LIKELY, "an address takes no stop, and a word opens a sentence";
    STAMP = LIKELY, "the date and clock of a mail stand on a line of their own";
    GREETING = LIKELY, "a greeting or a farewell stands on a line of its own";
    // Abbreviations.
    TITLE = -CERTAIN, "a title stays with the name that follows";
    NEVER_FINAL = -CERTAIN, "this abbreviation always has something after it";
    BEFORE_NUMBER = -CERTAIN, "this abbreviation stays with its number";
    MARKED_NAME = -LIKELY, "the mark is part of a name";
    ABBREVIATION_GOES_ON = -LIKELY, "after an abbreviation, no capital follows";
    ABBREVIATION_ENDS = LIKELY, "after this abbreviation, a capital opens a new sentence";
    ABBREVIATION_STARTER = LIKELY, "after the abbreviation comes a word that opens sentences";
    ABBREVIATION_NAME = -DOUBTFUL, "after the abbreviation comes what looks like a name";
    CLOCK = -LIKELY, "a day or a clock goes on with the time";
    TIME_OPENS = -LIKELY, "a time that opens a sentence goes on with it";
    OPENING = -LIKELY, "an abbreviation that opens a remark stays with it";
    LETTER_ENDS = LIKELY, "the letter names what the word before it says";
    LETTER_NUMBER = -LIKELY, "a small letter stays with its number";
    TURN = LIKELY, "the name of who speaks, in capitals, opens a turn";
    INITIAL = -LIKELY, "an initial stays with the name that follows";
    // The next word.
    UNCASED = LIKELY, "this text has no capitals, so every stop ends a segment";
    REASON = -DOUBTFUL, "in speech, a reason goes on after the dots";
    LOWER = -LIKELY, "a small letter follows";
    SMALL_AGAIN = DOUBTFUL, "this sentence began with a small letter, and so does the next";
    LOWER_AFTER_WORD = DOUBTFUL, "a full stop after a whole word, though a small letter follows";
    CAPITAL = LIKELY, "a capital follows";
    CAPITAL_AFTER_DOTS = DOUBTFUL, "a capital follows dots, or a dash that breaks off";
    CASELESS = LIKELY, "a script without capitals follows";
    DASH = LIKELY, "a dash and a capital open a new turn";
    ASIDE = -LIKELY, "a dash and a small letter go on with the sentence";
    DIGIT = LIKELY, "a number opens the next sentence";
    DIGIT_GOES_ON = -DOUBTFUL, "a number follows the dots";
    SYMBOL = -DOUBTFUL, "a sign follows that opens no sentence";
    SYMBOL_AFTER_WORD = DOUBTFUL, "a full stop after a whole word, and a sign follows";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bias_moves_the_doubtful_rules_first() {
        assert!(!ABBREVIATION_NAME.cuts(0));
        assert!(ABBREVIATION_NAME.cuts(1));
        assert!(!LOWER.cuts(1));
        assert!(LOWER.cuts(2));
        assert!(!CAPITAL_AFTER_DOTS.cuts(-1));
        assert!(CAPITAL.cuts(-1));
    }

    #[test]
    fn a_bias_never_moves_what_is_certain() {
        assert!(BLANK_LINE.cuts(i32::MIN / 2));
        assert!(!TITLE.cuts(i32::MAX / 2));
    }
}
