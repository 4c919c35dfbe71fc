//! A rule that panics is caught by the check; here it is kept from shouting over the report.

use std::cell::Cell;
use std::panic;

thread_local! {
    static IN_RULES: Cell<bool> = const { Cell::new(false) };
}

/// From now on panics inside [`quietly`] print nothing. All others still do.
pub(in crate::cli) fn silence_rules() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !IN_RULES.get() {
            usual(info);
        }
    }));
}

/// Runs a check, whose panics are caught and counted elsewhere.
pub(in crate::cli) fn quietly<T>(check: impl FnOnce() -> T) -> T {
    IN_RULES.set(true);
    let result = check();
    IN_RULES.set(false);
    result
}

/// What to say about rules that failed.
pub(in crate::cli) fn apology(codes: &[&str]) -> String {
    format!(
        "注意：规则 {} 运行出错，它的结果不全，其余规则不受影响。这是 gaolint 的缺陷，请把能重现问题的一小段文字反馈给我们。",
        codes.join("、")
    )
}
