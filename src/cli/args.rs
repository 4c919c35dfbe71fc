//! What may be written on the command line, and the help that says so.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use super::learn::LearnArgs;
use crate::finding::Severity;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

const EXIT_CODES: &str =
    "退出码：0 没有发现问题；1 发现了 --fail-on 及以上级别的问题；2 运行出错（参数有误、文件读不出等）";

const OUTLINE_EXIT_CODES: &str = "退出码：0 已列出，不论有没有问题；2 运行出错（参数有误、文件读不出等）";

const CLEAN_EXIT_CODES: &str =
    "退出码：0 残留已清理干净，或本来就没有；1 还有须由人处理的残留；2 运行出错（参数有误、文件读不出等）";

const EXAMPLES: &str = "\
示例：
  gaolint check 讲话稿.txt            检查一份稿件
  gaolint check 稿件/ --format json   检查整个文件夹，输出 JSON
  gaolint check --diff 讲话稿.txt     看看会改哪些地方，不动文件
  gaolint check --fix 讲话稿.txt      改好有把握的问题
  gaolint check --fix - < 原.txt > 新.txt

退出码：
  0  没有发现 --fail-on 及以上级别的问题
  1  发现了问题
  2  运行出错：参数有误、文件读不出等（其余文件照常检查）";

/// Reads the process's arguments.
pub(super) fn parse() -> Result<Command, clap::Error> {
    Cli::try_parse().map(|cli| cli.command)
}

#[derive(Debug, Parser)]
#[command(
    name = "gaolint",
    version,
    about = "检查并修改中文讲话稿、公文草稿：序号、错别字、标点、水印和网页残留",
    help_template = TEMPLATE,
    override_usage = "gaolint <命令> [选项]",
    after_help = "运行 gaolint <命令> --help 看某个命令的详细说明。",
    subcommand_help_heading = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// 显示帮助（-h 简要，--help 详细）
    #[arg(short, long, action = ArgAction::Help, global = true, help_heading = "选项", display_order = 100)]
    help: Option<bool>,
    /// 显示版本号
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项", display_order = 101)]
    version: Option<bool>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 检查稿件，需要时直接修改
    #[command(
        help_template = TEMPLATE,
        override_usage = "gaolint check [选项] [路径]…",
        after_help = EXIT_CODES,
        after_long_help = EXAMPLES
    )]
    Check(CheckArgs),
    /// 清理稿件中的残留：水印、页码、网页文字、断行等
    #[command(
        help_template = TEMPLATE,
        override_usage = "gaolint clean [选项] <稿件>",
        after_help = CLEAN_EXIT_CODES
    )]
    Clean(CleanArgs),
    /// 列出稿件的标题和各组序号，标明有问题的地方
    #[command(
        help_template = TEMPLATE,
        override_usage = "gaolint outline [选项] <稿件>",
        after_help = OUTLINE_EXIT_CODES
    )]
    Outline(OutlineArgs),
    /// 列出全部规则，或说明一条规则
    #[command(help_template = TEMPLATE, override_usage = "gaolint rule [选项] [规则]")]
    Rule(RuleArgs),
    /// 从语料学习：生成、调整和测量模型
    #[command(help_template = TEMPLATE, override_usage = "gaolint learn <步骤> [选项]", subcommand_help_heading = "步骤")]
    Learn(LearnArgs),
    /// 启动语言服务器，供编辑器调用（标准输入输出）
    #[command(help_template = TEMPLATE, override_usage = "gaolint server")]
    Server(ServerArgs),
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// 稿件或文件夹；“-”表示标准输入；不写则检查当前文件夹
    ///
    /// 文件夹里只看 .txt、.text、.md、.markdown 文件，遵守 .gitignore；直接写出名字的文件总会检查。
    #[arg(value_name = "路径", help_heading = "参数", hide_default_value = true)]
    pub(super) paths: Vec<PathBuf>,

    /// 自动改好有把握的问题
    ///
    /// 反复修改，直到没有可改的。编码、换行、字节顺序标记保持原样；写入要么全部完成，要么不动原文件。
    ///
    /// 从标准输入读稿时，改好的稿件写到标准输出，检查结果写到标准错误。
    #[arg(long, help_heading = "修改")]
    pub(super) fix: bool,

    /// 连同需要确认的改法一并修改（已含 --fix）
    #[arg(long, help_heading = "修改")]
    pub(super) unsafe_fixes: bool,

    /// 只显示会改哪些地方，不写文件
    ///
    /// 与 --unsafe-fixes 同用时，也显示需要确认的改法。
    #[arg(long, help_heading = "修改")]
    pub(super) diff: bool,

    /// 只用这些规则：代码、名称、类别（如 PU）或 ALL，用逗号分开
    ///
    /// 代替配置文件中的 select 和 ignore。
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "规则")]
    pub(super) select: Vec<String>,

    /// 不用这些规则，写法同 --select
    ///
    /// 代替配置文件中的 ignore。
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "规则")]
    pub(super) ignore: Vec<String>,

    /// 用这个配置文件，不再逐级向上寻找 gaolint.toml
    #[arg(long, value_name = "文件", help_heading = "规则")]
    pub(super) config: Option<PathBuf>,

    /// 输出格式：text（默认，给人看）或 json（给程序用）
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(super) format: FormatName,

    /// 有这一级别及以上的问题时退出码为 1：error、warning（默认）或 info
    #[arg(
        long,
        value_name = "级别",
        default_value = "warning",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(super) fail_on: Threshold,

    /// 颜色：auto（默认，只在终端中使用）、always 或 never
    #[arg(
        long,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(super) color: ColorWhen,

    /// 不显示小结、进度和提示，只显示问题和错误
    #[arg(short, long, help_heading = "输出")]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct CleanArgs {
    /// 稿件；“-”表示标准输入
    ///
    /// 清理后的稿件写到标准输出，清理了什么写到标准错误；错别字、标点、序号一概不动。
    #[arg(value_name = "稿件", help_heading = "参数")]
    pub(super) path: PathBuf,

    /// 直接改写原文件
    ///
    /// 编码、换行、字节顺序标记保持原样；写入要么全部完成，要么不动原文件。
    #[arg(long, conflicts_with = "output", help_heading = "选项")]
    pub(super) in_place: bool,

    /// 写到这个文件
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    pub(super) output: Option<PathBuf>,

    /// 用这个配置文件，不再逐级向上寻找 gaolint.toml
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(super) config: Option<PathBuf>,

    /// 不显示清理了什么，只显示错误
    #[arg(short, long, help_heading = "选项")]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct OutlineArgs {
    /// 稿件；“-”表示标准输入
    #[arg(value_name = "稿件", help_heading = "参数")]
    pub(super) path: PathBuf,

    /// 用这个配置文件，不再逐级向上寻找 gaolint.toml
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(super) config: Option<PathBuf>,

    /// 输出格式：text（默认）或 json
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) format: FormatName,

    /// 颜色：auto（默认，只在终端中使用）、always 或 never
    #[arg(
        long,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) color: ColorWhen,
}

