//! Writes texts that are as bad as texts can be, to measure with: `hostile FOLDER`. Each is made in two or more sizes, so that
//! what grows as the square of a draft shows. The same bytes every time.

use std::error::Error;
use std::path::Path;

/// A kind of text: its name, the ending of its files, what makes one of so many pieces, and the numbers of pieces.
type Kind = (&'static str, &'static str, fn(usize) -> String, &'static [usize]);

const KINDS: [Kind; 24] = [
    ("ordinals-lines", "txt", |n| lines(n, "、加强领导。\n"), &[50_000, 100_000]),
    ("ordinals-one-line", "txt", |n| lines(n, "是加强领导，"), &[50_000, 100_000]),
    ("ordinals-mixed", "txt", mixed, &[50_000, 100_000]),
    ("open-brackets", "txt", |n| "（".repeat(n), &[500_000, 1_000_000]),
    ("open-quotes", "txt", |n| "“".repeat(n), &[250_000, 500_000]),
    ("nested-brackets", "txt", |n| nested("（", n, "）"), &[16_000, 32_000, 64_000]),
    ("nested-quotes", "txt", |n| nested("“‘", n / 2, "’”"), &[125_000, 250_000]),
    ("nested-titles", "txt", |n| nested("《", n, "》"), &[125_000, 250_000]),
    ("short-lines", "txt", |n| "的\n".repeat(n), &[500_000, 1_000_000]),
    ("one-character", "txt", |n| "的".repeat(n), &[250_000, 500_000, 1_000_000]),
    ("phrases-one-line", "txt", |n| "再接再励，把工作做的很好。".repeat(n), &[1_000, 2_000, 4_000]),
    ("babble-one-line", "txt", |n| babble(n, usize::MAX), &[100_000, 200_000, 400_000]),
    ("babble-lines", "txt", |n| babble(n, 50), &[200_000, 400_000]),
    ("doubled-marks", "txt", |n| "好，。".repeat(n), &[100_000, 200_000]),
    ("doubled-words", "txt", |n| "要加强加强管理".repeat(n), &[10_000, 20_000]),
    ("masks", "txt", |n| "由***和某某办理".repeat(n), &[20_000, 40_000]),
    ("watermarks", "txt", watermarks, &[20_000, 40_000]),
    ("half-width-commas", "txt", |n| "好,".repeat(n), &[20_000, 40_000]),
    ("dates", "txt", |n| "2026年13月45日".repeat(n), &[20_000, 40_000]),
    ("cut-lines", "txt", |n| format!("“{}”", "加强领导的\n".repeat(n)), &[20_000, 40_000]),
    ("joiners", "txt", |n| "字\u{200d}".repeat(n), &[100_000, 200_000]),
    ("markdown-spans", "md", |n| "**加强**`领导`,".repeat(n), &[10_000, 20_000]),
    ("markdown-comments", "md", |n| "<!-- x -->加强领导\n\n".repeat(n), &[10_000, 20_000]),
    ("markdown-tables", "md", |n| "| 加强 | 领导 |\n|---|---|\n".repeat(n), &[10_000, 20_000]),
];

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
/// Common characters; in an order that means nothing, each place is one more mistake.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经";

/// The numbers from one to 99, over and over.
fn number(index: usize) -> String {
    let (tens, ones) = ((index % 99 + 1) / 10, (index % 99 + 1) % 10);
    let digit = |digit: usize| DIGITS.get(digit).copied().unwrap_or_default();
    match tens {
        0 => digit(ones).to_owned(),
        1 => format!("十{}", digit(ones)),
        _ => format!("{}十{}", digit(tens), digit(ones)),
    }
}

fn lines(count: usize, after: &str) -> String {
    (0..count).map(|index| number(index) + after).collect()
}

fn mixed(count: usize) -> String {
    let line = |index: usize| match index % 4 {
        0 => format!("{}、加强领导。\n", number(index)),
        1 => format!("（{}）健全制度。\n", number(index)),
        2 => format!("{}．抓好落实。\n", index % 99 + 1),
        _ => format!("第{}，强化监督。\n", number(index)),
    };
    (0..count).map(line).collect()
}

fn nested(open: &str, depth: usize, close: &str) -> String {
    format!("{}字{}", open.repeat(depth), close.repeat(depth))
}

/// Characters at random, in lines of so many.
fn babble(count: usize, length: usize) -> String {
    let common: Vec<char> = COMMON.chars().collect();
    let mut state = 7_u32;
    let mut text = String::new();
    for index in 1..=count {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let place = usize::try_from(state >> 16).unwrap_or_default() % common.len();
        text.extend(common.get(place));
        if index % length == 0 {
            text.push('\n');
        }
    }
    text
}

/// One watermark behind every fourth character.
fn watermarks(count: usize) -> String {
    let text: Vec<char> = babble(count * 4, usize::MAX).chars().collect();
    text.chunks(4).map(|four| four.iter().collect::<String>() + "本资料权属内部严禁复制").collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: hostile FOLDER")?;
    std::fs::create_dir_all(&folder)?;
    for (name, ending, text, counts) in KINDS {
        for count in counts {
            std::fs::write(Path::new(&folder).join(format!("{name}-{count:07}.{ending}")), text(*count))?;
        }
    }
    Ok(())
}
