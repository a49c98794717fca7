//! What kinds of errors a reviewer can mark, and what each severity costs.

/// The kinds of errors that a person can mark: the core of MQM with what a review
/// of translations needs (themqm.org, 2024), in English and French.
pub const CATEGORIES: [(&str, &str, &str); 16] = [
    ("accuracy/mistranslation", "Mistranslation", "Contresens ou faux sens"),
    ("accuracy/omission", "Omission", "Omission"),
    ("accuracy/addition", "Addition", "Ajout"),
    ("accuracy/untranslated", "Untranslated", "Non traduit"),
    ("accuracy/number", "Number", "Nombre"),
    ("terminology/wrong", "Wrong term", "Terme erroné"),
    ("terminology/inconsistent", "Inconsistent term", "Terme incohérent"),
    ("linguistic/grammar", "Grammar", "Grammaire"),
    ("linguistic/spelling", "Spelling", "Orthographe"),
    ("linguistic/punctuation", "Punctuation", "Ponctuation"),
    ("style/awkward", "Awkward style", "Style maladroit"),
    ("style/register", "Register", "Registre"),
    ("locale/format", "Locale convention", "Convention locale"),
    ("audience/culture", "Culture", "Culture"),
    ("design/markup", "Markup or layout", "Balisage ou mise en page"),
    ("other", "Other", "Autre"),
];

/// What an error costs by its severity: MQM's usual multipliers (the MQM council's
/// scoring models, 2023).
pub const SEVERITIES: [(&str, u64); 4] =
    [("neutral", 0), ("minor", 1), ("major", 5), ("critical", 25)];
