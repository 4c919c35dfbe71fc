//! What a document holds beside its own text, and is not read.

/// Content of another file in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unread {
    /// A file that Word turns into text when it opens the document (`altChunk`).
    Imported,
    /// A document that is a part of this one (`subDoc`).
    Subdocument,
    /// A document that is shown as a picture or a sign, and opens on a double click.
    Embedded,
}

/// Names of files that hold a text.
const DOCUMENTS: [&str; 9] = [".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt", ".htm", ".html", ".txt"];

impl Unread {
    /// What the element of this name stands for, if it is of this sort.
    pub(super) fn of_element(name: &str) -> Option<Unread> {
        match name {
            "altChunk" => Some(Unread::Imported),
            "subDoc" => Some(Unread::Subdocument),
            _ => None,
        }
    }

    /// What a part is that a document refers to as a package or an object of another program.
    pub(super) fn of_part(kind: &str, target: &str) -> Option<Unread> {
        let target = target.to_ascii_lowercase();
        let holds_text = DOCUMENTS.iter().any(|ending| target.ends_with(ending));
        (matches!(kind, "package" | "oleObject") && holds_text).then_some(Unread::Embedded)
    }

    /// What machines call it.
    pub fn name(self) -> &'static str {
        match self {
            Unread::Imported => "altChunk",
            Unread::Subdocument => "subDoc",
            Unread::Embedded => "embedded",
        }
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Unread::Imported => "导入的文件（altChunk）",
            Unread::Subdocument => "子文档",
            Unread::Embedded => "嵌入的文档",
        }
    }

    /// What to tell the user of all that was not read; nothing where that is nothing.
    pub fn describe(unread: &[(Unread, usize)]) -> Option<String> {
        let listed: Vec<String> = unread.iter().map(|(kind, count)| format!("{} {count} 处", kind.label())).collect();
        let reason = format!("文档里有{}没有检查，请在 Word 中打开后另行检查", listed.join("、"));
        (!unread.is_empty()).then_some(reason)
    }
}
