"""What a crawl of a whole site does, through a real worker process against a real server."""

from signal import Signals

import pytest

from aggregator.domain.listing import Status
from aggregator.domain.report import Outcome
from tests.crawl.market import FILLING, Answer, item_page

pytestmark = pytest.mark.slow


def kind(report):
    return report.kinds["request"]


def test_everything_listed_is_stored_in_full(crawl):
    crawl.market.list(7)
    report = crawl.run()
    assert (report.outcome, report.why) == (Outcome.OK, "")
    assert (kind(report).new, kind(report).updated, kind(report).rejected) == (7, 0, 0)
    assert kind(report).pages == 3 + 7
    assert kind(report).coverage["budget"] == 1
    assert all(listing.complete for listing in crawl.store.listings.iterate())
    assert crawl.listing(1).url == "https://suq.example/tasks/1"
    assert crawl.store.reports.last("suq") == report


def test_manners_one_request_at_a_time_with_our_name_and_robots_first(crawl):
    crawl.market.list(7)
    crawl.run()
    assert crawl.market.most_at_once == 1
    assert crawl.market.agents == {"Dalil/test (+https://dalil.example/bot)"}
    assert crawl.market.seen[0] == ("GET", "/robots.txt")


def test_a_second_crawl_stops_at_what_it_knows(crawl):
    crawl.market.list(9)
    crawl.run()
    crawl.market.seen.clear()
    report = crawl.run()
    assert [path for _, path in crawl.market.seen] == ["/robots.txt", "/tasks"]
    assert (kind(report).new, kind(report).updated, kind(report).unchanged) == (0, 0, 3)


def test_news_and_changes_are_found_and_told_apart(crawl):
    crawl.market.list(6)
    crawl.run()
    crawl.market.tasks = {"7": "مهمة 7", **crawl.market.tasks, "5": "مهمة بعنوان آخر"}
    crawl.market.seen.clear()
    report = crawl.run()
    assert (kind(report).new, kind(report).updated) == (1, 1)
    assert crawl.market.item_fetches == {"/tasks/7": 1, "/tasks/5": 1}
    assert crawl.titles()["5"] == "مهمة بعنوان آخر"


def test_a_bound_on_pages_is_kept_and_a_deeper_crawl_goes_on_behind_it(crawl):
    crawl.market.list(9)
    assert kind(crawl.run(max_pages=1)).new == 3
    assert kind(crawl.run(max_pages=2)).new == 3
    assert kind(crawl.run()).new == 3
    assert crawl.market.item_fetches.most_common(1)[0][1] == 1


def test_a_refused_full_page_leaves_the_row_and_is_completed_later(crawl):
    crawl.market.list(3)
    crawl.market.faults = {f"/tasks/{number}": Answer("", 202) for number in (1, 2, 3)}
    report = crawl.run()
    assert report.outcome is Outcome.PARTIAL
    assert kind(report).new == 3
    assert not crawl.listing(3).complete
    assert sum(crawl.market.item_fetches.values()) == 1
    crawl.market.faults = {}
    crawl.run()
    assert all(listing.complete and listing.budget for listing in crawl.store.listings.iterate())


@pytest.mark.parametrize(
    ("answer", "outcome", "why"),
    [
        (Answer("slow down", 429, {"Retry-After": "120"}), Outcome.BLOCKED, "HTTP 429"),
        (Answer("no", 403), Outcome.BLOCKED, "HTTP 403"),
        (Answer("", 202), Outcome.BLOCKED, "empty body"),
        (Answer("<html>wait</html>"), Outcome.BLOCKED, "17 bytes"),
        (Answer("broken", 503), Outcome.UNAVAILABLE, "HTTP 503"),
        (Answer(item_page("تصميم جديد")), Outcome.STRUCTURE_CHANGED, "expected rows 'li.task', found none"),
        (Answer("مهمة".encode("windows-1256") * 300), Outcome.STRUCTURE_CHANGED, "undecodable"),
        (Answer(b"<html>" + b"x" * 9_000_000), Outcome.STRUCTURE_CHANGED, "8 MB"),
    ],
    ids=["429", "403", "202", "short", "503", "redesign", "charset", "huge"],
)
def test_an_answer_without_a_list_is_never_no_news(crawl, answer, outcome, why):
    crawl.market.list(3)
    crawl.market.faults = {"/tasks": answer}
    report = crawl.run()
    assert report.outcome is outcome
    assert why in report.why
    crawl.market.faults = {}
    assert kind(crawl.run()).new == 3


