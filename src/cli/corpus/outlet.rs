//! Where a command on a corpus writes pairs: `-o` and `--format`.

use super::pool::PoolArgs;
use crate::cli::bitexts::{self, Output, parse_format};
use crate::error::Result;
use crate::formats::Format;
use crate::lang::LangPair;
use clap::Args;
use std::path::{Path, PathBuf};

/// Where a selection of pairs goes: `-o` and `--format`.
#[derive(Args, Clone, Debug)]
pub(super) struct OutputArgs {
    /// Where to write, in any format [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format of the output [default: by its extension, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    format: Option<Format>,
    /// Replace OUT even if people have reviewed it
    #[arg(long)]
    force: bool,
}

impl OutputArgs {
    /// Returns the output, checked before the work is done.
    ///
    /// # Errors
    ///
    /// It cannot be written, or people have reviewed what is there.
    pub(super) fn open(&self, args: &PoolArgs, langs: &LangPair) -> Result<(Output, Format)> {
        let format = bitexts::output_format(self.output.as_deref(), self.format, false)?;
        let output = args.output(self.output.as_deref(), format)?;
        if !self.force {
            output.refuse_reviewed(format, langs)?;
        }
        Ok((output, format))
    }

    /// Returns an output beside, in the format of `path` or of this one.
    ///
    /// # Errors
    ///
    /// As for [`OutputArgs::open`].
    pub(super) fn beside(
        &self,
        path: &Path,
        args: &PoolArgs,
        langs: &LangPair,
    ) -> Result<(Output, Format)> {
        OutputArgs { output: Some(path.to_owned()), ..self.clone() }.open(args, langs)
    }
}
