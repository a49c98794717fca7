//! The rules: what each check looks for, one file each.
//!
//! A rule is `rules/<id>.rs` (dots and hyphens of the id are underscores) with its
//! identity, what it says in English and French, why it is there, and its logic;
//! `<id>.cases` beside it holds its examples, which are its tests and part of its
//! page. To add one: write the two files, add a line to each of the two lists below,
//! and write its page with `ENREGARD_WRITE_DOCS=1 cargo test --test check_rules`.
//!
//! A check is named by an [`Id`] only, so that one that does not exist cannot be. What
//! a rule is given, and what it gives, stands above this module: findings have an id.

pub(super) mod acronym;
mod addition;
mod brackets;
mod capital_accent;
mod checklist;
mod checksum;
mod code;
mod consistency_src;
mod consistency_tgt;
mod control;
mod currency;
mod date;
mod date_weekday;
mod doubled;
mod empty;
mod encoding;
mod entity;
mod false_friend;
mod icu;
mod identifier;
mod key;
mod language;
mod misaligned;
mod misaligned_block;
mod name;
mod name_consistency;
mod name_order;
mod negation;
mod num_extra;
mod num_format;
mod num_missing;
mod num_range;
mod num_scale;
mod num_sign;
mod num_value;
mod omission;
mod partial;
mod percent;
mod placeholder;
mod punctuation_final;
mod punctuation_question;
pub(super) mod punctuation_space;
mod quotes;
mod space;
mod subtitle;
mod tag;
mod term;
mod term_forbidden;
mod text_changed;
mod time;
mod unit;
mod untranslated;

use crate::notice::Severity;
use serde::{Serialize, Serializer};
use std::fmt;

/// Makes [`Id`] from the list of rules.
macro_rules! registry {
    ($($id:ident = $module:ident,)*) => {
        /// A check.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        #[allow(missing_docs, reason = "each is described in its rule")]
        pub enum Id { $($id),* }

        impl Id {
            /// Every check, in the order in which they are listed.
            pub const ALL: &'static [Id] = &[$(Id::$id),*];

            /// Returns what the check looks for.
            #[must_use]
            pub fn rule(self) -> &'static Rule {
                match self { $(Id::$id => &$module::RULE),* }
            }

            /// Returns how it is looked for.
            pub(super) fn finds(self) -> &'static crate::check::finds::Finds {
                match self { $(Id::$id => &$module::FINDS),* }
            }

            /// Returns the name of the rule's file, without its ending.
            #[must_use]
            pub fn file(self) -> &'static str {
                match self { $(Id::$id => stringify!($module)),* }
            }
        }
    };
}

registry! {
    Empty = empty,
    Omission = omission,
    Addition = addition,
    Misaligned = misaligned,
    MisalignedBlock = misaligned_block,
    Untranslated = untranslated,
    Language = language,
    Partial = partial,
    NumValue = num_value,
    NumScale = num_scale,
    NumMissing = num_missing,
    NumExtra = num_extra,
    NumFormat = num_format,
    NumSign = num_sign,
    NumRange = num_range,
    Percent = percent,
    Currency = currency,
    Unit = unit,
    Date = date,
    DateWeekday = date_weekday,
    Time = time,
    Negation = negation,
    Name = name,
    NameConsistency = name_consistency,
    NameOrder = name_order,
    Acronym = acronym,
    FalseFriend = false_friend,
    Term = term,
    TermForbidden = term_forbidden,
    ConsistencySrc = consistency_src,
    ConsistencyTgt = consistency_tgt,
    Checklist = checklist,
    Identifier = identifier,
    Checksum = checksum,
    Placeholder = placeholder,
    Icu = icu,
    Tag = tag,
    Code = code,
    Key = key,
    Brackets = brackets,
    Quotes = quotes,
    PunctuationFinal = punctuation_final,
    PunctuationQuestion = punctuation_question,
    PunctuationSpace = punctuation_space,
    CapitalAccent = capital_accent,
    Subtitle = subtitle,
    TextChanged = text_changed,
    Doubled = doubled,
    Space = space,
    Encoding = encoding,
    Entity = entity,
    Control = control,
}

/// What a check looks for, and how.
#[derive(Debug)]
pub struct Rule {
    /// Its name in every output.
    pub id: &'static str,
    /// The severity that it gives unless the evidence is weaker or stronger.
    pub severity: Severity,
    /// Its code in the Multidimensional Quality Metrics, 2015 version (CC BY 4.0),
    /// with `locale-convention` for formats.
    pub mqm: &'static str,
    /// What it says, as a sentence without a final period.
    pub about: &'static str,
    /// The same in French.
    pub about_fr: &'static str,
    /// Its examples: `FRENCH --- ENGLISH --- expected`, a pair a line.
    pub cases: &'static str,
    /// The file of the rule, whose head says why it is there and what it leaves alone.
    pub(super) source: &'static str,
}

impl Id {
    /// Returns the check of a name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Id> {
        Id::ALL.iter().copied().find(|id| id.name() == name)
    }

    /// Returns the name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.rule().id
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