def test_the_pause_that_a_site_asks_for_is_reported(crawl):
    crawl.market.faults = {"/tasks": Answer("slow down", 429, {"Retry-After": "120"})}
    assert crawl.run().pause_seconds == 120


def test_a_list_that_ends_early_was_not_read_to_its_end(crawl):
    crawl.market.list(9)
    crawl.market.faults = {"/tasks?page=2": lambda usual: Answer(usual.body[: usual.body.index("</ul>")])}
    report = crawl.run()
    assert report.outcome is Outcome.PARTIAL
    assert "cut short" in report.why
    crawl.market.faults = {}
    crawl.run()
    assert len(crawl.titles()) == 9


def test_a_full_page_that_is_cut_short_is_read_again(crawl):
    crawl.market.list(1)
    crawl.market.faults = {"/tasks/1": lambda usual: Answer(usual.body[: usual.body.index("<b class")])}
    crawl.run()
    assert (crawl.listing(1).description, crawl.listing(1).complete) == ("وصف المهمة", False)
    crawl.market.faults = {}
    crawl.run()
    assert crawl.listing(1).budget


def test_an_upside_down_price_is_counted_and_the_rest_kept(crawl):
    crawl.market.list(2)
    crawl.market.faults = {"/tasks/1": Answer(item_page("مهمة 1", budget="$10,000.00 - $5"))}
    report = crawl.run()
    assert crawl.listing(1).budget is None
    assert [reason for reason in report.reasons if reason.startswith("request: budget: ")]
    assert report.outcome is Outcome.OK


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "https://evil.example/tasks/8", "/tasks/" + "9" * 200]
)
def test_a_hostile_row_is_rejected_and_the_good_ones_kept(crawl, href):
    crawl.market.list(3)
    crawl.market.faults = {
        "/tasks": lambda usual: Answer(usual.body.replace('href="/tasks/2"', f'href="{href}"'))
    }
    report = crawl.run()
    assert kind(report).rejected == 1
    assert set(crawl.titles()) == {"1", "3"}


def test_an_id_of_forty_digits_is_only_an_id(crawl):
    crawl.market.tasks = {"9" * 40: "مهمة"}
    assert kind(crawl.run()).new == 1


def test_script_in_a_title_is_stored_as_text(crawl):
    crawl.market.tasks = {"1": "&lt;script&gt;alert(1)&lt;/script&gt; شعار"}
    crawl.run()
    assert crawl.titles() == {"1": "<script>alert(1)</script> شعار"}


def test_a_removed_listing_is_gone_and_back_when_it_returns(crawl):
    crawl.market.list(4)
    crawl.run()
    whole = dict(crawl.market.tasks)
    del crawl.market.tasks["4"]
    crawl.market.tasks["3"] += " جديدة"
    report = crawl.run()
    assert kind(report).gone == 1
    assert crawl.listing(4).status is Status.GONE
    crawl.market.tasks = whole
    assert kind(crawl.run()).back == 1


def test_a_removed_page_says_so_in_its_title(crawl):
    crawl.market.list(1)
    crawl.market.faults = {"/tasks/1": Answer(item_page("حذفت المهمة"))}
    assert kind(crawl.run()).gone + kind(crawl.run()).new >= 0
    assert crawl.listing(1).status is Status.GONE


def test_an_honestly_empty_list_is_no_failure(crawl):
    report = crawl.run()
    assert (report.outcome, kind(report).new) == (Outcome.OK, 0)


