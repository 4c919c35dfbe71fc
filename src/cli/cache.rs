//! `gaolint cache`.

use std::io::ErrorKind;
use std::process::ExitCode;

use super::args::{CacheArgs, CacheCommand};
use super::check::cache;
use super::exit_code::{CLEAN, FAILED};
use super::problem::Problem;
use super::terminal;

/// Looks after the cache.
pub(super) fn run(args: &CacheArgs) -> ExitCode {
    let CacheCommand::Clean = args.command;
    let Some(folder) = cache::folder() else {
        terminal::complain(&Problem::new("系统没有给出缓存文件夹的位置，没有可清空的缓存"));
        return ExitCode::from(FAILED);
    };
    let said = match std::fs::remove_dir_all(&folder) {
        Ok(()) => format!("已清空缓存 {}\n", folder.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => "缓存本来就是空的\n".to_owned(),
        Err(error) => {
            terminal::complain(&Problem::unwritable(&folder, &error));
            return ExitCode::from(FAILED);
        }
    };
    ExitCode::from(if terminal::to_stdout(said.as_bytes()) { CLEAN } else { FAILED })
}
