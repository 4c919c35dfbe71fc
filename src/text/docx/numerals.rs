//! How Word writes the number of an item: the formats of `w:numFmt`.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLACES: [&str; 4] = ["", "十", "百", "千"];
const FORMAL_DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const FORMAL_TRADITIONAL_DIGITS: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const FORMAL_PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The number of an item as its reader sees it, without what is around it.
pub(super) fn written(number: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "ordinal" => ordinal(number),
        "decimalFullWidth" | "decimalFullWidth2" => number.to_string().chars().map(wide_digit).collect(),
        "numberInDash" => format!("- {number} -"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedFullstop" => in_block(number, 1..=20, 0x2488),
        "decimalEnclosedParen" => in_block(number, 1..=20, 0x2474),
        "ideographEnclosedCircle" => in_block(number, 1..=10, 0x3280),
        "ideographTraditional" => one_of(number, STEMS),
        "ideographZodiac" => one_of(number, BRANCHES),
        "ideographZodiacTraditional" => sexagenary(number),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting"
        | "koreanDigital2" => counted(number, DIGITS, PLACES, true),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            number.to_string().chars().map(|digit| han_digit(digit, '〇')).collect()
        }
        "chineseLegalSimplified" => counted(number, FORMAL_DIGITS, FORMAL_PLACES, false),
        "ideographLegalTraditional" | "japaneseLegal" => {
            counted(number, FORMAL_TRADITIONAL_DIGITS, FORMAL_PLACES, false)
        }
        _ => number.to_string(),
    }
}

/// 十二, 一百零三. Plain counting leaves out the 一 of 一十二.
fn counted(number: u32, digits: [char; 10], places: [&str; 4], is_plain: bool) -> String {
    if number >= 10_000 {
        return number.to_string();
    }
    let digit = |value: usize| digits.get(value).copied().unwrap_or_default();
    let mut written = String::new();
    let mut is_gap = false;
    for (exponent, place) in places.iter().enumerate().rev() {
        let value = (number / 10u32.pow(exponent as u32) % 10) as usize;
        match value {
            0 => is_gap = !written.is_empty(),
            1 if is_plain && exponent == 1 && written.is_empty() => written.push_str(place),
            _ => {
                if is_gap {
                    written.push(digit(0));
                }
                is_gap = false;
                written.push(digit(value));
                written.push_str(place);
            }
        }
    }
    if written.is_empty() { digit(0).to_string() } else { written }
}

fn han_digit(digit: char, zero: char) -> char {
    match digit.to_digit(10) {
        Some(0) | None => zero,
        Some(value) => DIGITS.get(value as usize).copied().unwrap_or(zero),
    }
}

fn wide_digit(digit: char) -> char {
    char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')).unwrap_or(digit)
}

fn circled(number: u32) -> String {
    match number {
        1..=20 => in_block(number, 1..=20, 0x2460),
        21..=35 => in_block(number - 20, 1..=15, 0x3251),
        36..=50 => in_block(number - 35, 1..=15, 0x32b1),
        _ => number.to_string(),
    }
}

/// The character for `number` in a block that starts at `first`; plain digits where it has none.
fn in_block(number: u32, block: std::ops::RangeInclusive<u32>, first: u32) -> String {
    let character = block.contains(&number).then(|| char::from_u32(first + number - 1)).flatten();
    character.map_or_else(|| number.to_string(), String::from)
}

fn one_of(number: u32, characters: &str) -> String {
    let index = (number as usize).checked_sub(1);
    index.and_then(|index| characters.chars().nth(index)).map_or_else(|| number.to_string(), String::from)
}

/// 甲子, 乙丑 and so on, sixty of them.
fn sexagenary(number: u32) -> String {
    if !(1..=60).contains(&number) {
        return number.to_string();
    }
    let index = number as usize - 1;
    STEMS.chars().nth(index % 10).into_iter().chain(BRANCHES.chars().nth(index % 12)).collect()
}

fn roman(number: u32) -> String {
    const SYMBOLS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 4000 {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, symbol) in SYMBOLS {
        while rest >= value {
            written.push_str(symbol);
            rest -= value;
        }
    }
    written
}

/// a, b, … z, aa, bb: Word repeats the letter.
fn letters(number: u32, first: char) -> String {
    const MOST: u32 = 26 * 10;
    if number == 0 || number > MOST {
        return number.to_string();
    }
    let letter = char::from_u32(u32::from(first) + (number - 1) % 26).unwrap_or(first);
    std::iter::repeat_n(letter, ((number - 1) / 26 + 1) as usize).collect()
}

fn ordinal(number: u32) -> String {
    let suffix = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(format: &str, numbers: &[u32]) -> Vec<String> {
        numbers.iter().map(|&number| written(number, format)).collect()
    }

    #[test]
    fn chinese_numbers_are_counted_as_they_are_spoken() {
        let numbers = [1, 10, 12, 20, 21, 100, 103, 110, 115, 1002, 1010, 0];
        let expected = [
            "一",
            "十",
            "十二",
            "二十",
            "二十一",
            "一百",
            "一百零三",
            "一百一十",
            "一百一十五",
            "一千零二",
            "一千零一十",
            "零",
        ];
        assert_eq!(row("chineseCounting", &numbers), expected);
        assert_eq!(row("chineseLegalSimplified", &[3, 10, 21]), ["叁", "壹拾", "贰拾壹"]);
    }

    #[test]
    fn enclosed_numbers_end_where_their_blocks_do() {
        assert_eq!(row("decimalEnclosedCircle", &[1, 20, 21, 36, 50, 51]), ["①", "⑳", "㉑", "㊱", "㊿", "51"]);
        assert_eq!(row("decimalEnclosedFullstop", &[1, 20, 21]), ["⒈", "⒛", "21"]);
        assert_eq!(row("decimalEnclosedParen", &[1, 20]), ["⑴", "⒇"]);
        assert_eq!(row("ideographEnclosedCircle", &[1, 10, 11]), ["㊀", "㊉", "11"]);
    }

    #[test]
    fn stems_branches_letters_and_romans_are_written() {
        assert_eq!(row("ideographTraditional", &[1, 10, 11]), ["甲", "癸", "11"]);
        assert_eq!(row("ideographZodiac", &[1, 12]), ["子", "亥"]);
        assert_eq!(row("ideographZodiacTraditional", &[1, 12, 60]), ["甲子", "乙亥", "癸亥"]);
        assert_eq!(row("upperLetter", &[1, 26, 27, 53]), ["A", "Z", "AA", "AAA"]);
        assert_eq!(row("lowerRoman", &[4, 9, 14, 1999]), ["iv", "ix", "xiv", "mcmxcix"]);
        assert_eq!(row("decimalFullWidth", &[12]), ["１２"]);
    }

    #[test]
    fn no_number_makes_a_marker_long() {
        for format in ["upperLetter", "upperRoman", "chineseCounting", "decimal", "unheard-of"] {
            for number in [0, 9_999, 1_000_000, u32::MAX] {
                assert!(written(number, format).chars().count() <= 16, "{format} {number}");
            }
        }
    }
}
