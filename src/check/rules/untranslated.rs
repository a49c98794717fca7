//! Finds translations that are the source.
//!
//! A copy with words that only the source's language has was forgotten, and is an error.
//!
//! It leaves alone what is the same in both languages: numbers, addresses. A copy of a
//! few words that both languages may have gets a warning or a note, the fewer the less;
//! names, code, commands and usage lines get a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::Word;
use crate::lang::Lang;
use crate::notice::Severity;
use crate::text::language::is_function_word;
use crate::text::words::words;

pub(super) const RULE: Rule = Rule {
    id: "untranslated",
    severity: Severity::Error,
    mqm: "untranslated",
    about: "the translation is the source",
    about_fr: "la traduction est la source même",
    cases: include_str!("untranslated.cases"),
    source: include_str!("untranslated.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// A copy of so many words in lower case is not a name or heading.
const MIN_COPIED: usize = 4;

/// A name has no more words. By hand.
const MAX_WORDS_OF_A_NAME: usize = 4;

/// French and English prose of so many words has a word of grammar.
const MIN_WORDS_OF_PROSE: usize = 5;

/// Commands with which lines of a shell begin. By hand.
const COMMANDS: &[&str] = &[
    "$",
    "#",
    "sudo",
    "git",
    "ls",
    "cd",
    "grep",
    "apt",
    "apt-get",
    "dpkg",
    "npm",
    "yarn",
    "pip",
    "cargo",
    "make",
    "docker",
    "curl",
    "wget",
    "python",
    "python3",
    "cp",
    "mv",
    "rm",
    "cat",
    "echo",
    "chmod",
    "chown",
    "mkdir",
    "ssh",
    "scp",
    "find",
    "sed",
    "awk",
    "tar",
    "gcc",
    "java",
    "php",
    "mysql",
    "psql",
    "systemctl",
    "service",
    "yum",
    "dnf",
    "brew",
    "export",
    "import",
    "return",
];

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (view, tongues) = (context.view, context.tongues);
    let words = &view.tgt.words;
    if view.src.lang == view.tgt.lang || words.is_empty() || !view.is_copy() {
        return;
    }
    let n_lower = words.iter().filter(|word| !word.is_capital).count();
    let is_surely_foreign = words
        .iter()
        .any(|word| tongues.speaks(&word_form(word, view.src.text, view.src.lang), Side::Src));
    let is_native = words.iter().any(|word| tongues.speaks(&word.form, Side::Tgt));
    let is_kept = is_code(view.tgt.text)
        || n_lower == 0 && words.len() <= MAX_WORDS_OF_A_NAME
        || !has_prose(context);
    let severity = match (is_surely_foreign, is_native) {
        _ if is_kept => Severity::Info,
        (true, _) => Severity::Error,
        (false, false) if n_lower >= MIN_COPIED => Severity::Error,
        (false, false) if words.iter().any(is_plain) && words.len() >= 2 => Severity::Warning,
        _ => Severity::Info,
    };
    let whole = context.whole(Side::Tgt);
    let finding = Finding::new(Id::Untranslated, Side::Tgt, whole, "the translation is the source");
    findings.push(finding.of_severity(severity));
}

/// Tells whether a word is one of the language, and no name, code or cry: `Ah ! ah !`,
/// `SVGA - 800 x 600`.
fn is_plain(word: &Word) -> bool {
    !word.is_capital && word.position.is_some() && word.form.chars().count() >= MIN_LETTERS
}

/// Shorter words are cries, units and particles of names. By hand.
const MIN_LETTERS: usize = 4;

/// Tells whether a text has words of grammar of the source's language, as prose has; a
/// text of fewer words need not have.
fn has_prose(context: &Context) -> bool {
    let view = context.view;
    view.src.words.len() < MIN_WORDS_OF_PROSE
        || view.src.words.iter().any(|word| is_function_word(&word.form, view.src.lang))
}

/// Tells whether a text is a command, a usage line, an option or code, which no
/// language translates. Sentences about them have words of grammar.
fn is_code(text: &str) -> bool {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = tokens.first() else { return false };
    let has_sign = |token: &&str| {
        token.starts_with('-') && token.len() > 1
            || token.contains(['=', '{', '}', '$', '|', '\\', '<', '>', '_'])
            || token.contains("::")
            || token.contains("()")
            || token.starts_with('/')
            || token.trim_end_matches('.').contains('.')
    };
    let n_signs = tokens.iter().filter(|token| has_sign(token)).count();
    let is_usage = first.eq_ignore_ascii_case("usage:");
    let is_command =
        COMMANDS.contains(first) && text.is_ascii() && !text.ends_with(['.', '!', '?'])
            || COMMANDS.contains(first) && n_signs > 0;
    is_usage || is_command || 2 * n_signs >= tokens.len()
}

/// The target's words are cut the English way; those of a copy are French.
fn word_form(word: &Word, text: &str, lang: &Lang) -> String {
    let piece = text.get(word.span.clone()).unwrap_or_default();
    words(piece, lang.apostrophe()).into_iter().next().unwrap_or_default()
}
