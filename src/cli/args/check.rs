//! The arguments of `gaolint check`.

use std::path::PathBuf;

use clap::Args;

use super::{ColorWhen, EncodingName, ReportFormat, Threshold};

pub(super) const EXIT_CODES: &str =
    "退出码：0 没有发现问题；1 发现了 --fail-on 及以上级别的问题；2 运行出错（参数有误、文件读不出等）";

pub(super) const EXAMPLES: &str = "\
示例：
  gaolint check 讲话稿.txt            检查一份稿件
  gaolint check 稿件/ --format json   检查整个文件夹，输出 JSON
  gaolint check --diff 讲话稿.txt     看看会改哪些地方，不动文件
  gaolint check --fix 讲话稿.txt      改好有把握的问题
  gaolint check --fix - < 原.txt > 新.txt

退出码：
  0  没有发现 --fail-on 及以上级别的问题
  1  发现了问题
  2  运行出错：参数有误、文件读不出等（其余文件照常检查）";

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// 稿件、文件夹或通配路径；“-”表示标准输入；不写则检查当前文件夹
    ///
    /// 文件夹里只看 .txt、.text、.md、.markdown、.docx 文件，遵守 .gitignore 和 .gaolintignore，不看隐藏文件；直接写出名字的文件总会检查。
    #[arg(value_name = "路径", help_heading = "参数", hide_default_value = true)]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// 再检查清单中的文件：每行一个路径；“-”表示从标准输入读清单
    ///
    /// 清单中有空字符时以空字符分隔，可接 find -print0。
    #[arg(long, value_name = "清单", help_heading = "参数")]
    pub(in crate::cli) files_from: Option<PathBuf>,

    /// 直接写出的文件也按 .gitignore、.ignore、.gaolintignore 排除
    #[arg(long, help_heading = "参数")]
    pub(in crate::cli) force_exclude: bool,

    /// 标准输入的稿件按这个文件名对待：报告、配置、格式都以它为准
    #[arg(long, value_name = "文件名", help_heading = "参数")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,

    /// 稿件的编码：utf-8、utf-16le、utf-16be、gb18030（含 GBK）或 big5；不写则自动识别
    #[arg(long, value_name = "编码", hide_possible_values = true, help_heading = "参数")]
    pub(in crate::cli) encoding: Option<EncodingName>,

    /// 自动改好有把握的问题
    ///
    /// 反复修改，直到没有可改的。编码、换行、字节顺序标记保持原样；写入要么全部完成，要么不动原文件。
    ///
    /// 从标准输入读稿时，改好的稿件写到标准输出，检查结果写到标准错误。
    #[arg(long, help_heading = "修改")]
    pub(in crate::cli) fix: bool,

    /// 连同需要确认的改法一并修改（已含 --fix）
    #[arg(long, help_heading = "修改")]
    pub(in crate::cli) unsafe_fixes: bool,

    /// 只修改，不报告剩下的问题（已含 --fix）；退出码不看剩下的问题
    #[arg(long, conflicts_with = "diff", help_heading = "修改")]
    pub(in crate::cli) fix_only: bool,

    /// 改写 Word 文档本身；不写时要用 -o 另存
    ///
    /// 纯文本稿件本来就是直接改写，写不写都一样。
    #[arg(long, conflicts_with = "save_as", help_heading = "修改")]
    pub(in crate::cli) in_place: bool,

    /// 给 Word 文档的副本加批注，一处问题一条；用 -o 指明副本
    ///
    /// 原有的批注保留。页眉页脚、脚注、文本框里不能有批注，其中的问题标在正文相应的位置。
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "fix_only", "diff", "write_baseline"], help_heading = "修改")]
    pub(in crate::cli) annotate: bool,

    /// 改好的稿件或带批注的副本写到这个文件，原文件不动
    #[arg(short = 'o', long, value_name = "文件", conflicts_with = "diff", help_heading = "修改")]
    pub(in crate::cli) save_as: Option<PathBuf>,

    /// 只显示会改哪些地方，不写文件
    ///
    /// 与 --unsafe-fixes 同用时，也显示需要确认的改法。
    #[arg(long, help_heading = "修改")]
    pub(in crate::cli) diff: bool,

    /// 只用这些规则：代码、名称、类别（如 PU）或 ALL，用逗号分开
    ///
    /// 代替配置文件中的 select 和 ignore。
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "规则")]
    pub(in crate::cli) select: Vec<String>,

    /// 不用这些规则，写法同 --select
    ///
    /// 代替配置文件中的 ignore。
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "规则")]
    pub(in crate::cli) ignore: Vec<String>,

    /// 在已选的规则之外再用这些规则，写法同 --select
    ///
    /// 加在配置文件和 --select 之上。
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "规则")]
    pub(in crate::cli) extend_select: Vec<String>,

    /// 用这个配置文件，不再逐级向上寻找 gaolint.toml
    #[arg(long, value_name = "文件", help_heading = "规则")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// 用这个基线文件，其中记下的问题不再显示
    ///
    /// 不写则用离稿件最近的 gaolint.toml 旁边（没有时为当前文件夹）的 gaolint-baseline.json。
    #[arg(long, value_name = "文件", help_heading = "规则")]
    pub(in crate::cli) baseline: Option<PathBuf>,

    /// 把现有的问题全部记入基线，以后只显示新的问题
    ///
    /// 所检查的稿件重新记过，其他稿件的记录不动。不显示问题，退出码为 0。
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "fix_only", "diff"], help_heading = "规则")]
    pub(in crate::cli) write_baseline: bool,

    /// 输出格式：text（默认）、concise、json、jsonl、sarif、github、gitlab、junit、html
    ///
    /// 给人看：text 附原文和改法，concise 一处一行，html 是一个网页，正文中标出问题，可以发给别人看。给程序用：json 是一个对象，jsonl 一处一行。给各种平台用：sarif 是代码扫描的通用格式，github 在 GitHub Actions 中标注，gitlab 是 GitLab 的 Code Quality 报告，junit 是构建服务器通用的测试报告。
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(in crate::cli) format: ReportFormat,

    /// 把报告写到这个文件，不写到标准输出
    ///
    /// 写入要么全部完成，要么不动原来的文件。
    #[arg(long, value_name = "文件", help_heading = "输出")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// 只按规则统计处数，不逐条列出；可与 --format json 同用
    #[arg(long, help_heading = "输出")]
    pub(in crate::cli) statistics: bool,

    /// 最多列出这么多处；小结和退出码仍按全部问题计算
    ///
    /// html、sarif 等各种格式都有效；--statistics 和 --diff 不受影响。
    #[arg(long, value_name = "处数", help_heading = "输出")]
    pub(in crate::cli) max_findings: Option<usize>,

    /// 有问题时退出码也为 0；运行出错时仍为 2
    #[arg(long, conflicts_with = "fail_on", help_heading = "输出")]
    pub(in crate::cli) exit_zero: bool,

    /// 有这一级别及以上的问题时退出码为 1：error、warning（默认）或 info
    #[arg(
        long,
        value_name = "级别",
        default_value = "warning",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(in crate::cli) fail_on: Threshold,

    /// 颜色：auto（默认，只在终端中使用）、always 或 never
    #[arg(
        long,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "输出"
    )]
    pub(in crate::cli) color: ColorWhen,

    /// 一直运行，稿件有改动就重新检查改动的稿件
    #[arg(long, conflicts_with_all = ["write_baseline", "files_from"], help_heading = "运行")]
    pub(in crate::cli) watch: bool,

    /// 同时检查几份稿件；不写则按处理器个数
    #[arg(long, value_name = "个数", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "运行")]
    pub(in crate::cli) jobs: Option<u16>,

    /// 不用也不写检查结果的缓存
    #[arg(long, help_heading = "运行")]
    pub(in crate::cli) no_cache: bool,

    /// 说明跳过了哪些文件、每份稿件按什么编码读
    #[arg(short, long, conflicts_with = "quiet", help_heading = "输出")]
    pub(in crate::cli) verbose: bool,

    /// 不显示小结、进度和提示，只显示问题和错误
    #[arg(short, long, help_heading = "输出")]
    pub(in crate::cli) quiet: bool,
}
