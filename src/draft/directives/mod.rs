//! Comments in a draft that say what not to report.
//!
//! `gaolint-ignore` is about the block that follows or, beside text, about its own line; `gaolint-ignore-file` about the
//! whole draft; `gaolint-disable` about all up to `gaolint-enable`. Behind each may stand what it is about (codes, names,
//! families; all rules if nothing), and behind a colon why.

mod directive;
mod reader;

pub(super) use directive::Directives;
pub use directive::Suppressed;

#[cfg(test)]
mod tests {
    use crate::check::Checker;
    use crate::config::Config;
    use crate::draft::{Draft, DraftKind};

    /// Where PU208 speaks in a draft (by line, from 1), and what is said of its directives.
    fn read(kind: DraftKind, text: &str, select: &str) -> (Vec<usize>, Vec<String>) {
        let config = Config { select: vec![select.into()], ..Config::default() };
        let checker = Checker::with_model(config, None).unwrap();
        let draft = Draft::of_text(kind, text);
        let suppressed = draft.suppress(draft.check_all(&checker).findings, checker.config());
        let line = |at: usize| draft.document().lines().line_of(at) + 1;
        let found = suppressed.findings.iter().filter(|finding| finding.code() == "PU208");
        let lines = found.map(|finding| line(finding.range.start)).collect();
        (lines, suppressed.faults.into_iter().map(|(at, said)| format!("{}：{said}", line(at))).collect())
    }

    fn markdown(text: &str) -> (Vec<usize>, Vec<String>) {
        read(DraftKind::Markdown, text, "PU208")
    }

    fn plain(text: &str) -> (Vec<usize>, Vec<String>) {
        read(DraftKind::Plain, text, "PU208")
    }

    const NONE: [String; 0] = [];

    #[test]
    fn ignoring_is_about_what_follows_or_its_line() {
        let text = "<!-- gaolint-ignore PU208 -->\n甲乙，，丙丁。\n仍是，，此段。\n\n戊己，，庚辛。\n";
        assert_eq!(markdown(text), (vec![5], NONE.into()));
        let text = "甲乙，，丙丁。<!-- gaolint-ignore doubled-marks -->\n\n戊己，，庚辛。\n";
        assert_eq!(markdown(text), (vec![3], NONE.into()));
        assert_eq!(markdown("<!-- gaolint-ignore -->\n\n甲乙，，丙丁。\n"), (vec![], NONE.into()));
        assert_eq!(markdown("<!-- gaolint-ignore ST -->\n甲乙，，丙丁。\n").0, [2]);
        assert_eq!(markdown("```\n<!-- gaolint-ignore -->\n```\n甲乙，，丙丁。\n").0, [4]);
    }

    #[test]
    fn quotations_and_lists_are_no_obstacle() {
        for text in [
            "> <!-- gaolint-ignore PU208 -->\n> 来函写道：三月，，四月。\n",
            "> 摘录如下：\n>\n> <!-- gaolint-ignore PU208 -->\n> 三月，，四月。\n",
            "- <!-- gaolint-ignore PU208 -->\n  三月，，四月。\n",
            "1. <!-- gaolint-ignore PU208 -->\n   三月，，四月。\n",
        ] {
            assert_eq!(markdown(text), (vec![], NONE.into()), "{text}");
        }
        let text = "> <!-- gaolint-ignore PU208 -->\n> 三月，，四月。\n>\n> 五月，，六月。\n";
        assert_eq!(markdown(text).0, [4]);
    }

    #[test]
    fn a_reason_stands_behind_a_colon() {
        for colon in [":", "：", " ： "] {
            let text = format!("<!-- gaolint-ignore PU208{colon}原件如此, 不改 -->\n三月，，四月。\n");
            assert_eq!(markdown(&text), (vec![], NONE.into()), "{text}");
        }
    }

    #[test]
    fn a_region_goes_from_disable_to_enable_and_a_file_is_whole() {
        let text = "三月，，四月。\n\n<!-- gaolint-disable PU208 -->\n三月，，四月。\n\n五月，，六月。\n\n<!-- gaolint-enable PU208 -->\n七月，，八月。\n";
        assert_eq!(markdown(text), (vec![1, 9], NONE.into()));
        assert_eq!(markdown("三月，，四月。\n\n<!-- gaolint-disable -->\n\n五月，，六月。\n"), (vec![1], NONE.into()));
        let both = "<!-- gaolint-disable PU208, ST -->\n三月，，四月。\n\n<!-- gaolint-enable -->\n五月，，六月。\n";
        assert_eq!(markdown(both).0, [5]);
        assert_eq!(markdown("三月，，四月。\n\n<!-- gaolint-ignore-file PU208 -->\n"), (vec![], NONE.into()));
    }

