//! Changes to the text of a `gaolint.toml` that keep everything else in it as it is.

use toml_edit::{Array, DocumentMut, Item, Value};

use crate::config::{Config, ConfigError, ConfigErrorKind};

/// `text` with one more entry in the list under `key`. The same text if the entry is there already. Fails where the
/// file is wrong as it is: what nobody can read nobody should change.
pub(in crate::lsp) fn with_entry(text: &str, key: &str, entry: &str) -> Result<String, ConfigError> {
    Config::parse(text)?;
    let broken = |message: String| ConfigError::of(ConfigErrorKind::Syntax, message);
    let parsed = text.parse().map_err(|error: toml_edit::TomlError| broken(format!("配置有误：{error}")));
    let mut document: DocumentMut = parsed?;
    let has_entries = !document.is_empty();
    if !has_entries {
        // Remarks in a file without entries come first, as whoever wrote them meant it.
        document = DocumentMut::new();
    }
    let list = document.entry(key).or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let Some(list) = list.as_array_mut() else { return Err(broken(format!("{key} 应是一个列表"))) };
    if list.iter().any(|known| known.as_str() == Some(entry)) {
        return Ok(text.to_owned());
    }
    push(list, entry);
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let written = if has_entries { document.to_string() } else { format!("{text}{gap}{document}") };
    let changed = written.replace("\r\n", "\n").replace('\n', line_end);
    Config::parse(&changed)?;
    Ok(changed)
}

/// Adds an entry in the way the list is written: on a line of its own where the others are. A remark behind the last
/// entry stays behind that one.
fn push(list: &mut Array, entry: &str) {
    let Some(last) = list.len().checked_sub(1).and_then(|last| list.get_mut(last)) else { return list.push(entry) };
    let text = |raw: Option<&toml_edit::RawString>| raw.and_then(|raw| raw.as_str()).unwrap_or_default().to_owned();
    let prefix = text(last.decor().prefix());
    let Some((_, indent)) = prefix.rsplit_once('\n') else { return list.push(entry) };
    let suffix = text(last.decor().suffix());
    last.decor_mut().set_suffix("");
    let behind = if list.trailing_comma() { text(Some(list.trailing())) } else { suffix };
    let (remark, end) = behind.rsplit_once('\n').unwrap_or((&behind, ""));
    let new = Value::from(entry).decorated(format!("{}\n{indent}", remark.trim_end()), "");
    list.push_formatted(new);
    list.set_trailing(format!("\n{end}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_order_and_layout_stay() {
        let text = "# 本办公室的配置\nignore = [\"PU208\"] # 不管\n\n# 词\ndictionary = [\n    # 人名\n    \"司马义\",\n    \"某词\", # 行业词\n]\n";
        let changed = with_entry(&with_entry(text, "ignore", "ST107").unwrap(), "dictionary", "配和").unwrap();
        assert_eq!(
            changed,
            "# 本办公室的配置\nignore = [\"PU208\", \"ST107\"] # 不管\n\n# 词\ndictionary = [\n    # 人名\n    \"司马义\",\n    \"某词\", # 行业词\n    \"配和\",\n]\n"
        );
    }

    #[test]
    fn a_missing_list_is_made_above_the_tables() {
        assert_eq!(with_entry("", "ignore", "PU208").unwrap(), "ignore = [\"PU208\"]\n");
        assert_eq!(with_entry("# 配置\n", "ignore", "PU208").unwrap(), "# 配置\nignore = [\"PU208\"]\n");
        let changed = with_entry("[severity]\nPU208 = \"info\"\n", "ignore", "PU201").unwrap();
        assert_eq!(Config::parse(&changed).unwrap().ignore, ["PU201"]);
    }

    #[test]
    fn line_ends_stay_and_nothing_is_entered_twice() {
        let text = "ignore = [\r\n  \"PU208\"\r\n]\r\n";
        assert_eq!(with_entry(text, "ignore", "PU208").unwrap(), text);
        let changed = with_entry(text, "ignore", "PU201").unwrap();
        assert_eq!(changed, "ignore = [\r\n  \"PU208\",\r\n  \"PU201\"\r\n]\r\n");
    }

    #[test]
    fn a_wrong_file_is_left_alone() {
        let error = with_entry("\nignorr = []", "ignore", "PU208").unwrap_err();
        assert_eq!(error.line, Some(2));
        assert!(with_entry("ignore = 'PU208'", "ignore", "PU201").is_err());
    }
}
