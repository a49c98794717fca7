//! Placeholder head, replaced before the first commit of this module.
