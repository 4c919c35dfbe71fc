//! Writes made-up speeches to measure with, from words of our own: `speeches FOLDER COUNT CHARACTERS`. The same
//! arguments give the same bytes.

use std::error::Error;
use std::path::Path;

const WHO: [&str; 16] = [
    "各乡镇",
    "县直各部门",
    "农业农村局",
    "水利局",
    "教育系统",
    "卫生健康系统",
    "各村党支部",
    "机关干部",
    "青年志愿者",
    "园区企业",
    "交通部门",
    "文旅部门",
    "驻村工作队",
    "社区网格员",
    "各包片领导",
    "广大教师",
];
const HOW: [&str; 16] = [
    "要认真",
    "要主动",
    "要按时",
    "要逐项",
    "必须切实",
    "应当带头",
    "要继续",
    "要集中力量",
    "要会同有关单位",
    "要因地制宜",
    "要分步骤",
    "要全面",
    "要定期",
    "要尽快",
    "要结合实际",
    "要持续",
];
const DO: [&str; 16] = [
    "落实", "推进", "完善", "检查", "改进", "宣传", "总结", "梳理", "部署", "开展", "保障", "规范", "优化", "核实",
    "统筹", "抓好",
];
const WHAT: [&str; 24] = [
    "春耕备耕工作",
    "河道清淤工程",
    "校园食品安全",
    "基层门诊服务",
    "农村公路养护",
    "旅游环境整治",
    "企业用工对接",
    "老旧小区改造",
    "防汛物资储备",
    "档案整理制度",
    "信访接待办法",
    "垃圾分类试点",
    "图书馆开放时间",
    "粮食收购秩序",
    "干部培训计划",
    "饮水安全巡查",
    "林区防火值守",
    "集贸市场管理",
    "文化下乡活动",
    "就业援助政策",
    "医保缴费服务",
    "电网检修安排",
    "绿化补植任务",
    "年度预算执行",
];
const WHY: [&str; 12] = [
    "让群众得到实惠",
    "把问题解决在基层",
    "为全年工作打好基础",
    "确保各项任务按期完成",
    "不断提高服务水平",
    "切实减轻企业负担",
    "保证资金用在实处",
    "推动作风进一步好转",
    "让孩子们安心上学",
    "给乡亲们一个交代",
    "使制度真正管用",
    "守住安全这条底线",
];
const HEADS: [&str; 6] = ["一、", "二、", "三、", "四、", "五、", "六、"];

/// A small generator of numbers; good enough to vary sentences.
struct Numbers(u64);

impl Numbers {
    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = usize::try_from(self.0 >> 33).unwrap_or_default() % words.len();
        words.get(place).copied().unwrap_or_default()
    }

    fn sentence(&mut self) -> String {
        let (who, how, what, why) = (self.pick(&WHO), self.pick(&HOW), self.pick(&WHAT), self.pick(&WHY));
        let (first, second, more) = (self.pick(&DO), self.pick(&DO), self.pick(&WHAT));
        // Now and then a slip, so that there is something to find.
        let comma = if self.0 >> 40 & 63 == 0 { "，，" } else { "，" };
        format!("{who}{how}{first}{what}{comma}{second}{more}，{why}。")
    }
}

fn speech(seed: u64, characters: usize) -> String {
    let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut text = format!("在全县{}推进会上的讲话\n\n同志们：\n", numbers.pick(&WHAT));
    let mut length = text.chars().count();
    let mut paragraphs = 0;
    while length < characters {
        let paragraph = match HEADS.get(paragraphs / 5).filter(|_| paragraphs % 5 == 0) {
            Some(head) => format!("　　{head}{}{}\n", numbers.pick(&DO), numbers.pick(&WHAT)),
            None => format!("　　{}{}{}\n", numbers.sentence(), numbers.sentence(), numbers.sentence()),
        };
        length += paragraph.chars().count();
        paragraphs += 1;
        text.push_str(&paragraph);
    }
    text
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count, characters] = arguments.as_slice() else {
        return Err("usage: speeches FOLDER COUNT CHARACTERS".into());
    };
    let characters = characters.parse()?;
    for number in 0..count.parse()? {
        let folder = Path::new(folder).join(format!("{:02}", number % 100));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("{number:05}.txt")), speech(number, characters))?;
    }
    Ok(())
}
