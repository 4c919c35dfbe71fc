//! The arguments of `gaolint outline`.

use std::path::PathBuf;

use clap::Args;

use super::{ColorWhen, FormatName};

pub(super) const EXIT_CODES: &str = "退出码：0 已列出，不论有没有问题；2 运行出错（参数有误、文件读不出等）";

#[derive(Debug, Args)]
pub(in crate::cli) struct OutlineArgs {
    /// 稿件；“-”表示标准输入
    #[arg(value_name = "稿件", help_heading = "参数")]
    pub(in crate::cli) path: PathBuf,

    /// 用这个配置文件，不再逐级向上寻找 gaolint.toml
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// 输出格式：text（默认）或 json
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(in crate::cli) format: FormatName,

    /// 颜色：auto（默认，只在终端中使用）、always 或 never
    #[arg(
        long,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(in crate::cli) color: ColorWhen,
}
