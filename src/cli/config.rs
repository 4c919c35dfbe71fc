//! `gaolint config`.

use std::path::Path;
use std::process::ExitCode;

use super::args::{ConfigArgs, ConfigCommand};
use super::check::settings::{CommandLine, Settings};
use super::exit_code::{CLEAN, FAILED};
use super::problem::Problem;
use super::terminal;
use crate::config::{self, Config};
use crate::rules;

/// Shows, explains or begins a configuration.
pub(super) fn run(args: &ConfigArgs) -> ExitCode {
    let shown = match &args.command {
        ConfigCommand::Show { path, config } => show(path, config.as_deref()),
        ConfigCommand::Schema => Ok(config::schema()),
        ConfigCommand::Init { folder } => init(folder),
    };
    match shown {
        Ok(text) => ExitCode::from(if terminal::to_stdout(text.as_bytes()) { CLEAN } else { FAILED }),
        Err(problem) => {
            terminal::complain(&problem);
            ExitCode::from(FAILED)
        }
    }
}

/// The settings that hold for `path`, as a `gaolint.toml` of their own, and where they come from.
fn show(path: &Path, config: Option<&Path>) -> Result<String, Problem> {
    let mut settings = Settings::new(CommandLine { config, ..CommandLine::default() })?;
    let found = settings.describe(path)?;
    let mut text = String::new();
    if found.sources.is_empty() {
        text.push_str("# 没有找到 gaolint.toml，以下是默认设置\n");
    }
    for source in &found.sources {
        text.push_str(&format!("# 来自 {}\n", source.display()));
    }
    text.push_str(&format!("# {}\n\n", rules_line(&found.config)));
    let table = toml::to_string_pretty(&found.config).map_err(|error| Problem::new(error.to_string()))?;
    text.push_str(&table);
    Ok(text)
}

fn rules_line(config: &Config) -> String {
    let cards = || rules::RULES.iter().map(|rule| rule.card());
    let off: Vec<&str> = cards().filter(|card| !config.enables(card)).map(|card| card.code).collect();
    let on = cards().count() - off.len();
    match off.len() {
        0 => format!("使用全部 {on} 条规则"),
        count if count <= on => format!("使用 {on} 条规则，不用 {}", off.join("、")),
        _ => {
            let on: Vec<&str> = cards().filter(|card| config.enables(card)).map(|card| card.code).collect();
            format!("只用 {} 条规则：{}", on.len(), on.join("、"))
        }
    }
}

/// Begins a configuration in `folder`; one that is there stays.
fn init(folder: &Path) -> Result<String, Problem> {
    let path = folder.join(config::FILE_NAME);
    let mut file = std::fs::File::create_new(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Problem::at(path.display().to_string(), "已有配置文件，没有改动它"),
        _ => Problem::unwritable(&path, &error),
    })?;
    std::io::Write::write_all(&mut file, config::TEMPLATE.as_bytes())
        .map_err(|error| Problem::unwritable(&path, &error))?;
    Ok(format!("已生成 {}，请按其中的说明修改\n", path.display()))
}
