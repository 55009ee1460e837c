"""How to subscribe on each device, and how late each is: in the words of its own menus, honestly."""

from dataclasses import dataclass
from typing import Final

from solver.wording import Wording


@dataclass(frozen=True, slots=True)
class Device:
    """One kind of calendar program: `code` is stable; `opens_link` when the webcal link alone does it."""

    code: str
    name: Wording
    steps: tuple[Wording, ...]
    delay: Wording
    opens_link: bool = False


DEVICES: Final = (
    Device(
        "iphone",
        Wording("iPhone、iPad", "iPhone, iPad"),
        (
            Wording(
                "点“在日历中订阅”；如在微信中打开，先点右上角“···”选“在浏览器打开”",
                "tap “Subscribe”; within WeChat, first tap ··· and open in the browser",
            ),
            Wording("在弹出的窗口中点“订阅”，再点“添加”", "in the window that opens tap Subscribe, then Add"),
            Wording(
                "更新频率：设置 → App → 日历 → 日历账户 → 获取新数据，选“每小时”",
                "how often: Settings → Apps → Calendar → Calendar Accounts → Fetch New Data → Hourly",
            ),
        ),
        Wording("约 1 小时", "about 1 hour"),
        opens_link=True,
    ),
    Device(
        "mac",
        Wording("Mac 日历", "Calendar on the Mac"),
        (
            Wording(
                "点“在日历中订阅”，或在“日历”中选 文件 → 新建日历订阅，粘贴链接", "File → New Calendar Subscription"
            ),
            Wording("“自动刷新”选“每小时”，位置选 iCloud 可同步到手机", "Auto-refresh: every hour; location iCloud"),
        ),
        Wording("约 1 小时", "about 1 hour"),
        opens_link=True,
    ),
    Device(
        "outlook",
        Wording("Outlook（网页版、新版）", "Outlook (web, new)"),
        (
            Wording("打开日历，点“添加日历” → “从 Web 订阅”", "Calendar → Add calendar → Subscribe from web"),
            Wording("粘贴链接，填写名称，点“导入”", "paste the address, give it a name, Import"),
        ),
        Wording("约 3 小时，有时更久", "about 3 hours, sometimes longer"),
    ),
    Device(
        "google",
        Wording("Google 日历（境内一般无法访问）", "Google Calendar (usually not reachable in mainland China)"),
        (
            Wording("在电脑上打开 Google 日历，左侧“其他日历”点“+” → “通过网址添加”", "Other calendars → + → From URL"),
            Wording("粘贴链接，点“添加日历”；手机会自动同步", "paste the address, Add calendar; the phone follows"),
        ),
        Wording("最长 24 小时，且无法手动刷新", "up to 24 hours, and it cannot be refreshed by hand"),
    ),
    Device(
        "android",
        Wording("安卓手机", "Android"),
        (
            Wording(
                "多数国产手机自带日历不能订阅网址；请安装支持“订阅 ICS / WebCal”的日历应用（如 ICSx⁵），粘贴链接",
                "calendars that come with the phone mostly cannot subscribe: install one that can (such as ICSx⁵)",
            ),
            Wording(
                "或用“下载一次”导入，日后有变动需重新下载",
                "or download once and import; later changes need a new download",
            ),
        ),
        Wording(
            "取决于应用的同步间隔，一般 1 至 24 小时；下载的不会更新", "as the program is set; a download never changes"
        ),
    ),
    Device(
        "thunderbird",
        Wording("Thunderbird", "Thunderbird"),
        (
            Wording(
                "日历 → 新建日历 → “在网络上”，粘贴链接，不需要用户名", "New Calendar → On the Network, no user name"
            ),
            Wording("在日历属性中设置刷新间隔", "set how often it refreshes in the calendar's properties"),
        ),
        Wording("默认约 30 分钟", "about 30 minutes by default"),
    ),
)

NO_NOTICE: Final = Wording(
    "日历更新有延迟，不能代替通知：临近的变动另发消息，请以消息和系统内的日程为准。",
    "A calendar is late and no notice: urgent changes are sent as messages, which count, as do the service's pages.",
)
SECRET: Final = Wording(
    "链接即凭证，请勿转发；如已泄露，请登录后更换链接。",
    "The address is a secret: do not pass it on; if it is out, sign in and change it.",
)
