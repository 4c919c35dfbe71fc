//! Lines that a web page puts around a text: buttons, sources, dates of publication, lists of related pages.

use std::sync::LazyLock;

use regex::Regex;

/// How much a line looks like furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Furniture {
    /// Draft.
    No,
    /// A word that is furniture among other furniture: 打印, 小.
    Weak,
    /// Furniture wherever it stands alone on a line.
    Strong,
    /// Furniture, and all that follows it in the file as well.
    Opens,
}

static WEAK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:【?(?:下载|打印|全屏|收藏|分享|关闭|返回|加大|还原|减小|放大|缩小|大|中|小|】|首页|顶部|评论|点赞|字体)】?[\s|｜/]*)+$").ok()
});

static STRONG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:",
        r"【?字号[:：].{0,12}|来源[:：].{1,30}|责任编辑[:：]?.{0,12}|编辑[:：].{1,12}|信息来源[:：].*|发布(?:时间|日期)[:：].*",
        r"|时间[:：]\s*\d{4}-\d{1,2}-\d{1,2}.*|(?:浏览|阅读|点击)(?:次数|量|数)?[:：]?\s*\d+.*|扫一扫.{0,20}|上一篇[:：]?.*|下一篇[:：]?.*",
        r"|打印本页.*|关闭窗口.*|相关(?:报道|链接|文章|阅读|新闻)[:：]?|点击?此处下载.*|文档为doc格式.*|.*会员上传.*|.*下载本文.*",
        r"|简介[:：].*(?:小编|整理).*|.*小编为(?:你|您|大家)(?:整理|收集|分享).*|(?:本文)?(?:转载|摘)自[:：].*|欢迎(?:下载|关注|转载).{0,30}",
        r"|(?:微信)?公众号[:：].*|QQ群?[:：]?\s*\d{5,}.*|\S*https?://\S+|www\.\S+",
        r")$"
    ))
    .ok()
});

static OPENS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:声明[:：]\s*本(?:文|站|网).*|相关(?:范文|文档|资料)?推荐[:：]?|猜你喜欢|热门(?:文章|推荐|文档)|为你推荐|免责声明[:：]?.*|版权声明[:：]?.*)$").ok()
});

/// What a trimmed line is.
pub(crate) fn classify(line: &str) -> Furniture {
    let is = |pattern: &LazyLock<Option<Regex>>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(line));
    if is(&OPENS) {
        Furniture::Opens
    } else if is(&STRONG) {
        Furniture::Strong
    } else if is(&WEAK) {
        Furniture::Weak
    } else {
        Furniture::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_web_page_are_told_from_the_draft() {
        assert_eq!(classify("打印"), Furniture::Weak);
        assert_eq!(classify("【字号：大 中 小】"), Furniture::Strong);
        assert_eq!(classify("来源：某某日报"), Furniture::Strong);
        assert_eq!(classify("时间：2020-01-02 10:00:00"), Furniture::Strong);
        assert_eq!(classify("相关范文推荐"), Furniture::Opens);
        for line in [
            "时间：3月5日上午9时",
            "同志们：",
            "会议要求，各单位要抓好落实。",
            "大家好！",
            "中央关于加强作风建设的要求",
        ] {
            assert_eq!(classify(line), Furniture::No, "{line}");
        }
    }
}
