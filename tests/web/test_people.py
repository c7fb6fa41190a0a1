"""People save searches, sign in and leave by pages alone; who only looks, or is elsewhere, does nothing."""

import httpx
import pytest

from aggregator.composition import dalil
from aggregator.domain.alert import Pause
from aggregator.services import alerting
from aggregator.settings import load_settings
from tests.web.builders import HOSTILE, market
from tests.web.conftest import fill, serving
from tests.web.reading_mail import Post, Reader, sign_in
from web.app import create_app
from web.forms import LARGEST_BODY
from web.visitors import SESSION, VISIT

ASKED = {"q": "شعار", "kind": "request", "lang": "en"}


@pytest.fixture
def world(tmp_path):
    settings = load_settings(
        data_dir=tmp_path, mail_url="smtp://127.0.0.1:1", mail_from="Dalil <alerts@example.com>"
    )
    with dalil(settings) as opened:
        fill(opened, tmp_path, market())
        yield opened


@pytest.fixture
def new_reader(own_site):
    clients = []

    def new_reader():
        clients.append(httpx.Client(base_url=own_site, follow_redirects=True))
        return Reader(clients[-1])

    yield new_reader
    for client in clients:
        client.close()


@pytest.fixture
def reader(new_reader):
    return new_reader()


@pytest.fixture
def post(world):
    return Post(world)


def searches(world, address="sara@example.com"):
    return world.alerting.of(world.store.people.by_address(address).key)


def save(reader, **fields):
    reader.open("/alerts/new", **ASKED)
    return reader.send("save", **fields)


def test_a_visitor_saves_a_search_from_its_results_by_the_link_in_a_mail(world, reader, post):
    reader.open("/search", **ASKED)
    way = reader.page.css(".results__save a::attr(href)").get()
    reader.open(way)
    reader.send("preview", min_hiring_rate="50", uncomputed="leave")
    assert "What you would have got" in reader.text
    assert "In the last 30 days" in reader.text
    reader.send(
        "save",
        name="متاجر",
        address="sara@example.com",
        exclude="سلة زد",
        pace="daily",
        daily_at="09:30",
        quiet="on",
        zone="Africa/Cairo",
    )
    assert "Look into your mail" in reader.text
    assert searches(world) == []
    reader.open(post.link())
    assert "متاجر" in reader.text
    assert searches(world) == []
    reader.send()
    assert "The search is saved." in reader.text
    [search] = searches(world)
    assert (search.name, search.criteria.text) == ("متاجر", "شعار -سلة -زد")
    assert (search.criteria.min_hiring_rate, search.criteria.take_uncomputed) == (50, False)
    assert (search.schedule.pace, search.schedule.zone) == ("daily", "Africa/Cairo")
    assert f"{search.schedule.daily_at:%H:%M} {search.schedule.quiet.start:%H:%M}" == "09:30 23:00"
    assert world.store.contacts.get(search.contacts[0]).target == "sara@example.com"


def test_a_saved_search_is_changed_paused_resumed_and_removed(world, reader, post):
    sign_in(reader, post)
    save(reader, name="one")
    [search] = searches(world)
    reader.open(f"/alerts/{search.key}", lang="en")
    reader.send("save", name="two", min_price="100", site=["mostaql"])
    [changed] = searches(world)
    assert (changed.name, changed.criteria.min_price, changed.criteria.sites) == ("two", 100, {"mostaql"})
    assert changed.key == search.key
    for action, pause in (("pause", Pause.ASKED), ("resume", None)):
        reader.send(action=f"{search.key}/{action}")
        assert searches(world)[0].pause is pause
    reader.open(f"/alerts/{search.key}/history")
    reader.open("/alerts")
    reader.send(action=f"{search.key}/remove")
    assert searches(world) == []


def test_a_saved_search_reads_back_into_its_form_as_it_was(world, reader, post):
    sign_in(reader, post)
    save(reader, exclude="سلة", min_hiring_rate="33.5", quiet="on", quiet_start="22:15", most_a_buyer="7")
    [before] = searches(world)
    reader.open(f"/alerts/{before.key}")
    reader.send("save")
    [after] = searches(world)
    assert (after.criteria, after.schedule, after.contacts) == (
        before.criteria,
        before.schedule,
        before.contacts,
    )


WRONG = [
    ("min_price", "كثير", "is not a price"),
    ("min_hiring_rate", "101", "is not a rate"),
    ("daily_at", "25:00", "is not a time"),
    ("zone", "Mars/Base", "is not a time zone"),
    ("most_an_hour", "0", "is not a number from 1 to 100"),
    ("pace", "weekly", "is none of the choices"),
    ("name", "x" * 201, "longer than"),
    ("site", "nowhere", "is unknown"),
]


