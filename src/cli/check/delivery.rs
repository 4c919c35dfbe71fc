//! Where a mended or annotated draft goes.

use std::path::{Path, PathBuf};

use super::inputs::{Input, is_foreign, is_word};
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

/// Where a draft has got to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Delivered {
    /// Nowhere: there was nothing to write, or it could not be written.
    #[default]
    Nowhere,
    /// Into the file it came from.
    Back,
    /// Into the file that `-o` names.
    Aside,
    /// To standard output, when it is its turn.
    Stdout(Vec<u8>),
}

/// Whether a draft may go into a file called `path`, being a Word document or none: whatever opens it next goes by its
/// name.
pub(in crate::cli) fn fits(path: &Path, is_document: bool) -> Result<(), Problem> {
    let reason = match is_document {
        true if !is_word(path) => "没有写：稿件是 Word 文档，请让 -o 的文件名以 .docx 结尾",
        false if is_word(path) || is_foreign(path) => "没有写：稿件是纯文本，请让 -o 的文件名以 .txt 结尾",
        _ => return Ok(()),
    };
    Err(Problem::at(path.display().to_string(), reason))
}

/// Whether `path` is the file that the draft came from, by whatever name.
pub(in crate::cli) fn is_source(path: &Path, input: &Input) -> bool {
    let Input::File { path: source, .. } = input else { return false };
    path.canonicalize().is_ok_and(|path| source.canonicalize().is_ok_and(|source| source == path))
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
        let path = self.elsewhere()?;
        let reason = "没有写：-o 指的就是原文件。请换一个文件名；要改写原文件，请用 --fix --in-place";
        is_source(path, input).then(|| Problem::at(input.name(), reason))
    }

    /// Whether the draft, being a Word document or none, may be called what the command line says.
    pub(super) fn fits(&self, is_document: bool) -> Result<(), Problem> {
        self.elsewhere().map_or(Ok(()), |path| fits(path, is_document))
    }

    /// Writes a mended draft, which was `old` when it was read.
    pub(super) fn write(&self, input: &Input, old: &[u8], new: Vec<u8>) -> Result<Delivered, Problem> {
        match (self, input) {
            (Delivery::To(path), _) => rewrite::write(path, &new).map(|()| Delivered::Aside),
            (Delivery::Back { .. }, Input::Stdin(_)) => Ok(Delivered::Stdout(new)),
            (Delivery::Back { .. }, Input::File { path, .. }) => {
                rewrite::replace(path, old, &new).map(|()| Delivered::Back)
            }
        }
    }

    /// The same for a Word document.
    pub(super) fn write_word(&self, input: &Input, old: &[u8], new: Vec<u8>) -> Result<Delivered, Problem> {
        if let (Delivery::Back { even_word: false }, Input::File { .. }) = (self, input) {
            let reason = "没有修改：请用 -o 指明改好的文档写到哪个文件，或加 --in-place 改写原文件";
            return Err(Problem::at(input.name(), reason));
        }
        self.write(input, old, new)
    }

    /// Where a draft goes that was not mended, unless it stays where it is. A copy is made of what was checked without
    /// a problem (`is_sound`); a filter must not swallow even what it cannot read.
    pub(super) fn pass_on(&self, input: &Input, bytes: Vec<u8>, is_sound: bool) -> Result<Delivered, Problem> {
        match (self, input) {
            (Delivery::To(path), _) if is_sound => rewrite::write(path, &bytes).map(|()| Delivered::Aside),
            (Delivery::Back { .. }, Input::Stdin(_)) => Ok(Delivered::Stdout(bytes)),
            _ => Ok(Delivered::Nowhere),
        }
    }
}
