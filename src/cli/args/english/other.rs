//! All commands but `check` and `learn`, and the words of all.

pub(super) const TABLE: &[(&str, &str)] = &[
    ("命令:", "Commands"),
    ("参数:", "Arguments"),
    ("选项:", "Options"),
    ("路径", "PATH"),
    ("文件", "FILE"),
    ("稿件", "DRAFT"),
    ("规则", "RULE"),
    ("格式", "FORMAT"),
    ("何时", "WHEN"),
    ("程序", "SHELL"),
    ("文件夹", "FOLDER"),
    (
        "检查并修改中文讲话稿、公文草稿：序号、错别字、标点、水印和网页残留",
        "Checks and mends drafts of Chinese speeches and official documents: numbering, typos, punctuation, watermarks and web residue",
    ),
    ("gaolint <命令> [选项]", "gaolint <COMMAND> [OPTIONS]"),
    ("运行 gaolint <命令> --help 看某个命令的详细说明。", "Run gaolint <COMMAND> --help for more about a command."),
    ("显示帮助（-h 简要，--help 详细）", "Show help (-h in short, --help at length)"),
    ("显示版本号和自带的模型", "Show the version and the model that ships with it"),
    (
        "清理稿件中的残留：水印、页码、网页文字、断行等",
        "Clean a draft of residue: watermarks, page numbers, web text, broken lines",
    ),
    ("gaolint clean [选项] <稿件>", "gaolint clean [OPTIONS] <DRAFT>"),
    (
        "退出码：0 残留已清理干净，或本来就没有；1 还有须由人看过的残留；2 运行出错（参数有误、文件读不出等）",
        "Exit codes: 0 the residue is gone, or there was none; 1 some is left that a person has to look at; 2 the run failed (wrong arguments, unreadable file)",
    ),
    ("稿件；“-”表示标准输入", "The draft; - is standard input"),
    (
        "清理后的稿件写到标准输出，清理了什么写到标准错误；错别字、标点、序号一概不动。

只清理有把握的残留；其余列出来，由人看过后用 --all 清理。",
        "The clean draft goes to standard output, what was removed to standard error. Typos, punctuation and numbering are left alone.

Only what is certainly residue is removed; the rest is listed, for a person to look at and to remove with --all.",
    ),
    ("可能是残留的也一并清理", "Remove what may be residue too"),
    (
        "不加时只清理有把握的，其余只列出。先加 --diff 看看会删去什么。",
        "Without it, only what is certain is removed and the rest is listed. See with --diff first what would go.",
    ),
    ("只显示会怎么改，不写文件", "Show what would change and write nothing"),
    ("直接改写原文件", "Rewrite the file itself"),
    (
        "编码、换行、字节顺序标记保持原样；写入要么全部完成，要么不动原文件。",
        "Encoding, line ends and byte-order mark stay as they are. The file is replaced whole or not at all.",
    ),
    ("写到这个文件", "Write to this file"),
    (
        "用这个配置文件，不再逐级向上寻找 gaolint.toml",
        "Use this configuration file instead of the gaolint.toml found upward",
    ),
    ("不显示清理了什么，只显示错误", "Do not say what was removed, only what failed"),
    (
        "列出稿件的标题和各组序号，标明有问题的地方",
        "List the headings and numbered series of a draft and mark what is wrong",
    ),
    ("gaolint outline [选项] <稿件>", "gaolint outline [OPTIONS] <DRAFT>"),
    (
        "退出码：0 已列出，不论有没有问题；2 运行出错（参数有误、文件读不出等）",
        "Exit codes: 0 listed, whether or not something is wrong; 2 the run failed (wrong arguments, unreadable file)",
    ),
    ("输出格式：text（默认）或 json", "Output format: text (default) or json"),
    (
        "颜色：auto（默认，只在终端中使用）、always 或 never",
        "Colour: auto (default, on a terminal only), always or never",
    ),
    ("列出全部规则，或说明一条规则", "List the rules, or explain one"),
    ("gaolint rule [选项] [规则]", "gaolint rule [OPTIONS] [RULE]"),
    (
        "规则的代码（如 PU208）、名称（如 doubled-marks）或类别（如 PU）；不写则列出全部",
        "A rule's code (such as PU208) or name (such as doubled-marks), or a family (such as PU); all without it",
    ),
    ("输出格式：text（默认）、json 或 markdown", "Output format: text (default), json or markdown"),
    ("生成命令补全脚本", "Print a completion script for a shell"),
    ("gaolint completions <程序>", "gaolint completions <SHELL>"),
    (
        "示例：\n  gaolint completions bash > ~/.local/share/bash-completion/completions/gaolint\n  gaolint completions fish > ~/.config/fish/completions/gaolint.fish",
        "Examples:\n  gaolint completions bash > ~/.local/share/bash-completion/completions/gaolint\n  gaolint completions fish > ~/.config/fish/completions/gaolint.fish",
    ),
    ("命令行程序：bash、zsh、fish、powershell 或 elvish", "The shell: bash, zsh, fish, powershell or elvish"),
    ("生成手册页（man）", "Write manual pages"),
    ("gaolint man <文件夹>", "gaolint man <FOLDER>"),
    ("手册页写到这个文件夹；没有则新建", "Write the pages to this folder, made if it is not there"),
    ("查看、生成配置文件 gaolint.toml", "Show or make the configuration file gaolint.toml"),
    ("gaolint config <操作> [选项]", "gaolint config <ACTION> [OPTIONS]"),
    ("操作:", "Actions"),
    (
        "退出码：0 成功；2 配置有误，或文件读写不成",
        "Exit codes: 0 done; 2 the configuration is wrong, or a file cannot be read or written",
    ),
    ("管理检查结果的缓存", "Manage the cache of results"),
    ("gaolint cache <操作>", "gaolint cache <ACTION>"),
    ("退出码：0 成功；2 缓存清不掉", "Exit codes: 0 done; 2 the cache cannot be removed"),
    ("显示对某份稿件或某个文件夹起作用的设置", "Show the settings that hold for a draft or a folder"),
    ("gaolint config show [选项] [路径]", "gaolint config show [OPTIONS] [PATH]"),
    ("稿件或文件夹；不写则为当前文件夹", "A draft or a folder; the current folder without it"),
    ("输出配置文件的 JSON Schema，供编辑器提示和校验", "Print the JSON Schema of the configuration file, for editors"),
    ("gaolint config schema", "gaolint config schema"),
    ("生成一份带说明的 gaolint.toml", "Make a gaolint.toml with explanations"),
    ("gaolint config init [文件夹]", "gaolint config init [FOLDER]"),
    ("放在哪个文件夹；不写则为当前文件夹", "The folder to put it in; the current folder without it"),
    ("清空缓存；以后的检查会重新生成", "Empty the cache; later checks fill it again"),
    ("gaolint cache clean", "gaolint cache clean"),
];
