use super::super::tests::{example, file, languages};
use super::super::{Format, Options, Written, read_files, write_with};
use super::*;

fn written(format: Format) -> Written {
    write_with(&example(), format, &Options { stem: "x".into(), ..Options::default() })
}

fn input(links: &str, src: &str, tgt: &str) -> Result<BitextFiles> {
    let files = vec![
        file(Role::Main, "x.xml", links),
        file(Role::Src, "x.fr.xml", src),
        file(Role::Tgt, "x.en.xml", tgt),
    ];
    BitextFiles::new(files, Format::Opus)
}

const FR: &str =
    "<text><p id=\"1\"><s id=\"1\">Il pleut.</s><s id=\"2\"><w>Je</w><w>lis</w></s></p></text>";
const EN: &str = "<text><s id=\"1\">I read.</s><s id=\"2\">It rains.</s><s id=\"3\">So.</s></text>";

/// Checks the pairs of links, written as `id shape src = tgt`.
#[track_caller]
fn check(links: &str, expected: &[&str]) {
    let pairs = read_files(&input(links, FR, EN).unwrap(), &languages()).unwrap().bitext.pairs;
    let shown = |pair: &Pair| {
        let Pair { id, shape, src, tgt, .. } = pair;
        format!("{id} {shape} {src} = {tgt}")
    };
    assert_eq!(expected, pairs.iter().map(shown).collect::<Vec<_>>());
}

#[test]
fn the_dialects_have_the_sides_the_other_way_round() {
    let of = |format| String::from_utf8(written(format).bytes).unwrap();
    let opus = of(Format::Opus);
    assert!(opus.contains("fromDoc=\"x.en.xml\" toDoc=\"x.fr.xml\""), "{opus}");
    let link = "<link xtargets=\"r2.s1 r2.s2;p1.s1\" id=\"p1.s1\" certainty=\"0.9731\"/>";
    assert!(opus.contains(link), "{opus}");
    let intertext = of(Format::Intertext);
    assert!(intertext.contains("<linkGrp toDoc=\"x.fr.xml\" fromDoc=\"x.en.xml\">"), "{intertext}");
    let link = "<link type=\"1-2\" xtargets=\"p1.s1;r2.s1 r2.s2\" status=\"man\"/>";
    assert!(intertext.contains(link), "{intertext}");
}

#[test]
fn the_texts_stand_in_their_own_order() {
    let text = |n: usize| String::from_utf8(written(Format::Opus).others[n].bytes.clone()).unwrap();
    assert!(
        text(0).contains("  <p id=\"p1\">\n    <s id=\"p1.s1\" type=\"heading\">Il dit"),
        "{}",
        text(0)
    );
    let en = text(1);
    let at = |sentence: &str| en.find(sentence).unwrap();
    assert!(at("It rains.") < at("He says \"Yes\".") && at("He says") < at(">He leaves.<"));
}

#[test]
fn both_dialects_are_read_whichever_way_round_they_are() {
    let expected = ["1 1:1 Il pleut. = It rains.", "2 1:2 Je lis = I read. So."];
    check(
        "<cesAlign version=\"1.0\"><linkGrp fromDoc=\"en/a.xml.gz\" toDoc=\"fr/a.xml.gz\">\
         <link xtargets=\"2;1\" id=\"SL1\"/><link xtargets=\"1 3;2\" id=\"SL2\" certainty=\"1.7\"/></linkGrp></cesAlign>",
        &expected,
    );
    check(
        "<cesAlign><linkGrp fromDoc=\"fr/a.xml\" toDoc=\"en/a.xml\">\
         <link xtargets=\"1;2\"/><link xtargets=\"2;1 3\"/></linkGrp></cesAlign>",
        &expected,
    );
    check(
        "<linkGrp toDoc=\"a.fr.xml\" fromDoc=\"a.en.xml\"><link xtargets=\"1;2\"/><link xtargets=\"2;1 3\"/></linkGrp>",
        &expected,
    );
    check(
        "<linkGrp toDoc=\"a.en.xml\" fromDoc=\"a.fr.xml\"><link xtargets=\"2;1\"/></linkGrp>",
        &expected[..1],
    );
}

#[test]
fn a_link_to_nothing_is_refused_with_its_line() {
    let links = "<linkGrp toDoc=\"a.fr.xml\">\n<link xtargets=\"7;1\"/></linkGrp>";
    let error = read_files(&input(links, FR, EN).unwrap(), &languages()).unwrap_err();
    assert_eq!(
        "x.xml:2: the link names `7`, which is not a sentence of `x.fr.xml`",
        error.to_string()
    );
    assert!(
        read_files(&input("<linkGrp><link/></linkGrp>", FR, EN).unwrap(), &languages()).is_err()
    );
    assert!(read_files(&input("<text/>", FR, EN).unwrap(), &languages()).is_err());
}

#[test]
fn links_say_which_documents_they_are_between() {
    let links = "<cesAlign><linkGrp fromDoc=\"en/a.xml.gz\" toDoc=\"fr/a.xml.gz\"/></cesAlign>";
    let expected = Some(("fr/a.xml.gz".to_owned(), "en/a.xml.gz".to_owned()));
    assert_eq!(expected, documents(links, &languages()));
}
