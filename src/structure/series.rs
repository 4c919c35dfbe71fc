//! Which markers belong together: the series of a document, errors included.
//!
//! Grouping (in `grouping.rs`) only says “these are siblings”; whether their numbers and styles add up is for the rules.
//! A marker goes to the series it continues; if it continues none, to the one it most plausibly was meant for. See
//! `docs/numbering.md` for the reading in words.

use super::marker::Marker;

/// Sibling markers in the order of the text. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The siblings.
    pub items: Vec<Marker>,
    /// For each sibling, where the marker starts whose item it stands in. All the same, unless the series numbers
    /// through several sections.
    pub parents: Vec<Option<usize>>,
    /// Whether it stands in a quotation or in brackets.
    pub is_enclosed: bool,
}

#[cfg(test)]
mod tests {
    use crate::structure::Structure;

    /// The series of a text as their labels.
    fn series(text: &str) -> Vec<String> {
        let structure = Structure::parse(text);
        let label = |items: &[super::Marker]| items.iter().map(|item| item.label(text)).collect::<Vec<_>>().join(" ");
        structure.series.iter().map(|series| label(&series.items)).collect()
    }

    #[test]
    fn levels_nest_and_restart_under_a_new_parent() {
        let text = "一、甲\n（一）甲\n1.甲\n2.乙\n（二）乙\n1.甲\n二、乙\n（一）甲\n（二）乙";
        assert_eq!(series(text), ["一、 二、", "（一） （二）", "1. 2.", "1.", "（一） （二）"]);
    }

    #[test]
    fn a_spoken_series_runs_inside_and_over_paragraphs() {
        assert_eq!(series("要做到：一是甲。二是乙。三是丙。"), ["一是 二是 三是"]);
        assert_eq!(series("一是甲。\n正文。\n二是乙。\n正文。"), ["一是 二是"]);
        assert_eq!(series("一是甲。一是子，二是丑。\n二是乙。"), ["一是 二是", "一是 二是"]);
    }

    #[test]
    fn what_comes_after_a_parent_has_gone_on_says_nothing_of_its_children() {
        let text = "一要甲。\n首先，子。\n正文。\n正文。\n正文。\n正文。\n第二，丑。\n二要乙。\n第一，寅。\n第二，卯。";
        assert_eq!(series(text), ["一要 二要", "首先 第二", "第一 第二"]);
    }

    #[test]
    fn a_spoken_series_inside_another_returns_to_it() {
        let text = "一是甲。\n要做到：一是子；二是丑；三是寅。\n二是乙。";
        assert_eq!(series(text), ["一是 二是", "一是 二是 三是"]);
        assert_eq!(
            series("第一，甲。一是子；二是丑。第二，乙。一是寅；二是卯。"),
            ["第一 第二", "一是 二是", "一是 二是"]
        );
    }

    #[test]
    fn items_that_break_the_order_stay_with_their_siblings() {
        assert_eq!(series("（一）甲\n（二）乙\n（四）丙"), ["（一） （二） （四）"]);
        assert_eq!(series("一是甲。三是丙。四是丁。"), ["一是 三是 四是"]);
        assert_eq!(series("一、甲\n一、乙\n二、丙"), ["一、 一、 二、"]);
        assert_eq!(series("一是甲。二是乙。一是丙。四是丁。"), ["一是 二是 一是 四是"]);
    }

    #[test]
    fn an_item_of_another_class_joins_the_series_it_continues() {
        assert_eq!(series("一是甲。\n二是乙。\n第三，丙。"), ["一是 二是 第三"]);
        assert_eq!(series("一、甲\n二要乙\n三、丙"), ["一、 二要 三、"]);
        assert_eq!(series("首先，甲。第二，乙。第三，丙。"), ["首先 第二 第三"]);
    }

    #[test]
    fn an_item_of_another_class_does_not_join_where_its_place_is_taken() {
        assert_eq!(series("一、甲\n二要乙\n二、丙"), ["一、 二、", "二要"]);
    }

    #[test]
    fn numbers_that_run_through_the_sections_are_one_series() {
        assert_eq!(
            series("一、甲\n（一）甲\n（二）乙\n二、乙\n（三）丙\n（四）丁"),
            ["一、 二、", "（一） （二） （三） （四）"]
        );
        assert_eq!(
            series("第一章 甲\n第一条 甲\n第二条 乙\n第二章 乙\n第三条 丙"),
            ["第一章 第二章", "第一条 第二条 第三条"]
        );
    }

    #[test]
    fn a_doubtful_marker_counts_only_where_it_continues_a_series() {
        assert_eq!(series("1.甲\n2.2026年10件民生实事\n3.丙"), ["1. 2. 3."]);
        assert_eq!(series("2.2026年10件民生实事"), [""; 0]);
        assert_eq!(series("一、甲\n正文。二、乙\n三、丙"), ["一、 二、 三、"]);
    }

    #[test]
    fn quotations_and_brackets_number_for_themselves() {
        assert_eq!(series("一是甲（一是子；二是丑）。二是乙。"), ["一是 二是", "一是 二是"]);
        assert_eq!(series("一、甲\n他说：“一、子\n“二、丑”\n二、乙"), ["一、 二、", "一、 二、"]);
    }

    #[test]
    fn a_heading_of_markdown_starts_afresh_below_it() {
        assert_eq!(series("# 本周\n1.甲\n2.乙\n# 下周\n1.丙"), ["1. 2.", "1."]);
        assert_eq!(series("## 一、甲\n（一）子\n### 附注\n（一）丑\n## 二、乙"), ["一、 二、", "（一）", "（一）"]);
        assert_eq!(series("1.甲\n#话题# 不是标题\n2.乙"), ["1. 2."]);
    }

    #[test]
    fn items_that_were_run_into_a_line_belong_to_their_series() {
        assert_eq!(series("第一条　甲。第二条　乙。\n第三条　丙。"), ["第一条 第二条 第三条"]);
        assert_eq!(series("凡是（一）甲户，（二）乙户，都可以。"), ["（一） （二）"]);
        assert_eq!(series("目的一是弥补不足，二是防止复发。"), ["一是 二是"]);
        assert_eq!(series("要统一是非标准，二是抓落实。"), ["二是"]);
    }

    #[test]
    fn a_list_inside_an_item_of_its_own_class_returns_to_it() {
        assert_eq!(series("1.议程如下：1.甲；2.乙；3.丙。\n2.丁"), ["1. 2.", "1. 2. 3."]);
        assert_eq!(series("5.甲\n5.1 子\n1.寅\n2.卯\n5.2 丑\n6.乙"), ["5. 6.", "5.1 5.2", "1. 2."]);
    }

    #[test]
    fn what_is_far_off_is_another_series() {
        assert_eq!(series("一是甲。\n五是戊。"), ["一是", "五是"]);
        assert_eq!(series("一是甲。\n正文。\n正文。\n正文。\n三是丙。"), ["一是 三是"]);
        assert_eq!(series("一是甲。\n正文。\n正文。\n正文。\n正文。\n三是丙。"), ["一是", "三是"]);
        let far = format!("第二，甲。\n{}第二，乙。\n第三，丙。", "正文。\n".repeat(40));
        assert_eq!(series(&far), ["第二", "第二 第三"]);
    }

    #[test]
    fn a_new_document_starts_afresh() {
        assert_eq!(series("第一篇：甲\n一、甲\n二、乙\n第二篇：乙\n一、甲"), ["一、 二、", "一、"]);
    }
}
