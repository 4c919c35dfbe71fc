//! The words by which 的, 地 and 得 are told from one another.

/// Verbs that are told how they turned out (做得很好), and what must not stand before them: then they are part of a
/// longer word, or of what somebody does.
pub(super) const VERBS: [char; 17] =
    ['变', '显', '做', '办', '抓', '搞', '干', '说', '讲', '学', '走', '跑', '活', '管', '建', '写', '长'];

pub(super) const NOT_BEFORE_VERBS: &str = "不多应病所要想能会该可改转演嬗巨突蜕裂质明浅凸彰隐骨才主承包接托保统掌城新兴创扩修搭会队校院部局省市县州镇乡团班组首店行厂站村成生增特";

/// Words of degree, and what is said of how something turned out; nothing but the end of the clause may follow.
pub(super) const DEGREES: [&str; 12] =
    ["更加", "越来越", "非常", "十分", "特别", "相当", "不够", "格外", "尤为", "愈加", "很", "更"];

pub(super) const QUALITIES: [&str; 31] = [
    "好", "坏", "快", "慢", "紧", "实", "细", "深", "透", "少", "大", "高", "差", "漂亮", "清楚", "明白", "到位",
    "扎实", "出色", "成功", "顺利", "认真", "精彩", "满意", "坚定", "强大", "美好", "充实", "从容", "主动", "有力",
];

/// What is said of things too, so that 讲的很重要 may be what somebody said: only after verbs of becoming.
pub(super) const OF_THINGS: [&str; 9] = ["具体", "突出", "明显", "复杂", "重要", "困难", "严峻", "迫切", "紧迫"];

/// Verbs that need no end of the clause: whatever 变的更加 goes on with, it is 变得.
pub(super) const BECOMING: [char; 2] = ['变', '显'];

pub(super) const STRONG_DEGREES: [&str; 5] = ["更加", "越来越", "非常", "十分", "格外"];

/// Verbs of two characters that are told how they turned out, and what is said of that; of what was done it is not said.
pub(super) const LONG_VERBS: [&str; 66] = [
    "安排", "准备", "进步", "进展", "发展", "组织", "讲解", "讲述", "介绍", "解释", "回答", "分析", "布置", "部署",
    "落实", "处理", "配合", "表现", "恢复", "推进", "推动", "变化", "学习", "训练", "复习", "打扫", "布局", "执行",
    "衔接", "把握", "理解", "领会", "交流", "相处", "成长", "改造", "完成", "贯彻", "解决", "协调", "筹备", "考虑",
    "描写", "刻画", "表达", "阐述", "论述", "描述", "汇报", "发言", "辅导", "照顾", "招待", "接待", "整理", "治理",
    "经营", "运行", "运转", "增长", "提高", "生活", "合作", "保存", "保护", "管理",
];

pub(super) const TURNED_OUT: [&str; 44] = [
    "快",
    "慢",
    "顺利",
    "充分",
    "周到",
    "周密",
    "具体",
    "全面",
    "及时",
    "到位",
    "扎实",
    "细致",
    "仔细",
    "详细",
    "清楚",
    "透彻",
    "圆满",
    "成功",
    "认真",
    "迅速",
    "稳妥",
    "默契",
    "融洽",
    "井井有条",
    "有条不紊",
    "好",
    "不错",
    "完善",
    "完美",
    "精彩",
    "漂亮",
    "熟练",
    "深刻",
    "深入",
    "生动",
    "彻底",
    "严格",
    "严密",
    "紧凑",
    "妥当",
    "得当",
    "出色",
    "平稳",
    "整齐",
];

/// Verbs of saying, which all of these may follow too.
pub(super) const SAYING: [char; 3] = ['讲', '说', '写'];

/// Words that stand before verbs only, so that whatever follows them is 地.
pub(super) const ADVERBS: [&str; 7] = ["尽量", "渐渐", "逐渐", "悄悄", "偷偷", "一味", "日益"];

