//! What runs gaolint for others: hooks of pre-commit, and the GitHub Action.

use std::fs;
use std::path::Path;

use crate::program::{DRAFT, gaolint, mended, stdout};

const HOOKS: &str = include_str!("../../.pre-commit-hooks.yaml");

#[test]
fn the_command_of_every_hook_works_on_names_that_follow_it() {
    let entries: Vec<&str> = HOOKS.lines().filter_map(|line| line.trim().strip_prefix("entry: gaolint ")).collect();
    assert_eq!(entries.len(), 4);
    for entry in entries {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("稿.txt"), DRAFT).unwrap();
        let output = gaolint(folder.path(), entry.split(' ').chain(["稿.txt"])).output().unwrap();
        let expected = if entry.contains("--fix") { mended() } else { DRAFT.to_owned() };
        assert_eq!(fs::read_to_string(folder.path().join("稿.txt")).unwrap(), expected, "{entry}");
        assert_eq!(output.status.code(), Some(i32::from(expected == DRAFT)), "{entry}");
        // A Word document is mended too, without a word on where to.
        let document =
            fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/docx/corpus/python-docx-runs.docx")).unwrap();
        fs::write(folder.path().join("稿.docx"), &document).unwrap();
        let output = gaolint(folder.path(), entry.split(' ').chain(["稿.docx"])).output().unwrap();
        assert_ne!(output.status.code(), Some(2), "{entry}");
        let is_mended = fs::read(folder.path().join("稿.docx")).unwrap() != document;
        assert_eq!(is_mended, entry.contains("--fix"), "{entry}");
        // What the project ignores stays as it is, though its name is passed on.
        fs::write(folder.path().join(".gaolintignore"), "稿.txt\n").unwrap();
        fs::write(folder.path().join("稿.txt"), DRAFT).unwrap();
        let output = gaolint(folder.path(), entry.split(' ').chain(["稿.txt"])).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{entry}");
        assert_eq!(fs::read_to_string(folder.path().join("稿.txt")).unwrap(), DRAFT, "{entry}");
    }
}

#[cfg(unix)]
#[test]
fn the_script_of_the_action_passes_on_its_inputs_and_runs_none_of_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("有 空格.txt"), DRAFT).unwrap();
    fs::write(folder.path().join("other.txt"), DRAFT).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/action");
    let programs = Path::new(env!("CARGO_BIN_EXE_gaolint")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let run = |paths: &str, fail_on: &str, arguments: &str| {
        // The program is started through the script; its settings are those of every test.
        let mut command = gaolint(folder.path(), [] as [&str; 0]);
        let variables: Vec<_> =
            command.get_envs().map(|(key, value)| (key.to_owned(), value.map(Into::into))).collect();
        command = std::process::Command::new("bash");
        for (key, value) in variables {
            let value: Option<std::ffi::OsString> = value;
            match value {
                Some(value) => command.env(key, value),
                None => command.env_remove(key),
            };
        }
        command.arg(script).current_dir(folder.path()).env("PATH", &path);
        command.env("GAOLINT_PATHS", paths).env("GAOLINT_FORMAT", "json").env("GAOLINT_FAIL_ON", fail_on);
        command.env("GAOLINT_ARGS", arguments).output().unwrap()
    };
    let output = run("有 空格.txt\n", "warning", "--select\nPU208\n");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout(&output).contains("有 空格.txt") && !stdout(&output).contains("other.txt"));
    assert_eq!(run("有 空格.txt", "error", "--ignore\nPU").status.code(), Some(0));
    assert_eq!(run("$(touch made); touch made", "warning", "").status.code(), Some(2));
    assert!(!folder.path().join("made").exists());
}
