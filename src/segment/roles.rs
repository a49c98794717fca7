//! Says what a byte can begin, so that the scan touches few characters.

/// What a byte can begin.
pub(super) mod role {
    /// A stop, a quotation mark or a bracket.
    pub(in super::super) const MARK: u8 = 1;
    /// A capital.
    pub(in super::super) const CAPITAL: u8 = 2;
    /// The sign inside a date.
    pub(in super::super) const SLASH: u8 = 4;
}

/// The role of each byte.
pub(super) const ROLES: [u8; 256] = {
    let mut roles = [0; 256];
    let ascii = b".!?\"()[]<>";
    let mut i = 0;
    while i < ascii.len() {
        roles[ascii[i] as usize] = role::MARK;
        i += 1;
    }
    let mut capital = b'A';
    while capital <= b'Z' {
        roles[capital as usize] = role::CAPITAL;
        capital += 1;
    }
    roles[b'/' as usize] = role::SLASH;
    // The first byte of À … Þ.
    roles[0xc3] = role::CAPITAL;
    // The first bytes of « », “ ” … 。 ！ ؟ ।.
    let leads = [0xc2, 0xe2, 0xe3, 0xef, 0xd8, 0xe0];
    i = 0;
    while i < leads.len() {
        roles[leads[i]] = role::MARK;
        i += 1;
    }
    roles
};
