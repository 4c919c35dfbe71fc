//! Wrong arguments, explained in Chinese, or English where help is; help and version, printed as asked.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::Language;
use super::exit_code::{CLEAN, FAILED};
use super::problem::Problem;
use super::{extras, terminal};

/// Prints what `error` stands for and returns the exit code that belongs to it.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayVersion => {
            let is_written = terminal::to_stdout(extras::version().as_bytes());
            ExitCode::from(if is_written { CLEAN } else { FAILED })
        }
        ErrorKind::DisplayHelp => {
            terminal::quiet_about_closed_pipes(error.print());
            ExitCode::from(CLEAN)
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal::quiet_about_closed_pipes(error.print());
            ExitCode::from(FAILED)
        }
        _ if Language::of_environment() == Language::English => {
            terminal::quiet_about_closed_pipes(error.print());
            ExitCode::from(FAILED)
        }
        _ => {
            terminal::complain(&Problem::new(sentence(error)));
            ExitCode::from(FAILED)
        }
    }
}

fn sentence(error: &clap::Error) -> String {
    let what = |kind| error.get(kind).map(words).unwrap_or_default();
    let argument = what(ContextKind::InvalidArg);
    let value = what(ContextKind::InvalidValue);
    let complaint = match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("没有“{argument}”这个参数{}", near(error, ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let name = what(ContextKind::InvalidSubcommand);
            format!("没有“{name}”这个命令{}", near(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面还要写上值{}", allowed(error)),
        ErrorKind::InvalidValue => {
            let near = near(error, ContextKind::SuggestedValue);
            format!("“{argument}”的值不能是“{value}”{}{near}", allowed(error))
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{argument}”后面的值不够")
        }
        ErrorKind::TooManyValues => format!("“{argument}”不需要值“{value}”"),
        ErrorKind::ValueValidation => format!("“{argument}”的值“{value}”有误"),
        ErrorKind::ArgumentConflict => {
            let other = what(ContextKind::PriorArg);
            if other == argument {
                format!("“{argument}”只能写一次")
            } else {
                format!("“{argument}”不能与“{other}”同用")
            }
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数“{argument}”"),
        ErrorKind::InvalidUtf8 => "参数中有无法识别的字符（不是 UTF-8）".to_owned(),
        _ => "参数有误".to_owned(),
    };
    let stop = if complaint.ends_with('？') { "" } else { "。" };
    format!("{complaint}{stop}运行 gaolint --help 查看用法")
}

fn near(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(suggested) => format!("，是否想写“{}”？", words(suggested)),
        None => String::new(),
    }
}

fn allowed(error: &clap::Error) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => format!("（可用的值：{}）", values.join("、")),
        _ => String::new(),
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => bare(word).to_owned(),
        ContextValue::Strings(words) => words.iter().map(|word| bare(word)).collect::<Vec<_>>().join("、"),
        _ => String::new(),
    }
}

/// A flag without the value name that clap shows behind it.
fn bare(word: &str) -> &str {
    if word.starts_with('-') { word.split([' ', '=']).next().unwrap_or(word) } else { word }
}
