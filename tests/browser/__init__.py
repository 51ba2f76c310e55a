"""Tests in a real browser: Debian's Chromium, driven by Playwright.

A test asks for `reader`, who visits the lively hub (`tests/lively`) on a server of our own, at the
moment that the hub was published for:

    def test_a_year_is_a_click_away(reader: Reader) -> None:
        page = reader.open("/events/", width=390)
        page.get_by_role("link", name="2024").click()
        assert page.url == f"{reader.origin}/events/2024/"

`open` takes `width`, `dark`, `scripts=False`, `still=False` (motion is reduced unless it is said),
`scale=2` (text twice as large) and `now`. `reader.judge(page)` returns what axe finds. `places` has
the addresses of pages of every kind and form. `own_reader` visits the hub of this repository.

When a test is done, whatever it visited, it fails if the browser asked another host for anything,
reported an error or a breach of the content security policy, or kept a cookie or anything else. For
an error that is made on purpose, `reader.expected("404")` allows what has that text in it.

Without Chromium these tests are skipped, and fail where `CI` is `true`.
"""
