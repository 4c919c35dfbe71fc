//! The arguments of `gaolint cache`.

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(in crate::cli) struct CacheArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: CacheCommand,
}

/// What to do about the cache.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(in crate::cli) enum CacheCommand {
    /// 清空缓存；以后的检查会重新生成
    #[command(override_usage = "gaolint cache clean")]
    Clean,
}
