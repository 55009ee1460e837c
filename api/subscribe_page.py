"""The page of one feed, `/feeds/TOKEN`: made here, without scripts, for any phone that scans its QR code."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from api.feed_files import PRIVATE, FeedDesk, refusal
from api.problems import language_of
from api.subscribing import subscription
from scheduler.errors import DomainError
from scheduler.settings import Settings
from solver.wording import Lang, Wording

TEMPLATES: Final = Path(__file__).parent / "templates"
STYLE: Final = (TEMPLATES / "subscribe.css").read_text(encoding="utf-8")
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    **PRIVATE,
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
}
WORDS: Final = {
    "title": Wording("日历订阅", "Calendar subscription"),
    "subscribe": Wording("在日历中订阅", "Subscribe"),
    "apple_only": Wording("iPhone、iPad、Mac 可直接点；其他设备见下方步骤", "iPhone, iPad and Mac; others: see below"),
    "address": Wording("订阅链接（长按复制）", "Address (copy it)"),
    "scan": Wording("用手机扫码打开本页", "Scan to open this page on a phone"),
    "delay": Wording("更新延迟", "How late"),
    "download": Wording("下载一次（不会自动更新）", "Download once (never updated)"),
}
router = APIRouter(include_in_schema=False)
_pages = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(default=True), undefined=StrictUndefined
)


@router.get("/feeds/{token}")
async def subscribe_page(request: Request) -> Response:
    """How to subscribe to the feed of a token, in the browser's language."""
    token: str = request.path_params["token"]
    desk: FeedDesk = request.app.state.feed_desk
    settings: Settings = request.app.state.settings
    try:
        found = await desk.find(token)
    except DomainError as error:
        return refusal(request, error)
    lang = language_of(request)
    how = subscription(settings, token, lang)
    page = _pages.get_template("subscribe.html.j2").render(
        lang="zh-CN" if lang is Lang.ZH else "en",
        style=Markup(STYLE),  # noqa: S704 - ours
        qr=Markup(how.qr_svg),  # noqa: S704 - drawn by segno from our own address
        name=found.feed.name,
        how=how,
        words={name: words.say(lang) for name, words in WORDS.items()},
    )
    return Response(page, media_type="text/html", headers=HEADERS)
