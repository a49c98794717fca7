//! The sorts of differences between two bitexts, with their names in every output.

/// What sort of difference it is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Change {
    /// What a person decided.
    Status,
    /// The text of either side.
    Edited,
    /// What people say.
    Comment,
    /// What checks found, or what people dismissed of it.
    Findings,
    /// Several pairs of A are one in B.
    Merged,
    /// One pair of A is several in B.
    Split,
    /// The same segments are paired otherwise.
    Retargeted,
    /// The same bead stands in another place.
    Moved,
    /// A does not have it.
    Added,
    /// B does not have it.
    Removed,
    /// The rest: who decided and when, ids, carried columns.
    Other,
}

impl Change {
    /// Every sort, in the order in which counts are told.
    pub const ALL: [Change; 11] = [
        Change::Status,
        Change::Edited,
        Change::Comment,
        Change::Findings,
        Change::Merged,
        Change::Split,
        Change::Retargeted,
        Change::Moved,
        Change::Added,
        Change::Removed,
        Change::Other,
    ];

    /// Returns the name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Change::Status => "status",
            Change::Edited => "edited",
            Change::Comment => "comment",
            Change::Findings => "findings",
            Change::Merged => "merged",
            Change::Split => "split",
            Change::Retargeted => "retargeted",
            Change::Moved => "moved",
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Other => "other",
        }
    }
}
