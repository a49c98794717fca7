//! What the columns of the bitext CSV are called.
//!
//! `id, bead, fr, en, fr_ids, en_ids, score, status, findings, reviewer,
//! updated, comment`, then what is carried; `fr` and `en` are the tags of the
//! languages. Names are the same whatever their case and the blanks around them.

use crate::bitext::{Bitext, Pair};
use crate::lang::LangPair;
use crate::notice::Notice;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a column holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Field {
    Id,
    Bead,
    Src,
    Tgt,
    SrcIds,
    TgtIds,
    Score,
    Status,
    Findings,
    Reviewer,
    Updated,
    Comment,
}

/// The columns in the order of the contract.
pub(super) const FIELDS: [Field; 12] = [
    Field::Id,
    Field::Bead,
    Field::Src,
    Field::Tgt,
    Field::SrcIds,
    Field::TgtIds,
    Field::Score,
    Field::Status,
    Field::Findings,
    Field::Reviewer,
    Field::Updated,
    Field::Comment,
];

impl Field {
    pub(super) fn header(self, src: &str, tgt: &str) -> String {
        match self {
            Field::Id => "id".to_owned(),
            Field::Bead => "bead".to_owned(),
            Field::Src => src.to_owned(),
            Field::Tgt => tgt.to_owned(),
            Field::SrcIds => format!("{src}_ids"),
            Field::TgtIds => format!("{tgt}_ids"),
            Field::Score => "score".to_owned(),
            Field::Status => "status".to_owned(),
            Field::Findings => "findings".to_owned(),
            Field::Reviewer => "reviewer".to_owned(),
            Field::Updated => "updated".to_owned(),
            Field::Comment => "comment".to_owned(),
        }
    }

    pub(super) fn cell(self, pair: &Pair) -> String {
        match self {
            Field::Id => pair.id.clone(),
            Field::Bead => pair.shape.to_string(),
            Field::Src => pair.src.clone(),
            Field::Tgt => pair.tgt.clone(),
            Field::SrcIds => pair.src_ids.join(" "),
            Field::TgtIds => pair.tgt_ids.join(" "),
            Field::Score => pair.score.map(|score| score.to_string()).unwrap_or_default(),
            Field::Status => pair.status.name().to_owned(),
            Field::Findings => pair.findings.join(" "),
            Field::Reviewer => pair.reviewer.clone(),
            Field::Updated => pair.updated.clone(),
            Field::Comment => pair.comment.clone(),
        }
    }
}

/// Returns the header of a bitext. A carried column that is called like one of
/// ours (`status`) or like another gets another name, so that it is read back as
/// itself: `status (table)`, then `status (table 2)`.
pub(super) fn header(bitext: &Bitext) -> Vec<String> {
    let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
    let mut header = FIELDS.map(|field| field.header(src, tgt)).to_vec();
    let mut taken: FxHashSet<String> = header.iter().map(|name| folded(name)).collect();
    let mut n_renamed: FxHashMap<String, usize> = FxHashMap::default();
    for carried in &bitext.carried_headers {
        let n = n_renamed.entry(folded(carried)).or_default();
        let mut name = carried.clone();
        while !taken.insert(folded(&name)) {
            *n += 1;
            name = if *n == 1 {
                format!("{carried} (table)")
            } else {
                format!("{carried} (table {n})")
            };
        }
        header.push(name);
    }
    header
}

/// Tells what to carry of a table: the columns that are not left over from an
/// older alignment of ours. What it computed is computed anew; what people said
/// in it is kept where they said anything.
pub fn not_left_over(
    headers: &[String],
    languages: &LangPair,
) -> impl Fn(&str, &[&str]) -> bool + use<> {
    let (src, tgt) = (languages.src.tag(), languages.tgt.tag());
    let computed = [Field::Id, Field::Bead, Field::SrcIds, Field::TgtIds, Field::Score];
    let computed = computed.map(|field| field.header(src, tgt));
    let said = [Field::Status, Field::Findings, Field::Reviewer, Field::Updated, Field::Comment];
    let said = said.map(|field| field.header(src, tgt));
    // One of the columns of ids is none that is carried, but the key.
    let marks = [Field::Bead, Field::Score, Field::Status].map(|field| field.header(src, tgt));
    let is_ours = marks.iter().all(|name| headers.contains(name));
    move |header, cells| {
        let is_blank = || cells.iter().all(|cell| matches!(*cell, "" | "auto"));
        let is_left_over = computed.iter().any(|name| name == header)
            || said.iter().any(|name| name == header) && is_blank();
        !(is_ours && is_left_over)
    }
}

/// How many renamed columns a message names. By hand: what is read at a glance.
const N_NAMED: usize = 5;

/// Says which carried columns got another name.
pub(super) fn renamed_finding(bitext: &Bitext, header: &[String]) -> Option<Notice> {
    let carried = bitext.carried_headers.iter().zip(&header[FIELDS.len()..]);
    let mut renamed: Vec<String> = carried
        .filter(|(given, written)| given != written)
        .map(|(given, written)| format!("`{given}` as `{written}`"))
        .collect();
    let n_more = renamed.len().saturating_sub(N_NAMED);
    renamed.truncate(N_NAMED);
    let more = if n_more == 0 { String::new() } else { format!(", and {n_more} more") };
    let message = format!("carried columns are renamed: {}{more}", renamed.join(", "));
    (!renamed.is_empty()).then(|| Notice::info("format", message))
}

/// Tells whether two headers name the same column.
pub(super) fn is_same_header(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

fn folded(header: &str) -> String {
    header.trim().to_lowercase()
}
