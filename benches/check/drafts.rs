//! Drafts to measure with: the real one where it lies beside the checkout, generated speeches of any length, and
//! lines made to be slow.

use std::path::Path;

/// Paragraphs of a made-up speech, with the damage that drafts come with.
const PARAGRAPHS: [&str; 8] = [
    "同志们：",
    "今天我们召开全县秋粮收购工作会议，主要任务是总结前一阶段的工作，分析当前形势，部署今后两个月的任务。下面，我讲三点意见。",
    "一、认清形势，增强做好收购工作的责任感",
    "（一）面积增加，总产可望再创新高。今年全县秋粮播种面积达到42.6万亩，比上年增加1.3万亩，预计总产18.9万吨，，增长百分之三点一。",
    "收购工作事关千家万户。一是要备足仓容，确保农民的粮食卖得出、卖得快；二是要备足资金，决不打一张”白条”；第三，要备足人手，把服务送到田间地头。",
    "二、突出重点，把各项措施落到实处",
    "1．严格执行质价政策。各收购网点要做到价格上墙、样品上柜（包括等级、水分、杂质，接受群众监督，严禁压级压价。",
    "市领导在检查时强调：“收购旺季就是一场硬仗，各级各部门要密切配和，再接再励，确保颗粒归仓。”",
];

/// A speech of at least `characters` characters.
pub(crate) fn speech(characters: usize) -> String {
    let mut text = String::new();
    let mut count = 0;
    for paragraph in PARAGRAPHS.iter().cycle() {
        if count >= characters {
            break;
        }
        count += paragraph.chars().count() + 1;
        text.push_str(paragraph);
        text.push('\n');
    }
    text
}

/// A damaged draft of 36,000 characters: the shared one, or a generated one where that is absent.
pub(crate) fn draft() -> String {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/seed.txt");
    std::fs::read_to_string(shared).unwrap_or_else(|_| speech(36_000))
}

/// The shared reports of governments as one text, 193,000 characters; `None` where they are absent.
pub(crate) fn reports() -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/clean");
    let mut files: Vec<_> = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).ok()).collect()
}

/// Lines that make naive code quadratic: the name, what is repeated, and what is repeated after it.
const HOSTILE: [(&str, &str, &str); 26] = [
    ("markers", "一是", ""),
    ("headings", "二、", ""),
    ("lines of headings", "二、\n", ""),
    ("counting markers", "1.甲\n3.乙\n", ""),
    ("opening quotes", "“", ""),
    ("closing quotes", "甲”", ""),
    ("alternating quotes", "“‘", "”’"),
    ("unfinished quotations", "：“甲\n乙”\n", ""),
    ("opening brackets", "（", ""),
    ("unclosed brackets", "甲（乙。", ""),
    ("brackets of two shapes", "（，", "】"),
    ("nested brackets", "（一是", "）"),
    ("doubled marks", "甲，，", ""),
    ("watermark heads", "本资料权属", ""),
    ("watermarks", "将本资料权属甲乙文库严禁复制层", ""),
    ("stray dots", "，.甲", ""),
    ("confusable words", "再接再励", ""),
    ("glued headings", "一、抓好工作\n抓好工作。二、做好工作\n抓好工作。\n", ""),
    ("announced counts", "抓好三个方面：一是甲，二是乙，", ""),
    ("broken lines", "会议强调，各级各部门要提高政治站位，统\n\n一思想。\n", ""),
    ("page numbers", "正文。\n- 3 -\n", ""),
    ("placeholders", "XX县××同志", ""),
    ("spaces in words", "统 一 思 想", ""),
    ("wrongly decoded", "锟斤拷", ""),
    ("attachments", "附件：1.甲\n2.乙\n", ""),
    ("commas", "并且，要", ""),
];

/// Each hostile line, with its name, at about `characters` characters.
pub(crate) fn hostile(characters: usize) -> impl Iterator<Item = (&'static str, String)> {
    HOSTILE.iter().map(move |(name, first, second)| {
        let times = characters / (first.chars().count() + second.chars().count());
        (*name, first.repeat(times) + &second.repeat(times))
    })
}
