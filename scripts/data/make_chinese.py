# SPDX-License-Identifier: Apache-2.0
"""Writes the made-up Chinese data of docs/tutorial.zh.md into a folder.

    python3 make_chinese.py FOLDER

messages-zh.csv has messages to an online shop, each with what it is about; dict-zh.txt has words of them with how
often they are said; names-zh.conll has sentences with a tag for each character: people, places and organisations;
words-zh.txt has the sentences of another draw with spaces between their words.
"""

import os
import random
import sys

GOODS = "耳机 台灯 键盘 雨伞 书包 茶杯 风扇 毛巾 拖鞋 电饭锅 充电器 运动鞋 保温杯 行李箱 沙发垫".split()
DAYS = "一天 两天 三天 四天 一个星期 半个月 十天".split()
TIMES = "昨天 今天 前天 上周 星期一 星期五 早上 下午".split()
FAULTS = "坏了 裂了 不亮了 没有声音 开不了机 掉色 漏水 尺寸不对 颜色不对 有划痕".split()
GOOD = "很好用 质量很好 非常漂亮 很结实 超出预期 又轻又好看 很舒服 性价比很高".split()
OPEN = ["", "你好，", "请问", "您好，", "客服在吗，", "麻烦问一下，", "那个，"]
END = ["", "。", "！", "，谢谢", "，急", "，麻烦了"]

MESSAGES = {
    "物流": [
        "{t}买的{g}什么时候发货", "{g}已经等了{d}还没到", "快递停在半路{d}没有更新", "我的{g}送到哪里了",
        "能不能改一下收货地址", "显示已签收可是我没收到{g}", "{t}下的单怎么还没寄出", "可以把{g}放到门口吗",
        "包裹是不是丢了，{d}没动静", "换一家快递寄{g}行吗", "能赶在{t}之前送到吗",
    ],
    "退款": [
        "{g}不想要了，怎么退", "退款{d}了还没到账", "{t}申请的退货什么时候处理", "{g}可以七天无理由退吗",
        "退回去的运费谁出", "买贵了，能退差价吗", "钱什么时候退到卡里", "取消{t}的订单，把钱退给我",
        "{g}退了一半的钱，另一半呢", "退货单号填错了怎么改", "优惠券会一起退回来吗",
    ],
    "质量": [
        "{g}用了{d}就{f}", "收到的{g}{f}", "{t}刚到的{g}就{f}，怎么回事", "{g}和图片上的不一样", "{g}有很大的味道",
        "新的{g}{f}，能修吗", "{g}少了一个零件", "打开盒子发现{g}{f}", "这个{g}是正品吗，{f}", "{g}摸起来很粗糙",
        "才{d}，{g}就{f}",
    ],
    "表扬": [
        "{g}{p}", "{g}{p}，下次还来", "第二次买{g}了，{p}", "妈妈说{g}{p}", "客服很耐心，{g}也{p}",
        "没想到{g}{p}", "{t}收到{g}，{p}", "包装很用心，{g}{p}", "已经推荐给同事了，{p}", "五星好评，{g}{p}",
        "用了{d}，{g}{p}",
    ],
}

# What stands before a message and is about something else.
ASIDES = ["{g}{p}，不过", "物流挺快，可是", "客服很耐心，就是", "上次的{g}{f}，这次", "钱已经付了，", "退过一次{g}，", "听说{g}{p}，"]

# Words of the messages beside those above.
WORDS = (
    "你好 您好 请问 客服 麻烦 问 一下 谢谢 那个 急 买 的 什么 时候 发货 已经 等 了 还 没 到 快递 停 在 半路 没有 更新 我 送到 哪里 能 不能 "
    "能不能 改 收货 地址 显示 签收 可是 收到 下 单 怎么 寄出 可以 把 放到 门口 吗 包裹 是 不是 是不是 丢 动静 换 一家 寄 行 赶 之前 不想要 退 "
    "退款 到账 申请 退货 处理 七天 无理由 退回去 运费 谁 出 贵 差价 钱 卡 里 取消 订单 给 一半 另 单号 填错 优惠券 会 一起 退回来 用 就 刚到 "
    "怎么回事 和 图片 上 不一样 有 很 大 味道 新 修 少 一个 零件 打开 盒子 发现 这个 正品 摸起来 粗糙 才 下次 还来 第二次 妈妈 说 耐心 也 没想到 "
    "包装 用心 推荐 同事 五星 好评 不过 物流 挺 快 就是 上次 这次 付 过 一次 听说 坏 裂 不亮 声音 开不了 机 掉色 漏水 尺寸 颜色 不对 划痕 好用 质量 "
    "好 非常 漂亮 结实 超出 预期 又 轻 好看 舒服 性价比 高 一天 两天 三天 四天 星期 半个 月 十天"
).split()

