use super::super::tests::shown;
use super::*;

#[track_caller]
fn check(page: &str, expected: &[&str]) {
    let document = read(page.as_bytes(), "a.html", Options::default()).unwrap();
    assert_eq!(expected, shown(&document));
}

const PROSE: &str = "Le vent s’était levé un peu avant la nuit. De la galerie, le gardien regardait les vagues se briser sur le rocher.";
const ASIDE: &str = "Nous utilisons des cookies pour mesurer l’audience de ce site et pour améliorer votre expérience chaque jour.";

#[test]
fn structure_survives() {
    check(
        "<h1>Le phare</h1><p>Il <b>pleut</b>.<p>Je lis.<ul><li>du pain<li><p>du vin</p><p>rouge</p></ul>\
         <figure><img alt='un bateau'><figcaption>Le port</figcaption></figure>\
         <table><caption>Les ans</caption><tr><th>An<td>1900</table><blockquote><p>Oui.</p></blockquote>après",
        &[
            "h1 Le phare",
            "p Il pleut.",
            "p Je lis.",
            "li du pain",
            "li du vin",
            "p rouge",
            "caption Le port",
            "caption Les ans",
            "td An",
            "td 1900",
            "p Oui.",
            "p après",
        ],
    );
}

#[test]
fn breaks_entities_and_preformatted_lines() {
    check(
        "<p>Un<br>deux<br><br>trois&nbsp;: &laquo;&#8239;l&rsquo;&eacute;t&eacute;&#8239;&raquo;</p><pre>\nUn vers,\nun autre\n\nun troisième</pre>",
        &[
            "p Un\ndeux",
            "p trois\u{a0}: «\u{202f}l’été\u{202f}»",
            "p Un vers,\nun autre",
            "p un troisième",
        ],
    );
}

#[test]
fn what_a_browser_hides_is_never_read() {
    let page = "<head><title>T</title><style>p{}</style></head><script>var a='<p>x</p>'</script><p hidden>a</p>\
                <p style='DISPLAY : none'>b</p><template><p>c</p></template><svg><text>d</text></svg>\
                <noscript>e</noscript><select><option>f</select><p>Oui<span class=sr-only>g</span>.</p><!-- h -->";
    check(page, &["p Oui."]);
    let all = read(page.as_bytes(), "a.html", Options { all: true }).unwrap();
    assert_eq!(vec!["p Oui."], shown(&all));
}

#[test]
fn the_article_is_read_without_what_surrounds_it() {
    let page = format!(
        "<body class='has-sidebar'><header><nav><a href=/>Accueil</a></nav></header><div id=cookie-banner><p>{ASIDE}</p></div>\
         <h1>La veille</h1><div><div class=text><p class=chapo>Un gardien veille.</p><p>{PROSE}</p><p>Court.</p>\
         <ul><li><a>Un</a><li><a>Deux</a><li><a>Trois</a></ul></div><aside><p>{ASIDE}</p></aside></div>\
         <footer><p>{ASIDE}</p></footer>"
    );
    let prose = format!("p {PROSE}");
    check(&page, &["h1 La veille", "p Un gardien veille.", &prose, "p Court."]);
    let all = read(page.as_bytes(), "a.html", Options { all: true }).unwrap();
    assert!(
        shown(&all).contains(&"p Accueil".to_owned()) && all.blocks.len() == 11,
        "{:?}",
        shown(&all)
    );
}

#[test]
fn the_opening_of_an_article_belongs_to_it() {
    let page = format!(
        "<div>menu</div><article><header><h1>La veille</h1><p>Par J. D.</p></header><div><p>{PROSE}</p></div></article>"
    );
    check(&page, &["h1 La veille", "p Par J. D.", &format!("p {PROSE}")]);
}

#[test]
fn a_wrong_mark_does_not_lose_the_text() {
    check(&format!("<form class=sidebar><p>{PROSE}</p></form>"), &[&format!("p {PROSE}")]);
}

#[test]
fn a_page_without_prose_is_read_whole() {
    check("<div><p>Un.</p></div><div><p>Deux.</p></div>", &["p Un.", "p Deux."]);
}

#[test]
fn marks_of_notes_do_not_stick_to_words() {
    check(
        "<p>Le phare<sup><a href='#fn1'>1</a></sup> tourne<a href='#cite_note-2'>[2]</a>, le 1<sup>er</sup> mai, à 3 km<sup>2</sup>.\
         <ol><li id=fn1>Voir plus bas. <a href='#fnref1'>↩</a></ol>",
        &["p Le phare tourne, le 1er mai, à 3 km².", "li Voir plus bas."],
    );
}

#[test]
fn malformed_pages_read_as_in_a_browser() {
    check(
        "<p>Un <b>deux <i>trois</b> quatre</i><p>cinq</div></td></p><p title=\"a>b\">six &unknown; &lt",
        &["p Un deux trois quatre", "p cinq", "p six &unknown; <"],
    );
}

#[test]
fn the_head_gives_metadata() {
    let page = "<html lang=fr><head><title> Le\nphare </title><meta name=author content='J. D.'><meta property='article:published_time' content='2020-11-04'></head><p>Oui.";
    let document = read(page.as_bytes(), "a.html", Options::default()).unwrap();
    let expected =
        [("language", "fr"), ("title", "Le phare"), ("author", "J. D."), ("date", "2020-11-04")];
    assert_eq!(
        expected.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
        document.metadata
    );
}

#[test]
fn pages_deeper_than_any_page_are_refused_at_once() {
    check(&format!("{}<p>Oui.", "<div>".repeat(1_000)), &["p Oui."]);
    check(&"<p>Oui.<br>".repeat(6_000), &vec!["p Oui."; 6_000]);
    check(&format!("<svg>{}</svg><p>Oui.", "<path d='M 1'/>".repeat(6_000)), &["p Oui."]);
    let page = "<b><div>".repeat(500_000);
    let error = read(page.as_bytes(), "a.html", Options::default()).unwrap_err();
    assert_eq!("a.html: elements are nested more than 5000 deep", error.to_string());
}
