//! `gaolint learn` in a program that was built without the trainer.

use std::process::ExitCode;

use super::args::{HOW_TO_BUILD_TRAINER, LearnArgs};
use super::exit_code::FAILED;
use super::problem::Problem;
use super::terminal;

/// Says how to build a program that can learn.
pub(super) fn run(args: &LearnArgs) -> ExitCode {
    let LearnArgs { steps: _ } = args;
    terminal::complain(&Problem::new(HOW_TO_BUILD_TRAINER));
    ExitCode::from(FAILED)
}