    #[test]
    fn in_plain_text_a_directive_is_a_line() {
        for line in [
            "<!-- gaolint-ignore PU208 -->",
            "gaolint-ignore PU208",
            "# gaolint-ignore PU208：照录",
            "  // gaolint-ignore PU208",
        ] {
            let text = format!("一月，，二月。\n{line}\n三月，，四月。\n五月，，六月。\n");
            assert_eq!(plain(&text), (vec![1, 4], NONE.into()), "{text}");
        }
        let region = "gaolint-disable PU208\r\n一月，，二月。\r\n\r\n三月，，四月。\r\ngaolint-enable PU208\r\n五月，，六月。\r\n";
        assert_eq!(plain(region), (vec![6], NONE.into()));
        assert_eq!(plain("一月，，二月。\ngaolint-ignore-file"), (vec![], NONE.into()));
        assert_eq!(plain("请在上一行写 gaolint-ignore PU208\n三月，，四月。\n"), (vec![2], NONE.into()));
    }

    #[test]
    fn the_line_of_a_directive_is_no_text() {
        let (found, said) =
            read(DraftKind::Plain, "各位同志：\n<!-- gaolint-ignore PU208 -->\n三月，，四月。\n", "ALL");
        assert_eq!((found, said), (vec![], NONE.into()));
        let checker = Checker::with_model(Config::default(), None).unwrap();
        let draft = Draft::of_text(DraftKind::Plain, "各位同志：\n# gaolint-ignore PU208\n三月，，四月。\n");
        assert_eq!(draft.check(&checker).findings, []);
    }

    #[test]
    fn what_is_wrong_or_idle_is_said() {
        assert_eq!(
            markdown("<!-- gaolint-ignore doubled-mark, PU -->\n甲乙，，丙丁。\n").1,
            ["1：gaolint-ignore 写错了：没有规则“doubled-mark”，是否想写“doubled-marks”？"]
        );
        let (_, idle) = read(DraftKind::Markdown, "甲。\n\n甲乙，，丙丁。<!-- gaolint-ignore PU208、NU -->\n", "ALL");
        assert_eq!(idle, ["3：gaolint-ignore 中的“NU”没有用上，可以删去"]);
        assert_eq!(markdown("<!-- gaolint-ignore NU -->\n甲乙，，丙丁。\n").1, NONE);
        assert_eq!(markdown("<!-- gaolint-ignore -->\n甲乙，丙丁。\n").1, ["1：gaolint-ignore 没有用上，可以删去"]);
        for (wrong, right) in [
            ("gaolint-ignroe", "gaolint-ignore"),
            ("goalint-disable", "gaolint-disable"),
            ("GAOLINT-ignorefile", "gaolint-ignore-file"),
        ] {
            let said = [format!("1：看不懂注释“{wrong}”，是否想写“{right}”？")];
            assert_eq!(markdown(&format!("<!-- {wrong} PU208 -->\n甲乙，，丙丁。\n")), (vec![2], said.into()));
        }
        assert_eq!(
            plain("<!-- goalint-ignore PU208 -->\n甲乙，，丙丁。\n").1,
            ["1：看不懂注释“goalint-ignore”，是否想写“gaolint-ignore”？"]
        );
        assert!(plain("gaolint-off\n甲乙，，丙丁。\n").1[0].starts_with("1：看不懂注释“gaolint-off”，"));
        assert_eq!(
            markdown("<!-- markdownlint-disable -->\n\n<!-- eslint-disable -->\n\n<!-- 用 gaolint 查过 -->\n甲。\n").1,
            NONE
        );
        let lone = markdown("甲。\n\n<!-- gaolint-enable PU208 -->\n").1;
        assert_eq!(lone, ["3：gaolint-enable 中的“PU208”前面没有 gaolint-disable PU208，没有作用"]);
        let unused = markdown("<!-- gaolint-disable PU208 -->\n甲。\n").1;
        assert_eq!(unused, ["1：gaolint-disable 中的“PU208”没有用上，可以删去"]);
    }
}
