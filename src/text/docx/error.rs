//! Why a Word document cannot be read.

/// What is wrong with a file that was taken for a Word document. The messages are for users, and name the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocxError {
    /// The archive ends early or its directory is broken.
    #[error("Word 文档已损坏：压缩包不完整或目录有误。请用 Word 或 WPS 打开并修复，另存为 .docx 后重试")]
    Archive,
    /// An archive of something else.
    #[error("{}", .0.message())]
    Foreign(Foreign),
    /// A part that must be there is not.
    #[error("Word 文档已损坏：缺少部件 {0}。请用 Word 或 WPS 打开并修复，另存为 .docx 后重试")]
    Missing(String),
    /// A part whose compressed bytes are broken.
    #[error("Word 文档已损坏：部件 {0} 解压失败。请用 Word 或 WPS 打开并修复，另存为 .docx 后重试")]
    Compressed(String),
    /// A part that is no well-formed XML.
    #[error(
        "Word 文档已损坏：部件 {part} 第 {offset} 字节处不是合格的 XML。请用 Word 或 WPS 打开并修复，另存为 .docx 后重试"
    )]
    Xml {
        /// The name of the part.
        part: String,
        /// Bytes before the fault.
        offset: u64,
    },
    /// A part that is not UTF-8.
    #[error("部件 {0} 不是 UTF-8 编码，gaolint 读不了。请用 Word 或 WPS 打开后另存为 .docx")]
    Encoding(String),
    /// A document type declaration, which no word processor writes: entities that expand without end start so.
    #[error(
        "部件 {0} 含有文档类型声明（DTD），Word 文档里不应有，可能是恶意文件，没有读取。确认来源可靠后，请用 Word 打开并另存为 .docx"
    )]
    Doctype(String),
    /// Elements nested deeper than any document needs.
    #[error(
        "部件 {0} 嵌套过深（超过 {MAX_DEPTH} 层），可能是恶意文件，没有读取。确认来源可靠后，请用 Word 打开并另存为 .docx"
    )]
    Nesting(String),
    /// More text than any draft has; most likely a few bytes that expand to gigabytes.
    #[error("文档过大：{0}，可能是恶意压缩包，没有读取。如果确实这么大，请拆成几个文件")]
    TooLarge(String),
    /// An entry that would land outside the folder it is unpacked into.
    #[error("压缩包里有越界的路径“{0}”，可能是恶意文件，没有读取。确认来源可靠后，请用 Word 打开并另存为 .docx")]
    Path(String),
    /// Two entries of one name: every program would read another one.
    #[error("压缩包里有两个部件同名（{0}），可能是恶意文件，没有读取。确认来源可靠后，请用 Word 打开并另存为 .docx")]
    Twins(String),
    /// Something protected by a password.
    #[error("{}", Foreign::Encrypted.message())]
    Encrypted,
}

/// Elements may be nested so deep.
pub(super) const MAX_DEPTH: usize = 512;

/// Files that hold a text gaolint cannot read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// The binary formats of Word before 2007 and of WPS.
    OldWord,
    /// A document behind a password.
    Encrypted,
    /// PDF.
    Pdf,
    /// Rich Text Format.
    Rtf,
    /// OpenDocument.
    OpenDocument,
    /// A spreadsheet.
    Sheet,
    /// Slides.
    Slides,
    /// An archive of no known kind.
    Archive,
}

impl Foreign {
    /// What `bytes` are, where they are something that must be converted first. Archives are told apart when they
    /// are opened.
    pub fn recognise(bytes: &[u8]) -> Option<Foreign> {
        const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        if bytes.starts_with(&OLE) {
            let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let is_encrypted = bytes.windows(encrypted.len()).any(|window| window == encrypted);
            return Some(if is_encrypted { Foreign::Encrypted } else { Foreign::OldWord });
        }
        if bytes.starts_with(b"%PDF-") {
            return Some(Foreign::Pdf);
        }
        bytes.starts_with(b"{\\rtf").then_some(Foreign::Rtf)
    }

    /// What to tell the user.
    fn message(self) -> &'static str {
        match self {
            Foreign::OldWord => {
                "是旧版 Word 文档（.doc）或 WPS 文字（.wps），gaolint 读不了。请用 Word、WPS 或 LibreOffice 打开，另存为 .docx（命令行：soffice --headless --convert-to docx 文件）"
            }
            Foreign::Encrypted => "文档有密码保护。请用 Word 或 WPS 打开，取消密码，另存为 .docx 后重试",
            Foreign::Pdf => {
                "是 PDF 文件，gaolint 读不了。请检查它的 Word 原稿；没有原稿时，先转成文本（如 pdftotext 文件.pdf 文件.txt），或用 WPS、Word 转成 .docx"
            }
            Foreign::Rtf => {
                "是 RTF 文档，gaolint 读不了。请用 Word、WPS 或 LibreOffice 打开，另存为 .docx（命令行：soffice --headless --convert-to docx 文件）"
            }
            Foreign::OpenDocument => {
                "是 OpenDocument 文档（.odt 等），gaolint 读不了。请用 LibreOffice 或 WPS 打开，另存为 .docx（命令行：soffice --headless --convert-to docx 文件）"
            }
            Foreign::Sheet => "是 Excel 表格，不是 Word 文档。请把要检查的文字复制到 .docx 或 .txt 文件里",
            Foreign::Slides => "是 PPT 演示文稿，不是 Word 文档。请把要检查的文字复制到 .docx 或 .txt 文件里",
            Foreign::Archive => "是压缩包，不是 Word 文档（.docx）。如果里面有稿件，请先解压",
        }
    }
}

impl From<Foreign> for DocxError {
    fn from(foreign: Foreign) -> Self {
        DocxError::Foreign(foreign)
    }
}
