//! Which part of the program may name what.

use crate::source::Source;

/// Names that only some parts of the program may use.
struct Border {
    rule: &'static str,
    /// Files and folders below `src/` that lie inside; empty for those that keep no state of the outside world.
    inside: &'static [&'static str],
    /// Paths with everything below them (at least something where they end in `::`), macros with `!`, methods with `.`.
    names: &'static [&'static str],
}

const BORDERS: [Border; 5] = [
    Border {
        rule: "only the command line and the server know the outside world",
        inside: &["cli/", "disk/", "learn/", "lsp/", "main.rs"],
        names: &[
            "std::io",
            "std::net",
            "std::process",
            "std::time",
            "std::env",
            "tokio",
            "tower_lsp_server",
            "rayon",
            "Instant",
            "SystemTime",
        ],
    },
    Border {
        rule: "what reads a draft cannot fail",
        inside: &["cli/", "disk/", "learn/", "lsp/", "main.rs"],
        names: &[
            "panic!",
            "unreachable!",
            "unimplemented!",
            "assert!",
            "assert_eq!",
            "assert_ne!",
            "clippy::unwrap_used",
            "clippy::expect_used",
            "clippy::panic",
            "clippy::indexing_slicing",
            "clippy::string_slice",
        ],
    },
    Border {
        rule: "only the server names a type of its protocol",
        inside: &["lsp/"],
        names: &["tower_lsp_server", "tower_lsp", "lsp_types", "ls_types"],
    },
    Border {
        rule: "only the command line prints or exits",
        inside: &["cli/"],
        names: &[
            "print!",
            "println!",
            "eprint!",
            "eprintln!",
            "std::io::stdout",
            "std::io::stderr",
            "std::process::exit",
            "std::process::abort",
            "anstream",
            "indicatif",
            "clippy::print_stdout",
            "clippy::print_stderr",
        ],
    },
    Border {
        rule: "only the command line, the server, the trainer and what they share open files",
        inside: &["cli/", "disk/", "learn/", "lsp/"],
        names: &[
            "std::fs",
            "tokio::fs",
            "tempfile",
            "ignore::",
            ".exists",
            ".try_exists",
            ".is_file",
            ".is_dir",
            ".read_dir",
            ".canonicalize",
            ".metadata",
        ],
    },
];

/// Reading and writing bytes in memory, which is no contact with the outside world.
const IN_MEMORY: [&str; 3] = ["std::io::Cursor", "std::io::Read", "std::io::Write"];

/// Where `source` names what only others may.
pub(crate) fn complaints(source: &Source) -> Vec<String> {
    let place = source.path.strip_prefix("src/").unwrap_or(&source.path);
    let crossed = BORDERS.iter().filter(|border| !border.inside.iter().any(|inside| place.starts_with(inside)));
    crossed
        .flat_map(|border| {
            let named = source.names.iter().chain(source.exported.values());
            let outside = named.filter(|name| !IN_MEMORY.iter().any(|known| is_below(&name.text, known)));
            let named = outside.filter(|name| border.names.iter().any(|banned| is_below(&name.text, banned)));
            named.map(|name| format!("{}:{}: {} ({})", source.path, name.line, name.text, border.rule))
        })
        .collect()
}

fn is_below(name: &str, banned: &str) -> bool {
    name.strip_prefix(banned).is_some_and(|rest| rest.is_empty() || banned.ends_with("::") || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crosses(path: &str, text: &str) -> bool {
        !complaints(&Source::parse(path, text)).is_empty()
    }

    #[test]
    fn the_pure_parts_know_no_files_no_clock_no_environment_and_no_printer() {
        let offences = [
            "use std::fs;",
            "fn a() { std::fs::read(b); }",
            "use std::{collections::BTreeMap, io::stdin};",
            "use std::time::Instant;",
            "fn a() -> std::time::SystemTime {}",
            "fn a() { std::env::var(b); }",
            "use std::net::TcpStream;",
            "use std::process::Command;",
            "use ignore::WalkBuilder;",
            "async fn a() { tokio::task::yield_now().await; }",
            "fn a() { println!(); }",
            "fn a() { if b { eprint!(); } }",
            "fn a(path: &Path) -> bool { path.exists() }",
            "fn a() { unreachable!() }",
            "#![allow(clippy::unwrap_used)]",
        ];
        let parts =
            ["text/a.rs", "structure/a.rs", "rules/words/a.rs", "model/a.rs", "config/a.rs", "check.rs", "fix.rs"];
        for offence in offences {
            for part in parts {
                assert!(crosses(&format!("src/{part}"), offence), "{part}: {offence}");
            }
        }
    }

    #[test]
    fn what_is_harmless_is_allowed_everywhere() {
        for text in [
            "use std::path::Path;",
            "const A: &str = env!(B);",
            "use std::io::{Cursor, Read};",
            "fn a() { timer::std(); }",
            "fn fs() { self.io(); }",
            "fn a() { self.ignore.iter(); }",
            "/// std::fs\nfn a() {} // println!",
            "#[cfg(test)] mod tests { use std::fs; fn a() { panic!() } }",
        ] {
            assert!(!crosses("src/text/a.rs", text), "{text}");
        }
    }

    #[test]
    fn only_the_server_names_its_protocol() {
        let text = "use tower_lsp_server::ls_types::Range;";
        assert!(!crosses("src/lsp/a.rs", text));
        assert!(crosses("src/cli/a.rs", text) && crosses("src/finding.rs", text));
    }

    #[test]
    fn only_the_command_line_prints_or_exits() {
        for text in
            ["fn a() { println!(); }", "fn a() { std::process::exit(1); }", "use std::io; fn a() { io::stdout(); }"]
        {
            assert!(!crosses("src/cli/a.rs", text), "{text}");
            assert!(crosses("src/lsp/a.rs", text) && crosses("src/learn/a.rs", text), "{text}");
        }
        assert!(!crosses("src/lsp/a.rs", "fn a() -> std::process::ExitCode { tokio::io::stdout() }"));
    }

    #[test]
    fn files_are_opened_at_the_faces_and_by_the_trainer() {
        let text = "fn a() { std::fs::read(b); }";
        assert!(["cli", "disk", "learn", "lsp"].iter().all(|part| !crosses(&format!("src/{part}/a.rs"), text)));
        assert!(["main.rs", "lib.rs", "rules/mod.rs"].iter().all(|file| crosses(&format!("src/{file}"), text)));
    }
}
