//! What a run comes to, in a sentence.

use super::Totals;
use crate::finding::Severity;

/// One line that says it all.
pub(crate) fn summary(totals: &Totals) -> String {
    let Totals { files, unchecked, fixed, fixed_files, .. } = totals;
    if *files == 0 {
        return "没有检查任何文件".to_owned();
    }
    let mut line = format!("共检查 {files} 个文件");
    if *unchecked > 0 {
        line.push_str(&format!("（另有 {unchecked} 个没能检查）"));
    }
    if *fixed > 0 {
        line.push_str(&format!("，修改 {fixed_files} 个文件中的 {fixed} 处"));
    }
    line.push_str(&remaining(totals));
    line.push_str(&offer(totals));
    line
}

fn remaining(totals: &Totals) -> String {
    let (none, some) =
        if totals.fixed > 0 { ("没有剩下的问题", "还有") } else { ("没有发现问题", "发现") };
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .zip([totals.error, totals.warning, totals.info])
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{} {count}", severity.label()))
        .collect();
    if counts.is_empty() { format!("，{none}") } else { format!("，{some} {}", counts.join("、")) }
}

fn offer(totals: &Totals) -> String {
    match (totals.safe, totals.likely) {
        (0, 0) => String::new(),
        (safe, 0) => format!("；其中 {safe} 处可用 --fix 自动修改"),
        (0, likely) => format!("；其中 {likely} 处可用 --unsafe-fixes 修改（改后请核对）"),
        (safe, likely) => {
            format!("；其中 {safe} 处可用 --fix 自动修改，另有 {likely} 处可用 --unsafe-fixes（改后请核对）")
        }
    }
}

/// The summary as the last line of a report, where it is wanted there.
pub(super) fn last_line(is_wanted: bool, totals: &Totals) -> String {
    if is_wanted { summary(totals) + "\n" } else { String::new() }
}

/// What `--max-findings` has kept from the reader; nothing where it has kept nothing.
pub(crate) fn omission(omitted: usize) -> String {
    if omitted == 0 { String::new() } else { format!("另有 {omitted} 处没有列出（--max-findings）\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_what_was_done_and_what_remains() {
        let totals = |safe, likely, fixed| Totals {
            files: 3,
            unchecked: 0,
            error: 2,
            warning: 5,
            info: 1,
            safe,
            likely,
            fixed,
            fixed_files: fixed,
            ..Totals::default()
        };
        let expected = "共检查 3 个文件，发现 必改 2、建议 5、提示 1；其中 4 处可用 --fix 自动修改，另有 3 处可用 --unsafe-fixes（改后请核对）";
        assert_eq!(summary(&totals(4, 3, 0)), expected);
        assert_eq!(summary(&totals(0, 0, 2)), "共检查 3 个文件，修改 2 个文件中的 2 处，还有 必改 2、建议 5、提示 1");
        assert_eq!(summary(&Totals { files: 1, ..Totals::default() }), "共检查 1 个文件，没有发现问题");
        let some_failed = Totals { files: 1, unchecked: 2, ..Totals::default() };
        assert_eq!(summary(&some_failed), "共检查 1 个文件（另有 2 个没能检查），没有发现问题");
        assert_eq!(summary(&Totals { unchecked: 2, ..Totals::default() }), "没有检查任何文件");
    }
}
