//! The arguments of `gaolint completions` and `gaolint man`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
示例：
  gaolint completions bash > ~/.local/share/bash-completion/completions/gaolint
  gaolint completions fish > ~/.config/fish/completions/gaolint.fish";

#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// 命令行程序：bash、zsh、fish、powershell 或 elvish
    #[arg(value_name = "程序", hide_possible_values = true)]
    pub(in crate::cli) shell: Shell,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ManArgs {
    /// 手册页写到这个文件夹；没有则新建
    #[arg(value_name = "文件夹")]
    pub(in crate::cli) folder: PathBuf,
}
