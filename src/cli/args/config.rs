//! The arguments of `gaolint config`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(in crate::cli) struct ConfigArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: ConfigCommand,
}

/// What to do about the configuration.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ConfigCommand {
    /// 显示对某份稿件或某个文件夹起作用的设置
    #[command(override_usage = "gaolint config show [选项] [路径]")]
    Show {
        /// 稿件或文件夹；不写则为当前文件夹
        #[arg(value_name = "路径", default_value = ".", hide_default_value = true, help_heading = "参数")]
        path: PathBuf,

        /// 用这个配置文件，不再逐级向上寻找 gaolint.toml
        #[arg(long, value_name = "文件", help_heading = "选项")]
        config: Option<PathBuf>,
    },
    /// 输出配置文件的 JSON Schema，供编辑器提示和校验
    #[command(override_usage = "gaolint config schema")]
    Schema,
    /// 生成一份带说明的 gaolint.toml
    #[command(override_usage = "gaolint config init [文件夹]")]
    Init {
        /// 放在哪个文件夹；不写则为当前文件夹
        #[arg(value_name = "文件夹", default_value = ".", hide_default_value = true, help_heading = "参数")]
        folder: PathBuf,
    },
}
