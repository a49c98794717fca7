use super::super::super::tests::shown;
use super::*;

/// A line that starts at `left`, ends at `right` and stands at `base`.
fn line(text: &str, left: f64, right: f64, base: f64, size: f64) -> Line {
    Line { text: text.to_owned(), left, right, base, size, ..Line::default() }
}

fn text(text: &str, right: f64, base: f64) -> Line {
    line(text, 50.0, right, base, 10.0)
}

#[track_caller]
fn check(pages: Vec<Vec<Line>>, expected: &[&str]) {
    let page = |lines| Page { lines, height: 800.0, n_unknown: 0 };
    let pages: Vec<Page> = pages.into_iter().map(page).collect();
    let mut builder = Builder::default();
    push(&pages, Options::default(), &mut builder);
    assert_eq!(expected, shown(&builder.finish(Vec::new())));
}

#[test]
fn lines_are_joined_and_hyphenation_is_undone() {
    check(
        vec![vec![
            line("Le retour", 50.0, 120.0, 180.0, 16.0),
            text("Il partit de bonne heure par la route de Saint-", 350.0, 200.0),
            text("Malo, disait-il, car le voyage était d'une lon-", 350.0, 212.0),
            text("gueur sans fin. Elle resta là, dit-", 350.0, 224.0),
            text("elle.", 70.0, 236.0),
            text("Je lis.", 80.0, 248.0),
            text("• du pain", 90.0, 272.0),
        ]],
        &[
            "h1 Le retour",
            "p Il partit de bonne heure par la route de Saint-Malo, disait-il, car le voyage était \
             d'une longueur sans fin. Elle resta là, dit-elle.",
            "p Je lis.",
            "li du pain",
        ],
    );
}

#[test]
fn a_sentence_goes_on_before_a_capital_a_bracket_or_a_quote() {
    check(
        vec![vec![
            text("Il partit de bonne heure par la vieille route de la", 350.0, 200.0),
            text("côte et il vit le jour se lever sur les toits du", 250.0, 212.0),
            text("Havre, puis il dit à voix basse au vieux gardien :", 290.0, 224.0),
            text("« Attendez-moi ici, je reviens », et il courut", 300.0, 236.0),
            text("(la porte était ouverte) vers la mer.", 200.0, 248.0),
        ]],
        &[
            "p Il partit de bonne heure par la vieille route de la côte et il vit le jour se lever sur les toits du \
           Havre, puis il dit à voix basse au vieux gardien : « Attendez-moi ici, je reviens », et il courut \
           (la porte était ouverte) vers la mer.",
        ],
    );
}

#[test]
fn a_number_apart_from_the_text_is_that_of_the_page_wherever_the_paper_ends() {
    let page = |first: &str, second: &str, number: &str| {
        vec![text(first, 350.0, 200.0), text(second, 350.0, 212.0), text(number, 205.0, 242.0)]
    };
    check(
        vec![
            page("Un ordinateur ! Cela faisait rire tout le monde au bourg,", "sauf la", "10"),
            page("lanterne, qui ne riait pas du tout : elle tournait, la nuit,", "le jour.", "11"),
        ],
        &[
            "p Un ordinateur ! Cela faisait rire tout le monde au bourg, sauf la lanterne, qui ne riait pas du tout : elle tournait, la nuit, le jour.",
        ],
    );
}

#[test]
fn lines_that_dots_lead_to_a_number_are_contents() {
    check(
        vec![vec![
            text("1 La veille . . . . . . . . . 3", 350.0, 200.0),
            text("2 La lampe . . . . . . . . . 12", 350.0, 212.0),
            text("3 Le jour", 350.0, 224.0),
            text("de la tempête ........ 20", 350.0, 236.0),
            text("Il pleut.", 90.0, 272.0),
        ]],
        &["p Il pleut."],
    );
}

#[test]
fn the_list_of_function_words_is_sorted() {
    assert!(FUNCTION_WORDS.is_sorted());
    assert_eq!("« Oui »", unbreakable("« Oui » dit-il"));
    assert_eq!("10 000", unbreakable("10 000 habitants"));
    assert_eq!("mot", unbreakable("mot et"));
}

#[test]
fn a_paragraph_goes_over_the_page_past_its_foot_and_its_notes() {
    let page = |first: &str, number: &str| {
        vec![
            text("Le phare, roman", 130.0, 40.0),
            text(first, 350.0, 200.0),
            text("et la mer montait vers les rochers noirs de la", 350.0, 212.0),
            line("1 Une note.", 50.0, 100.0, 650.0, 8.0),
            text(number, 210.0, 770.0),
        ]
    };
    let pages = [
        "Il partit de bonne heure par la vieille route",
        "côte, où il vit la lampe allumée du phare neuf",
        "jetée. Il revint le soir par la route de la mer",
    ];
    check(
        pages
            .iter()
            .zip(["1", "- 2 -", "Page 3"])
            .map(|(first, number)| page(first, number))
            .collect(),
        &[
            "p Il partit de bonne heure par la vieille route et la mer montait vers les rochers noirs \
             de la côte, où il vit la lampe allumée du phare neuf et la mer montait vers les rochers \
             noirs de la jetée. Il revint le soir par la route de la mer et la mer montait vers les \
             rochers noirs de la",
            "note Une note.",
            "note Une note.",
            "note Une note.",
        ],
    );
}
