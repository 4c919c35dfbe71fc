//! PU201: quotation marks without a partner, or the wrong way round.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Fault, FaultKind};
use crate::text::{Span, after, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU201-quote-pairing.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    context.structure.quotes.faults.iter().filter_map(|fault| report(context, fault)).collect()
}

fn report(context: &Context, fault: &Fault) -> Option<Report> {
    let mark = slice(context.text, fault.mark);
    let report = |message: String| Report::new(fault.mark, message);
    Some(match &fault.kind {
        FaultKind::ReversedOpening { partner } => {
            let phrase = slice(context.text, fault.mark.end..partner.start);
            report(format!("引号方向反了：“{phrase}”前应为前引号。"))
                .fix(Fix::safe("改为前引号", vec![Edit::replace(fault.mark, turned(mark)?)]))
        }
        FaultKind::ReversedClosing { partner, is_certain } => {
            let phrase = slice(context.text, partner.end..fault.mark.start);
            let edits = vec![Edit::replace(fault.mark, turned(mark)?)];
            let fix =
                if *is_certain { Fix::safe("改为后引号", edits) } else { Fix::likely("改为后引号", edits) };
            report(format!("引号方向反了：“{phrase}”后应为后引号。")).fix(fix)
        }
        FaultKind::BothReversed { partner, is_certain } => {
            let phrase = slice(context.text, fault.mark.end..partner.start);
            let marks = [&fault.mark, partner];
            let edits: Option<Vec<Edit>> =
                marks.into_iter().map(|mark| Some(Edit::replace(*mark, turned(slice(context.text, *mark))?))).collect();
            let (title, edits) = ("两边的引号对调", edits?);
            let fix = if *is_certain { Fix::safe(title, edits) } else { Fix::likely(title, edits) };
            report(format!("引号方向反了：“{phrase}”两边的引号应当对调。")).related(*partner, "另一边").fix(fix)
        }
        FaultKind::Unclosed => {
            report(format!("前引号没有对应的后引号：“{}……”在哪里结束？", head(context.text, fault.mark.end)))
                .fixes(close_at_end(context, fault))
        }
        FaultKind::Unopened => report(unopened(context.text, fault)),
        FaultKind::NotReopened(close) => {
            report("引文不止一段时，每段开头都应加前引号，最后一段末尾才加后引号。".into())
                .severity(Severity::Info)
                .related(*close, "引文在这里结束")
                .fixes(reopen(context, fault.mark, *close))
        }
        FaultKind::Crossed(_) => return None,
    })
}

/// What a mark that nothing opened closes; at the head of a line there is only what follows it to show.
fn unopened(text: &str, fault: &Fault) -> String {
    let quoted = tail(slice(text, 0..fault.mark.start));
    if quoted.is_empty() {
        format!("后引号没有对应的前引号：它后面是“{}……”，前面没有引文。", head(text, fault.mark.end))
    } else {
        format!("后引号没有对应的前引号：“……{quoted}”从哪里开始？")
    }
}

/// The same mark the other way round.
fn turned(mark: &str) -> Option<&'static str> {
    match mark {
        "“" => Some("”"),
        "”" => Some("“"),
        "‘" => Some("’"),
        "’" => Some("‘"),
        _ => None,
    }
}

/// The first few characters from `offset` on, up to a point or line end.
fn head(text: &str, offset: usize) -> String {
    after(text, offset).chars().take(8).take_while(|&c| !chars::is_point(c) && c != '\n' && c != '\r').collect()
}

fn tail(text: &str) -> String {
    let is_word = |c: &char| !chars::is_point(*c) && !matches!(c, '\n' | '\r');
    let last: Vec<char> = text.chars().rev().take(8).take_while(is_word).collect();
    last.into_iter().rev().collect()
}

/// A quotation after a colon that is the last of its paragraph most likely ends with it.
fn close_at_end(context: &Context, fault: &Fault) -> Option<Fix> {
    let paragraph = context.structure.paragraph_at(fault.mark.start)?;
    let before = slice(context.text, paragraph.range.start..fault.mark.start);
    let rest = slice(context.text, fault.mark.end..paragraph.range.end);
    let close = turned(slice(context.text, fault.mark))?;
    let is_last = before.ends_with(['：', ':']) && !rest.contains(['“', '”']) && rest.ends_with(chars::is_sentence_end);
    is_last.then(|| Fix::alternative("在段末补后引号", vec![Edit::insert(paragraph.range.end, close)]))
}

/// Opens the quotation anew at each paragraph between its marks.
fn reopen(context: &Context, open: Span, close: Span) -> Option<Fix> {
    let paragraphs = &context.structure.paragraphs;
    let first = paragraphs.partition_point(|paragraph| paragraph.range.start <= open.end);
    let edits: Vec<Edit> = paragraphs
        .iter()
        .skip(first)
        .map(|paragraph| paragraph.range.start)
        .take_while(|start| *start < close.start)
        .map(|start| Edit::insert(start, slice(context.text, open)))
        .collect();
    (!edits.is_empty()).then(|| Fix::likely("在各段开头补前引号", edits))
}
