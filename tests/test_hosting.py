"""Where a hub's pages are kept on the web: as said, as the address of editing tells, or not yet."""

import pytest

from hubgen.hosting import Admin, Host, host_of

LOGIN = "https://login.example.org"


def told(edit_url: str = "", **said: str) -> tuple[str, ...]:
    """Return the parts of what is known of a host, or the settings that are missing."""
    found = host_of(Admin.model_validate(said), edit_url)
    if not isinstance(found, Host):
        return found
    return (found.name, found.repo, found.branch, found.folder, found.base_url, found.api)


@pytest.mark.parametrize(
    ("said", "edit_url", "expected"),
    [
        (
            {"backend": "github", "repo": "a/hub", "base_url": f"{LOGIN}/"},
            "",
            ("github", "a/hub", "main", "", LOGIN, "https://api.github.com"),
        ),
        (
            {"base_url": LOGIN},
            "https://github.com/a/hub/edit/trunk/docs/site/",
            ("github", "a/hub", "trunk", "docs/site", LOGIN, "https://api.github.com"),
        ),
        (
            {"backend": "github", "base_url": LOGIN},
            "https://git.example.org/a/hub/edit/main/",
            ("github", "a/hub", "main", "", LOGIN, "https://git.example.org/api/v3"),
        ),
        (
            {"backend": "gitlab", "repo": "a/b/hub", "app_id": "1"},
            "",
            ("gitlab", "a/b/hub", "main", "", "https://gitlab.com", "https://gitlab.com/api/v4"),
        ),
        (
            {"app_id": "1"},
            "https://git.example.org/a/b/hub/-/edit/main/",
            (
                "gitlab",
                "a/b/hub",
                "main",
                "",
                "https://git.example.org",
                "https://git.example.org/api/v4",
            ),
        ),
        (
            {"backend": "forgejo", "app_id": "1"},
            "https://codeberg.org/a/hub/_edit/main/",
            ("forgejo", "a/hub", "main", "", "https://codeberg.org", "https://codeberg.org/api/v1"),
        ),
        (
            {"base_url": LOGIN, "repo": "b/other", "branch": "test"},
            "https://github.com/a/hub/edit/trunk/site/",
            ("github", "b/other", "test", "", LOGIN, "https://api.github.com"),
        ),
    ],
)
def test_a_host_is_known(said: dict[str, str], edit_url: str, expected: tuple[str, ...]) -> None:
    """What the settings say goes before what the address of editing tells."""
    assert told(edit_url, **said) == expected


@pytest.mark.parametrize(
    ("said", "edit_url", "missing"),
    [
        ({}, "", ("backend", "repo")),
        ({}, "https://example.org/pages/", ("backend", "repo")),
        ({}, "https://github.com/a/hub/edit/main/", ("base_url",)),
        ({"backend": "github"}, "", ("repo", "base_url")),
        ({"backend": "gitlab"}, "", ("repo", "app_id")),
        ({"backend": "gitea", "repo": "a/hub"}, "", ("base_url", "app_id")),
    ],
)
def test_what_is_missing_is_named(
    said: dict[str, str], edit_url: str, missing: tuple[str, ...]
) -> None:
    """Each setting without which nobody could sign in or save."""
    assert told(edit_url, **said) == missing


def test_gitea_alone_has_no_pull_requests() -> None:
    """Decap commits there at once."""
    flows = {}
    for name in ("github", "gitlab", "gitea", "forgejo"):
        said = {"backend": name, "repo": "a/b", "base_url": LOGIN, "app_id": "1"}
        found = host_of(Admin.model_validate(said), "")
        assert isinstance(found, Host)
        flows[name] = found.has_workflow
    assert flows == {"github": True, "gitlab": True, "gitea": False, "forgejo": True}
