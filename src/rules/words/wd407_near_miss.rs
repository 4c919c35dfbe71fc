//! WD407: one character away from a fixed term, or from what the draft itself usually writes.

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::slice;
use crate::words::near_misses::NearMiss;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD407-near-miss.md"), Check::Language(check))
    .needs_simplified()
    .yields_to(&[&super::wd403_own_replacements::RULE]);

fn check(context: &Context) -> Vec<Report> {
    context.words().near_misses().iter().map(|miss| report(context.text, miss)).collect()
}

fn report(text: &str, miss: &NearMiss) -> Report {
    let NearMiss { range, meant, why } = miss;
    if range.is_empty() {
        let fix = Fix::likely(format!("补上“{meant}”"), vec![Edit::insert(range.start, meant)]);
        return Report::new(range, format!("此处疑缺“{meant}”字：{why}。")).fix(fix);
    }
    let seen = slice(text, range);
    if meant.is_empty() {
        let fix = Fix::likely(format!("删去“{seen}”"), vec![Edit::delete(range)]);
        return Report::new(range, format!("“{seen}”疑为多写：{why}。")).fix(fix);
    }
    let fix = Fix::likely(format!("改为“{meant}”"), vec![Edit::replace(range, meant)]);
    Report::new(range, format!("“{seen}”疑为“{meant}”：{why}。")).fix(fix)
}

#[cfg(test)]
mod tests {
    use crate::check::Checker;
    use crate::config::Config;
    use crate::text::Document;

    /// The messages of this rule alone.
    fn told(text: &str) -> Vec<String> {
        let config = Config { select: vec!["WD407".to_owned()], ..Config::default() };
        let checker = Checker::new(config).expect("the configuration is valid");
        checker.check(&Document::new(text)).findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_fixed_term_with_one_character_missing_is_found() {
        assert_eq!(
            told("要依法接受国有资产监督理委员会的监督。"),
            ["此处疑缺“管”字：“国有资产监督管理委员会”是固定说法，这里是“国有资产监督理委员会”。"]
        );
    }

    #[test]
    fn what_the_draft_usually_writes_is_found() {
        let text = "建设青禾公共服务站，管好青禾公共服务站，用好青禾公共服务站，青禾公服务站要开张。";
        assert_eq!(told(text), ["此处疑缺“共”字：文中另有3处写作“青禾公共服务站”。"]);
    }

    #[test]
    fn what_may_come_and_go_is_no_mistake() {
        for text in [
            "最高人民法院和最高人民检察院。",
            "全国人大常委会、全国人大会议。",
            "劳动和社会保障、劳动社会保障部门。",
            "做好社会治安综合治理，抓好治安综合治理。",
            "推进农村公共服务体系建设，完善农村公共服务体系建设，加强农村公共服务体系建设。推进农村服务体系建设。",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
