"""Runs of posts and names, read as a reader of the news reads them.  Everybody here is invented."""

from __future__ import annotations

import hashlib
import time

import pytest

from kg.model import Document, Reading
from kg.recognise import load_rules
from kg.recognise.items import Item, Kind, mask
from kg.recognise.lexicon import lexicon
from kg.recognise.people import PeopleParser
from kg.recognise.sightings import Sighted
from kg.resolve import read_articles
from kg.segment import segment


def sighted(sentence: str) -> Sighted:
    return load_rules().lookout.see([mask(sentence)])[0]


def parsed(sentence: str, *known: str) -> list[Item]:
    """The persons of one sentence, in order."""
    items = PeopleParser(lexicon(), frozenset(known)).parse(sighted(sentence))
    return [item for item in items if item.kind is Kind.PERSON]


def told(sentence: str, *known: str) -> list[str]:
    """Each person of a sentence as `name=post、post`, the inherited organisation in brackets in front of its post."""
    lines = []
    for item in parsed(sentence, *known):
        posts = []
        for post in item.posts:
            inherited = f"[{sentence[slice(*post.inherited)]}]" if post.inherited else ""
            posts.append(inherited + sentence[post.start : post.end])
        lines.append(sentence[item.start : item.end] + ("=" + "、".join(posts) if posts else ""))
    return lines


