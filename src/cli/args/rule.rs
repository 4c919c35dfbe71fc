//! The arguments of `gaolint rule`.

use clap::Args;

use super::{CardFormat, ColorWhen};

#[derive(Debug, Args)]
pub(in crate::cli) struct RuleArgs {
    /// 规则的代码（如 PU208）、名称（如 doubled-marks）或类别（如 PU）；不写则列出全部
    #[arg(value_name = "规则", help_heading = "参数")]
    pub(in crate::cli) rule: Option<String>,

    /// 输出格式：text（默认）、json 或 markdown
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(in crate::cli) format: CardFormat,

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
