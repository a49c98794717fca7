//! Measures the dates with a clock that head a pasted mail: `08/31/2020 12:30 PM`.

/// Returns the length of `/31/2020 12:30 PM`, the end of a date with its clock.
pub(super) fn stamp_len(rest: &[u8]) -> Option<usize> {
    const PARTS: [(u8, usize); 4] = [(b'/', 2), (b'/', 4), (b' ', 2), (b':', 2)];
    let mut at = 0;
    for (sign, max) in PARTS {
        let n_digits = rest.get(at + 1..)?.iter().take_while(|b| b.is_ascii_digit()).count();
        if rest[at] != sign || !(1..=max).contains(&n_digits) {
            return None;
        }
        at += 1 + n_digits;
    }
    let tail = &rest[at..];
    let seconds = if matches!(tail, [b':', b'0'..=b'9', b'0'..=b'9', ..]) { 3 } else { 0 };
    let half = matches!(tail[seconds..], [b' ', b'A' | b'P' | b'a' | b'p', b'M' | b'm', ..]);
    Some(at + seconds + if half { 3 } else { 0 })
}
