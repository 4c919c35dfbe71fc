//! Made-up speeches whose lines are all different, with damage now and then.

/// A small generator of random numbers (xorshift), so that every run is the same.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        items.get(self.below(items.len())).expect("there are items")
    }
}

const SUBJECTS: [&str; 10] = [
    "各级党组织",
    "全县各部门",
    "各乡镇街道",
    "广大党员干部",
    "水利系统",
    "教育主管部门",
    "各粮食企业",
    "基层供销社",
    "驻村工作队",
    "市场监管队伍",
];
const MANNERS: [&str; 8] =
    ["要进一步", "应当切实", "必须始终", "要结合实际", "要按照分工", "要在年底前", "需要不断", "要紧紧依靠群众"];
const DEEDS: [&str; 14] = [
    "提高思想认识",
    "完善防汛预案",
    "改造老旧灌区",
    "落实安全生产责任",
    "做好秋粮收购",
    "整治市场秩序",
    "加强队伍建设",
    "方便群众办事",
    "扩大就业渠道",
    "修缮乡村校舍",
    "保护古树名木",
    "推广节水技术",
    "规范项目审批",
    "化解矛盾纠纷",
];
const REASONS: [&str; 6] =
    ["这是群众的期盼", "这项任务没有退路", "时间已经不多", "经验来之不易", "工作还有差距", "我们有条件做好"];

/// Damage, each with something that a rule finds.
const DAMAGE: [&str; 4] = ["，，", "，再接再励，", "，2月30日，", "，，。"];

/// A speech of at least `characters` characters.
pub(crate) fn speech(characters: usize, seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut text = String::from("在全县重点工作推进会上的讲话\n\n同志们：\n");
    let (mut count, mut section) = (20, 0);
    while count < characters {
        let mut line = String::new();
        if random.below(12) == 0 {
            section = section % 9 + 1;
            line = format!(
                "{}、{}",
                ["一", "二", "三", "四", "五", "六", "七", "八", "九"][section - 1],
                random.pick(&DEEDS)
            );
        } else {
            for _ in 0..3 + random.below(5) {
                let mark = if random.below(60) == 0 { random.pick(&DAMAGE) } else { "，" };
                let (subject, manner) = (random.pick(&SUBJECTS), random.pick(&MANNERS));
                let (one, other, reason) = (random.pick(&DEEDS), random.pick(&DEEDS), random.pick(&REASONS));
                line.push_str(&format!("{subject}{manner}{one}{mark}{other}，{reason}。"));
            }
        }
        count += line.chars().count() + 1;
        text.push_str(&line);
        text.push('\n');
    }
    text
}
