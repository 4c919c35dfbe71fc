//! `gaolint completions`, `gaolint man` and `gaolint --version`: what the program says of itself to shells and readers.

use std::path::Path;
use std::process::ExitCode;

use super::args::{self, CompletionsArgs, Language, ManArgs};
use super::check::rewrite;
use super::exit_code::{CLEAN, FAILED};
use super::problem::Problem;
use super::terminal;
use crate::model::Model;

/// Digits of the model's digest that are shown.
const DIGITS: usize = 16;

/// Prints a script that completes our arguments.
pub(super) fn completions(args: &CompletionsArgs) -> ExitCode {
    let mut script = Vec::new();
    let mut definition = args::definition(Language::of_environment());
    clap_complete::generate(args.shell, &mut definition, "gaolint", &mut script);
    ExitCode::from(if terminal::to_stdout(&script) { CLEAN } else { FAILED })
}

/// Writes a manual page for every command.
pub(super) fn man(args: &ManArgs) -> ExitCode {
    let language = Language::of_environment();
    let written = std::fs::create_dir_all(&args.folder)
        .map_err(|error| Problem::unwritable(&args.folder, &error))
        .and_then(|()| write_pages(&args::definition(language), language, &args.folder));
    match written {
        Ok(count) => {
            let folder = args.folder.display();
            terminal::remark(&match language {
                Language::Chinese => format!("{count} 个手册页已写到 {folder}"),
                Language::English => format!("{count} manual pages written to {folder}"),
            });
            ExitCode::from(CLEAN)
        }
        Err(problem) => {
            terminal::complain(&problem);
            ExitCode::from(FAILED)
        }
    }
}

/// Writes the page of `command` and those of its subcommands; how many there are.
fn write_pages(command: &clap::Command, language: Language, folder: &Path) -> Result<usize, Problem> {
    let man = clap_mangen::Man::new(command.clone());
    rewrite::write(&folder.join(man.get_filename()), page(&man, language)?.as_bytes())?;
    let subcommands = command.get_subcommands().map(|command| write_pages(command, language, folder));
    subcommands.sum::<Result<usize, Problem>>().map(|pages| pages + 1)
}

/// Headings that the library writes in English.
const HEADINGS: [(&str, &str); 5] =
    [("NAME", "名称"), ("SYNOPSIS", "用法"), ("DESCRIPTION", "说明"), ("EXTRA", "其他"), ("VERSION", "版本")];

/// A page in `troff`.
fn page(man: &clap_mangen::Man, language: Language) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    let rendered = man.render(&mut bytes);
    rendered.map_err(|error| Problem::new(format!("写不出手册页：系统报告“{error}”")))?;
    let page = String::from_utf8_lossy(&bytes);
    let heading = |line: &str| {
        let name = line.strip_prefix(".SH ")?;
        let (_, chinese) = HEADINGS.iter().find(|(english, _)| *english == name)?;
        Some(format!(".SH {chinese}"))
    };
    let lines = page.lines().map(|line| match language {
        Language::Chinese => heading(line).unwrap_or_else(|| line.to_owned()),
        Language::English => line.to_owned(),
    });
    Ok(lines.map(|line| line + "\n").collect())
}

/// The version of the program and of the model that ships with it.
pub(super) fn version() -> String {
    let mut text = concat!("gaolint ", env!("CARGO_PKG_VERSION"), "\n").to_owned();
    if let Some(model) = Model::shipped() {
        let digest: String = blake3::hash(model.bytes()).to_hex().chars().take(DIGITS).collect();
        let name = &model.information().name;
        text.push_str(&match Language::of_environment() {
            Language::Chinese => format!("模型 {name}，摘要 {digest}\n"),
            Language::English => format!("model {name}, digest {digest}\n"),
        });
    }
    text
}
