//! What WD411, WD412 and WD413 have in common: a mistake that the model found becomes a finding.

use crate::finding::{Edit, Fix, Severity};
use crate::model::search::Origin;
use crate::rules::{Context, Report};
use crate::text::Spans;
use crate::text::slice;
use crate::words::typos::{About, SURE, Typo};

/// Log-odds from which a mistake is an error: a chance of more than 0.99 even where marks are wrong.
const ERROR: f32 = 6.5;
/// Bytes of the longest quotation that may be a coined word: ten characters.
const LONGEST_COINAGE: usize = 30;

/// The findings about one kind of mistake.
pub(super) fn reports(context: &Context, about: About) -> Vec<Report> {
    let of_kind = context.words().typos().iter().filter(|typo| typo.about == about);
    let coinages = coinages(context);
    of_kind.map(|typo| report(context.text, &coinages, typo)).collect()
}

/// Short quotations, where drafts put the words that they coin: “和美湘村”.
fn coinages(context: &Context) -> Spans {
    let quotations = context.structure.quotes.matched.iter().map(|pair| pair.open.end..pair.close.start);
    quotations.filter(|inside| inside.end - inside.start <= LONGEST_COINAGE).collect()
}

fn report(text: &str, coinages: &Spans, typo: &Typo) -> Report {
    let is_coined = coinages.at(typo.range.start).is_some();
    let severity = match typo.log_odds {
        _ if typo.origin == Origin::Recognised || is_coined => Severity::Info,
        ERROR.. => Severity::Error,
        SURE.. => Severity::Warning,
        _ => Severity::Info,
    };
    let fixes = typo.readings.iter().enumerate().map(|(rank, reading)| {
        let (title, edits) = fix(text, typo, reading);
        // What only the look of the whole draft speaks for is a hint, and not for bulk repair.
        let is_likely = rank == 0 && typo.origin == Origin::Typed;
        if is_likely { Fix::likely(title, edits) } else { Fix::alternative(title, edits) }
    });
    Report::new(typo.range, message(text, typo)).severity(severity).fixes(fixes)
}

/// The title and the edits of a fix that puts what was meant there. Characters are replaced one by one, so that a
/// quotation mark between them stays.
fn fix(text: &str, typo: &Typo, reading: &str) -> (String, Vec<Edit>) {
    let places = typo.places.iter().cloned();
    if typo.places.is_empty() {
        (format!("补上“{reading}”"), vec![Edit::insert(typo.range.start, reading)])
    } else if reading.is_empty() {
        let seen: String = typo.places.iter().map(|place| slice(text, *place)).collect();
        (format!("删去“{seen}”"), places.map(Edit::delete).collect())
    } else {
        let characters = reading.chars().map(|c| c.to_string());
        let edits = places.zip(characters).map(|(place, c)| Edit::replace(place, c)).collect();
        (format!("改为“{reading}”"), edits)
    }
}

/// One sentence that says what stands there, what is proposed, how sure that is, and what speaks for it.
fn message(text: &str, typo: &Typo) -> String {
    let seen = slice(text, typo.range);
    let meant = typo.readings.first().map_or("", String::as_str);
    let sure = match typo.log_odds {
        ERROR.. => "把握很大",
        SURE.. => "把握较大",
        _ => "把握不大，请核对",
    };
    let proposed = match typo.about {
        About::Missing => format!("此处疑缺“{meant}”字"),
        About::Superfluous if typo.repeats => format!("“{seen}”疑为重复"),
        About::Superfluous => format!("“{seen}”疑为多余"),
        About::Substituted => format!("“{seen}”疑为“{meant}”"),
    };
    let why = match (&typo.explanation.odd, &typo.explanation.usual) {
        (Some(odd), Some(usual)) => format!("“{odd}”很少连用，“{usual}”常见"),
        (Some(odd), None) => format!("“{odd}”很少连用，这样改更通顺"),
        (None, Some(usual)) => format!("“{usual}”常见"),
        (None, None) => "这样改更通顺".to_owned(),
    };
    format!("{proposed}（{sure}）：{why}。")
}

#[cfg(test)]
mod tests {
    use crate::check::Checker;
    use crate::config::Config;
    use crate::finding::{Finding, Severity};
    use crate::text::Document;

    fn substituted(text: &str) -> Vec<Finding> {
        let checker = Checker::new(Config { select: vec!["WD411".to_owned()], ..Config::default() }).unwrap();
        checker.check(&Document::new(text)).findings
    }

    /// A long line with `seen` in the place of `meant`.
    fn long_line(meant: &str, seen: &str) -> String {
        let line = "近年来，全市各级各部门坚持以人民为中心的发展思想，着力解决群众最关心、最直接、最现实的利益问题，\
                    教育、医疗、养老、住房等各项事业取得明显进步，形成了良好的社会气氛，城乡居民收入稳步提高，\
                    生态环境质量持续改善，为今后五年的发展打下了坚实基础，也为全省高质量发展作出了应有贡献。";
        line.replace(meant, seen)
    }

    #[test]
    fn look_alikes_of_long_lines_are_hints_where_the_draft_was_read_off_paper() {
        let mut only_recognised = 0;
        for (meant, seen) in
            [("气氛", "气氖"), ("等各项", "筹各项"), ("住房", "住扇"), ("改善", "攻善"), ("贡献", "责献")]
        {
            let line = long_line(meant, seen);
            let found = substituted(&format!("千部群众要关干做好流域的冶理。\n{line}"));
            let is_told = |finding: &&Finding| finding.range.start > 50;
            match (substituted(&line).first(), found.iter().find(is_told)) {
                (None, Some(hint)) => {
                    assert_eq!(hint.severity, Severity::Info, "{seen}");
                    assert!(hint.preferred_fix().is_none() && !hint.fixes.is_empty(), "{seen}");
                    only_recognised += 1;
                }
                (typed, recognised) => assert_eq!(typed.is_some(), recognised.is_some(), "{seen}"),
            }
        }
        assert!(only_recognised > 0);
    }
}
