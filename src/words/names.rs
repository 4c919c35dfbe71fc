//! Names of persons, where a draft says that one stands there: 主持人：…, 记者…报道. What is in a name is no mistake, there
//! and wherever the draft writes it again.

use std::collections::BTreeSet;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::structure::Structure;
use crate::text::{Span, Spans, after, chars, slice};

/// What names stand behind, with a colon or space in between.
const LABELS: [&str; 40] = [
    "主持人",
    "主持",
    "记者",
    "作者",
    "记录人",
    "记录",
    "发言人",
    "汇报人",
    "讲话人",
    "报告人",
    "宣讲人",
    "主讲人",
    "主讲",
    "编辑",
    "责任编辑",
    "撰稿",
    "撰稿人",
    "摄影",
    "联系人",
    "负责人",
    "责任人",
    "经办人",
    "承办人",
    "审核人",
    "审核",
    "签发人",
    "签发",
    "校对",
    "起草人",
    "通讯员",
    "姓名",
    "参会人员",
    "出席人员",
    "出席",
    "列席",
    "列席人员",
    "参加人员",
    "缺席",
    "请假人员",
    "与会人员",
];

/// What names stand behind at once, where something follows that shows where they end.
const TITLES: [&str; 26] = [
    "记者",
    "通讯员",
    "主任",
    "副主任",
    "局长",
    "副局长",
    "县长",
    "副县长",
    "市长",
    "副市长",
    "区长",
    "副区长",
    "镇长",
    "书记",
    "副书记",
    "部长",
    "副部长",
    "院长",
    "校长",
    "主席",
    "副主席",
    "经理",
    "董事长",
    "同学",
    "队长",
    "组长",
];

/// What shows that a name before it has ended.
const AFTER_NAMES: [&str; 24] = [
    "同志", "报道", "摄", "主持", "说", "表示", "指出", "强调", "介绍", "认为", "作", "在", "宣布", "传达", "汇报",
    "讲话", "出席", "参加", "带领", "率", "等", "通报", "要求", "代表",
];

/// Surnames of one character.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
    钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄\
    聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳\
    时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查\
    麻苑迟邝封谈粟邸匡储栗幸奚湛植木支车由";

/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 10] = ["欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "慕容", "夏侯"];

/// Where the draft writes a name that it says is one. Empty for drafts without such a place.
pub(super) fn names(text: &str, structure: &Structure) -> Spans {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut places: Vec<Span> = Vec::new();
    for paragraph in &structure.paragraphs {
        let line = slice(text, paragraph.range);
        for name in labelled(line).chain(titled(line)) {
            let start = paragraph.range.start + name;
            let (_, length) = name_at(text, start).unwrap_or_default();
            let range = Span::new(start, start + length);
            let name = slice(text, range);
            places.push(range);
            // Two characters may well be a word elsewhere.
            if name.chars().count() > 2 {
                known.insert(name);
            }
        }
    }
    // The automaton refuses an empty list.
    if let Ok(automaton) = CharwiseDoubleArrayAhoCorasick::<usize>::new(&known) {
        places.extend(automaton.find_overlapping_iter(text).map(|hit| Span::new(hit.start(), hit.end())));
    }
    places.into_iter().collect()
}

/// Where names begin in a line that opens with a label: 参会人员：甲、乙.
fn labelled(line: &str) -> impl Iterator<Item = usize> + '_ {
    let label = LABELS.iter().filter(|label| line.starts_with(**label)).max_by_key(|label| label.len());
    let rest = label.map(|label| (label.len(), after(line, label.len())));
    let list = rest.filter(|(_, rest)| rest.starts_with(is_between));
    let starts = list.into_iter().flat_map(|(from, rest)| {
        let gaps = rest.char_indices().filter(|(_, c)| is_between(*c));
        gaps.map(move |(at, c)| from + at + c.len_utf8())
    });
    starts.filter(|&start| {
        let rest = after(line, start);
        name_at(line, start)
            .is_some_and(|(_, length)| after(rest, length).chars().next().is_none_or(|c| !chars::is_han(c)))
    })
}

/// Where names begin behind a title: 记者甲某报道.
fn titled(line: &str) -> impl Iterator<Item = usize> + '_ {
    let behind = TITLES.iter().flat_map(|title| line.match_indices(title).map(|(at, title)| at + title.len()));
    behind.filter(|&start| {
        name_at(line, start).is_some_and(|(is_whole, length)| {
            let rest = after(line, start + length);
            is_whole
                && (rest.starts_with(['，', '、', '）', '。', '：'])
                    || AFTER_NAMES.iter().any(|word| rest.starts_with(word)))
        })
    })
}

fn is_between(c: char) -> bool {
    matches!(c, '：' | ':' | '、' | '，' | ' ' | '\u{3000}')
}

/// Whether a name at `start` has three characters or more, and its length in bytes: a surname and one or two characters.
fn name_at(text: &str, start: usize) -> Option<(bool, usize)> {
    let rest = after(text, start);
    let surname = DOUBLE_SURNAMES.iter().find(|surname| rest.starts_with(**surname)).map(|surname| surname.len());
    let surname = surname.or_else(|| rest.chars().next().filter(|&c| SURNAMES.contains(c)).map(char::len_utf8))?;
    let given: String = after(rest, surname).chars().take_while(|&c| chars::is_han(c)).take(2).collect();
    (!given.is_empty()).then(|| (given.chars().count() == 2, surname + given.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        names(text, &Structure::parse(text)).iter().map(|span| slice(text, span)).collect()
    }

    #[test]
    fn names_stand_behind_labels_and_wherever_they_are_written_again() {
        assert_eq!(found("主持人：丁未央\n丁未央宣布开会。"), ["丁未央", "丁未央"]);
        assert_eq!(found("参会人员：冯一、欧阳平川、田又青"), ["冯一", "欧阳平川", "田又青"]);
    }

    #[test]
    fn names_stand_behind_titles_where_something_shows_their_end() {
        assert_eq!(found("本报记者梁木成报道，"), ["梁木成"]);
        assert_eq!(found("局长曹以宁表示，曹以宁还说。"), ["曹以宁", "曹以宁"]);
    }

    #[test]
    fn other_words_are_no_names() {
        assert_eq!(found("主持人：待定\n作者：本报评论员"), [""; 0]);
        assert_eq!(found("县长强调要抓好落实，记者了解到情况。"), [""; 0]);
        assert_eq!(found("作者认为马上要开会。"), [""; 0]);
    }
}
