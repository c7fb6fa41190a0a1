"""From the bytes of a Mostaql list page to drafts, against bare parsel asked for the same fields."""

import re
import time
from collections.abc import Callable
from statistics import median
from urllib.parse import quote

from parsel import Selector

from aggregator.crawl.reading import Fetched, read_page
from aggregator.plugin_manager import load_plugins
from aggregator.sdk.sites import Site
from bench.results import Result

GOAL = 1.5
"""Ours takes at most so many times as long as bare parsel."""

ROWS = 25
ROUNDS = 40
URL = "https://mostaql.com/projects/development"

_WORDS = (
    "نحتاج",
    "إلى",
    "تطوير",
    "متجر",
    "إلكتروني",
    "مع",
    "لوحة",
    "تحكم",
    "وربط",
    "بوابة",
    "دفع",
    "وشركة",
    "شحن",
)
_OFFERS = ("أضف أول عرض", "عرض واحد", "عرضان ", "7 عروض", "24 عرض")
_HEAD = """<!doctype html>
<html class="no-js" lang="ar"><head><meta charset="utf-8"><title>برمجة | مستقل</title>
<link href="https://mostaql.com/projects/development" rel="canonical"/></head><body>
<ol class="breadcrumb"><li class="breadcrumb-item"><a href="https://mostaql.com/projects">المشاريع</a></li></ol>
"""
_CHOICE = """<div class="checkbox"><label><input type="checkbox" name="categories[]" value="c{0}">
    <span class="filter-label">تصنيف {0}</span></label></div>
"""
_ROW = """<tr class="project-row">

    <td class="row-td">
        <div class="card-title_wrapper"><div class="card--title">
                <h2 class="mrg--bt-reset">
                    <a href="{url}" class="">{title}</a>
                </h2>
                <ul class="project__meta list-meta-items">
                    <li class="text-muted">
                        <i class="fa fa-user"></i>
                        <bdi>مستخدم {number}.</bdi>
                    </li>
                    <li class="text-muted">
                        <time datetime="2026-07-03 09:{number:02}:06" title="2026-07-03 09:{number:02}:06"
                              itemprop="datePublished" data-toggle="tooltip">
        <i class="fa fa-clock-o"></i> منذ
        {number} دقيقة
    </time>
                    </li>
                    <li class="text-muted">
                        <span class="hsoub-file-signature-icon"></span>
                        {offers}
                    </li>
                </ul>
            </div>
            <div class="card--actions hidden-xs"><div class="dropdown btn-group ">
                <a tabindex='-1' class="btn btn-info btn-sm"
                   href = 'https://mostaql.com/project/create?template={number}'>
                    <i class="fa fa-plus"></i> <span class="action-text">مشروع مماثل</span></a>
                <button class="dropdown-toggle btn btn-info btn-sm"><i class="fa fa-caret-down"></i></button>
                <ul class="dropdown-menu dropdown-left" role="menu">
                    <li><a tabindex='-1' href = 'https://mostaql.com/register'>
                        <i class="fa fa-fw fa-bookmark "></i>
                        <span class="action-text">أضف إلى المفضلة</span></a></li>
                    <li><a tabindex='-1' href = 'https://mostaql.com/register'>
                        <i class="fa fa-fw fa-flag"></i>
                        <span class="action-text">تبليغ عن محتوى</span></a></li>
                </ul></div></div>
        </div>
        <div class="mrg--tt"><p class="text-wrapper-div project__brief "  >
            <a href="{url}"  class="details-url" >
                    {brief}...
            </a>
    </p></div>
    </td>
</tr>
"""
_FOOT = """</tbody></table><ul class="pagination"><li class="page-item">
<a class="page-link" href="https://mostaql.com/projects/development?page=2" rel="next">»</a></li></ul>
<div data-filer="empty-results" style="display: none;">لا توجد نتائج</div></body></html>
"""


def page() -> bytes:
    """A list page as large as the site's own: 25 rows with long briefs, and a form of 150 choices."""
    rows = (_row(number) for number in range(ROWS))
    table = f'<table class="projects-table"><tbody data-filter="collection">{"".join(rows)}'
    choices = "".join(_CHOICE.format(number) for number in range(150))
    return f"{_HEAD}<form>{choices}</form>{table}{_FOOT}".encode()


def _row(number: int) -> str:
    title = " ".join((*_WORDS[number % 5 :][:7], str(number)))
    url = f"https://mostaql.com/project/{1263900 + number}-{quote(title.replace(' ', '-'))}"
    offers = _OFFERS[number % len(_OFFERS)]
    return _ROW.format(number=number, title=title, url=url, offers=offers, brief=" ".join(_WORDS * 6)[:450])


def ours(site: Site, body: bytes) -> int:
    """Read the page as a crawl does; the number of drafts."""
    reading = read_page(site, Fetched(url=URL, body=body))
    return sum(found.draft is not None for found in reading.gave.found)


def bare(body: bytes) -> int:
    """Ask bare parsel for the texts that our fields are made of; the number of rows."""
    selector = Selector(text=body.decode(), type="html", base_url=URL)
    rows = [_bare_row(row) for row in selector.css("tr.project-row")]
    selector.css("link[rel=canonical]::attr(href)").get()
    selector.css(".pagination a[rel=next]::attr(href)").get()
    return len(rows)


def _bare_row(row: Selector) -> dict[str, str | None]:
    link = ".card--title h2 a[href*='/project/']"
    url = row.css(f"{link}::attr(href)").get("").strip()
    found = re.search(r"/project/(\d+)", url)
    return {
        "url": url,
        "external_id": found and found[1],
        "title": row.css(f"{link}::text").get("").strip(),
        "description": " ".join(row.css("p.project__brief ::text").getall()).strip(),
        "posted": row.css("ul.project__meta time::attr(datetime)").get(),
        "status": row.css("ul.project__meta time::attr(itemprop)").get(),
        "offers_count": " ".join(
            row.css("ul.project__meta li:has(.hsoub-file-signature-icon) ::text").getall()
        ).strip(),
        "party": row.css("ul.project__meta li:has(.fa-user) bdi::text").get("").strip(),
    }


def measure() -> Result:
    """Time both ways in turn, after a round that warms the caches of both; median seconds."""
    site, body = load_plugins().site("mostaql"), page()
    assert ours(site, body) == bare(body) == ROWS  # noqa: S101  a benchmark of nothing would be fast
    times = [(_seconds(lambda: ours(site, body)), _seconds(lambda: bare(body))) for _ in range(ROUNDS)]
    our, limit = median(our for our, _ in times), median(limit for _, limit in times)
    ratio = median(our / limit for our, limit in times)
    return Result(name="parse list page", ours=our, limit=limit, ratio=ratio, goal=GOAL, at_most=True)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    result = measure()
    print(
        f"{result.name}: ours {result.ours * 1000:.1f} ms, bare parsel {result.limit * 1000:.1f} ms, "
        f"ratio {result.ratio:.2f} (goal <= {result.goal})"
    )
