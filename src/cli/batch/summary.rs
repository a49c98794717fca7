//! What came of a batch, the suspicious documents first.

use super::plan::Plan;
use super::state::Record;
use crate::corpus::Figures;
use crate::text::visible::visible_line;

/// So many documents without suspicion are listed; the rest is counted. By hand.
const MAX_SOUND: usize = 20;

/// Returns which file goes with which, tabs between.
pub(super) fn plan(plan: &Plan) -> String {
    let mut text = String::from("id\tsource\ttranslation\tguess\n");
    for document in &plan.documents {
        let (src, tgt) = (document.src.display(), document.tgt.display());
        let guess = document.guess.unwrap_or_default();
        text.push_str(&format!("{}\t{src}\t{tgt}\t{guess}\n", document.id));
    }
    text
}

/// Returns the table: what failed, what is suspicious, and some of the rest.
pub(super) fn table(records: &[Record]) -> String {
    let mut done: Vec<(&str, &Figures)> = records
        .iter()
        .filter_map(|record| record.figures.as_ref().map(|figures| (record.id.as_str(), figures)))
        .collect();
    done.sort_by(|(a, first), (b, second)| {
        second.suspicion().total_cmp(&first.suspicion()).then_with(|| a.cmp(b))
    });
    let mut text = String::new();
    for record in records {
        if let Some(error) = &record.error {
            text.push_str(&format!(
                "failed  {}: {}\n",
                visible_line(&record.id),
                visible_line(error)
            ));
        }
    }
    text.push_str("  pairs  read   both  one-sided   mean  doubtful  document\n");
    let n_suspicious = done.iter().filter(|(_, figures)| !figures.suspicions().is_empty()).count();
    let n_shown = done.len().min(n_suspicious + MAX_SOUND);
    for (id, figures) in &done[..n_shown] {
        text.push_str(&row(id, figures));
    }
    if n_shown < done.len() {
        text.push_str(&format!("  … and {} more without suspicion\n", done.len() - n_shown));
    }
    text
}

fn row(id: &str, figures: &Figures) -> String {
    let mean = figures.mean.map_or_else(|| "-".to_owned(), |mean| format!("{mean:.2}"));
    let why = figures.suspicions();
    let why = if why.is_empty() { String::new() } else { format!("  ({})", why.join(", ")) };
    format!(
        "{:7}  {:>3} % {:>3} %  {:7.0} %  {mean:>5}  {:8}  {}{why}\n",
        figures.n_pairs,
        figures.read_src,
        figures.read_tgt,
        100.0 * figures.one_sided(),
        figures.n_doubtful,
        visible_line(id),
    )
}

/// Returns how many documents have something.
pub(super) fn count(records: &[Record], is: impl Fn(&Figures) -> bool) -> usize {
    records.iter().filter(|record| record.figures.as_ref().is_some_and(&is)).count()
}

/// Returns the figures of all documents, in one line.
pub(super) fn total(records: &[Record], n_alone: usize) -> String {
    let n_pairs: usize =
        records.iter().filter_map(|record| record.figures.as_ref()).map(|f| f.n_pairs).sum();
    let n_failed = records.iter().filter(|record| record.error.is_some()).count();
    let n_kept = records.iter().filter(|record| record.is_kept).count();
    let n_suspicious = count(records, |figures| !figures.suspicions().is_empty());
    let mut text = format!("{} documents -> {n_pairs} pairs", records.len() - n_failed);
    for (n, what) in [(n_kept, "as they were"), (n_suspicious, "suspicious"), (n_failed, "failed")]
    {
        if n > 0 {
            text.push_str(&format!("; {n} {what}"));
        }
    }
    if n_alone > 0 {
        text.push_str(&format!("; files without a partner: {n_alone}"));
    }
    text
}
