//! Writes and reads what goes in and out: one file a format, each from values
//! to bytes and back, without touching a file.

pub mod segments;
