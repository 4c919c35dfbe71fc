//! The `gaolint` program: hands its arguments to the command line.

fn main() -> std::process::ExitCode {
    gaolint::cli::run()
}
