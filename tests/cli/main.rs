//! The program as its users meet it: arguments, files, output, exit codes.

mod any_bytes;
mod encodings;
mod folders;
mod program;
mod standard_input;

/// What is typed and what is answered. `TRYCMD=overwrite cargo test --test cli` rewrites the answers.
#[test]
fn commands_answer_as_written() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cli/cases/*.trycmd");
}
