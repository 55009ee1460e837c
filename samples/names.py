"""Invented names of people, agencies and fields; any likeness to real ones is chance."""

import random
from collections.abc import Iterator
from typing import Final

PROJECT_MANAGEMENT: Final = "项目管理"
FIELDS: Final = (
    "为老服务",
    "儿童青少年",
    "残障康复",
    "心理健康",
    "社会救助",
    "社区治理",
    "志愿服务",
    PROJECT_MANAGEMENT,
)
_SURNAMES: Final = "沈陆陈张王李徐朱吴金钱俞姚顾曹许马周胡潘钟施孙杨蒋费戴褚屠邱"
_GIVEN_NAMES: Final = """
    明华 建芬 雅琴 晓峰 丽娟 志强 慧敏 国良 佳怡 文斌 静怡 永康 秋萍 海燕 思远 春梅 卫东 玉洁 子涵 伟民
    红英 立群 晨曦 月华 嘉禾 淑贞 一凡 素云 宏达 美凤 安宁 云飞 彩虹 正清 若兰 耀祖 忆南 少波 乐天 梦琪
"""
_AGENCY_WORDS: Final = "禾风 南荷 秀水 菱塘 桑梓 知禾 同心桥 春泥 稻香 望湖 青禾 运河人 海塘 蚕乡 梅里 杉青 长虹 暖巷"
_AGENCY_KINDS: Final = ("社会工作服务中心", "社工事务所", "公益发展中心")


def people_names(rng: random.Random) -> Iterator[str]:
    """Names of people without end, none twice: when the plain names are used up, they go on with a number."""
    plain = [surname + given for surname in _SURNAMES for given in _GIVEN_NAMES.split()]
    rng.shuffle(plain)
    yield from plain
    round_number = 2
    while True:
        yield from (f"{name}{round_number}" for name in plain)
        round_number += 1


def agency_names(count: int, rng: random.Random) -> list[str]:
    """Different names of third-party agencies that run stations; at most 54."""
    return rng.sample([word + kind for word in _AGENCY_WORDS.split() for kind in _AGENCY_KINDS], count)
