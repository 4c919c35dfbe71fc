//! The arguments of `gaolint learn` in a program that was built without the trainer.

use std::ffi::OsString;

use clap::Args;

/// What to do about it.
pub(in crate::cli) const HOW_TO_BUILD_TRAINER: &str =
    "本程序没有编入训练功能。要用它，请在源码文件夹里运行 cargo build --release --features learn 另行编译。";

/// Whatever the trainer would have understood.
#[derive(Debug, Args)]
pub(in crate::cli) struct LearnArgs {
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub(in crate::cli) steps: Vec<OsString>,
}
