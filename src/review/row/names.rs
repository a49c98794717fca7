//! Sides, statuses and kinds in the log: by their names, so that people can read it.

/// Sides by their names.
pub(super) mod side {
    use crate::check::Side;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub fn serialize<S: Serializer>(side: &Side, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(side.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Side, D::Error> {
        let name = String::deserialize(deserializer)?;
        [Side::Src, Side::Tgt]
            .into_iter()
            .find(|side| side.name() == name)
            .ok_or_else(|| D::Error::custom("a side is `src` or `tgt`"))
    }
}

/// Statuses by their names.
pub(super) mod status {
    use crate::bitext::Status;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub fn serialize<S: Serializer>(status: &Status, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(status.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
        let name = String::deserialize(deserializer)?;
        Status::parse(&name).ok_or_else(|| D::Error::custom(format!("no status `{name}`")))
    }
}

/// Kinds by their names.
pub(super) mod kind {
    use crate::segment::Kind;
    use serde::{Deserialize, Deserializer, Serializer};

    const KINDS: [Kind; 5] =
        [Kind::Heading, Kind::Sentence, Kind::ListItem, Kind::Verse, Kind::Caption];

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub fn serialize<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind.name())
    }

    /// A kind that a later version may have is a sentence.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(KINDS.into_iter().find(|kind| kind.name() == name).unwrap_or_default())
    }
}