@pytest.mark.parametrize(("field", "value", "said"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_said_beside_its_field_and_everything_typed_stays(reader, field, value, said):
    reader.open("/alerts/new", **ASKED)
    reader.send("save", expect=422, **{"address": "sara@example.com", "exclude": "سلة", field: value})
    assert said in " ".join(reader.page.css(".field__fault::text").getall())
    assert reader.page.css("#exclude::attr(value)").get() == "سلة"
    assert reader.page.css("#address::attr(value)").get() == "sara@example.com"


def test_an_address_that_is_none_is_told_beside_it(reader, post):
    for address in ("", "no address", "a@b\r\nBcc: c@example.com"):
        reader.open("/alerts/new", **ASKED)
        reader.send("save", expect=422, address=address)
        assert reader.page.css("#fault-address")
    assert post.letters() == []


def test_a_search_for_everything_is_refused_with_the_number(world, reader, post):
    reader.open("/alerts/new", lang="en")
    reader.send("save", address="sara@example.com", expect=422)
    number = world.engine.count()
    assert f"it shows {number} of {number} listings" in reader.text
    assert post.letters() == []


def test_what_cannot_be_saved_any_more_when_its_link_is_opened_is_shown_again_with_the_reason(
    world, reader, post, monkeypatch
):
    reader.open("/alerts/new", **ASKED)
    reader.send("save", address="sara@example.com", exclude="سلة", name="Logos", pace="hourly")
    with monkeypatch.context() as patch:
        patch.setattr(alerting, "MOST_SEARCHES", 0)
        reader.open(post.link())
        reader.send(expect=422)
    assert "You have 0 saved searches, the most there may be" in reader.text
    assert not searches(world)
    reader.send("save", action="/alerts/new")
    [saved] = searches(world)
    assert (saved.name, saved.criteria.text, saved.schedule.pace) == ("Logos", "شعار -سلة", "hourly")


def test_hostile_names_are_shown_as_text(world, reader, post):
    sign_in(reader, post)
    save(reader, name=HOSTILE)
    reader.open("/alerts")
    assert reader.page.css(".alert h2 bdi::text").get() == HOSTILE
    assert not reader.page.css("main script, main img")
    reader.open(f"/alerts/{searches(world)[0].key}")
    assert reader.page.css("#name::attr(value)").get() == HOSTILE


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(new_reader, post):
    sign_in(new_reader(), post, "known@example.com")
    pages = []
    for address in ("known@example.com", "unknown@example.com"):
        reader = new_reader()
        reader.open("/account/sign-in")
        reader.send(address=address)
        pages.append((reader.answer.status_code, reader.answer.text, sorted(reader.answer.headers)))
    assert pages[0] == pages[1]
    one, two = post.letters()[-2:]
    assert (one.letter.kind, set(one.letter.links)) == (two.letter.kind, set(two.letter.links))


def test_scanners_that_open_every_link_change_nothing(world, reader, new_reader, post):
    sign_in(reader, post)
    save(reader)
    [search] = searches(world)
    contact = search.contacts[0]
    reader.open("/account/sign-in")
    reader.send(address="new@example.com")
    paths = [
        post.link(),
        f"/unsubscribe/{world.signed.unsubscribe_url(search.key, contact).rsplit('/', 1)[1]}",
        f"/account/manage/{world.signed.manage_url(search.person, search.key).rsplit('/', 1)[1]}",
    ]
    scanner = new_reader()
    for path in paths * 2:
        scanner.open(path)
        scanner._take(scanner.client.head(path), 200)
    assert scanner.client.cookies.get(SESSION) is None
    assert searches(world) == [search]
    assert world.store.people.by_address("new@example.com").confirmed_at is None


def test_one_post_unsubscribes_without_cookie_or_seal_and_again_is_harmless(world, reader, new_reader, post):
    sign_in(reader, post)
    save(reader)
    [search] = searches(world)
    path = "/unsubscribe/" + world.signed.unsubscribe_url(search.key, search.contacts[0]).rsplit("/", 1)[1]
    program = new_reader()
    for _ in range(2):
        program.post(path, [("List-Unsubscribe", "One-Click")])
        assert searches(world)[0].pause is Pause.UNSUBSCRIBED
    program.open("/alerts")
    assert program.page.css("#address")
    reader.open("/alerts", lang="en")
    assert "you unsubscribed by a link" in reader.text
    reader.send(action="resume")
    assert searches(world)[0].pause is None


def test_mail_programs_may_unsubscribe_by_a_form_of_many_parts(world, reader, post):
    sign_in(reader, post)
    save(reader)
    [search] = searches(world)
    path = "/unsubscribe/" + world.signed.unsubscribe_url(search.key, search.contacts[0]).rsplit("/", 1)[1]
    answer = reader.client.post(path, files={"List-Unsubscribe": (None, "One-Click")})
    assert answer.status_code == 200
    assert searches(world)[0].pause is Pause.UNSUBSCRIBED


@pytest.mark.parametrize("token", ["x", "W10.x", "%00", "ا" * 300, "..%2f..%2faccount"])
@pytest.mark.parametrize("door", ["account/enter", "account/manage", "account/confirm", "unsubscribe"])
def test_forged_links_open_nothing_and_tell_nothing(reader, door, token):
    expect = 404 if "%2f" in token else 410
    reader.open(f"/{door}/{token}", expect=expect)
    known = reader.text
    reader.open("/account/sign-in")
    pairs = [("seal", reader.seal)]
    reader.post(f"/{door}/{token}", pairs, expect=expect)
    assert reader.text == known


def test_a_link_opens_once(reader, new_reader, post):
    sign_in(reader, post)
    reader.open("/account/sign-in")
    reader.send(address="sara@example.com")
    link = post.link()
    first, second = new_reader(), new_reader()
    for one in (first, second):
        one.open(link)
    first.send()
    second.send(expect=410)
    second.open(link, expect=410)


FOREIGN = [
    ("no seal", {}, [], 403),
    ("another's seal", {}, [("seal", "0" * 40)], 403),
    ("another site", {"sec-fetch-site": "cross-site"}, None, 403),
    ("a neighbour", {"sec-fetch-site": "same-site"}, None, 403),
    ("another origin", {"origin": "https://evil.example"}, None, 403),
    ("no origin at all", {"origin": "null"}, None, 403),
    ("no form", {"content-type": "application/json"}, None, 415),
]


@pytest.mark.parametrize("case", FOREIGN, ids=[case[0] for case in FOREIGN])
def test_what_no_page_of_ours_sent_is_refused(world, reader, post, case):
    sign_in(reader, post)
    save(reader)
    [search] = searches(world)
    reader.open("/alerts")
    _, headers, pairs, status = case
    given = [("seal", reader.seal)] if pairs is None else pairs
    for action in (f"/alerts/{search.key}/remove", "/account/erase", "/account/sign-out", "/alerts/new"):
        reader.post(action, given, expect=status, **headers)
    assert searches(world) == [search]


def test_the_seal_of_one_visitor_serves_no_other_and_no_other_session(reader, new_reader, post):
    sign_in(reader, post)
    reader.open("/account")
    seal = reader.seal
    other = new_reader()
    sign_in(other, post, "other@example.com")
    other.post("/account/sign-out", [("seal", seal)], expect=403)
    sign_in(reader, post)
    reader.post("/account/sign-out", [("seal", seal)], expect=403)


def test_a_session_that_somebody_planted_is_never_taken_over(world, reader, post):
    planted = "planted" * 6
    reader.client.cookies.set(SESSION, planted)
    reader.client.cookies.set(VISIT, planted)
    sign_in(reader, post)
    sessions = [cookie.value for cookie in reader.client.cookies.jar if cookie.name == SESSION]
    assert world.identity.person_of(planted) is None
    assert any(world.identity.person_of(one) for one in sessions)


def test_cookies_cannot_be_read_by_scripts_or_sent_from_elsewhere(reader, post):
    reader.open("/account/sign-in")
    assert "HttpOnly" in reader.answer.headers["set-cookie"]
    assert "samesite=lax" in reader.answer.headers["set-cookie"].lower()
    assert reader.answer.headers["cache-control"] == "no-store"
    reader.send(address="sara@example.com")
    reader.open(post.link())
    reader.client.follow_redirects = False
    reader.send(expect=303)
    cookie = reader.answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "Secure" not in cookie


def test_behind_https_cookies_leave_by_nothing_else(tmp_path):
    settings = load_settings(data_dir=tmp_path, public_url="https://dalil.example")
    with dalil(settings) as opened, serving(create_app(opened)) as address:
        cookie = httpx.get(f"{address}/account/sign-in").headers["set-cookie"]
    assert "Secure" in cookie


def test_without_a_mail_server_nobody_is_asked_for_an_address(tmp_path):
    with dalil(load_settings(data_dir=tmp_path)) as opened, serving(create_app(opened)) as address:
        assert "address" not in httpx.get(f"{address}/account/sign-in").text.partition("<main")[2]
        page = httpx.get(f"{address}/alerts/new?q=x&lang=en")
        assert "cannot send mail" in page.text


def test_another_persons_search_is_not_there(world, reader, new_reader, post):
    sign_in(reader, post)
    save(reader)
    [search] = searches(world)
    other = new_reader()
    sign_in(other, post, "other@example.com")
    for path in (f"/alerts/{search.key}", f"/alerts/{search.key}/history"):
        other.open(path, expect=404)
    other.open("/account")
    given = [("seal", other.seal), ("do", "save")]
    for action in ("", "/pause", "/remove", "/example"):
        other.post(f"/alerts/{search.key}{action}", given, expect=404)
    assert searches(world) == [search]


def test_who_is_not_signed_in_is_led_to_where_one_signs_in(reader):
    for path in ("/alerts", "/account", "/account/export", "/account/erase", f"/alerts/{7:032x}"):
        reader.open(path, lang="en")
        assert reader.answer.url.path == "/account/sign-in"
        assert reader.answer.url.params["lang"] == "en"


def test_a_person_takes_everything_along_and_is_then_forgotten(world, reader, post):
    sign_in(reader, post)
    save(reader, name="متاجر")
    reader.open("/account/export")
    told = reader.answer.json()
    assert (told["person"]["address"], told["searches"][0]["name"]) == ("sara@example.com", "متاجر")
    reader.open("/account/erase", lang="en")
    reader.send()
    assert "Your data is erased" in reader.text
    assert world.store.people.by_address("sara@example.com") is None
    reader.open("/alerts")
    assert reader.answer.url.path == "/account/sign-in"


def test_messages_lead_to_the_search_they_are_about(world, reader, new_reader, post):
    sign_in(reader, post)
    save(reader)
    [search] = searches(world)
    link = "/account/manage/" + world.signed.manage_url(search.person, search.key).rsplit("/", 1)[1]
    again = new_reader()
    again.open(link)
    again.send()
    assert again.answer.url.path == f"/alerts/{search.key}"
    reader.open("/account")
    reader.send(action="sign-out", everywhere="yes")
    new_reader().open(link, expect=410)


def test_a_contact_that_cannot_be_is_told_beside_it(world, reader, post):
    sign_in(reader, post)
    reader.open("/account", lang="en")
    reader.send(action="contacts", channel="webhook", target="file:///etc/passwd", expect=422)
    assert reader.page.css("#fault-target::text").get()
    assert reader.page.css("#target::attr(value)").get() == "file:///etc/passwd"
    reader.send(action="contacts", channel="pigeon", target="x", expect=422)
    person = world.store.people.by_address("sara@example.com")
    assert len(world.account.contacts(person.key)) == 1


def test_a_contact_is_confirmed_by_the_link_sent_there_and_then_offered(world, reader, new_reader, post):
    sign_in(reader, post)
    reader.open("/account", lang="en")
    reader.send(action="contacts", channel="mail", target="second@example.com")
    assert "not confirmed yet" in reader.text
    stranger = new_reader()
    stranger.open(post.link())
    assert "second@example.com" in stranger.text
    stranger.send()
    reader.open("/account", lang="en")
    assert "not confirmed yet" not in reader.text
    reader.open("/alerts/new", **ASKED)
    assert len(reader.page.css('input[name="contact"]')) == 2
    reader.open("/account")
    reader.send(action="remove")
    person = world.store.people.by_address("sara@example.com")
    assert len(world.account.contacts(person.key)) == 1


def test_no_contact_of_another_person_can_be_told(world, reader, new_reader, post):
    other = new_reader()
    sign_in(other, post, "other@example.com")
    theirs = world.account.contacts(world.store.people.by_address("other@example.com").key)[0]
    sign_in(reader, post)
    reader.open("/alerts/new", **ASKED)
    reader.send("save", contact=theirs.key, expect=422)
    assert searches(world) == []


def test_a_form_too_large_is_refused_whether_it_says_so_or_not(reader):
    reader.open("/account/sign-in")
    seal = reader.seal
    reader.post("/alerts/new", [("seal", seal), ("q", "x" * 1_000_000)], expect=413)
    assert reader.page.css("h1::text").get()

    def parts():
        yield b"q="
        for _ in range(LARGEST_BODY // 1000 + 1):
            yield b"x" * 1000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert reader.client.post("/alerts/new", content=parts(), headers=kind).status_code == 413
    many = "&".join(f"f{number}=1" for number in range(1_000))
    assert reader.client.post("/alerts/new", content=many, headers=kind).status_code == 413


def test_mail_is_asked_for_only_so_often_and_it_says_when_to_come_back(reader, post):
    reader.open("/account/sign-in")
    for _ in range(5):
        reader.client.post("/account/sign-in", data={"seal": reader.seal, "address": "sara@example.com"})
    reader.open("/account/sign-in", lang="en")
    reader.send(address="sara@example.com", expect=429)
    assert "Too many requests" in reader.page.css("h1::text").get()
    assert 0 < int(reader.answer.headers["retry-after"]) <= 3600
    assert len(post.letters()) == 5


def test_one_ip_cannot_write_to_many_addresses(reader, post):
    reader.open("/account/sign-in")
    statuses = [
        reader.client.post(
            "/account/sign-in", data={"seal": reader.seal, "address": f"p{number}@example.com"}
        ).status_code
        for number in range(25)
    ]
    assert (statuses.count(200), statuses.count(429)) == (20, 5)
    assert len(post.letters()) == 20