def read(text: str) -> Reading:
    """The reading of one article without a headline."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document("story", "story.txt", f"\n{text}", "utf-8", sha256)
    return read_articles(segment(document), load_rules())[0]


def posts(text: str) -> set[tuple[str, str]]:
    """Who holds what by a whole article."""
    reading = read(text)
    names = {person.key: person.name for person in reading.people}
    return {(names[m.person], m.post) for m in reading.memberships}


NAMES = {
    "what runs on behind a foreign name": (
        "甲国总统特朗普第三次遭起诉，乙国总司令布尔汉派出代表，丙国市长布兰登·斯科特拒绝处理。",
        ["特朗普=甲国总统", "布尔汉=乙国总司令", "布兰登·斯科特=丙国市长"],
    ),
    "what runs on behind a name": ("技术员廖席正在调试，驾驶员李伟开始吊装。", ["廖席=技术员", "李伟=驾驶员"]),
    "a king": ("泰国国王哇集拉隆功来访。", ["哇集拉隆功=泰国国王"]),
    "who explains": ("巴基斯坦国际事务分析人士伊姆兰·哈立德表示欢迎。", ["伊姆兰·哈立德"]),
    "two characters": ("市委书记方毅出席会议。", ["方毅=市委书记"]),
    "three characters": ("市委书记周文斌出席会议。", ["周文斌=市委书记"]),
    "a name in front of a particle": ("听取了市法院院长章军作的报告。", ["章军=市法院院长"]),
    "a surname that is a word": ("市检察院检察长应永作的报告。", ["应永=市检察院检察长"]),
    "a compound surname": (
        "县政协主席欧阳志远、副主席司马南山参加。",
        ["欧阳志远=县政协主席", "司马南山=[县政协]副主席"],
    ),
    "a name with a dot": ("区长艾力·买买提主持会议。", ["艾力·买买提=区长"]),
    "a Tibetan name": (
        "县人大常委会主任次仁卓玛，副主任扎西顿珠出席。",
        ["次仁卓玛=县人大常委会主任", "扎西顿珠=[县人大常委会]副主任"],
    ),
    "a foreign name of four parts": (
        "欢迎某国总统费利·安托·塞克迪·隆博对我国进行国事访问。",
        ["费利·安托·塞克迪·隆博=某国总统"],
    ),
    "和 as a surname": ("县委副书记、县长和丽珍主持会议。", ["和丽珍=县委副书记、县长"]),
    "and 和 as a conjunction": ("县长和企业负责人到会。", []),
    "a short form of address": ("六年级班主任邵老师来了。", ["邵老师=六年级班主任"]),
    "a place between two posts": ("镇党委书记白大川、镇长沙玉良陪同。", ["白大川=镇党委书记", "沙玉良=镇长"]),
    "a list whose names are words": ("满都拉、由少华、计划生、洪承业出席。", ["满都拉", "由少华", "计划生", "洪承业"]),
    "a list of places": ("石塘、枫树、麻池三个村的支部书记发言。", []),
    "part of a body in front": (
        "国家民委办公厅主任暨大军，监督检查司司长昝国梁出席。",
        ["暨大军=国家民委办公厅主任", "昝国梁=[国家民委]监督检查司司长"],
    ),
    "a foreign name before a verb": ("法国总统马多龙再次表示欢迎。", ["马多龙=法国总统"]),
    "a Tibetan name before a verb": ("处长格桑旺堆结合分管工作作了发言。", ["格桑旺堆=处长"]),
    "Mongol and Tibetan names in a list": (
        "市领导罗家林、敖登高娃、朗杰、才让东知出席。",
        ["罗家林=市领导", "敖登高娃=市领导", "朗杰=市领导", "才让东知=市领导"],
    ),
    "an Uyghur name with a long first part": ("区委书记迪丽拜尔·吾斯曼主持会议。", ["迪丽拜尔·吾斯曼=区委书记"]),
    "a rare surname behind a post": ("纪检监察组组长弥志秋到会指导。", ["弥志秋=纪检监察组组长"]),
    "a word for a name at the end of a list": ("区政协主席舒畅等出席。", ["舒畅=区政协主席"]),
    "a name that ends in 和 before a date": ("市长阮大和17日在河东镇调研。", ["阮大和=市长"]),
    "a conjunction before a person": ("市长阮大海和副市长林小东出席。", ["阮大海=市长", "林小东=副市长"]),
    "a name that ends in 之": ("市委书记魏行之会见了客人。", ["魏行之=市委书记"]),
    "words for names behind posts with their bodies": (
        "团市委书记向东主持，区党工委书记卓越、县委书记江河发言。",
        ["向东=团市委书记", "卓越=区党工委书记", "江河=县委书记"],
    ),
    "words for names in a list": (
        "市领导邢福、国庆、邱公正、江山、毕静出席。",
        ["邢福=市领导", "国庆=市领导", "邱公正=市领导", "江山=市领导", "毕静=市领导"],
    ),
    "a name that begins like a word": ("会议由第三支部书记支援明主持。", ["支援明=第三支部书记"]),
    "a name that ends like a preposition": (
        "省设计院工程师全有为，市长王大川参加。",
        ["全有为=省设计院工程师", "王大川=市长"],
    ),
    "a monk": ("云门寺住持释明川上台。", ["释明川=云门寺住持"]),
    "a given name of one character twice": ("冯程程同志任乡党委书记。", ["冯程程"]),
    "a place across head and name": (
        "城关支行行长水建川、滨湖支行行长葛云、城东公司经理甄强发言。",
        ["水建川=城关支行行长", "葛云=滨湖支行行长", "甄强=城东公司经理"],
    ),
    "a remark between post and name": (
        "县委常委、副县长（挂职）左立川，县委常委（挂职）、副县长向大川参加。",
        ["左立川=县委常委、副县长", "向大川=县委常委、副县长"],
    ),
    "the rank of an officer in front of his name": (
        "军分区司令员大校巫大川，武警支队支队长库强出席。",
        ["巫大川=军分区司令员", "库强=武警支队支队长"],
    ),
    "an Uyghur name with a particle in it": (
        "州长阿不都外力·吐尔逊、厅长哈丽旦·买买提出席。",
        ["阿不都外力·吐尔逊=州长", "哈丽旦·买买提=厅长"],
    ),
    "an envoy for a state's affairs": (
        "联合国秘书长苏丹问题特别代表佩尔托斯说。",
        ["佩尔托斯=联合国秘书长苏丹问题特别代表"],
    ),
    "who does the daily work": (
        "市委组织部分管日常工作的副部长卫大川出席。",
        ["卫大川=市委组织部分管日常工作的副部长"],
    ),
    "the head of a list of each party": (
        "各民主党派市委会主委屠大川、向明、蒙小莲出席。",
        ["屠大川=各民主党派市委会主委", "向明=各民主党派市委会主委", "蒙小莲=各民主党派市委会主委"],
    ),
    "a committee of others passes nothing on": (
        "站长、安委会主任阙大川主持会议，总工程师赏恒、工会主席宇文静参加。",
        ["阙大川=站长、安委会主任", "赏恒=总工程师", "宇文静=工会主席"],
    ),
    "a board passes on its company": (
        "远帆公司董事会主席兼首席执行官柯大川出席。",
        ["柯大川=远帆公司董事会主席、[远帆公司]首席执行官"],
    ),
    "a company that something has been told of": (
        "云川集团公司党委书记、董事长樊大川讲话，总经理柯小蓝作报告。",
        ["樊大川=云川集团公司党委书记、董事长", "柯小蓝=[云川集团公司]总经理"],
    ),
    "a community and its residents' committee": (
        "北苑社区党委书记、居委会主任仝小霞，网格员毕静发言。",
        ["仝小霞=北苑社区党委书记、居委会主任", "毕静=[北苑社区]网格员"],
    ),
    "an organ whose name begins like an adverbial": (
        "市总工会副主席詹小红，经费审查委员会主任闵捷参加。",
        ["詹小红=市总工会副主席", "闵捷=经费审查委员会主任"],
    ),
    "a word for a name behind the head of a city": (
        "市委常委、副市长国庆，云川市副市长曲艺出席。",
        ["国庆=市委常委、副市长", "曲艺=云川市副市长"],
    ),
    "one word with a bracket in it": ("市委党校副校（院）长涂小平出席。", ["涂小平=市委党校副校（院）长"]),
    "committees of an assembly": (
        "全国人大监察和司法委员会主任委员杨小超、财政经济委员会主任委员钟小山、社会建设委员会主任委员杨大武发言。",
        [
            "杨小超=全国人大监察和司法委员会主任委员",
            "钟小山=[全国人大]财政经济委员会主任委员",
            "杨大武=[全国人大]社会建设委员会主任委员",
        ],
    ),
    "a committee that is no assembly's": (
        "全国政协主席于大川、中央军委委员章大武出席。",
        ["于大川=全国政协主席", "章大武=中央军委委员"],
    ),
    "a secretariat beside the party group": (
        "云川省总工会党组书记、书记处第一书记徐大平出席。",
        ["徐大平=云川省总工会党组书记、[云川省总工会]书记处第一书记"],
    ),
    "the secretary general behind what was told": (
        "州政协主席刀江川讲话，副主席岩温参加，秘书长罕燕主持。",
        ["刀江川=州政协主席", "岩温=[州政协]副主席", "罕燕=[州政协]秘书长"],
    ),
    "a department in its own news": (
        "厅党组副书记、副厅长哈小元，党组成员、驻厅纪检组组长桑小杰，总工程师冶小生参加。",
        ["哈小元=厅党组副书记、副厅长", "桑小杰=[厅]党组成员、驻厅纪检组组长", "冶小生=[厅]总工程师"],
    ),
    "a company's head in two posts joined by 兼": (
        "省工商联副主席、远川集团董事局主席兼总裁古大川出席。",
        ["古大川=省工商联副主席、远川集团董事局主席、[远川集团]总裁"],
    ),
    "a plain dot that ends a sentence": (
        "召开第一次府院联席会议.市委副书记、市长过永川出席",
        ["过永川=市委副书记、市长"],
    ),
    "a name that ends like a verb": (
        "省作协副主席阿来提，评论家孟大川，退休干部商大有参加。",
        ["阿来提=省作协副主席", "孟大川=评论家", "商大有=退休干部"],
    ),
    "a prefecture abroad": (
        "日本云川县知事大石健川、日中友好联盟会长森山大川到访。",
        ["大石健川=日本云川县知事", "森山大川=日中友好联盟会长"],
    ),
    "professors behind their institutes": (
        "物理学院张大川教授、化学系李小红副教授、校图书馆副馆长王小平座谈。",
        ["张大川", "李小红", "王小平=校图书馆副馆长"],
    ),
    "an office passes no other posts on": (
        "德育处主任刁小军，年级主任邱小云参加。",
        ["刁小军=德育处主任", "邱小云=年级主任"],
    ),
    "verbs in front of posts": (
        "他将派法国财政部长贝森德，这让急诊科主任曹小松高兴。",
        ["贝森德=法国财政部长", "曹小松=急诊科主任"],
    ),
    "a school that something has been told of": (
        "云川中学党委书记卢大川致开幕词，校长谭小波宣布开幕。",
        ["卢大川=云川中学党委书记", "谭小波=[云川中学]校长"],
    ),
    "a county that begins like a verb": ("将乐县委书记王大川出席。", ["王大川=将乐县委书记"]),
    "a verb that begins like a surname": ("市委书记曾告诫我们要实干。", []),
    "a verb behind a name": ("云仓公司创始人欧阳菲紧接着说。", ["欧阳菲=云仓公司创始人"]),
    "a head within another": ("学校党总支书记汝成海出席。", ["汝成海=学校党总支书记"]),
    "a Malay honour": ("马来西亚原部长拿督阿都曼·沙里夫到访。", ["阿都曼·沙里夫=马来西亚原部长"]),
    "a king with his number": ("约旦国王阿杜拉二世举行会谈。", ["阿杜拉二世=约旦国王"]),
    "a Japanese name": ("日本驻韩国大使松川裕敬，当天离任。", ["松川裕敬=日本驻韩国大使"]),
    "a name in Latin letters": (
        "外籍专家，副主任秦小凯，SmithBlake教授及各部门负责人出席。",
        ["秦小凯=副主任", "SmithBlake"],
    ),
    "a surname with a title": ("王副市长指出，要紧密配合。", ["王副市长"]),
    "a name with a title": ("习大平总书记多次考察。", ["习大平"]),
    "a post behind the list that shares it": (
        "赖金海、利国强等8位市政协常委作大会发言。",
        ["赖金海=市政协常委", "利国强=市政协常委"],
    ),
    "people with posts of their own share none behind the list": (
        "区委书记樊大川、区长柯小蓝等区领导参加。",
        ["樊大川=区委书记", "柯小蓝=区长"],
    ),
    "a bare post belongs to the body with its rank": (
        "民盟市委会主委、市政协副主席卫子奇讲话，副主委应天海出席。",
        ["卫子奇=民盟市委会主委、市政协副主席", "应天海=[民盟市委会]副主委"],
    ),
    "one heading for the leaders of two bodies": (
        "出席的地委、行署领导党志坚、岳凤山。",
        ["党志坚=地委、行署领导", "岳凤山=地委、行署领导"],
    ),
    "departments of a commission, organs of a court": (
        "省卫生健康委副主任周世宁、财务处处长郑延平，省高院副院长韩小东、办公室主任靳小北出席。",
        [
            "周世宁=省卫生健康委副主任",
            "郑延平=[省卫生健康委]财务处处长",
            "韩小东=省高院副院长",
            "靳小北=[省高院]办公室主任",
        ],
    ),
    "a name that begins like a state": (
        "市委副书记韩国宁、外长韩国瑞出席，轮值主席韩国总统尹大成致辞。",
        ["韩国宁=市委副书记", "韩国瑞=外长", "尹大成=轮值主席、韩国总统"],
    ),
    "a given name that is a place": (
        "省政府副秘书长张永年主持，市长王南宁汇报。",
        ["张永年=省政府副秘书长", "王南宁=市长"],
    ),
    "places, not people, in front of 等乡镇": (
        "县领导吴长生参加，康山、瑞洪、石口等乡镇负责人参加。",
        ["吴长生=县领导"],
    ),
    "a name behind a dot that ends like a word": (
        "阿依古丽·阿不都等参加。",
        ["阿依古丽·阿不都"],
    ),
    "a name that ends like a particle, in front of what is told of her": (
        "教务处处长裴远之汇报了进展，王一之等陪同。",
        ["裴远之=教务处处长", "王一之"],
    ),
    "a head that might make a place with the name": (
        "市商会会长白梅林主持。",
        ["白梅林=市商会会长"],
    ),
    "a name that ends like a conjunction": (
        "市领导张克明、金充及、孙晓玉等参加。",
        ["张克明=市领导", "金充及=市领导", "孙晓玉=市领导"],
    ),
    "a name in front of a title that begins like one": (
        "会上，杨立新老师、卢大川老师作了发言。",
        ["杨立新", "卢大川"],
    ),
    "a rare surname that closes a list": (
        "州领导刘建民、王国太、瓦标龙等出席。",
        ["刘建民=州领导", "王国太=州领导", "瓦标龙=州领导"],
    ),
    "a name that ends like a preposition, with others": (
        "省人大常委会副主任郭大为一行来到园区。",
        ["郭大为=省人大常委会副主任"],
    ),
    "a foreign name in front of 女士": (
        "澳大利亚驻华大使安思捷女士出席。",
        ["安思捷=澳大利亚驻华大使"],
    ),
    "whoever leads somebody": (
        "体育局副局长赵勇率调研组到白川。",
        ["赵勇=体育局副局长"],
    ),
    "a Japanese given name of two characters": (
        "向日本经济产业大臣西村康稔递交请愿书。",
        ["西村康稔=日本经济产业大臣"],
    ),
    "a name that ends like a town": (
        "白川计量院书记陈镇等出席。",
        ["陈镇=白川计量院书记"],
    ),
    "和 in front of 以及 ends a name": (
        "校长李永和以及企业负责人出席。",
        ["李永和=校长"],
    ),
    "a chairman whose head and name make a county": (
        "集团董事长武玉杰讲话。",
        ["武玉杰=集团董事长"],
    ),
}


@pytest.mark.parametrize(("sentence", "people"), NAMES.values(), ids=NAMES.keys())
def test_a_name_ends_where_a_reader_ends_it(sentence: str, people: list[str]) -> None:
    assert told(sentence, *(["习大平"] if "习大平" in sentence else [])) == people


NOBODY = {
    "a title goes on": "第一三〇号主席令说，任命已经作出。",
    "a river at a town that ends like a division": "泸州长江六桥顺利合龙，娄村镇长安庄村道路修复。",
    "what is handed down": "首个行政管理事项清单即将出台。",
    "what is related": "来自国内外相关领域的人士参加。",
    "a standard to come": "新标准将于明年实施。",
    "those of whom nobody is named": "三名航天员从遥远的太空感受春晚，英国企业家敏锐看到前景。",
    "what a king does": "邻国国王任命洪某为新首相。",
    "teachers and pupils": "100多位老师和同学在贺卡上签名。",
    "a river behind what it concerns": "这事关长江保护的一系列问题。",
    "where somebody began": "四十年前我从线路工干起，风里雨里走到今天。",
    "students of long standing": "市领导亲切慰问了老生代表。",
    "what members are to do": "执委要真正“执”起来，人大代表要忠实履职。",
    "safe and sound": "把老同志平平安安送回家。",
    "the people": "中国共产党领导人民创建了国家。",
    "what nobody does": "县委书记、县长不提拔、不调动。",
    "a success of a president": "在总统官邸外，大家祝贺首相成功访问。",
    "words that are names elsewhere": "县委书记关键在抓落实，向东发展。",
    "what is demanded of judges": "提高司法裁判公正性。",
    "a leadership": "各级领导班子要加强学习。",
    "leading cadres": "落实领导干部上讲台制度。",
    "a member state": "中方愿同各成员国一道努力。",
    "a rostrum": "主席团成员在主席台就座。",
    "an adverb behind a post": "党委书记高度重视，校长认真落实。",
    "a verb across the border of a word": "提高管理水平，联系人民群众。",
    "a town behind a province": "吉林长春开幕，西安市长安区丰收。",
    "two heads of state": "两国元首宣布建立伙伴关系。",
    "people without a name": "各部门负责人和党员代表列席会议。",
    "a commentary": "人民日报发表评论员文章。",
    "a conference of presidents": "院长办公会研究了有关事项。",
    "a paper's own people": "经济日报负责人和老同志、职工代表发言。",
    "what is asked of experts": "希望各位专家多提宝贵意见。",
    "who is asked to come": "热情邀请总书记来村里做客。",
    "what is done with graduates": "对研究生招生工作作出安排。",
    "a slogan": "聚焦重实践、建新功总要求，对照检查。",
}


@pytest.mark.parametrize("sentence", NOBODY.values(), ids=NOBODY.keys())
def test_nobody_is_found_where_nobody_is_named(sentence: str) -> None:
    assert told(sentence) == []


RUNS = {
    "a leader's name and title in front of another's": (
        "何志清主席和瓦塔拉总统达成共识。",
        ["何志清"],
    ),
    "verbs are no part of a post": (
        "议会质疑法国总理贝鲁未通过议会信任投票，授权俄罗斯副外长里亚布科夫未就此说明。",
        ["贝鲁=法国总理", "里亚布科夫=俄罗斯副外长"],
    ),
    "a name ends where a verb begins": (
        "驻村第一书记谢瑶忙着帮助村民，航天员张陆驾乘飞船进驻。",
        ["谢瑶=驻村第一书记", "张陆=航天员"],
    ),
    "a foreign name ends where time, denial or telling begins": (
        "邻国首相石破茂宣布，将辞职；俄罗斯总统新闻秘书佩斯科夫当天表示，俄罗斯总统普京不会参加。",
        ["石破茂=邻国首相", "佩斯科夫=俄罗斯总统新闻秘书", "普京=俄罗斯总统"],
    ),
    "a minister is of a state, not of its offices": (
        "俄罗斯总统办公厅主任瓦伊诺、国防部长绍伊古出席。",
        ["瓦伊诺=俄罗斯总统办公厅主任", "绍伊古=国防部长"],
    ),
    "a council is of no bank": (
        "国际清算银行总经理德科斯、金融稳定理事会主席贝利出席。",
        ["德科斯=国际清算银行总经理", "贝利=金融稳定理事会主席"],
    ),
    "names that end like a place": (
        "党委副书记应天长、市自然资源局局长沙金川先后发言。",
        ["应天长=党委副书记", "沙金川=市自然资源局局长"],
    ),
    "a head and a surname that together are a place": (
        "前线指挥部指挥长阳国梁和调度中心主任麻建平参加会议。",
        ["阳国梁=前线指挥部指挥长", "麻建平=调度中心主任"],
    ),
    "an academy lends nobody its name": (
        "校长、中国工程院院士施天佑，副校长亢宏文出席仪式。",
        ["施天佑=校长、中国工程院院士", "亢宏文=副校长"],
    ),
    "who joins a secretary-general holds none of his posts": (
        "市委常委、秘书长柏玉成和禹建中出席会议。",
        ["柏玉成=市委常委、秘书长", "禹建中"],
    ),
    "a leading group named for what is studied": (
        "中央学习贯彻新思想主题教育领导小组组长柏玉成出席会议。",
        ["柏玉成=中央学习贯彻新思想主题教育领导小组组长"],
    ),
    "organs of the body in front": (
        "国家林草局党组书记、局长盖青山出席会议并讲话，党组成员、副局长瞿松年主持会议。",
        ["盖青山=国家林草局党组书记、局长", "瞿松年=[国家林草局]党组成员、副局长"],
    ),
    "a head that says what it is of": (
        "学校党委书记苍梧生出席报告会，校长鱼跃主持。",
        ["苍梧生=学校党委书记", "鱼跃=校长"],
    ),
    "several posts of one person": (
        "省委副书记、省长何志清主持会议。",
        ["何志清=省委副书记、省长"],
    ),
    "one post of several": (
        "国务委员王大勇、赵克明出席。",
        ["王大勇=国务委员", "赵克明=国务委员"],
    ),
    "a post with one seat is not shared": (
        "市长高志强、方晓东出席。",
        ["高志强=市长", "方晓东"],
    ),
    "the organisation is inherited": (
        "省卫健委副主任周大勇、二级巡视员田常青参加。",
        ["周大勇=省卫健委副主任", "田常青=[省卫健委]二级巡视员"],
    ),
    "across a comma": (
        "全国人大常委会副委员长王大晨，秘书长杨振文出席。",
        ["王大晨=全国人大常委会副委员长", "杨振文=[全国人大常委会]秘书长"],
    ),
    "without the party group": (
        "市人大常委会党组副书记孙云峰主持会议，副主任郇小梅、杨洪川出席。",
        ["孙云峰=市人大常委会党组副书记", "郇小梅=[市人大常委会]副主任", "杨洪川=[市人大常委会]副主任"],
    ),
    "not by the head of another house": (
        "市发改委主任田广川来到学校，校长李振中陪同。",
        ["田广川=市发改委主任", "李振中=校长"],
    ),
    "a double post": (
        "国务委员兼国务院秘书长吴政明出席。",
        ["吴政明=国务委员、国务院秘书长"],
    ),
    "a double post of one house": (
        "全国政协副主席兼秘书长王东山讲话。",
        ["王东山=全国政协副主席、[全国政协]秘书长"],
    ),
    "one post right behind another": (
        "会议轮值主席阿尔及利亚总统特布内致贺信。",
        ["特布内=会议轮值主席、阿尔及利亚总统"],
    ),
    "brackets within a post": (
        "公共管理学院（应急管理学院）院长王义宝、副院长闫庆文一行到访。",
        ["王义宝=公共管理学院（应急管理学院）院长", "闫庆文=[公共管理学院（应急管理学院）]副院长"],
    ),
    "的 within a body": (
        "中央党的建设工作领导小组组长蔡大奇主持会议。",
        ["蔡大奇=中央党的建设工作领导小组组长"],
    ),
    "what stands in front is no part of it": (
        "慰问学校派驻的帮扶干部付大刚。会议由县长明进中主持。",
        ["付大刚=帮扶干部", "明进中=县长"],
    ),
    "an area that begins like a preposition": (
        "经开区党工委书记杨文义主持会议。",
        ["杨文义=经开区党工委书记"],
    ),
    "posts end with the list": (
        "区委常委、副区长陈大卫以及区政府办公室、区财政局、安山街、金口街参加会议。",
        ["陈大卫=区委常委、副区长"],
    ),
    "posts that wait on behind a comma": (
        "省委常委、统战部部长，省总工会主席楚天舒，副市长花木兰出席会议。",
        ["楚天舒=省委常委、统战部部长、省总工会主席", "花木兰=副市长"],
    ),
    "posts in front of somebody's company are another's": (
        "省委常委、统战部部长，在省总工会主席楚天舒陪同下调研。",
        ["楚天舒=省总工会主席"],
    ),
    "the ministry's name behind 兼 goes on": (
        "会见来访的马来西亚副总理兼能源及水务部部长赛义德。",
        ["赛义德=马来西亚副总理、能源及水务部部长"],
    ),
    "with whom something is done is no part of her post": (
        "国家主席陆文山在河内同越共中央总书记阮富春举行会谈。",
        ["陆文山=国家主席", "阮富春=越共中央总书记"],
    ),
    "what is done with an office is no part of it": (
        "他要求将指挥权交还加州州长纽曼。",
        ["纽曼=加州州长"],
    ),
    "holding an office now is no part of it": (
        "现任总统赛义德在选举中获胜。",
        ["赛义德=总统"],
    ),
    "who presides is of the congress of the presidium": (
        "大会主席团常务主席、执行主席何志清、王小强在主席台就座。",
        ["何志清=大会主席团常务主席、[大会]执行主席", "王小强=大会主席团常务主席、[大会]执行主席"],
    ),
    "whose grandson somebody is": (
        "陈嘉林之孙、青溪大学校董陈立人，市政协委员陈明金在会上发言。",
        ["陈嘉林", "陈立人=青溪大学校董", "陈明金=市政协委员"],
    ),
    "people without a name beside one who has one": (
        "在地面工作人员和舱内航天员邓清明的配合下，任务圆满完成。",
        ["邓清明=舱内航天员"],
    ),
    "a name that ends like taking an office": (
        "集团创始人普里戈任目前已在境内。",
        ["普里戈任=集团创始人"],
    ),
    "a party in opposition": (
        "英国反对党工党党首基尔·斯塔默表示，要慎重。",
        ["基尔·斯塔默=英国反对党工党党首"],
    ),
    "each government sends its own": (
        "巴西政府代表、巴西驻华大使高望，尼加拉瓜政府代表、总统顾问劳雷亚诺出席。",
        ["高望=巴西政府代表、巴西驻华大使", "劳雷亚诺=尼加拉瓜政府代表、总统顾问"],
    ),
    "by name and title, of a hospital": (
        "来自北京协和医院的钱文教授、上海中山医院的叶天士教授作了报告。",
        ["钱文", "叶天士"],
    ),
    "a name that ends like a particle": (
        "省政府副秘书长柯敬之到会讲了话。",
        ["柯敬之=省政府副秘书长"],
    ),
    "a head that begins no place": (
        "区法院院长崔鉴、区检察院检察长白珂，各街道负责人列席会议。",
        ["崔鉴=区法院院长", "白珂=区检察院检察长"],
    ),
    "a society's president is of no committee": (
        "省委副书记方景谦会见由会长施荣坤率领的访问团。",
        ["方景谦=省委副书记", "施荣坤=会长"],
    ),
    "a deputy head is of the university, not of its college": (
        "数学学院教师程门雪指导，副校长高拱出席。",
        ["程门雪=数学学院教师", "高拱=副校长"],
    ),
    "what is printed with its whole has it already": (
        "行署副专员哈斯讲话，行署林业处处长包喜顺通报情况。",
        ["哈斯=行署副专员", "包喜顺=行署林业处处长"],
    ),
    "what somebody is by herself is of no body": (
        "县妇联主席何静怡、专家朱玉环、劳动模范王红梅先后发言。",
        ["何静怡=县妇联主席", "朱玉环=专家", "王红梅=劳动模范"],
    ),
    "a pupil is of a school": (
        "市工商联主席何静怡、学生代表朱玉环先后发言。",
        ["何静怡=市工商联主席", "朱玉环=学生代表"],
    ),
    "a pupil is of the school in front": (
        "青溪大学校长何静怡、学生代表朱玉环先后发言。",
        ["何静怡=青溪大学校长", "朱玉环=[青溪大学]学生代表"],
    ),
    "envoys of one state": (
        "中国驻甲国大使何静怡、驻三洲联盟大使朱玉环到机场送行。",
        ["何静怡=中国驻甲国大使", "朱玉环=[中国]驻三洲联盟大使"],
    ),
    "whoever belongs to no party": (
        "民革中央主席何静怡、无党派人士代表朱玉环作了发言。",
        ["何静怡=民革中央主席", "朱玉环=无党派人士代表"],
    ),
    "a letter of congratulation ends the name of its writer": (
        "秘书长谢长宁宣读甲国总统布金贺信并致辞。",
        ["谢长宁=秘书长", "布金=甲国总统"],
    ),
    "who invites": (
        "应市长王立军、副市长李建国的邀请，校长吴立德到市第一医院调研。",
        ["王立军=市长", "李建国=副市长", "吴立德=校长"],
    ),
    "a company has the name of whoever founded it": (
        "莫塔集团董事长兼首席执行官卡洛斯·莫塔出席。",
        ["卡洛斯·莫塔=莫塔集团董事长、[莫塔集团]首席执行官"],
    ),
    "a section is of the bureau in the list": (
        "县教育局副局长郗广平、基教股股长罗文亮、教研室主任弭秀玉参加座谈。",
        ["郗广平=县教育局副局长", "罗文亮=[县教育局]基教股股长", "弭秀玉=[县教育局]教研室主任"],
    ),
    "what was led formerly with a party committee": (
        "青溪省文化厅原党组书记、厅长李豹远，省教育厅党组书记、厅长王立军发言。",
        [
            "李豹远=青溪省文化厅原党组书记、[青溪省文化厅原]厅长",
            "王立军=省教育厅党组书记、厅长",
        ],
    ),
    "a company whose name has a verb in it": (
        "中国联合矿业集团总经理王立军联合县农业局局长李建国调研。",
        ["王立军=中国联合矿业集团总经理", "李建国=县农业局局长"],
    ),
    "committees of one character": (
        "全国人大民委主任委员蔡立峰、农委主任委员林金涛发言。",
        ["蔡立峰=全国人大民委主任委员", "林金涛=[全国人大]农委主任委员"],
    ),
    "leading cadres of a street": (
        "街道领导干部罗文亮、郗广平出席。",
        ["罗文亮=街道领导干部", "郗广平=街道领导干部"],
    ),
    "somebody out of a group": (
        "教师代表何静怡、家长代表朱玉环先后发言。",
        ["何静怡=教师代表", "朱玉环"],
    ),
    "fields of a ministry parted by 、": (
        "甲国住房、社区和地方政府大臣赛义德表示欢迎。英国住房、社区和地方政府大臣希克斯表示欢迎。",
        ["赛义德=社区和地方政府大臣", "希克斯=英国住房、社区和地方政府大臣"],
    ),
    "bodies at home are no fields": (
        "市财政局、文化和旅游局局长卢大川出席。",
        ["卢大川=文化和旅游局局长"],
    ),
    "a body that begins with a quotation": (
        "“星河”项目副总裁尼科尔斯称。",
        ["尼科尔斯=“星河”项目副总裁"],
    ),
    "who died held the post of a body": (
        "甲组织已故领导人叶海亚·辛瓦尔。",
        ["叶海亚·辛瓦尔=甲组织已故领导人"],
    ),
    "what one head ends another begins": (
        "由协会执行秘书长卢大川主持。",
        ["卢大川=协会执行秘书长"],
    ),
    "punished": (
        "给予管理学院党委书记卢大川党内警告处分。",
        ["卢大川=管理学院党委书记"],
    ),
    "brought along": (
        "副主任宓广昀率总社科教部副部长卢大川调研。",
        ["宓广昀=副主任", "卢大川=总社科教部副部长"],
    ),
    "a team of the police": (
        "市公安局副局长宓广昀，禁毒支队支队长卢大川陪同。",
        ["宓广昀=市公安局副局长", "卢大川=[市公安局]禁毒支队支队长"],
    ),
    "a team of nobody's": (
        "县人武部部长宓广昀、消防大队教导员卢大川出席。",
        ["宓广昀=县人武部部长", "卢大川=消防大队教导员"],
    ),
    "words of praise are no post": (
        "卢大川教授、宓广昀教授等国内知名教授参加。",
        ["卢大川", "宓广昀"],
    ),
    "two who go along, joined by 和": (
        "副部长卢大川在科技厅厅长刘建东和市委书记彭宇行的陪同下深入园区。",
        ["卢大川=副部长", "刘建东=科技厅厅长", "彭宇行=市委书记"],
    ),
    "somebody by name and title in front of another": (
        "还邀请到白川大学赵家晨教授以及研究所所长卢大川参会。",
        ["赵家晨", "卢大川=研究所所长"],
    ),
    "a list that goes on behind 等和": (
        "集团副总裁卢大川、赵家晨等和青溪公司董事长刘建东出席。",
        ["卢大川=集团副总裁", "赵家晨=集团副总裁", "刘建东=青溪公司董事长"],
    ),
    "people by institution": (
        "青溪学院黄晔、白川师范大学赵家晨、云川社会科学院黎清分别作了报告。",
        ["黄晔", "赵家晨", "黎清"],
    ),
    "institutions without people": (
        "青溪大学宁波学院、白川大学深圳、云川医院高新院区派人出席，校长卢大川出席。",
        ["卢大川=校长"],
    ),
    "two posts joined by 及, each of a body": (
        "远山投资有限公司合伙人及东方管理有限公司总裁卢大川出席。",
        ["卢大川=远山投资有限公司合伙人、东方管理有限公司总裁"],
    ),
    "an alumni association is a body": (
        "校欧美同学会副会长兼秘书长卢大川发言。",
        ["卢大川=校欧美同学会副会长、[校欧美同学会]秘书长"],
    ),
    "a post that waits behind a comma": (
        "青溪集团执行副总裁，石川公司总经理卢大川、云川公司副总经理谭小波出席会议。",
        ["卢大川=青溪集团执行副总裁、石川公司总经理", "谭小波=云川公司副总经理"],
    ),
    "posts that wait behind a comma for others that wait": (
        "云川省委常委、副省长，青溪新区党工委书记、管委会主任卢大川出席会议。",
        ["卢大川=云川省委常委、副省长、青溪新区党工委书记、管委会主任"],
    ),
    "what the rest of a list is, before somebody of her own": (
        "督导组组长卢大川，督导组成员，县财政局局长谭小波出席会议。",
        ["卢大川=督导组组长", "谭小波=县财政局局长"],
    ),
    "the state in front of a new holder": ("巴西新任总统拉维尔发表讲话。", ["拉维尔=[巴西]总统"]),
    "a ministry of several fields behind a double post": (
        "巴西副总统兼发展、工业与贸易部长拉维尔举行会议。",
        ["拉维尔=巴西副总统、发展、工业与贸易部长"],
    ),
    "a double post in front of another": (
        "软件协会副理事长兼秘书长、云川大学副校长卢大川出席会议。",
        ["卢大川=软件协会副理事长、[软件协会]秘书长、云川大学副校长"],
    ),
}


@pytest.mark.parametrize(("sentence", "people"), RUNS.values(), ids=RUNS.keys())
def test_a_run_gives_each_person_her_posts(sentence: str, people: list[str]) -> None:
    assert told(sentence) == people


STORIES = {
    "elected": (
        "大会选举产生了新一届理事会。卞卫东、索玉芬当选为协会副会长，黄大农当选协会理事。",
        {("卞卫东", "协会副会长"), ("索玉芬", "协会副会长"), ("黄大农", "协会理事")},
    ),
    "elected to an assembly and to a government": (
        "会议选举苏维民为市七届人大常委会主任，蔺正国为副主任；选举蒋文澜为市长，关山为副市长。",
        {
            ("苏维民", "市七届人大常委会主任"),
            ("蔺正国", "市七届人大常委会副主任"),
            ("蒋文澜", "市长"),
            ("关山", "副市长"),
        },
    ),
    "resigned and appointed": (
        "会议决定接受李再武辞去云川市市长职务的请求。会议决定任命王新民为云川市副市长、代理市长。",
        {("李再武", "云川市市长"), ("王新民", "云川市副市长"), ("王新民", "云川市代理市长")},
    ),
    "dismissed": (
        "会议经表决，免去胡大江、欧阳建琼的市人大常委会副秘书长职务。",
        {("胡大江", "市人大常委会副秘书长"), ("欧阳建琼", "市人大常委会副秘书长")},
    ),
    "a president elect is not the speaker": (
        "某国总理朔大茨表示，祝贺您再次当选中国国家主席。",
        {("朔大茨", "某国总理")},
    ),
    "a title counts only without a fuller post": (
        "市委书记周文斌主持会议。周文斌书记指出，要抓好落实。薛大省处长作了汇报。",
        {("周文斌", "市委书记"), ("薛大省", "处长")},
    ),
    "a surname and a title mean the one they fit": (
        "县人大副主任崔彩云讲话。崔主任指出，要抓好落实。",
        {("崔彩云", "县人大副主任")},
    ),
    "the committee stands in the sentence in front": (
        "会议任命了第六任青溪特别区基本法委员会组成人员。他们是：主任沈小耀，副主任王强，委员张春兰、赵立民。",
        {
            ("沈小耀", "青溪特别区基本法委员会主任"),
            ("王强", "青溪特别区基本法委员会副主任"),
            ("张春兰", "青溪特别区基本法委员会委员"),
            ("赵立民", "青溪特别区基本法委员会委员"),
        },
    ),
    "a form of address is no post": (
        "该校骆老师建议多读书。",
        set(),
    ),
    "posts in front of a surname and a title": (
        "区委常委、组织部宓部长一行来到社区调研。",
        {("宓部长", "区委常委")},
    ),
    "a list of who is what": (
        "附：协会第一届理事会名单\n理事长：卢大川\n副理事长：谭小波、宓广昀\n理事（按姓氏笔画排序）：索玉芬\n责任编辑：黄大农",
        {("卢大川", "理事长"), ("谭小波", "副理事长"), ("宓广昀", "副理事长"), ("索玉芬", "理事")},
    ),
}


@pytest.mark.parametrize(("text", "held"), STORIES.values(), ids=STORIES.keys())
def test_an_article_gives_each_person_her_posts(text: str, held: set[tuple[str, str]]) -> None:
    assert posts(text) == held


def test_of_whom_nothing_is_told_nothing_is_made() -> None:
    assert [p.name for p in read("在甲省，万峰林、白云山游人如织。市长王立军出席开幕式。\n").people] == ["王立军"]


def test_a_name_is_kept_as_it_is_printed() -> None:
    reading = read("镇党委委员、副镇长罗 燕主持会议。")
    assert [person.name for person in reading.people] == ["罗燕"]
    assert {m.evidence.quote for m in reading.memberships} == {"镇党委委员、副镇长罗 燕", "副镇长罗 燕"}


@pytest.mark.parametrize(
    "unit",
    [
        "主任",
        "副",
        "阿·",
        "扎西",
        "、王小林等8位委员",
        "领导、",
        "省委",
        "·王",
        "、张",
        "和",
        "总统阿",
        "当选",
        "（",
        "的",
    ],
)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    """Four times the text may take four times as long, and some; not sixteen times."""

    def seconds(times: int) -> float:
        sentence = sighted(unit * times)
        parser = PeopleParser(lexicon())
        best = float("inf")
        for _ in range(3):
            begin = time.perf_counter()
            parser.parse(sentence)
            best = min(best, time.perf_counter() - begin)
        return best

    assert seconds(2000) < 9 * seconds(500) + 0.05


APPOINTED = {
    "a list behind a colon": (
        "决定任命：卢大川为县财政局局长，谭小波为县民政局局长。",
        {("卢大川", "县财政局局长"), ("谭小波", "县民政局局长")},
    ),
    "dismissals behind a colon": (
        "决定免去：卢大川的县财政局局长职务；谭小波的县民政局副局长职务。",
        {("卢大川", "县财政局局长"), ("谭小波", "县民政局副局长")},
    ),
    "任 alone behind a decision": (
        "会上宣布了决定：卢大川任云川大学党委委员、副书记，谭小波任云川大学副校长。",
        {("卢大川", "云川大学党委委员"), ("卢大川", "云川大学党委副书记"), ("谭小波", "云川大学副校长")},
    ),
    "what somebody was": (
        "时任云川市委常委、常务副市长的卢大川带领群众修渠。",
        {("卢大川", "云川市委常委"), ("卢大川", "常务副市长")},
    ),
    "a curriculum": (
        "卢大川，女，1975年6月出生，中共党员，现任县委办公室副主任、县档案馆馆长。",
        {("卢大川", "县委办公室副主任"), ("卢大川", "县档案馆馆长")},
    ),
    "who is congratulated, not who congratulates": (
        "白川市市长宓广昀致电祝贺卢大川再次当选云川市市长。",
        {("宓广昀", "白川市市长"), ("卢大川", "云川市市长")},
    ),
    "several in one sentence": (
        "卢大川女士为理事长，谭小波先生为秘书长；宓广昀、索玉芬为常务理事。",
        {("卢大川", "理事长"), ("谭小波", "秘书长"), ("宓广昀", "常务理事"), ("索玉芬", "常务理事")},
    ),
    "newly elected": (
        "卢大川同志作为公司新当选的工会主席，作了表态发言。",
        {("卢大川", "工会主席")},
    ),
    "what somebody has held before is no post of that name": (
        "卢大川同志担任过重要领导职务。",
        set(),
    ),
}


@pytest.mark.parametrize(("text", "held"), APPOINTED.values(), ids=APPOINTED.keys())
def test_posts_behind_names_are_whole(text: str, held: set[tuple[str, str]]) -> None:
    assert posts(text) == held
