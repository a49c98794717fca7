//! Tells cells that a spreadsheet would compute instead of show.
//!
//! `=HYPERLINK(…)` in a bitext is somebody's text, or somebody's trap; either
//! way it is written as it is, because a bitext is not to be changed by being
//! written, and whoever opens the file in a spreadsheet is warned. A dash that
//! opens dialogue (`- Oui`, `-Oui`) is none.

/// What a `+` or a `-` in front computes only together with.
const OPERATORS: [char; 7] = ['(', '|', '=', '+', '*', '/', '^'];

/// Tells whether a spreadsheet takes a cell for a formula.
pub(super) fn is_formula(cell: &str) -> bool {
    let cell = cell.trim_start();
    let mut rest = cell.chars();
    match rest.next() {
        Some('=' | '@') => rest.next().is_some_and(|c| !c.is_whitespace()),
        Some('+' | '-') => {
            let rest = rest.as_str();
            rest.starts_with(|c: char| !c.is_whitespace()) && rest.contains(OPERATORS)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_dialogue_and_numbers() {
        for cell in ["=1", "=cmd|'/c calc'!A1", "@SUM(1+1)", "\t=1+1", "+1+1", "-cmd|' /c x'!A1"] {
            assert!(is_formula(cell), "{cell}");
        }
        for cell in ["", "- Oui", "— Oui", "-Oui !", "-5 degrés", "+33 6 12", "= a", "a=b"] {
            assert!(!is_formula(cell), "{cell}");
        }
    }
}