SURNAMES = "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱 胡 郭 何 林 罗 高 欧阳 司马".split()
GIVEN = "伟 芳 娜 敏 静 丽 强 磊 洋 艳 勇 军 杰 娟 涛 明 超 秀英 建国 晓东 海燕 志强 雨晴 子轩 一鸣 文博".split()
PLACES = "北京 上海 广州 深圳 杭州 南京 成都 西安 武汉 昆明 长沙 青岛 大连 苏州 拉萨 哈尔滨 乌鲁木齐 黄山 西湖 长江".split()
HEADS = "东方 海达 新华 长城 明日 金河 天元 博文 华林 四方".split()
KINDS = "大学 医院 银行 公司 出版社 研究所 中学 图书馆".split()
PEOPLE = "老师 医生 经理 记者 学生 教授 司机 作家".split()
THINGS = "报告 合同 小说 论文 计划 新闻".split()
WHEN = "昨天 今天 去年 星期三 上个月 春天 二零二三年 早上".split()

# A word in braces is drawn; what has a type is a name.
SENTENCES = [
    "{when} {PER} 从 {LOC} 飞 到 了 {LOC2} 。", "{PER} 在 {ORG} 工作 。", "{ORG} 的 {people} {PER} 写 了 一 份 {thing} 。",
    "{PER} 和 {PER2} {when} 在 {LOC} 见面 。", "{ORG} 将 在 {LOC} 开 一 家 分店 。", "{people} 说 {PER} 不 在 {LOC} 。",
    "{when} ， {ORG} 发布 了 新 的 {thing} 。", "{PER} 毕业 于 {ORG} ， 现在 住 在 {LOC} 。", "我 想 给 {PER} 打 电话 。",
    "{LOC} {when} 下 了 一 场 大雪 。", "请 把 {thing} 交给 {ORG} 的 {PER} 。", "{people} {when} 去 {LOC} 旅行 。",
    "{PER} 是 {LOC} 人 ， 喜欢 看 {thing} 。", "{when} 的 {thing} 很 长 。", "{ORG} 和 {ORG2} 签 了 {thing} 。",
    "研究 生命 的 {people} {PER} 来自 {LOC} 。", "{ORG} 的 研究生 {when} 回 {LOC} 了 。", "明天 天气 很 好 ， 我们 去 {LOC} 吧 。",
]


def messages(count):
    draw = random.Random(11)
    seen = set()
    while len(seen) < count:
        label = sorted(MESSAGES)[len(seen) % len(MESSAGES)]
        aside = draw.choice(ASIDES) if draw.random() < 0.4 else ""
        text = draw.choice(OPEN) + aside + draw.choice(MESSAGES[label]) + draw.choice(END)
        text = text.format(
            g=draw.choice(GOODS), d=draw.choice(DAYS), t=draw.choice(TIMES), f=draw.choice(FAULTS),
            p=draw.choice(GOOD))
        if text not in seen:
            seen.add(text)
            yield text, label


def sentences(count, seed):
    """Sentences as lists of words, each with the type of the name that it is, or nothing."""
    draw = random.Random(seed)
    seen = set()
    while len(seen) < count:
        words = []
        for word in draw.choice(SENTENCES).split():
            kind = word.strip("{}2")
            if kind == "PER":
                words.append((draw.choice(SURNAMES) + draw.choice(GIVEN), kind))
            elif kind == "LOC":
                words.append((draw.choice(PLACES), kind))
            elif kind == "ORG":
                head = draw.choice(PLACES[:10]) if draw.random() < 0.5 else draw.choice(HEADS)
                words.append((head + draw.choice(KINDS), kind))
            elif word.startswith("{"):
                words.append((draw.choice({"when": WHEN, "people": PEOPLE, "thing": THINGS}[kind]), ""))
            else:
                words.append((word, ""))
        text = "".join(word for word, _ in words)
        if text not in seen:
            seen.add(text)
            yield words


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "messages-zh.csv"), "w") as file:
        file.write("留言,类别\n")
        for text, label in messages(480):
            file.write(f"{text},{label}\n")
    texts = [text for text, _ in messages(480)]
    with open(os.path.join(folder, "dict-zh.txt"), "w") as file:
        for word in sorted(set(WORDS + GOODS + TIMES)):
            count = sum(text.count(word) for text in texts)
            if count > 0:
                file.write(f"{word} {count}\n")
    with open(os.path.join(folder, "names-zh.conll"), "w") as file:
        for words in sentences(360, 12):
            for word, kind in words:
                for place, character in enumerate(word):
                    tag = f"{'I' if place else 'B'}-{kind}" if kind else "O"
                    file.write(f"{character} {tag}\n")
            file.write("\n")
    with open(os.path.join(folder, "words-zh.txt"), "w") as file:
        for words in sentences(400, 13):
            file.write(" ".join(word for word, _ in words) + "\n")


if __name__ == "__main__":
    main()
