//! A rule's card: on a terminal with its markup taken down to what a shell shows well, or as a page of Markdown.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

use crate::rules::{Card, example_label};

/// The whole card.
pub(crate) fn render(card: &Card, color: bool) -> String {
    let paint = Paint { color };
    let mut page = format!("{}\n", paint.in_style(&format!("{} {}", card.code, card.title), BOLD));
    for (label, value) in facts(card) {
        page.push_str(&format!("{label}：{value}\n"));
    }
    page.push('\n');
    let mut in_example = false;
    for line in card.body.lines() {
        page.push_str(&render_line(line, &mut in_example, &paint));
    }
    page
}

/// The card as a page of Markdown, its front matter as a list.
pub(crate) fn markdown(card: &Card) -> String {
    let mut page = format!("# {} {}\n\n", card.code, card.title);
    for (label, value) in facts(card) {
        page.push_str(&format!("- {label}：{value}\n"));
    }
    page.push_str(&format!("\n{}\n", card.page()));
    page
}

/// What the front matter says, for a reader.
fn facts(card: &Card) -> [(&'static str, String); 5] {
    let source = [card.source.label(), card.source_detail].join(" ");
    [
        ("名称", card.name.to_owned()),
        ("类别", card.family.title().to_owned()),
        ("级别", card.severity.label().to_owned()),
        ("修改", card.fix.label().to_owned()),
        ("依据", source.trim_end().to_owned()),
    ]
}

const BOLD: Style = Style::new().effects(Effects::BOLD);

/// Colours, or does not.
struct Paint {
    color: bool,
}

impl Paint {
    fn in_style(&self, text: &str, style: Style) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// What a line of the card becomes. `in_example` says whether a fence is open.
fn render_line(line: &str, in_example: &mut bool, paint: &Paint) -> String {
    if let Some(fence) = line.strip_prefix("```") {
        *in_example = !*in_example;
        return example_label(fence).map_or_else(String::new, |label| {
            let color = if fence == "bad" { AnsiColor::Red } else { AnsiColor::Green };
            paint.in_style(&format!("{label}："), color.on_default()) + "\n"
        });
    }
    if *in_example {
        return format!("    {line}\n");
    }
    let title = line.trim_start_matches('#');
    if title.len() < line.len() && title.starts_with(' ') {
        return paint.in_style(&format!("【{}】", title.trim()), BOLD) + "\n";
    }
    format!("{}\n", line.replace("**", "").replace('`', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::rules::{FixKind, Source};

    #[test]
    fn a_card_is_readable_without_markdown() {
        let card = Card {
            code: "PU208",
            family: crate::rules::Family::Punctuation,
            name: "doubled-marks",
            title: "标点重复",
            severity: Severity::Error,
            fix: FixKind::Safe,
            source: Source::Standard,
            source_detail: "GB/T 15834-2011 4.1",
            body: "## 是什么\n\n两个**点号**连在一起。\n\n## 例\n\n```bad\n会议强调⟦，，⟧要落实。\n```\n\n```fixed safe\n会议强调，要落实。\n```\n\n```offered\n会议强调要落实。\n```",
        };
        insta::assert_snapshot!(render(&card, false));
        insta::assert_snapshot!(markdown(&card));
    }
}
