//! The two output streams: colour where it is wanted, silence when a reader goes away.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use super::args::ColorWhen;
use super::problem::Problem;

/// Whether to colour what goes to `stream`. `NO_COLOR` and the like are respected in `auto`.
pub(super) fn wants_color<S: anstream::stream::RawStream>(when: ColorWhen, stream: &S) -> bool {
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => AutoStream::choice(stream) != ColorChoice::Never,
    }
}

/// Whether somebody watches standard error.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Tells the user what went wrong.
pub(super) fn complain(problem: &Problem) {
    to_stderr(&format!("错误：{problem}\n"));
}

/// Tells the user something worth knowing.
pub(super) fn remark(note: &str) {
    to_stderr(&format!("{note}\n"));
}

/// Writes to standard error. There is nobody left to tell when that fails.
pub(super) fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes to standard output; whether all is well. A reader that has seen enough (`| head`) is well.
pub(super) fn to_stdout(bytes: &[u8]) -> bool {
    let mut stdout = io::stdout().lock();
    quiet_about_closed_pipes(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

/// Reports a failed write unless the reader went away; whether all is well.
pub(super) fn quiet_about_closed_pipes(result: io::Result<()>) -> bool {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(&Problem::new(format!("写不到标准输出：系统报告“{error}”")));
            false
        }
        _ => true,
    }
}
