//! The arguments of `gaolint server`.

use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct ServerArgs {
    /// 用标准输入输出通信；总是如此，写不写都可以
    #[arg(long, help_heading = "选项")]
    pub(in crate::cli) stdio: bool,
}
