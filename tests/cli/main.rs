//! The program as its users meet it: arguments, files, output, exit codes.

mod any_bytes;
mod bad_input;
mod baselines;
mod cached;
mod delivered;
mod dictionary;
mod encodings;
mod folders;
mod hooks;
mod killed;
mod program;
mod reports;
mod standard_input;
mod watching;

/// What is typed and what is answered. `TRYCMD=overwrite cargo test --test cli` rewrites the answers.
#[test]
fn commands_answer_as_written() {
    let home = tempfile::tempdir().expect("there is room for a folder");
    let home = home.path().to_string_lossy().into_owned();
    let trainer = if cfg!(feature = "learn") { "trainer" } else { "no-trainer" };
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("XDG_CONFIG_HOME", &home)
        .env("XDG_CACHE_HOME", &home)
        .case("tests/cli/cases/*.trycmd")
        .case(format!("tests/cli/{trainer}/*.trycmd"));
}

#[test]
fn help_is_in_english_where_the_environment_asks_for_it() {
    let cases = trycmd::TestCases::new();
    cases.env("NO_COLOR", "1").env("LC_ALL", "en_US.UTF-8").case("tests/cli/english/*.trycmd");
    if cfg!(feature = "learn") {
        cases.case("tests/cli/english/trainer/*.trycmd");
    }
}
