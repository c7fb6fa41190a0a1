"""No way of writing an address leads into our own net: each is judged by the number it resolves to."""

import re
from ipaddress import ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.errors import AddressForbidden, NameUnknown
from aggregator.sdk.guarding import Guard, place_of, public, public_or_private

INSIDE = re.findall(
    r"\S+",
    """
    0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.8.9.10 169.254.169.254 169.254.170.2
    172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.168.1.1 192.88.99.1 198.18.0.1 198.51.100.7
    203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::8.8.8.8
    64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:db8::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1
    fd00:ec2::254 fe80::1 fec0::1 ff02::1
""",
)
OUTSIDE = (
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "192.0.1.1",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00:1450:4001::200e",
)


@pytest.mark.parametrize("text", INSIDE)
def test_an_address_inside_is_never_public(text):
    assert not public(ip_address(text))


@pytest.mark.parametrize("text", OUTSIDE)
def test_an_address_of_the_public_net_is_public(text):
    assert public(ip_address(text))


@given(st.ip_addresses())
@settings(deadline=None)  # what is loaded first is slow
def test_what_is_not_global_is_never_public(address):
    assert address.is_global or not public(address)


@pytest.mark.parametrize("text", INSIDE)
def test_private_networks_open_neither_this_machine_nor_metadata(text):
    private = ("10.", "172.16.", "172.31.", "192.168.", "fc", "fd")
    assert public_or_private(ip_address(text)) == text.startswith(private)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]:8000/",
        "http://[64:ff9b::7f00:1]/",
        "https://localhost/",
        "https://localhost./",
        "http://0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://①②⑦.⓪.⓪.①/",
    ],
)
def test_this_machine_is_found_out_however_it_is_written(url):
    guard = Guard()
    with pytest.raises((AddressForbidden, NameUnknown)):
        guard.addresses(guard.place(url))


@pytest.mark.parametrize(
    "answers",
    [
        ["10.0.0.1"],
        ["93.184.216.34", "10.0.0.1"],
        ["2606:4700::1111", "::ffff:10.0.0.1"],
        ["fe80::1%eth0"],
    ],
)
def test_a_name_with_one_address_inside_is_refused_whole(answers):
    guard = Guard(resolve=lambda _host, _port: answers)
    with pytest.raises(AddressForbidden, match=r"hook\.example is not in the public net"):
        guard.addresses(guard.place("https://hook.example/"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hook.example",
        "//hook.example/",
        "ftp://hook.example/",
        "file:///etc/passwd",
        "gopher://hook.example/",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://user:password@hook.example/",
        "https://hook.example@10.0.0.1/",
        "https://hook.example:22/",
        "https://hook.example:25/",
        "https://hook.example:6379/",
        "https://hook.example:99999/",
        "https://hook.example/a b",
        "https://hook.example/\r\nX-Evil: 1",
        "https://hook.example\\@10.0.0.1/",
        "https://[fe80::1%25eth0]/",
        "https://hook..example/",
        f"https://hook.example/{'a' * 1_000_000}",
        "https://[::1",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(AddressForbidden):
        place_of(url)


@given(st.text(max_size=60))
@settings(deadline=None)  # what is loaded first is slow
def test_any_text_is_read_or_refused(text):
    for url in (text, f"https://{text}", f"https://hook.example/{text}"):
        try:
            place = place_of(url)
        except AddressForbidden:
            continue
        assert (place.url + place.host + place.target).isascii()
        assert not {"\r", "\n", " "} & set(place.url + place.target)
        assert place_of(place.url) == place


def test_an_address_is_kept_with_all_that_matters():
    place = place_of("HTTPS://Hook.Example:443/a/../شعار?x=1#part")
    assert place.url == "https://hook.example/%D8%B4%D8%B9%D8%A7%D8%B1?x=1"
    assert place_of("http://hook.example:8080").url == "http://hook.example:8080/"
