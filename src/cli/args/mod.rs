//! What may be written on the command line, and the help that says so; one file a subcommand.

mod cache;
mod check;
mod clean;
mod config;
mod english;
mod extras;
mod language;
#[cfg(feature = "learn")]
mod learn;
#[cfg(not(feature = "learn"))]
mod no_trainer;
mod outline;
mod rule;
#[cfg(feature = "lsp")]
mod server;
mod values;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};

pub(super) use cache::{CacheArgs, CacheCommand};
pub(super) use check::CheckArgs;
pub(super) use clean::CleanArgs;
pub(super) use config::{ConfigArgs, ConfigCommand};
pub(super) use extras::{CompletionsArgs, ManArgs};
pub(super) use language::Language;
#[cfg(feature = "learn")]
pub(super) use learn::{
    BuildArgs, ComponentsArgs, CountArgs, Counting, EvaluateArgs, GlyphsArgs, InfoArgs, LearnArgs, LearnCommand,
    MergeArgs, ParticlesArgs, TuneArgs, WatermarksArgs,
};
#[cfg(not(feature = "learn"))]
pub(super) use no_trainer::{HOW_TO_BUILD_TRAINER, LearnArgs};
pub(super) use outline::OutlineArgs;
pub(super) use rule::RuleArgs;
#[cfg(feature = "lsp")]
pub(super) use server::ServerArgs;
pub(super) use values::{CardFormat, ColorWhen, EncodingName, FormatName, ReportFormat, Threshold};

/// Reads the process's arguments.
pub(super) fn parse() -> Result<Command, clap::Error> {
    let mut definition = definition(Language::of_environment());
    let cli = Cli::from_arg_matches(&definition.try_get_matches_from_mut(std::env::args_os())?);
    cli.map(|cli| cli.command).map_err(|error| error.format(&mut definition))
}

/// The command line as it is shown in `language`.
pub(super) fn definition(language: Language) -> clap::Command {
    language::localize(Cli::command(), language)
}

#[derive(Debug, Parser)]
#[command(
    name = "gaolint",
    version,
    about = "检查并修改中文讲话稿、公文草稿：序号、错别字、标点、水印和网页残留",
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
    /// 显示版本号和自带的模型
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项", display_order = 101)]
    version: Option<bool>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 检查稿件，需要时直接修改
    #[command(
            override_usage = "gaolint check [选项] [路径]…",
        after_help = check::EXIT_CODES,
        after_long_help = check::EXAMPLES
    )]
    Check(CheckArgs),
    /// 清理稿件中的残留：水印、页码、网页文字、断行等
    #[command(
            override_usage = "gaolint clean [选项] <稿件>",
        after_help = clean::EXIT_CODES
    )]
    Clean(CleanArgs),
    /// 列出稿件的标题和各组序号，标明有问题的地方
    #[command(
            override_usage = "gaolint outline [选项] <稿件>",
        after_help = outline::EXIT_CODES
    )]
    Outline(OutlineArgs),
    /// 列出全部规则，或说明一条规则
    #[command(override_usage = "gaolint rule [选项] [规则]")]
    Rule(RuleArgs),
    /// 查看、生成配置文件 gaolint.toml
    #[command(
        override_usage = "gaolint config <操作> [选项]",
        subcommand_help_heading = "操作",
        after_help = "退出码：0 成功；2 配置有误，或文件读写不成"
    )]
    Config(ConfigArgs),
    /// 管理检查结果的缓存
    #[command(
        override_usage = "gaolint cache <操作>",
        subcommand_help_heading = "操作",
        after_help = "退出码：0 成功；2 缓存清不掉"
    )]
    Cache(CacheArgs),
    /// 从语料学习：生成、调整和测量模型
    #[cfg_attr(
        feature = "learn",
        command(override_usage = "gaolint learn <步骤> [选项]", subcommand_help_heading = "步骤")
    )]
    #[cfg_attr(
        not(feature = "learn"),
        command(override_usage = "gaolint learn", after_help = HOW_TO_BUILD_TRAINER)
    )]
    Learn(LearnArgs),
    /// 启动语言服务器，供编辑器调用（标准输入输出）
    #[cfg(feature = "lsp")]
    #[command(override_usage = "gaolint server")]
    Server(ServerArgs),
    /// 生成命令补全脚本
    #[command(override_usage = "gaolint completions <程序>", after_help = extras::COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// 生成手册页（man）
    #[command(override_usage = "gaolint man <文件夹>")]
    Man(ManArgs),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }
}
