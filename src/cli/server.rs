//! `gaolint server`.

use std::process::ExitCode;

use super::args::ServerArgs;

/// Serves an editor until it says goodbye. `--stdio`, which some clients pass, changes nothing.
pub(super) fn run(args: &ServerArgs) -> ExitCode {
    let ServerArgs { stdio: _ } = args;
    crate::lsp::run(std::io::stdin(), std::io::stdout())
}
