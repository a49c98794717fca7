use super::*;

fn names() -> Names {
    let column = |header: &str| Column {
        header: header.into(),
        in_base: true,
        in_a: true,
        in_b: header != "a",
    };
    Names { src: "fr".into(), tgt: "en".into(), columns: vec![column("a"), column("note")] }
}

/// Reads a pair written as `status|tgt|comment|findings|note|reviewer|updated`.
fn pair(line: &str) -> Pair {
    let cells: Vec<&str> = line.split('|').collect();
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
    Pair {
        id: "p1.s1".into(),
        src: "Il neige.".into(),
        status: Status::parse(&cell(0)).unwrap(),
        tgt: cell(1),
        comment: cell(2),
        findings: cell(3).split_whitespace().map(str::to_owned).collect(),
        carried: vec!["1".into(), cell(4)],
        reviewer: cell(5),
        updated: cell(6),
        ..Pair::default()
    }
}

/// Clashes are told behind `#`.
#[track_caller]
fn check(base: Option<&str>, a: &str, b: &str, expected: &str) {
    let base = base.map(pair);
    let Reconciled { pair, clashes, .. } =
        reconcile(base.as_ref(), &self::pair(a), &self::pair(b), &names());
    let cells = [
        pair.status.name(),
        &pair.tgt,
        &pair.comment,
        &pair.findings.join(" "),
        &pair.carried[1],
        &pair.reviewer,
        &pair.updated,
    ];
    let clashes = clashes.iter().flat_map(|clash| [" #", clash.field.as_str()]).collect::<String>();
    assert_eq!(expected, format!("{}{clashes}", cells.join("|").trim_end_matches('|')));
    assert_eq!("1", pair.carried[0]);
}

#[test]
fn what_one_side_changed_is_taken() {
    let base = Some("auto|It snows.|||x");
    check(
        base,
        "accepted|It snows.|||x|Zoé|1",
        "auto|It snows.|||x",
        "accepted|It snows.|||x|Zoé|1",
    );
    check(base, "auto|It snows.|||x", "edited|Snow.|so?||x|Luc|2", "edited|Snow.|so?||x|Luc|2");
    check(base, "auto|Snow falls.|||x", "auto|It snows.|||y", "auto|Snow falls.|||y");
    check(base, "auto||||x", "auto|It snows.|||", "auto");
}

#[test]
fn what_both_changed_otherwise_clashes_and_stays_that_of_a() {
    let base = Some("auto|It snows.|||x");
    check(base, "auto|Snow.|||x", "auto|Snowing.|||x", "auto|Snow.|||x #en");
    check(
        base,
        "accepted|It snows.|||x|Zoé|1",
        "rejected|It snows.|||x|Luc|2",
        "accepted|It snows.|||x|Zoé|1 #status",
    );
    check(base, "auto|It snows.|||y", "auto|It snows.|||z", "auto|It snows.|||y #note");
    check(base, "auto|Snow.|||x", "auto|Snow.|||x", "auto|Snow.|||x");
}

#[test]
fn without_a_base_what_says_nothing_loses() {
    check(
        None,
        "auto|It snows.|ici|date|",
        "accepted|It snows.|||x|Luc|2",
        "accepted|It snows.|ici|date|x|Luc|2",
    );
    check(None, "auto|It snows.", "edited|Snow.", "edited|Snow.");
    check(None, "accepted|It snows.", "edited|Snow.", "accepted|Snow. #status");
    check(None, "edited|Snows.", "edited|Snow.", "edited|Snows. #en");
}

#[test]
fn the_newer_name_stands_under_what_both_decided() {
    let base = Some("auto|a");
    check(
        base,
        "accepted|a||||Zoé|2026-11-02",
        "accepted|a||||Luc|2026-11-03",
        "accepted|a||||Luc|2026-11-03",
    );
    check(
        base,
        "accepted|a||||Zoé|2026-11-04",
        "accepted|a||||Luc|2026-11-03",
        "accepted|a||||Zoé|2026-11-04",
    );
    check(None, "accepted|a", "accepted|a||||Luc|2026-11-03", "accepted|a||||Luc|2026-11-03");
}

#[test]
fn comments_and_findings_of_both_are_kept() {
    check(Some("auto|a|x"), "auto|a|x ; y", "auto|a|x ; z", "auto|a|x ; y\n; z");
    check(None, "auto|a|ici", "auto|a|là", "auto|a|ici\nlà");
    check(None, "auto|a|ici", "auto|a|vu ici", "auto|a|vu ici");
    check(Some("auto|a||date"), "auto|a||date names", "auto|a||quotes", "auto|a||names quotes");
    check(None, "auto|a||d!0f:vu", "auto|a||d!0f:juste", "auto|a||d!0f:vu%20/%20juste");
}
