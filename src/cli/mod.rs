//! The command line.

mod args;
mod cache;
mod check;
mod clean;
mod config;
mod exit_code;
mod extras;
mod files;
#[cfg(feature = "learn")]
mod learn;
#[cfg(not(feature = "learn"))]
mod no_trainer;
mod outline;
mod problem;
mod report;
mod rule;
#[cfg(feature = "lsp")]
mod server;
mod terminal;
mod usage;

use std::process::ExitCode;

use args::Command;

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    match args::parse() {
        Ok(Command::Cache(args)) => cache::run(&args),
        Ok(Command::Check(args)) => check::run(&args),
        Ok(Command::Clean(args)) => clean::run(&args),
        Ok(Command::Config(args)) => config::run(&args),
        #[cfg(feature = "learn")]
        Ok(Command::Learn(args)) => learn::run(&args),
        #[cfg(not(feature = "learn"))]
        Ok(Command::Learn(args)) => no_trainer::run(&args),
        Ok(Command::Outline(args)) => outline::run(&args),
        Ok(Command::Rule(args)) => rule::run(&args),
        #[cfg(feature = "lsp")]
        Ok(Command::Server(args)) => server::run(&args),
        Ok(Command::Completions(args)) => extras::completions(&args),
        Ok(Command::Man(args)) => extras::man(&args),
        Err(error) => usage::explain(&error),
    }
}