def test_robots_txt_is_obeyed(crawl):
    crawl.market.list(3)
    crawl.market.robots = Answer("User-agent: *\nDisallow: /tasks\n")
    report = crawl.run()
    assert (report.outcome, "robots.txt forbids" in report.why) == (Outcome.FAILED, True)
    assert {path for _, path in crawl.market.seen} == {"/robots.txt"}


def test_while_robots_txt_cannot_be_read_nothing_is(crawl):
    crawl.market.list(3)
    crawl.market.robots = Answer("broken", 500)
    report = crawl.run()
    assert report.outcome is Outcome.UNAVAILABLE
    assert {path for _, path in crawl.market.seen} == {"/robots.txt"}


def test_a_redirect_out_of_the_site_is_not_followed(crawl):
    crawl.market.list(2)
    crawl.market.faults = {"/tasks/1": Answer("", 302, {"Location": "http://127.0.0.1:1/secret"})}
    report = crawl.run()
    assert (report.outcome, crawl.listing(1).complete) == (Outcome.OK, False)


def test_a_redirect_inside_the_site_is_followed(crawl):
    crawl.market.list(2)
    crawl.market.tasks["1-slug"] = "مهمة باسم طويل"
    crawl.market.per_page = 2
    crawl.market.faults = {"/tasks/1": Answer("", 301, {"Location": "/suq/tasks/1-slug"})}
    assert crawl.run(max_pages=1).outcome is Outcome.OK


def test_pages_are_asked_for_conditionally(crawl):
    crawl.market.list(1)
    tagged = {"ETag": '"7"', "Last-Modified": "Fri, 20 Nov 2026 12:00:00 GMT"}
    crawl.market.faults = {"/tasks": lambda usual: Answer(usual.body, 200, tagged)}
    crawl.run()
    crawl.market.faults = {"/tasks": Answer("", 304, tagged)}
    report = crawl.run()
    assert (report.outcome, kind(report).unchanged) == (Outcome.OK, 1)


def test_a_mistake_of_a_plugin_is_reported_by_its_name(crawl):
    crawl.market.list(1)
    crawl.market.faults = {
        "/tasks/1": Answer(item_page("مهمة", text="").replace("<h1>", "<i class=crash></i><h1>"))
    }
    report = crawl.run()
    assert report.outcome is Outcome.FAILED
    assert report.why == "plugin suq: RuntimeError: a mistake of the plugin"


def test_a_feed_without_news_spares_the_list(crawl):
    crawl.market.list(3)
    crawl.run()
    crawl.market.seen.clear()
    crawl.run(probe=True)
    assert [path for _, path in crawl.market.seen] == ["/robots.txt", "/feed"]
    crawl.market.tasks = {"4": "مهمة 4", **crawl.market.tasks}
    assert kind(crawl.run(probe=True)).new == 1


def test_what_the_plugin_expects_and_does_not_get_is_a_warning(crawl):
    crawl.market.list(4)
    crawl.market.per_page = 2
    crawl.market.faults = {
        f"/tasks/{number}": Answer(item_page("مهمة", budget="")) for number in (1, 2, 3, 4)
    }
    assert crawl.run().warnings == (
        "request: 1 list pages with less than 3 rows",
        "request: budget stated by 0% of 4 listings, expected 50%",
    )


@pytest.mark.parametrize("after", [1, 4, 6])
def test_a_crawl_killed_anywhere_is_completed_by_the_next_without_duplicates(crawl, after):
    crawl.market.list(9)
    worker = crawl.start()
    for _ in range(after):
        worker.stdout.readline()
    worker.kill()
    worker.communicate()
    assert crawl.run().outcome is Outcome.OK
    assert len(crawl.titles()) == 9
    assert all(listing.complete for listing in crawl.store.listings.iterate())
    new = [change for change in crawl.store.changes.since(0, limit=1000) if change.kind == "new"]
    assert len(new) == 9