/// How something is done without thought, and what begins only with a verb: 盲目|地|乱用药, 随意|地|乱扔.
pub(super) const RASH: [&str; 20] = [
    "盲目", "随意", "任意", "随便", "肆意", "胡乱", "轻易", "草率", "仓促", "反复", "一再", "擅自", "私自", "经常",
    "长期", "不断", "大量", "片面", "简单", "错误",
];

pub(super) const VERBS_ALONE: [&str; 34] = [
    "乱用", "乱吃", "乱服", "乱花", "乱买", "乱搞", "乱说", "乱讲", "乱扔", "乱丢", "乱停", "乱改", "乱建", "乱投",
    "乱开", "乱加", "乱堆", "乱放", "乱砍", "乱挖", "乱排", "乱收", "乱罚", "相信", "听信", "轻信", "认为", "以为",
    "跟着", "跟风", "照搬", "照抄", "去做", "去学",
];

/// How somebody says something, and that he does: 激动|地|说：.
pub(super) const IN_A_TONE: [&str; 34] = [
    "激动",
    "高兴",
    "自豪",
    "深情",
    "感慨",
    "严肃",
    "满意",
    "欣慰",
    "动情",
    "风趣",
    "幽默",
    "坚定",
    "诚恳",
    "热情",
    "兴奋",
    "自信",
    "谦虚",
    "无奈",
    "认真",
    "平静",
    "耐心",
    "亲切",
    "愉快",
    "开心",
    "感激",
    "惊讶",
    "着急",
    "焦急",
    "干脆",
    "果断",
    "明确",
    "语重心长",
    "意味深长",
    "斩钉截铁",
];

pub(super) const SAYS: [&str; 12] =
    ["说：", "说，", "说:", "说道", "告诉", "表示，", "表示：", "回答说", "回答道", "对记者说", "对大家说", "指出："];

/// Words before which a clause wants a verb, and how it is done.
pub(super) const BEFORE_VERBS: [&str; 27] = [
    "要", "应", "应该", "应当", "必须", "务必", "如何", "怎样", "怎么", "才能", "可以", "能", "能够", "以便", "从而",
    "便于", "为了", "努力", "能否", "不能", "不得", "不要", "需要", "还要", "更要", "并", "来",
];

pub(super) const WAYS: [&str; 41] = [
    "正确",
    "扎实",
    "密切",
    "认真",
    "深入",
    "积极",
    "主动",
    "及时",
    "准确",
    "科学",
    "合理",
    "有效",
    "妥善",
    "严格",
    "广泛",
    "熟练",
    "迅速",
    "自觉",
    "全面",
    "系统",
    "大胆",
    "耐心",
    "细致",
    "充分",
    "更好",
    "更快",
    "更多",
    "更有效",
    "更准确",
    "更充分",
    "更全面",
    "更深入",
    "更广泛",
    "更主动",
    "更有力",
    "大力",
    "稳步",
    "有序",
    "快速",
    "清醒",
    "辩证",
];

/// Verbs that have an object, as what is done so.
pub(super) const DOINGS: [&str; 62] = [
    "推进", "推动", "促进", "落实", "执行", "贯彻", "学习", "领会", "理解", "认识", "把握", "处理", "解决", "对待",
    "看待", "运用", "使用", "利用", "开展", "参与", "参加", "配合", "支持", "做好", "抓好", "完成", "观察", "了解",
    "掌握", "治疗", "预防", "引导", "帮助", "评价", "服务", "满足", "适应", "发挥", "保障", "维护", "保护", "提高",
    "提升", "增强", "加强", "改善", "改进", "履行", "体现", "反映", "调动", "激发", "吸引", "展示", "应对", "防范",
    "防止", "避免", "控制", "听取", "征求", "照顾",
];

/// Nouns that such a verb goes before as their first half: 推进措施, 治疗方法.
pub(super) const MADE_OF_DOINGS: [&str; 75] = [
    "质量", "品质", "设施", "平台", "团队", "机构", "网络", "窗口", "中心", "项目", "产品", "意识", "理念", "模式",
    "内容", "对象", "功能", "需求", "渠道", "场所", "空间", "资源", "机会", "前景", "局面", "格局", "成绩", "成效",
    "效率", "保障", "范围", "方法", "方式", "办法", "措施", "手段", "态度", "机制", "力度", "思路", "作用", "效果",
    "能力", "过程", "工作", "活动", "氛围", "体系", "计划", "方案", "途径", "策略", "路径", "成果", "基础", "技术",
    "水平", "人员", "单位", "部门", "经验", "意见", "情况", "步骤", "环境", "条件", "关系", "程度", "精神", "习惯",
    "标准", "制度", "程序", "指标", "结果",
];

