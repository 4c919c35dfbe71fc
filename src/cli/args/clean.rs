//! The arguments of `gaolint clean`.

use std::path::PathBuf;

use clap::Args;

pub(super) const EXIT_CODES: &str =
    "退出码：0 残留已清理干净，或本来就没有；1 还有须由人看过的残留；2 运行出错（参数有误、文件读不出等）";

#[derive(Debug, Args)]
pub(in crate::cli) struct CleanArgs {
    /// 稿件；“-”表示标准输入
    ///
    /// 清理后的稿件写到标准输出，清理了什么写到标准错误；错别字、标点、序号一概不动。
    ///
    /// 只清理有把握的残留；其余列出来，由人看过后用 --all 清理。
    #[arg(value_name = "稿件", help_heading = "参数")]
    pub(in crate::cli) path: PathBuf,

    /// 可能是残留的也一并清理
    ///
    /// 不加时只清理有把握的，其余只列出。先加 --diff 看看会删去什么。
    #[arg(long, help_heading = "选项")]
    pub(in crate::cli) all: bool,

    /// 只显示会怎么改，不写文件
    #[arg(long, conflicts_with_all = ["in_place", "output"], help_heading = "选项")]
    pub(in crate::cli) diff: bool,

    /// 直接改写原文件
    ///
    /// 编码、换行、字节顺序标记保持原样；写入要么全部完成，要么不动原文件。
    #[arg(long, conflicts_with = "output", help_heading = "选项")]
    pub(in crate::cli) in_place: bool,

    /// 写到这个文件
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// 用这个配置文件，不再逐级向上寻找 gaolint.toml
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// 不显示清理了什么，只显示错误
    #[arg(short, long, help_heading = "选项")]
    pub(in crate::cli) quiet: bool,
}
