//! The language of the help: Chinese, or English where the environment asks for it.

use clap::{Arg, Command};

use super::english;

/// The language that help and complaints about arguments are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Language {
    Chinese,
    English,
}

impl Language {
    /// What `LC_ALL`, `LC_MESSAGES` and `LANG` say; the first that is set decides.
    pub(in crate::cli) fn of_environment() -> Self {
        Self::of(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default()))
    }

    fn of(locales: [String; 3]) -> Self {
        let locale = locales.iter().find(|locale| !locale.is_empty());
        match locale.is_some_and(|locale| locale == "en" || locale.starts_with("en_") || locale.starts_with("en-")) {
            true => Language::English,
            false => Language::Chinese,
        }
    }

    fn template(self) -> &'static str {
        match self {
            Language::Chinese => "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
            Language::English => "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        }
    }

    /// A text of the Chinese definition in this language, a paragraph at a time.
    fn said(self, text: &str) -> String {
        match self {
            Language::Chinese => text.to_owned(),
            Language::English => {
                text.split("\n\n").map(|part| english::find(part).unwrap_or(part)).collect::<Vec<_>>().join("\n\n")
            }
        }
    }

    /// A word of the definition in this language, where it is another one than there.
    fn word(self, word: &str) -> Option<&'static str> {
        if self == Language::English { english::find(word) } else { None }
    }

    /// A heading, which the tables know by its colon: the same word may also stand for a value.
    fn heading(self, word: &str) -> Option<&'static str> {
        self.word(&format!("{word}:"))
    }

    /// What the library calls these in every usage line.
    fn usage(self, usage: &str) -> String {
        match self {
            Language::Chinese => usage.replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>"),
            Language::English => self.said(usage),
        }
    }
}

/// `command`, which is written in Chinese, with every text in `language`, down to the last subcommand.
pub(super) fn localize(mut command: Command, language: Language) -> Command {
    command.build();
    in_language(command, language)
}

fn in_language(command: Command, language: Language) -> Command {
    let said = |text: Option<&clap::builder::StyledStr>| text.map(|text| language.said(&text.to_string()));
    let about = said(command.get_about());
    let (after, after_long) = (said(command.get_after_help()), said(command.get_after_long_help()));
    let heading =
        command.get_subcommand_help_heading().map_or_else(|| usual(language, "命令"), |word| language.heading(word));
    let mut command = command.mut_args(|arg| argument(arg, language)).mut_subcommands(|sub| in_language(sub, language));
    let usage = command.render_usage().to_string();
    let usage = language.usage(usage.strip_prefix("Usage: ").unwrap_or(&usage));
    command = command.help_template(language.template()).override_usage(usage);
    if let Some(heading) = heading {
        command = command.subcommand_help_heading(heading);
    }
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    if let Some(after) = after_long {
        command = command.after_long_help(after);
    }
    command
}

fn argument(arg: Arg, language: Language) -> Arg {
    let said = |text: &clap::builder::StyledStr| language.said(&text.to_string());
    let (help, long) = (arg.get_help().map(said), arg.get_long_help().map(said));
    let heading = match arg.get_help_heading() {
        Some(word) => language.heading(word),
        None if arg.is_positional() => usual(language, "参数"),
        None => usual(language, "选项"),
    };
    let names: Option<Vec<&'static str>> =
        arg.get_value_names().and_then(|names| names.iter().map(|name| language.word(name)).collect());
    let takes_values = arg.get_action().takes_values();
    let mut arg = arg;
    if let Some(heading) = heading {
        arg = arg.help_heading(heading);
    }
    if let Some(names) = names.filter(|_| takes_values) {
        arg = arg.value_names(names);
    }
    if let Some(help) = help {
        arg = arg.help(help);
    }
    if let Some(long) = long {
        arg = arg.long_help(long);
    }
    arg
}

/// The heading of what the definition gives none.
fn usual(language: Language, chinese: &'static str) -> Option<&'static str> {
    Some(language.heading(chinese).unwrap_or(chinese))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;

    fn language(locales: [&str; 3]) -> Language {
        Language::of(locales.map(str::to_owned))
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        assert_eq!(language(["", "", "en_US.UTF-8"]), Language::English);
        assert_eq!(language(["zh_CN.UTF-8", "", "en_US.UTF-8"]), Language::Chinese);
        assert_eq!(language(["", "en_GB", "zh_CN.UTF-8"]), Language::English);
        assert_eq!(language(["", "", "en"]), Language::English);
        for other in ["", "C", "C.UTF-8", "zh_CN.UTF-8", "enm_GB"] {
            assert_eq!(language(["", "", other]), Language::Chinese, "{other}");
        }
    }

    /// The help of every command, short and long.
    fn pages(language: Language) -> Vec<String> {
        fn collect(command: &mut Command, pages: &mut Vec<String>) {
            pages.extend([command.render_help().to_string(), command.render_long_help().to_string()]);
            command.get_subcommands_mut().for_each(|command| collect(command, pages));
        }
        let mut pages = Vec::new();
        collect(&mut localize(super::super::Cli::command(), language), &mut pages);
        pages
    }

    #[test]
    fn chinese_help_is_chinese_throughout() {
        for page in pages(Language::Chinese) {
            for english in [
                "Usage",
                "Options",
                "OPTIONS",
                "Arguments",
                "Commands",
                "COMMAND",
                "Print",
                "possible values",
                "default:",
            ] {
                assert!(!page.contains(english), "{english} in\n{page}");
            }
        }
    }

    #[test]
    fn english_help_is_english_throughout() {
        let is_chinese =
            |c: char| matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
        for page in pages(Language::English) {
            let line = page.lines().find(|line| line.contains(is_chinese));
            assert_eq!(line, None, "add its translation to src/cli/args/english/");
        }
    }

    #[test]
    fn no_translation_is_left_over() {
        fn collect(command: &mut Command, texts: &mut BTreeSet<String>) {
            let usage = command.render_usage().to_string();
            texts.insert(usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned());
            let heading = command.get_subcommand_help_heading().unwrap_or("命令").to_owned() + ":";
            let helps = [command.get_about(), command.get_after_help(), command.get_after_long_help()];
            texts.extend(helps.into_iter().flatten().map(ToString::to_string).chain([heading]));
            for arg in command.get_arguments() {
                texts.extend([arg.get_help(), arg.get_long_help()].into_iter().flatten().map(ToString::to_string));
                texts.extend(arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string));
                texts.extend(arg.get_help_heading().map(|heading| format!("{heading}:")));
            }
            command.get_subcommands_mut().for_each(|command| collect(command, texts));
        }
        let mut command = super::super::Cli::command();
        command.build();
        let mut texts: BTreeSet<String> = ["参数:", "选项:"].map(str::to_owned).into();
        collect(&mut command, &mut texts);
        let said: BTreeSet<&str> = texts.iter().flat_map(|text| text.split("\n\n")).collect();
        let left: Vec<&str> = english::all().map(|(chinese, _)| chinese).filter(|text| !said.contains(text)).collect();
        assert_eq!(left, Vec::<&str>::new(), "remove them from src/cli/args/english/");
    }
}