/// Words that say how something is done and stand before 地 only, when what follows is no noun.
pub(super) const MANNERS: [&str; 34] = [
    "切实",
    "认真",
    "自觉",
    "真正",
    "有计划",
    "有步骤",
    "有针对性",
    "有组织",
    "创造性",
    "坚定不移",
    "毫不动摇",
    "始终如一",
    "毫不犹豫",
    "旗帜鲜明",
    "理直气壮",
    "千方百计",
    "持之以恒",
    "坚持不懈",
    "全心全意",
    "一心一意",
    "自始至终",
    "扎扎实实",
    "认认真真",
    "实实在在",
    "原原本本",
    "因地制宜",
    "实事求是",
    "逐步",
    "进一步",
    "不断",
    "牢牢",
    "紧紧",
    "深深",
    "默默",
];

/// 把 and 将 before an object, and the nouns that begin with them.
pub(super) const BEFORE_OBJECT: [&str; 2] = ["把", "将"];

pub(super) const NOT_BEFORE_OBJECT: [&str; 16] = [
    "把握", "把关", "把手", "把柄", "把戏", "把脉", "把式", "将军", "将领", "将士", "将来", "将官", "将会", "将才",
    "将帅", "将门",
];

/// Words that say how something was done, before a verb that is over.
pub(super) const EFFECTS: [&str; 30] = [
    "有效",
    "有力",
    "极大",
    "大大",
    "充分",
    "切实",
    "深刻",
    "圆满",
    "顺利",
    "成功",
    "积极",
    "广泛",
    "深入",
    "全面",
    "进一步",
    "逐步",
    "不断",
    "稳步",
    "显著",
    "明显",
    "及时",
    "准确",
    "生动",
    "集中",
    "初步",
    "认真",
    "高度",
    "真正",
    "清醒",
    "如实",
];

/// Such verbs.
pub(super) const ACTIONS: [&str; 44] = [
    "促进", "推动", "提高", "提升", "增强", "加强", "改善", "保障", "维护", "保护", "解决", "完成", "开展", "落实",
    "推进", "调动", "激发", "发挥", "巩固", "扩大", "遏制", "打击", "锻炼", "体现", "反映", "带动", "拉动", "缓解",
    "支持", "保证", "确保", "满足", "丰富", "减轻", "降低", "减少", "拓宽", "优化", "增加", "加快", "改变", "学习",
    "贯彻", "控制",
];

/// What one comes to, as in 认识到.
pub(super) const INSIGHTS: [&str; 6] = ["认识到", "意识到", "体会到", "感受到", "感觉到", "领会到"];

/// Qualities of what was reached, and what that is: between them stands 的.
pub(super) const FINE: [&str; 13] =
    ["显著", "重大", "重要", "巨大", "良好", "丰硕", "突出", "宝贵", "优异", "可喜", "较大", "较好", "长足"];

pub(super) const RESULTS: [&str; 9] = ["成效", "成绩", "成果", "进展", "效果", "贡献", "意义", "经验", "成就"];

/// Verbs of giving, and what is given: also with 的.
pub(super) const GIVING: [&str; 4] = ["给予", "给以", "予以", "受到"];

pub(super) const GIVEN: [&str; 10] = ["支持", "帮助", "关心", "重视", "肯定", "评价", "欢迎", "好评", "关注", "鼓励"];

/// How it is given: what stands before 地 otherwise may well be a place (给予当地支持, 受到各地好评).
pub(super) const HEARTILY: [&str; 14] = [
    "大力",
    "充分",
    "高度",
    "热情",
    "最大程度",
    "最大限度",
    "极大",
    "有力",
    "热烈",
    "积极",
    "亲切",
    "真诚",
    "无私",
    "广泛",
];
