"""Posts that many hold at once, and posts that only sound like one of them."""

from __future__ import annotations

_SHARED_BY_MANY = (
    "代表", "院士", "专家", "教授", "研究员", "成员", "领导", "负责人", "劳模", "顾问", "教师", "政协委员", "理事",
    "议员", "委员和专家", "总经理", "经理", "医生", "护士", "工程师", "博士生", "学生", "记者", "分析师", "律师",
    "裁判", "运动员", "员工", "干部", "学者", "军官", "常务主席", "执行主席", "书记员", "审判员", "审判委员会委员",
    "检察委员会委员", "检察员", "团长", "副团长", "代表团成员", "种粮大户", "会员", "志愿者",
)  # fmt: skip
"""What posts end with that many hold at once: namesakes among them are to be expected."""
_SINGULAR = ("高级代表", "特别代表", "贸易代表", "常驻联合国代表", "国家安全顾问", "首席顾问")
"""What ends like a post of many and is one of few."""


def by_many(post: str) -> bool:
    """Whether many hold such a post at once."""
    return post.endswith(_SHARED_BY_MANY) and not post.endswith(_SINGULAR)
