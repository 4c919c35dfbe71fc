//! Where a mended or annotated draft goes.

use std::path::PathBuf;

use super::inputs::{Input, is_word};
use super::rewrite;
use crate::cli::args::CheckArgs;
use crate::cli::problem::Problem;

/// What the command line says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delivery {
    /// Into the file it came from. A Word document, which holds so much more than its text, only if that was asked for.
    Back { even_word: bool },
    /// Into another file.
    To(PathBuf),
}

impl Delivery {
    /// What the arguments say; fails where they contradict each other.
    pub(super) fn of(args: &CheckArgs, inputs: usize) -> Result<Self, Problem> {
        let Some(path) = &args.save_as else {
            return if args.annotate {
                Err(Problem::new("--annotate 要写一份带批注的副本，请用 -o 指明写到哪个文件"))
            } else {
                Ok(Delivery::Back { even_word: args.in_place })
            };
        };
        if !(args.fix || args.unsafe_fixes || args.fix_only || args.annotate) {
            return Err(Problem::new("-o 要与 --fix、--unsafe-fixes 或 --annotate 同用"));
        }
        if inputs > 1 {
            let way_out = if args.annotate { "" } else { "，或用 --fix --in-place" };
            let reason = format!("-o 只能用于一份稿件，这里有 {inputs} 份。请逐份处理{way_out}");
            return Err(Problem::new(reason));
        }
        if args.annotate && !is_word(path) {
            return Err(Problem::new("带批注的副本是 Word 文档，请让 -o 的文件名以 .docx 结尾"));
        }
        Ok(Delivery::To(path.clone()))
    }

    /// Where else than into its own file the draft goes.
    pub(super) fn elsewhere(&self) -> Option<&PathBuf> {
        match self {
            Delivery::To(path) => Some(path),
            Delivery::Back { .. } => None,
        }
    }

    /// Whether the draft at `input` would be written over itself, which is not what is meant by a file beside it.
    pub(super) fn refuses(&self, input: &Input) -> Option<Problem> {
        let (Delivery::To(path), Input::File { path: source, .. }) = (self, input) else { return None };
        let is_same = path.canonicalize().is_ok_and(|path| source.canonicalize().is_ok_and(|source| source == path));
        let reason = "没有写：-o 指的就是原文件。请换一个文件名；要改写原文件，请用 --fix --in-place";
        is_same.then(|| Problem::at(input.name(), reason))
    }

    /// Writes a mended Word document; what goes to standard output is returned. Fails with what to tell the user.
    pub(super) fn write_word(&self, input: &Input, old: &[u8], new: Vec<u8>) -> Result<Option<Vec<u8>>, Problem> {
        match (self, input) {
            (Delivery::To(path), _) if !is_word(path) => Err(Problem::at(
                path.display().to_string(),
                "没有写：改好的是 Word 文档，请让 -o 的文件名以 .docx 结尾",
            )),
            (Delivery::To(path), _) => rewrite::write(path, &new).map(|()| None),
            (Delivery::Back { .. }, Input::Stdin(_)) => Ok(Some(new)),
            (Delivery::Back { even_word: false }, Input::File { .. }) => Err(Problem::at(
                input.name(),
                "没有修改：请用 -o 指明改好的文档写到哪个文件，或加 --in-place 改写原文件",
            )),
            (Delivery::Back { even_word: true }, Input::File { path, .. }) => {
                rewrite::replace(path, old, &new).map(|()| None)
            }
        }
    }
}
