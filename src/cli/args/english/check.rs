//! `gaolint check`.

pub(super) const TABLE: &[(&str, &str)] = &[
    ("检查稿件，需要时直接修改", "Check drafts, and mend them where asked to"),
    ("gaolint check [选项] [路径]…", "gaolint check [OPTIONS] [PATH]..."),
    (
        "退出码：0 没有发现问题；1 发现了 --fail-on 及以上级别的问题；2 运行出错（参数有误、文件读不出等）",
        "Exit codes: 0 nothing found; 1 something found at or above --fail-on; 2 the run failed (wrong arguments, unreadable file)",
    ),
    (
        "示例：\n  gaolint check 讲话稿.txt            检查一份稿件\n  gaolint check 稿件/ --format json   检查整个文件夹，输出 JSON\n  gaolint check --diff 讲话稿.txt     看看会改哪些地方，不动文件\n  gaolint check --fix 讲话稿.txt      改好有把握的问题\n  gaolint check --fix - < 原.txt > 新.txt",
        "Examples:\n  gaolint check speech.txt               check a draft\n  gaolint check drafts/ --format json    check a folder, print JSON\n  gaolint check --diff speech.txt        show what would change, write nothing\n  gaolint check --fix speech.txt         mend what is safe to mend\n  gaolint check --fix - < old.txt > new.txt",
    ),
    (
        "退出码：\n  0  没有发现 --fail-on 及以上级别的问题\n  1  发现了问题\n  2  运行出错：参数有误、文件读不出等（其余文件照常检查）",
        "Exit codes:\n  0  nothing found at or above --fail-on\n  1  something found\n  2  the run failed: wrong arguments, unreadable file (the others are still checked)",
    ),
    (
        "稿件、文件夹或通配路径；“-”表示标准输入；不写则检查当前文件夹",
        "Drafts, folders or patterns; - is standard input; the current folder without any",
    ),
    (
        "文件夹里只看 .txt、.text、.md、.markdown、.docx 文件，遵守 .gitignore 和 .gaolintignore，不看隐藏文件；直接写出名字的文件总会检查。",
        "In folders, only .txt, .text, .md, .markdown and .docx files that are not hidden, as .gitignore and .gaolintignore allow; a file that is named is always checked.",
    ),
    ("修改:", "Fixing"),
    ("输出:", "Output"),
    ("规则:", "Rules"),
    ("自动改好有把握的问题", "Mend what is safe to mend"),
    (
        "反复修改，直到没有可改的。编码、换行、字节顺序标记保持原样；写入要么全部完成，要么不动原文件。",
        "Goes on until nothing is left to mend. Encoding, line ends and byte-order mark stay as they are. A file is replaced whole or not at all.",
    ),
    (
        "从标准输入读稿时，改好的稿件写到标准输出，检查结果写到标准错误。",
        "A draft from standard input goes to standard output, what was found to standard error.",
    ),
    ("连同需要确认的改法一并修改（已含 --fix）", "Apply fixes that need to be confirmed as well (implies --fix)"),
    ("改写 Word 文档本身；不写时要用 -o 另存", "Rewrite a Word document itself; without this, name a copy with -o"),
    ("纯文本稿件本来就是直接改写，写不写都一样。", "Plain drafts are rewritten in any case."),
    (
        "给 Word 文档的副本加批注，一处问题一条；用 -o 指明副本",
        "Comment on each finding in a copy of a Word document, named with -o",
    ),
    (
        "原有的批注保留。页眉页脚、脚注、文本框里不能有批注，其中的问题标在正文相应的位置。",
        "Comments that are there stay. Headers, footers, notes and text boxes take none; what is found in them is marked where they belong in the text.",
    ),
    (
        "改好的稿件或带批注的副本写到这个文件，原文件不动",
        "Write the mended draft or the commented copy here and leave the original",
    ),
    ("只显示会改哪些地方，不写文件", "Show what would change, write nothing"),
    (
        "与 --unsafe-fixes 同用时，也显示需要确认的改法。",
        "With --unsafe-fixes, fixes that need to be confirmed as well.",
    ),
    (
        "只用这些规则：代码、名称、类别（如 PU）或 ALL，用逗号分开",
        "Run only these rules: codes, names, families (such as PU) or ALL, separated by commas",
    ),
    ("代替配置文件中的 select 和 ignore。", "Instead of select and ignore in the configuration file."),
    ("不用这些规则，写法同 --select", "Do not run these rules, written as for --select"),
    ("代替配置文件中的 ignore。", "Instead of ignore in the configuration file."),
    (
        "输出格式：text（默认）、concise、json、jsonl、sarif、github、gitlab、junit、html",
        "Output format: text (default), concise, json, jsonl, sarif, github, gitlab, junit, html",
    ),
    (
        "给人看：text 附原文和改法，concise 一处一行，html 是一个网页，正文中标出问题，可以发给别人看。给程序用：json 是一个对象，jsonl 一处一行。给各种平台用：sarif 是代码扫描的通用格式，github 在 GitHub Actions 中标注，gitlab 是 GitLab 的 Code Quality 报告，junit 是构建服务器通用的测试报告。",
        "For people: text shows the line and the fixes, concise is one line a finding, html is a page with the draft and coloured marks that can be sent around. For programs: json is one object, jsonl one object a finding. For platforms: sarif for code scanning, github for annotations in GitHub Actions, gitlab for Code Quality, junit for build servers.",
    ),
    ("把报告写到这个文件，不写到标准输出", "Write the report to this file instead of standard output"),
    ("写入要么全部完成，要么不动原来的文件。", "The file is replaced whole or not at all."),
    (
        "只按规则统计处数，不逐条列出；可与 --format json 同用",
        "Count findings by rule instead of listing them; also with --format json",
    ),
    ("处数", "COUNT"),
    ("级别", "LEVEL"),
    (
        "最多列出这么多处；小结和退出码仍按全部问题计算",
        "List at most so many findings; the summary and the exit code count all",
    ),
    (
        "html、sarif 等各种格式都有效；--statistics 和 --diff 不受影响。",
        "In every format, html and sarif included; --statistics and --diff show all.",
    ),
    (
        "有问题时退出码也为 0；运行出错时仍为 2",
        "Exit with 0 even if something is found; still with 2 if the run failed",
    ),
    (
        "有这一级别及以上的问题时退出码为 1：error、warning（默认）或 info",
        "Exit with 1 from this level on: error, warning (default) or info",
    ),
    ("不显示小结、进度和提示，只显示问题和错误", "No summary, progress or notes, only findings and errors"),
    (
        "再检查清单中的文件：每行一个路径；“-”表示从标准输入读清单",
        "Check the files of this list too, a path a line; - reads the list from standard input",
    ),
    (
        "清单中有空字符时以空字符分隔，可接 find -print0。",
        "A list with null characters is split at those, as find -print0 writes it.",
    ),
    ("清单", "LIST"),
    (
        "直接写出的文件也按 .gitignore、.ignore、.gaolintignore 排除",
        "Leave out files that .gitignore, .ignore or .gaolintignore name, even when they are given by name",
    ),
    ("文件名", "NAME"),
    ("编码", "ENCODING"),
    ("个数", "NUMBER"),
    ("运行:", "Running"),
    (
        "标准输入的稿件按这个文件名对待：报告、配置、格式都以它为准",
        "Treat standard input as a file of this name, in reports, configuration and format",
    ),
    (
        "稿件的编码：utf-8、utf-16le、utf-16be、gb18030（含 GBK）或 big5；不写则自动识别",
        "The encoding of the drafts: utf-8, utf-16le, utf-16be, gb18030 (GBK included) or big5; recognised without it",
    ),
    (
        "只修改，不报告剩下的问题（已含 --fix）；退出码不看剩下的问题",
        "Mend only, do not report what is left (implies --fix); what is left does not count for the exit code",
    ),
    (
        "在已选的规则之外再用这些规则，写法同 --select",
        "Run these rules besides those selected, written as for --select",
    ),
    ("加在配置文件和 --select 之上。", "On top of the configuration file and --select."),
    ("用这个基线文件，其中记下的问题不再显示", "Use this baseline; findings that it holds are not shown"),
    (
        "不写则用离稿件最近的 gaolint.toml 旁边（没有时为当前文件夹）的 gaolint-baseline.json。",
        "Without it, the gaolint-baseline.json beside the gaolint.toml nearest to the draft, or in the current folder.",
    ),
    (
        "把现有的问题全部记入基线，以后只显示新的问题",
        "Record all findings in the baseline, so that only new ones are shown from now on",
    ),
    (
        "所检查的稿件重新记过，其他稿件的记录不动。不显示问题，退出码为 0。",
        "The drafts that are checked are recorded afresh, those of others stay. Shows no findings; the exit code is 0.",
    ),
    ("一直运行，稿件有改动就重新检查改动的稿件", "Go on running and check drafts again when they change"),
    (
        "同时检查几份稿件；不写则按处理器个数",
        "Check so many drafts at once; as many as there are processors without it",
    ),
    ("不用也不写检查结果的缓存", "Neither use nor write the cache of results"),
    (
        "说明跳过了哪些文件、每份稿件按什么编码读",
        "Say which files are passed over and in which encoding each draft is read",
    ),
];
