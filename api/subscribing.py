"""Everything somebody needs to subscribe to a feed: its addresses, a QR code, and the steps on each device."""

import segno
from pydantic import BaseModel

from scheduler.feeds.steps import DEVICES, NO_NOTICE, SECRET
from scheduler.settings import Settings
from solver.wording import Lang


class DeviceOut(BaseModel):
    """How to subscribe on one kind of device, and how late it will be."""

    code: str
    name: str
    steps: list[str]
    delay: str
    opens_link: bool
    """Whether the `webcal` link alone does it."""


class Subscription(BaseModel):
    """The addresses of a feed, which are shown once, and how to use them."""

    webcal_url: str
    """Opens the calendar of an iPhone, iPad or Mac."""
    https_url: str
    """To be pasted into other programs."""
    page_url: str
    """These steps as a page, for opening on a phone."""
    download_url: str
    """The events as they are now, once."""
    qr_svg: str
    """A QR code of `page_url`, as an SVG document."""
    devices: list[DeviceOut]
    notes: list[str]


def subscription(settings: Settings, token: str, lang: Lang) -> Subscription:
    """How to subscribe to the feed of a token."""
    file = settings.link(f"/feeds/{token}.ics")
    page = settings.link(f"/feeds/{token}")
    return Subscription(
        webcal_url="webcal:" + file.partition(":")[2],
        https_url=file,
        page_url=page,
        download_url=f"{file}?download",
        qr_svg=qr_svg(page),
        devices=[
            DeviceOut(
                code=device.code,
                name=device.name.say(lang),
                steps=[step.say(lang) for step in device.steps],
                delay=device.delay.say(lang),
                opens_link=device.opens_link,
            )
            for device in DEVICES
        ],
        notes=[NO_NOTICE.say(lang), SECRET.say(lang)],
    )


def qr_svg(link: str) -> str:
    """A QR code of a link as an SVG document, with the quiet zone that scanners need."""
    return segno.make(link, error="m").svg_inline(scale=5, border=4, svgclass=None, lineclass=None, omitsize=True)
