//! Running the program on drafts of our own.

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A draft with two doubled commas, and nothing else to find.
pub(crate) const DRAFT: &str = "同志们：\n　　这次会议的主要任务是，，总结上半年工作，部署下半年任务。\n　　请各单位认真学习领会，，抓好贯彻落实。\n";

/// The same, mended.
pub(crate) fn mended() -> String {
    DRAFT.replace("，，", "，")
}

/// The program, to be run in `folder`.
pub(crate) fn gaolint<I: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gaolint"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env("LC_ALL", "zh_CN.UTF-8")
        .stdin(Stdio::null());
    // What the user who runs the tests has must not show.
    command.env("XDG_CONFIG_HOME", folder.join(".config")).env("XDG_CACHE_HOME", folder.join(".cache"));
    command
}

/// Runs it with `input` on standard input.
pub(crate) fn feed(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
