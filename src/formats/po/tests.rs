use crate::bitext::Status;
use crate::error::Result;
use crate::formats::tests::{example, languages};
use crate::formats::{Dialect, Format, Loaded, read, write};

#[test]
fn a_pair_is_an_entry_with_its_id_as_context() {
    let written =
        String::from_utf8(write(&example(), Format::Po, Dialect::Standard).bytes).unwrap();
    assert!(written.contains("\"X-Enregard-date: 2020-11\\n\""), "{written}");
    let entry = "# R&D < tout\n#. bead: 1:2\n#. score: 0.9731\n#. status: accepted\n";
    assert!(written.contains(entry), "{written}");
    let texts = "msgctxt \"p1.s1\"\nmsgid \"Il dit : « Oui », puis s'en va.\"\n\
                 msgstr \"He says \\\"Yes\\\". He leaves.\"\n";
    assert!(written.contains(texts), "{written}");
}

fn load(content: &str) -> Result<Loaded> {
    read(content.as_bytes(), "a.po", Format::Po, &languages())
}

#[test]
fn the_catalogs_of_programs_are_read() {
    let content = "msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\n#: src/a.c:7\n#, c-format, fuzzy\n\
        msgid \"Un \"\n\"fichier\\n\"\nmsgid_plural \"fichiers\"\nmsgstr[0] \"A file\\n\"\nmsgstr[1] \"files\"\n\
        msgid \"Oui\"\nmsgstr \"\"\n\n#~ msgid \"Vieux\"\n#~ msgstr \"Old\"\n";
    let loaded = load(content).unwrap();
    let pairs = &loaded.bitext.pairs;
    assert_eq!(("Un fichier\n", "A file\n"), (&*pairs[0].src, &*pairs[0].tgt));
    assert_eq!((Status::Rejected, "src/a.c:7"), (pairs[0].status, &*pairs[0].carried[0]));
    let plural = (&*pairs[1].id, &*pairs[1].src, &*pairs[1].tgt);
    assert_eq!(("r1[1]", "fichiers", "files"), plural);
    assert_eq!(("Oui", "", "1:0"), (&*pairs[2].src, &*pairs[2].tgt, &*pairs[2].shape.to_string()));
    assert_eq!(3, pairs.len());
    assert_eq!(2, loaded.findings.len());
}

#[track_caller]
fn check_refusal(content: &str, expected: &str) {
    assert_eq!(expected, load(content).unwrap_err().to_string());
}

#[test]
fn what_is_no_catalog_is_refused_with_its_line() {
    check_refusal(
        "msgid \"a\"\nmsgstr b\n",
        "a.po:2: a string was expected here, in double quotes",
    );
    check_refusal("msgid \"a\"\n\nid,fr\n", "a.po:3: `id,fr` is not a keyword of PO");
    check_refusal("# x\nmsgid \"a\"\n", "a.po:1: this entry has no `msgstr`");
}

#[test]
fn a_catalog_of_another_direction_is_refused_with_the_flags_to_type() {
    let error = load(
        "msgid \"\"\nmsgstr \"\"\n\"Language: fr_FR\\n\"\n\nmsgid \"Open\"\nmsgstr \"Ouvrir\"\n",
    );
    let error = error.unwrap_err();
    assert_eq!("a.po:1: this catalog translates en into fr, not fr into en", error.to_string());
    assert_eq!(Some("--src-lang en --tgt-lang fr"), error.hint_text());
}

#[test]
fn entries_with_one_context_have_ids_of_their_own() {
    let entry = |src: &str| format!("msgctxt \"menu\"\nmsgid \"{src}\"\nmsgstr \"x\"\n\n");
    let loaded = load(&(entry("a") + &entry("b") + &entry("c"))).unwrap();
    let ids: Vec<&str> = loaded.bitext.pairs.iter().map(|pair| pair.id.as_str()).collect();
    assert_eq!(vec!["menu", "menu.2", "menu.3"], ids);
}
