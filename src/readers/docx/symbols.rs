//! The characters that signs of picture fonts stand for.
//!
//! Word keeps `≥` from its list of symbols as place F0B3 of the font Symbol. Left out, `≥ 5 mg`
//! is `5 mg`. Symbol is read whole where its signs are letters, relations and operators, and of
//! Wingdings the arrows, boxes and checks that texts have; other fonts are pictures.

/// Signs of Symbol by the last byte of their place, from the table that Unicode keeps of it
/// (`APPLE/SYMBOL.TXT`, 2005), without the pieces of large brackets.
const SYMBOL: [(u8, &str); 5] = [
    (0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
    (0xa1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xc4, "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    (0xe5, "∑"),
];

/// Signs of Wingdings.
const WINGDINGS: [(u8, char); 12] = [
    (0x6c, '●'),
    (0x6e, '■'),
    (0x6f, '☐'),
    (0x9f, '•'),
    (0xa7, '▪'),
    (0xa8, '☐'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfe, '☑'),
];

/// Returns the character at a place of a font, written in hexadecimal digits.
pub(super) fn character(font: &str, place: &str) -> Option<char> {
    let place = u32::from_str_radix(place, 16).ok()?;
    let byte = match place {
        0xf000..=0xf0ff => u8::try_from(place - 0xf000).ok()?,
        0..=0xff => u8::try_from(place).ok()?,
        other => return char::from_u32(other),
    };
    match font {
        "Symbol" => SYMBOL
            .iter()
            .find_map(|(first, signs)| signs.chars().nth(usize::from(byte.checked_sub(*first)?))),
        "Wingdings" => WINGDINGS.iter().find(|(known, _)| *known == byte).map(|(_, sign)| *sign),
        _ if place > 0xff => None,
        _ => char::from_u32(place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_that_a_reader_sees() {
        for (font, place, expected) in [
            ("Symbol", "F0B3", Some('≥')),
            ("Symbol", "B0", Some('°')),
            ("Symbol", "F06D", Some('μ')),
            ("Symbol", "F057", Some('Ω')),
            ("Symbol", "F0AE", Some('→')),
            ("Symbol", "F0DE", Some('⇒')),
            ("Symbol", "F0FF", None),
            ("Wingdings", "F0FC", Some('✓')),
            ("Webdings", "F0FC", None),
            ("Calibri", "2192", Some('→')),
            ("Symbol", "x", None),
        ] {
            assert_eq!(expected, character(font, place), "{font} {place}");
        }
    }
}
