//! `textDocument/hover`: what a finding says, and the card of its rule.

use std::sync::Arc;

use tower_lsp_server::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::finding::Finding;
use crate::lsp::protocol::{from_proto, to_proto};
use crate::lsp::session::Session;
use crate::lsp::state::snapshot::Snapshot;
use crate::rules::Card;

/// Answers a request about `snapshot`, the text as it was when the request came in.
pub(in crate::lsp) async fn hover(session: &Arc<Session>, snapshot: Snapshot, params: HoverParams) -> Option<Hover> {
    let features = session.features();
    let checked = session.check_soon(snapshot).await?;
    let document = &checked.snapshot.document;
    let at = from_proto::offset(document, params.text_document_position_params.position, features.encoding);
    let findings: Vec<&Finding> = checked.findings().iter().filter(|finding| is_under(finding, at)).collect();
    // The editor lights up the range it is given: the narrowest one is what the reader points at.
    let narrowest = findings.iter().min_by_key(|finding| finding.range.len())?;
    let (kind, page): (MarkupKind, fn(&Finding) -> String) =
        if features.markdown { (MarkupKind::Markdown, markdown) } else { (MarkupKind::PlainText, plain_text) };
    let pages: Vec<String> = findings.iter().copied().map(page).collect();
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value: pages.join("\n\n---\n\n") }),
        range: Some(to_proto::range(document, narrowest.range, features.encoding)),
    })
}

/// Whether the character that starts at `at` belongs to the finding; an empty one has only its place.
fn is_under(finding: &Finding, at: usize) -> bool {
    finding.range.contains(at) || (finding.range.is_empty() && finding.range.start == at)
}

/// The finding and its card in Markdown.
fn markdown(finding: &Finding) -> String {
    let summary = format!("**{}**：{}", finding.severity.label(), finding.message);
    let card = finding.rule.card();
    format!("{summary}\n\n**{} {}**　{}\n\n{}", card.code, card.title, basis(card), body(card))
}

/// The same without markup.
fn plain_text(finding: &Finding) -> String {
    let summary = format!("{}：{}", finding.severity.label(), finding.message);
    let card = finding.rule.card();
    let is_fence = |line: &&str| line.starts_with("```");
    let body: Vec<String> = body(card)
        .lines()
        .filter(|line| !is_fence(line))
        .map(|line| line.trim_start_matches('#').trim_start().replace("**", ""))
        .collect();
    format!("{summary}\n\n{} {}　{}\n\n{}", card.code, card.title, basis(card), body.join("\n"))
}

/// What the rule rests on and what its fixes are like.
fn basis(card: &Card) -> String {
    let detail = if card.source_detail.is_empty() { String::new() } else { format!(" {}", card.source_detail) };
    format!("依据：{}{detail}；{}", card.source.label(), card.fix.label())
}

/// The card's text. Editors print headings far too large for a hover.
fn body(card: &Card) -> String {
    let page = card.page();
    let lines = page
        .lines()
        .map(|line| line.strip_prefix("## ").map_or_else(|| line.to_owned(), |title| format!("**{title}**")));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::text::Span;

    fn finding() -> Finding {
        Finding {
            rule: crate::rules::find("PU208").unwrap(),
            severity: Severity::Error,
            range: Span::new(3, 9),
            message: "标点重复。".to_owned(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    #[test]
    fn the_page_names_severity_rule_and_basis_in_chinese() {
        let page = markdown(&finding());
        for part in ["**必改**：标点重复。", "**PU208 ", "依据：", "是问题所在）：\n\n```text"] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn the_plain_page_has_no_markup() {
        let page = plain_text(&finding());
        assert!(page.starts_with("必改：标点重复。") && !page.contains("```") && !page.contains("\n#"), "{page}");
    }

    #[test]
    fn the_character_after_a_finding_is_not_under_it() {
        assert!(is_under(&finding(), 3) && is_under(&finding(), 8) && !is_under(&finding(), 9));
        assert!(is_under(&Finding { range: Span::empty(5), ..finding() }, 5));
    }
}