#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// 规则的代码（如 PU208）、名称（如 doubled-marks）或类别（如 PU）；不写则列出全部
    #[arg(value_name = "规则", help_heading = "参数")]
    pub(super) rule: Option<String>,

    /// 输出格式：text（默认）或 json
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) format: FormatName,

    /// 颜色：auto（默认，只在终端中使用）、always 或 never
    #[arg(
        long,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) color: ColorWhen,
}

#[derive(Debug, Args)]
pub(super) struct ServerArgs {
    /// 用标准输入输出通信；总是如此，写不写都可以
    #[arg(long, help_heading = "选项")]
    pub(super) stdio: bool,
}

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    Text,
    Json,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    Auto,
    Always,
    Never,
}

/// `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Threshold {
    Error,
    Warning,
    Info,
}

impl Threshold {
    /// The lowest severity that makes a run fail.
    pub(super) fn severity(self) -> Severity {
        match self {
            Threshold::Error => Severity::Error,
            Threshold::Warning => Severity::Warning,
            Threshold::Info => Severity::Info,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_is_in_chinese_throughout() {
        let mut command = Cli::command();
        command.build();
        let pages = std::iter::once(command.clone()).chain(command.get_subcommands().cloned());
        for mut page in pages {
            for help in [page.render_help().to_string(), page.render_long_help().to_string()] {
                for english in ["Usage", "Options", "Arguments", "Commands", "Print", "possible values", "default:"] {
                    assert!(!help.contains(english), "{english} in\n{help}");
                }
            }
        }
    }
}
