//! Reads the choices of ICU messages: `{n, plural, one {…} other {…}}`.

use std::ops::Range;

/// A choice between texts by the value of an argument.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice<'t> {
    pub(super) span: Range<usize>,
    pub(super) argument: &'t str,
    /// `plural`, `select` or `selectordinal`.
    pub(super) sort: &'t str,
    /// The names of the branches, in order; `offset:1` is left out.
    pub(super) branches: Vec<&'t str>,
}

impl Choice<'_> {
    /// Tells whether the branches are values, which are the same in every language.
    pub(super) fn is_by_value(&self) -> bool {
        self.sort == "select"
    }
}

/// Returns the choices of a text, those inside others too. A choice that is not closed
/// has the branches that are.
pub(super) fn choices(text: &str) -> Vec<Choice<'_>> {
    text.match_indices('{').filter_map(|(start, _)| choice(text, start)).collect()
}

fn choice(text: &str, start: usize) -> Option<Choice<'_>> {
    let (argument, rest) = text[start + 1..].split_once(',')?;
    let (sort, body) = rest.split_once(',')?;
    let (argument, sort) = (argument.trim(), sort.trim());
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let is_choice = !argument.is_empty()
        && argument.chars().all(is_name)
        && ["plural", "select", "selectordinal"].contains(&sort);
    if !is_choice {
        return None;
    }
    let body_start = text.len() - body.len();
    let (mut branches, mut depth, mut name_from) = (Vec::new(), 0_usize, body_start);
    for (at, c) in text[body_start..].char_indices().map(|(at, c)| (body_start + at, c)) {
        match c {
            '{' => {
                if depth == 0 {
                    branches.extend(text[name_from..at].split_whitespace().next_back());
                }
                depth += 1;
            }
            '}' if depth == 0 => {
                let span = start..at + 1;
                return Some(Choice { span, argument, sort, branches });
            }
            '}' => {
                depth -= 1;
                name_from = at + 1;
            }
            _ => {}
        }
    }
    Some(Choice { span: start..text.len(), argument, sort, branches })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_have_their_argument_and_branches() {
        let text = "{n, plural, offset:1 =0 {rien} one {# {x}} other {{g, select, f {a} m {b}}}}";
        let found = choices(text);
        assert_eq!(("n", "plural", vec!["=0", "one", "other"]), {
            let first = &found[0];
            (first.argument, first.sort, first.branches.clone())
        });
        assert_eq!(vec!["f", "m"], found[1].branches);
        assert!(choices("{a, b}, {nom}, {x, number, #}").is_empty());
    }
}
