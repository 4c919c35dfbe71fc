//! Starts `gaolint server` for Zed: the program that its settings name, else the one on the PATH.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, serde_json, Command, LanguageServerId, Result, Worktree};

const NAME: &str = "gaolint";

struct Gaolint;

impl zed::Extension for Gaolint {
    fn new() -> Self {
        Gaolint
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(NAME, worktree)?.binary;
        let configured = binary.as_ref().and_then(|binary| binary.path.clone());
        let command = configured.or_else(|| worktree.which(NAME)).ok_or(
            "找不到 gaolint 程序。请先安装，或在设置的 lsp.gaolint.binary.path 中填写它的路径。",
        )?;
        let args = binary.and_then(|binary| binary.arguments).unwrap_or_else(|| vec!["server".to_owned()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(NAME, worktree)?.initialization_options)
    }
}

zed::register_extension!(Gaolint);
