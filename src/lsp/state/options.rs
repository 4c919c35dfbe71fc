//! What an editor's settings say about the server itself, rather than about what is checked.

use serde_json::Value;
use tower_lsp_server::ls_types::MessageType;

/// So many characters of a draft are checked unless the user says otherwise: a bookshelf, not a speech.
const MAX_CHARACTERS: usize = 2_000_000;

/// How much goes to the client's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lsp) enum LogLevel {
    Off,
    Error,
    Warning,
    Info,
    Debug,
}

impl LogLevel {
    const NAMES: [(&'static str, LogLevel); 5] = [
        ("off", LogLevel::Off),
        ("error", LogLevel::Error),
        ("warning", LogLevel::Warning),
        ("info", LogLevel::Info),
        ("debug", LogLevel::Debug),
    ];

    fn named(name: &str) -> Option<Self> {
        LogLevel::NAMES.iter().find(|(known, _)| *known == name).map(|(_, level)| *level)
    }

    /// Whether messages of this kind are logged.
    pub(in crate::lsp) fn admits(self, kind: MessageType) -> bool {
        let least = match kind {
            MessageType::ERROR => LogLevel::Error,
            MessageType::WARNING => LogLevel::Warning,
            MessageType::INFO => LogLevel::Info,
            _ => LogLevel::Debug,
        };
        self >= least
    }
}

/// The server's own settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lsp) struct Options {
    /// `logLevel`.
    pub(in crate::lsp) log_level: LogLevel,
    /// `inlayHints`: whether the expected marker is shown beside a wrong one.
    pub(in crate::lsp) inlay_hints: bool,
    /// `maxCharacters`: how much of a draft is checked; 0 means all of it.
    pub(in crate::lsp) max_characters: usize,
    /// `workspaceDiagnostics`: whether files that are not open are checked when a client asks about the workspace.
    pub(in crate::lsp) workspace_diagnostics: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            log_level: LogLevel::Warning,
            inlay_hints: false,
            max_characters: MAX_CHARACTERS,
            workspace_diagnostics: true,
        }
    }
}

impl Options {
    /// Reads the section of an editor's settings. What is not set has its default; so has what cannot be
    /// understood, and there is a complaint about it.
    pub(in crate::lsp) fn read(section: &Value) -> (Options, Vec<String>) {
        let mut complaints = Vec::new();
        let defaults = Options::default();
        let mut flag = |key: &str, default: bool| match section.get(key) {
            None | Some(Value::Null) => default,
            Some(Value::Bool(value)) => *value,
            Some(other) => {
                complaints.push(complaint(key, other, "true 或 false"));
                default
            }
        };
        let inlay_hints = flag("inlayHints", defaults.inlay_hints);
        let workspace_diagnostics = flag("workspaceDiagnostics", defaults.workspace_diagnostics);
        let log_level = match section.get("logLevel") {
            None | Some(Value::Null) => defaults.log_level,
            Some(value) => value.as_str().and_then(LogLevel::named).unwrap_or_else(|| {
                let names = LogLevel::NAMES.map(|(name, _)| name).join("、");
                complaints.push(complaint("logLevel", value, &names));
                defaults.log_level
            }),
        };
        let max_characters = match section.get("maxCharacters") {
            None | Some(Value::Null) => defaults.max_characters,
            Some(value) => match value.as_u64().and_then(|number| usize::try_from(number).ok()) {
                Some(number) => number,
                None => {
                    complaints.push(complaint("maxCharacters", value, "不小于 0 的整数（0 表示不限）"));
                    defaults.max_characters
                }
            },
        };
        (Options { log_level, inlay_hints, max_characters, workspace_diagnostics }, complaints)
    }
}

fn complaint(key: &str, value: &Value, allowed: &str) -> String {
    format!("编辑器设置 gaolint.{key} 的值 {value} 无效，可用的值：{allowed}。暂用默认值。")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_set_has_its_default() {
        assert_eq!(Options::read(&json!({"select": ["ST"], "logLevel": null})), (Options::default(), Vec::new()));
    }

    #[test]
    fn every_option_is_read() {
        let sent = json!({"logLevel": "debug", "inlayHints": true, "maxCharacters": 0, "workspaceDiagnostics": false});
        let expected =
            Options { log_level: LogLevel::Debug, inlay_hints: true, max_characters: 0, workspace_diagnostics: false };
        assert_eq!(Options::read(&sent), (expected, Vec::new()));
    }

    #[test]
    fn wrong_values_are_named_and_replaced() {
        let sent = json!({"logLevel": "loud", "inlayHints": 1, "maxCharacters": -3, "workspaceDiagnostics": "是"});
        let (options, complaints) = Options::read(&sent);
        assert_eq!(options, Options::default());
        assert_eq!(complaints.len(), 4);
        assert!(complaints.iter().any(|it| it.contains("loud") && it.contains("warning")), "{complaints:?}");
    }

    #[test]
    fn a_level_admits_what_is_as_grave() {
        assert!(LogLevel::Warning.admits(MessageType::ERROR) && LogLevel::Warning.admits(MessageType::WARNING));
        assert!(!LogLevel::Warning.admits(MessageType::INFO) && !LogLevel::Off.admits(MessageType::ERROR));
        assert!(LogLevel::Debug.admits(MessageType::LOG) && !LogLevel::Info.admits(MessageType::LOG));
    }
}
