"""What every page behind a personal link carries, and what none does."""

import re

import pytest

PLACES = ("", "/not-you", "/decline", "/p/1", "/p/3", "/p/7", "/p/8", "/p/10", "/check", "/later")


@pytest.mark.parametrize("path", PLACES)
def test_page__sets_no_cookie_and_is_neither_kept_nor_found_nor_framed(room, path):
    visitor = room.visitor(started=True)
    visitor.open(path)
    assert visitor.last.status_code == 200
    for response in visitor.responses:
        assert "set-cookie" not in response.headers
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in response.headers["x-robots-tag"]
        assert response.headers["x-content-type-options"] == "nosniff"
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers.get("content-type", "").count("charset") <= 1


@pytest.mark.parametrize("path", PLACES)
def test_page__has_no_inline_style_or_script_and_no_other_host(room, path):
    visitor = room.visitor(started=True)
    html = visitor.open(path).html
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL) in ([""], [])
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", html)


@pytest.mark.parametrize("path", PLACES)
def test_page__each_id_is_there_once_and_each_label_has_its_field(room, path):
    page = room.visitor(started=True).open(path)
    assert len(page.ids) == len(set(page.ids))
    for target in re.findall(r'<label[^>]* for="([^"]+)"', page.html):
        assert target in page.ids
    for target in re.findall(r'aria-describedby="([^"]+)"', page.html):
        assert target in page.ids


def test_form__with_two_thousand_fields__is_refused_without_a_fault_of_ours(room):
    visitor = room.visitor(started=True)
    body = "&".join(f"a{number}=1" for number in range(2100))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    response = visitor.client.post(f"{visitor.base}/p/1", content=body, headers=headers)
    assert response.status_code == 400


def test_form__with_the_longest_comments_in_a_script_of_three_bytes__is_kept(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/10")
    for code in ("clarity", "openness"):
        visitor.fill(f"{code}.comment", "語" * 4000)
    visitor.press("Continue")
    assert len(room.answers()["clarity"].comment) == 4000
