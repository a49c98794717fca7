//! Reads running text: takes out the marks that only say how words look or where they
//! lead.

use super::Reader;
use crate::readers::near;
use crate::readers::raised::Rise;
use crate::readers::reading::Why;

impl Reader {
    /// Adds running text without its marks.
    pub(super) fn inline(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['*', '`', '|', '[', ':', '\\', '_']) {
            let (before, after) = rest.split_at(at);
            self.builder.push(before);
            rest = self.mark(before, after);
        }
        self.builder.push(rest);
        self.builder.push(" ");
    }

    /// Reads a mark that opens `after`, and returns what follows it.
    fn mark<'t>(&mut self, before: &str, after: &'t str) -> &'t str {
        if let Some(rest) = after.strip_prefix('\\') {
            let len = rest.chars().next().map_or(0, char::len_utf8);
            self.builder.push(rest[..len].trim_start());
            return &rest[len..];
        }
        if let Some(rest) = after.strip_prefix("``") {
            let len = rest.find("``").unwrap_or(rest.len());
            self.builder.push(&rest[..len]);
            return rest.get(len + 2..).unwrap_or_default();
        }
        if let Some((role, rest)) = role(after) {
            let len = rest.find('`').unwrap_or(rest.len());
            let shown = without_target(&rest[..len]);
            match role {
                "sup" | "superscript" => self.builder.push_raised(shown, Rise::Up),
                "sub" | "subscript" => self.builder.push_raised(shown, Rise::Down),
                "index" => {}
                _ => self.builder.push(shown.trim_start_matches(['~', '!'])),
            }
            return rest.get(len + 1..).unwrap_or_default();
        }
        if let Some(rest) = after.strip_prefix('`') {
            let len = rest.find('`').unwrap_or(rest.len());
            self.builder.push(without_target(&rest[..len]));
            return rest.get(len + 1..).unwrap_or_default().trim_start_matches('_');
        }
        if after.starts_with('[')
            && let Some(len) = near(&after[1..]).find("]_")
            && !after[1..=len].contains([' ', '['])
        {
            self.builder.leave_out(Why::Marks, &after[1..=len]);
            return &after[len + 3..];
        }
        let c = after.chars().next().unwrap_or_default();
        let rest = &after[1..];
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_edge = |before: &str, rest: &str| {
            let is_inside = is_word(before.chars().next_back()) && is_word(rest.chars().next());
            let is_apart = before.ends_with(' ') && rest.starts_with(' ');
            !is_inside && !is_apart
        };
        match c {
            '*' => {
                let rest_after = after.trim_start_matches('*');
                if !is_edge(before, rest_after) {
                    self.builder.push(&after[..after.len() - rest_after.len()]);
                }
                rest_after
            }
            // The end of a reference of one word: `phare_`.
            '_' if is_word(before.chars().next_back()) && !is_word(rest.chars().next()) => {
                rest.trim_start_matches('_')
            }
            '|' if before.is_empty() || before.ends_with(' ') => rest,
            '|' if rest.is_empty() || rest.starts_with([' ', '.', ',']) => rest,
            _ => {
                self.builder.push(&after[..1]);
                rest
            }
        }
    }
}

/// Returns the name of a role and the text from its backquote on.
fn role(after: &str) -> Option<(&str, &str)> {
    let rest = after.strip_prefix(':')?;
    let at = near(rest).find(":`")?;
    let name = &rest[..at];
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_+.:".contains(c));
    is_name.then(|| (name, &rest[at + 2..]))
}

/// Returns the text of `text <target>`.
fn without_target(text: &str) -> &str {
    match text.split_once('<') {
        Some((shown, _)) if text.ends_with('>') && !shown.trim().is_empty() => shown.trim_end(),
        _ => text,
    }
}
