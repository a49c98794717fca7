//! Reads `NumPy`'s `.npy`: a table of floats after a header that Python wrote.
//!
//! ```text
//! \x93NUMPY 1 0 | length | {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n | floats
//! ```
//!
//! The header is a literal of Python, and a parser of such literals can be made to
//! work for ever by a few hundred brackets. `NumPy` writes these three keys in one
//! way only, so they are looked for, and what else stands there is not read.

/// How files begin.
const MAGIC: &[u8] = b"\x93NUMPY";

/// Headers of tables of floats have a hundred bytes. By hand.
const MAX_HEADER: usize = 1 << 16;

/// A table of floats, row by row.
#[derive(Debug, PartialEq)]
pub(super) struct Table {
    pub(super) n_dims: usize,
    pub(super) values: Vec<f32>,
}

/// Returns the table of a file.
///
/// # Errors
///
/// What the file is instead.
pub(super) fn read(bytes: &[u8]) -> Result<Table, String> {
    let (header, data) = parted(bytes).ok_or("this is not a NumPy file")?;
    let shape = shape(header).ok_or("its header tells no shape")?;
    let [n_rows, n_dims] = shape[..] else { return Err(format!("the shape is {shape:?}")) };
    if n_rows == 0 || n_dims == 0 || value_of(header, "fortran_order") != Some("False") {
        return Err(format!("the table is in Fortran order or blank: {shape:?}"));
    }
    let values = floats(value_of(header, "descr").unwrap_or_default(), data)?;
    match n_rows.checked_mul(n_dims) {
        Some(n_values) if n_values == values.len() => Ok(Table { n_dims, values }),
        _ => Err(format!("{} floats follow, and the shape is {shape:?}", values.len())),
    }
}

/// Returns the header, and what stands after it.
fn parted(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (version, rest) = rest.split_first_chunk::<2>()?;
    let (len, rest) = if version[0] == 1 {
        let (len, rest) = rest.split_first_chunk::<2>()?;
        (usize::from(u16::from_le_bytes(*len)), rest)
    } else {
        let (len, rest) = rest.split_first_chunk::<4>()?;
        (usize::try_from(u32::from_le_bytes(*len)).ok()?, rest)
    };
    let (header, data) = rest.split_at_checked(len).filter(|_| len <= MAX_HEADER)?;
    Some((std::str::from_utf8(header).ok()?, data))
}

/// Returns what stands after a key, up to the next comma, without its quotes.
fn value_of<'h>(header: &'h str, key: &str) -> Option<&'h str> {
    let (_, after) = header.split_once(&format!("'{key}':"))?;
    let value = after.split([',', '}']).next()?;
    Some(value.trim().trim_matches('\''))
}

fn shape(header: &str) -> Option<Vec<usize>> {
    let (_, after) = header.split_once("'shape':")?;
    let (inside, _) = after.trim_start().strip_prefix('(')?.split_once(')')?;
    let numbers = inside.split(',').map(str::trim).filter(|number| !number.is_empty());
    numbers.map(|number| number.parse().ok()).collect()
}

/// Returns the floats of some bytes, in single precision: vectors need no more.
fn floats(kind: &str, data: &[u8]) -> Result<Vec<f32>, String> {
    #[allow(clippy::cast_possible_truncation)]
    let narrow = |value: f64| value as f32;
    let (fours, rest_of_fours) = data.as_chunks::<4>();
    let (eights, rest_of_eights) = data.as_chunks::<8>();
    let (values, rest): (Vec<f32>, _) = match kind {
        "<f4" => (fours.iter().map(|four| f32::from_le_bytes(*four)).collect(), rest_of_fours),
        ">f4" => (fours.iter().map(|four| f32::from_be_bytes(*four)).collect(), rest_of_fours),
        "<f8" => (
            eights.iter().map(|eight| narrow(f64::from_le_bytes(*eight))).collect(),
            rest_of_eights,
        ),
        ">f8" => (
            eights.iter().map(|eight| narrow(f64::from_be_bytes(*eight))).collect(),
            rest_of_eights,
        ),
        _ => return Err(format!("the type is {kind}")),
    };
    if rest.is_empty() { Ok(values) } else { Err("the file ends in the middle of a float".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(version: u8, header: &str, data: &[u8]) -> Vec<u8> {
        let len = u32::try_from(header.len()).unwrap().to_le_bytes();
        let len = if version == 1 { &len[..2] } else { &len[..] };
        [MAGIC, &[version, 0], len, header.as_bytes(), data].concat()
    }

    #[test]
    fn floats_of_both_sizes_and_orders_are_read() {
        let data: [(&str, Vec<u8>); 4] = [
            ("<f4", [1.0f32, 2.0].iter().flat_map(|value| value.to_le_bytes()).collect()),
            (">f4", [1.0f32, 2.0].iter().flat_map(|value| value.to_be_bytes()).collect()),
            ("<f8", [1.0f64, 2.0].iter().flat_map(|value| value.to_le_bytes()).collect()),
            (">f8", [1.0f64, 2.0].iter().flat_map(|value| value.to_be_bytes()).collect()),
        ];
        for (kind, data) in data {
            for version in 1..=3 {
                let header = format!(
                    "{{'descr': '{kind}', 'fortran_order': False, 'shape': (1, 2), }}   \n"
                );
                let table = read(&file(version, &header, &data));
                assert_eq!(Ok(Table { n_dims: 2, values: vec![1.0, 2.0] }), table, "{kind}");
            }
        }
    }

    #[test]
    fn brackets_without_end_are_not_followed() {
        let header = format!("{}{{'descr': '<f4', 'shape': (2, 2)", "{".repeat(60_000));
        assert!(read(&file(1, &header, &[0; 16])).is_err());
        let shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }";
        assert!(read(&file(1, shape, &[0; 16])).is_err());
    }
}
