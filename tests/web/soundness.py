"""What a machine can see to be wrong with a page: for those who hear or enlarge it, and for the other language."""

import re
from collections.abc import Iterable, Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sqlalchemy import MetaData
from sqlmodel import Session

AXE = Axe()
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
GRAVE = {"serious", "critical"}
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
ENGLISH = re.compile(r"[A-Za-z][A-Za-z'-]{2,}")
SPOKEN_IN_BOTH = {
    "中文",
    "English",
    "Excel",
    "PDF",
    "xlsx",
    "dudao",
    "Webhook",
    "https",
    "Ctrl",
    "Shift",
    "name",
    "example",
    "org",
}
"""What stands on pages of either language: names of languages, programs, files and keys, and an address as example."""

WIDE = "document.documentElement.scrollWidth > innerWidth + 1"
CUT = """() => {
  const cut = [];
  const told = (element) => element.outerHTML.slice(0, 160);
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.width < 2 || box.height < 2 || style.visibility === 'hidden' || box.right < 0) continue;
    if (element.closest('.visually-hidden, .skip')) continue;
    let scrolls = false;
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      const flow = getComputedStyle(around).overflowX;
      const frame = around.getBoundingClientRect();
      if (flow === 'auto' || flow === 'scroll') { scrolls = true; break; }
      if (flow !== 'visible' && (box.left < frame.left - 1 || box.right > frame.right + 1)) cut.push(told(element));
    }
    if (!scrolls && (box.left < -1 || box.right > innerWidth + 1)) cut.push(told(element));
    if (element.tagName === 'BUTTON' && style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis'
        && element.scrollWidth > element.clientWidth + 1) cut.push(`text of ${told(element)}`);
  }
  return [...new Set(cut)];
}"""
TEXTS = """() => {
  const texts = [document.title];
  const own = document.documentElement.lang;
  const foreign = (element) => element.closest('code, pre, script, style, noscript, .glyph') ||
    (element.closest('[lang]') && element.closest('[lang]').lang !== own);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.parentElement?.checkVisibility() && !foreign(node.parentElement)) texts.push(node.textContent);
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (element.checkVisibility() && !foreign(element)) texts.push(element.getAttribute(name));
  return texts.filter((text) => text && text.trim());
}"""


def violations(page: Page) -> Iterator[str]:
    """What axe finds that is serious or critical under WCAG 2.2, levels A and AA."""
    for found in AXE.run(page, options=OPTIONS).response["violations"]:
        if found["impact"] in GRAVE:
            yield f"{found['id']}: " + "; ".join(node["html"][:160] for node in found["nodes"][:3])


def too_wide(page: Page) -> Iterator[str]:
    """The page scrolls sideways, or something to be pressed or filled in is cut off."""
    if page.evaluate(WIDE):
        yield "wider than the window"
    for element in page.evaluate(CUT):
        yield f"cut off: {element}"


def foreign_words(page: Page, data: str) -> Iterator[str]:
    """Words in another language than the page's; `data` is what people entered, which no program translates."""
    is_chinese = page.evaluate("document.documentElement.lang") == "zh-CN"
    pattern = ENGLISH if is_chinese else CHINESE
    for text in page.evaluate(TEXTS):
        words = [word for word in pattern.findall(text) if word not in SPOKEN_IN_BOTH and word not in data]
        if words:
            yield f"{'English' if is_chinese else 'Chinese'}: {' '.join(words)} in “{text.strip()[:80]}”"


def entered(db: Session, tables: MetaData) -> str:
    """All texts of a database, one per line."""
    rows = (row for table in tables.sorted_tables for row in db.connection().execute(table.select()))
    return "\n".join(text for row in rows for value in row for text in _texts(value))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return []
