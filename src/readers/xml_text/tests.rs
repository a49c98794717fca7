use super::super::tests::shown;
use super::*;

#[track_caller]
fn check(xml: &str, expected: &[&str]) -> Document {
    let document = read(xml.as_bytes(), "a.xml", Options::default()).unwrap();
    assert_eq!(expected, shown(&document));
    document
}

#[test]
fn docbook() {
    let document = check(
        "<?xml version='1.0'?><!DOCTYPE book PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'docbookx.dtd' [<!ENTITY app 'Phare'>]>\
         <book lang='fr'><bookinfo><title>Le guide de &app;</title><author><surname>Roy</surname></author></bookinfo>\
         <chapter><title>La veille</title><para>Tapez <command>ls</command><footnote><para>Ou <command>dir</command>.</para></footnote> puis \
         <menuchoice><guimenu>Fichier</guimenu><guimenuitem>Ouvrir</guimenuitem></menuchoice>.</para><indexterm><primary>ls</primary></indexterm>\
         <screen>$ ls</screen><itemizedlist><listitem><para>du pain</para><para>frais</para></listitem></itemizedlist>\
         <figure><title>Le port</title><mediaobject><textobject><phrase>un bateau</phrase></textobject></mediaobject></figure>\
         <note><para>Il pleut.</para></note><variablelist><varlistentry><term>an</term><listitem><para>1900</para></listitem></varlistentry></variablelist>\
         </chapter></book>",
        &[
            "h1 Le guide de Phare",
            "h2 La veille",
            "p Tapez ls puis Fichier → Ouvrir.",
            "note Ou dir.",
            "li du pain",
            "p frais",
            "caption Le port",
            "p Il pleut.",
            "li an",
            "li 1900",
        ],
    );
    let why: Vec<Why> = document.reading.left_out.iter().map(|left_out| left_out.why).collect();
    assert_eq!(vec![Why::Metadata, Why::Code], why);
}

#[test]
fn tei() {
    check(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>\
         <text><body><div><head>Chant premier</head><lg><l>Un vers,</l><l>un autre.</l></lg><p>Il <hi rend='italic'>pleut</hi><note place='bottom'>Beaucoup.</note> \
         au <choice><sic>chatau</sic><corr>château</corr></choice> des bri<lb break='no'/>gands.<lb/>Oui.</p><pb n='2'/></div></body></text></TEI>",
        &[
            "h1 Chant premier",
            "p Un vers,\nun autre.",
            "p Il pleut au château des brigands. Oui.",
            "note Beaucoup.",
        ],
    );
}

#[test]
fn mallard_and_dita() {
    check(
        "<page xmlns='http://projectmallard.org/1.0/' type='topic'><info><link type='guide' xref='index'/><desc>D</desc></info><title>Ouvrir</title>\
         <p>Pressez <keyseq><key>Ctrl</key><key>O</key></keyseq>.</p><steps><item><p>Un.</p></item><item><p>Deux.</p></item></steps></page>",
        &["h1 Ouvrir", "p Pressez Ctrl+O.", "li Un.", "li Deux."],
    );
    check(
        "<task id='a'><title>Ouvrir</title><prolog><author>J</author></prolog><shortdesc>Comment ouvrir.</shortdesc><taskbody><steps><step><cmd>Cliquez <uicontrol>OK</uicontrol>.</cmd>\
         <info>Une fois.</info></step></steps></taskbody></task>",
        &["h1 Ouvrir", "p Comment ouvrir.", "li Cliquez OK.", "p Une fois."],
    );
}

#[test]
fn unknown_names_go_by_what_they_hold() {
    check(
        "<recueil><fable><nom>La cigale</nom><texte>La <w>cigale</w> chanta.</texte><texte>Elle <w>pleura</w>.</texte></fable></recueil>",
        &["p La cigale", "p La cigale chanta.", "p Elle pleura."],
    );
}

#[test]
fn what_is_no_document_is_refused() {
    for (xml, what) in [("<tmx/>", "a bitext"), ("<svg/>", "a drawing")] {
        let error = read(xml.as_bytes(), "a.xml", Options::default()).unwrap_err();
        assert_eq!(format!("a.xml: this is {what}, which is not read"), error.to_string());
    }
}
