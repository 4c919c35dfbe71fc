//! The characters and words that explain why something stands twice on end.

/// Characters that stand for a whole word, and may meet a word that begins or ends with them.
pub(super) const FREE: &str = "在为市省县区乡镇村州盟旗国局部厅处科室院校所站会党团队班庭署厂段路要和到对于从向由把被将让使用按与同跟比除当是有不\
    也都又就才还再更最很太多大小新老高低好正副主各每某本该其此这那几第约近上下前后内外中里间左右东西南北时日月年天个名位项件种类级批\
    份家户人元吨亩可能应须需得想请来去说讲看做作达至起过着了的地之者我你他她它谁自";

/// Characters that stand between words and never meet themselves.
pub(super) const BETWEEN_WORDS: &str = "的了和与及是在把被将从就也都而且并或但";

/// What makes a word with 的 that ends with it (目的), and may stand before another.
pub(super) const ENDS_WITH_DE: &str = "目标有似别真中无是端怎";

/// What makes a word with 的 that begins with it (的确).
pub(super) const BEGINS_WITH_DE: &str = "确士哥姐黎款当卢";

/// 十五点二二亿, 二〇二二年.
pub(super) const NUMERALS: &str = "零〇○一二两三四五六七八九十百千万亿";

/// Verbs that are doubled before their object to soften them: 红红脸, 出出汗.
pub(super) const SOFTENED: &str = "红出洗治照正扯咬敲提鼓打通碰谈把充帮散理跑走看听问想说试查算摸松压管拽搭泼浇施擦扫种练补讲聊歇坐站转逛串握拍点消晒梳挠动\
    倒眨爬登踢遛泡烫钓赶躲拜喂揉拉抖甩伸弯抬摆挥写唱跳喝尝品闻嗅摘剪缝烧煮切洗刷吹晾挤按捶捏熬织下养逗哄聚透解顺理";

/// First characters of what is said over and over on purpose: 一步一步, 整夜整夜, 很久很久.
pub(super) const STARTS_REPETITION: &str = "零〇一二两三四五六七八九十百千万亿几每整大好很太多老小许非特十成是不哪谁什";

/// Words of which two readings meet, as verb and as noun (本规定规定的), or that are doubled to soften them (研究研究).
pub(super) const MAY_MEET: &str = include_str!("../../rules/words/doubled-on-purpose.txt");

/// Words that are younger than what the lexicon was counted over.
pub(super) const YOUNG_WORDS: [&str; 8] = ["线上", "线下", "网课", "网购", "群里", "群聊", "码上", "云上"];
