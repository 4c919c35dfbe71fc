//! `gaolint server`.

pub(super) const TABLE: &[(&str, &str)] = &[
    (
        "启动语言服务器，供编辑器调用（标准输入输出）",
        "Start the language server for an editor, over standard input and output",
    ),
    ("gaolint server", "gaolint server"),
    (
        "用标准输入输出通信；总是如此，写不写都可以",
        "Talk over standard input and output; always so, with or without this",
    ),
];