def test_a_stand_in_may_link_to_itself_by_its_own_name(crawl):
    crawl.market.list(7)
    crawl.market.robots = Answer("User-agent: *\nDisallow: /tasks/3\n")
    own = {
        f"/tasks?page={page}": lambda usual: Answer(
            usual.body.replace('href="/', f'href="{crawl.job.base_url}/')
        )
        for page in (1, 2, 3)
    }
    crawl.market.faults = own
    report = crawl.run()
    assert (report.outcome, kind(report).new) == (Outcome.OK, 7)
    assert crawl.listing(7).url == "https://suq.example/tasks/7"
    assert crawl.market.fetched("/tasks/3") == 0
    assert crawl.market.fetched("/robots.txt") == 1


@pytest.mark.parametrize("signal", [Signals.SIGINT, Signals.SIGTERM])
def test_a_crawl_that_is_interrupted_is_never_called_fine(crawl, signal):
    crawl.market.list(60)
    worker = crawl.start()
    for _ in range(5):
        worker.stdout.readline()
    worker.send_signal(signal)
    worker.communicate(timeout=60)
    report = crawl.store.reports.last("suq")
    assert (report.outcome, report.why) == (Outcome.FAILED, "interrupted before its end")
    assert crawl.run().outcome is Outcome.OK
    assert len(crawl.titles()) == 60


def test_two_crawls_of_one_site_never_run_at_once(crawl):
    crawl.market.list(30)
    first = crawl.start()
    first.stdout.readline()
    assert crawl.run().outcome is Outcome.OK
    first.communicate()
    assert crawl.market.most_at_once == 1
    assert crawl.market.item_fetches.most_common(1)[0][1] == 1


def test_too_many_requests_on_a_full_page_ends_all_of_the_crawl(crawl):
    crawl.market.list(9)
    crawl.market.faults = {"/tasks/9": Answer("slow down", 429)}
    report = crawl.run()
    assert (report.outcome, report.pause_seconds) == (Outcome.BLOCKED, 60)
    assert crawl.market.seen[-1] == ("GET", "/tasks/9")
    assert crawl.store.pauses.until("suq", "site", at=report.finished_at) is None, "a stand-in is no site"


def test_a_list_that_leads_to_a_page_of_another_kind_is_a_changed_site(crawl):
    crawl.market.faults = {"/tasks": Answer("", 302, {"Location": "/suq/login"})}
    crawl.market.faults["/login"] = Answer(item_page("دخول"))
    report = crawl.run()
    assert (report.outcome, "no page class of suq" in report.why) == (Outcome.STRUCTURE_CHANGED, True)


def test_a_later_list_page_that_is_missing_leaves_the_list_unfinished(crawl):
    crawl.market.list(9)
    crawl.market.faults = {"/tasks?page=2": Answer("no", 404)}
    report = crawl.run()
    assert (report.outcome, kind(report).new) == (Outcome.PARTIAL, 3)
    crawl.market.faults = {}
    assert kind(crawl.run()).new == 6


@pytest.mark.parametrize("leads_to", ["/suq/tasks", "/suq/tasks/2", "/suq/login"])
def test_a_full_page_that_leads_elsewhere_leaves_its_row_and_is_told(crawl, leads_to):
    crawl.market.list(3)
    crawl.market.faults = {
        "/tasks/3": Answer("", 302, {"Location": leads_to}),
        "/login": Answer(f"<html><body><h1>دخول</h1>{FILLING}</body></html>"),
    }
    report = crawl.run()
    assert any("full page: " in reason for reason in report.reasons)
    assert (crawl.listing(3).title, crawl.listing(3).complete) == ("مهمة 3", False)
    assert crawl.listing(2).complete
    crawl.market.faults = {}
    crawl.run()
    assert crawl.listing(3).complete


def test_full_pages_of_something_else_are_no_listings(crawl):
    crawl.market.list(6)
    login = Answer(f"<html><body><h1>دخول</h1>{FILLING}</body></html>")
    crawl.market.faults = {f"/tasks/{number}": login for number in range(1, 7)}
    report = crawl.run()
    assert report.outcome is Outcome.STRUCTURE_CHANGED
    assert "found a title alone" in report.why
    assert "دخول" not in crawl.titles().values()
    assert not any(listing.complete for listing in crawl.store.listings.iterate())
