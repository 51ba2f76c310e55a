"""Where a hub's pages are kept, for the web editor to change them there: a git host on the web."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator

from hubgen.about import About, Shorthand, Words
from hubgen.errors import Unreadable
from hubgen.expressions import expression
from hubgen.fields import Fields, Flag, WebAddress

Name = Literal["github", "gitlab", "gitea", "forgejo"]

# Groups within groups too, as GitLab has them.
_REPOSITORY = expression(r"[\w.-]+(?:/[\w.-]+)+", re.ASCII)
# Where hosts let a file be edited: GitHub, GitLab, and Gitea with its descendants.
_EDIT = expression(r"/(?P<repo>.+?)/(?:-/)?_?edit/(?P<branch>[^/]+)(?:/(?P<folder>.*?))?/?")

_GITHUB = "https://github.com"
_GITLAB = "https://gitlab.com"


def _repository(text: str) -> str:
    if not _REPOSITORY.fullmatch(text):
        raise Unreadable("bad-repository", value=text)
    return text


def _folder(text: str) -> str:
    """Return a folder of a repository, without slashes around it."""
    folder = text.strip("/")
    if folder and {"..", ".", ""}.intersection(folder.split("/")):
        raise Unreadable("bad-repository-folder", value=text)
    return folder


def _yes_or_where(value: Any) -> Any:
    """Read `true` as `{publish: true}`; a mapping says where the pages are, and means yes."""
    return {"publish": value} if isinstance(value, str | bool) else value


class Admin(Fields):
    """The web editor: whether it is published, and where the pages are kept that it changes."""

    publish: Annotated[
        Flag,
        About(
            nl=("Aan", "Of /admin/ wordt gepubliceerd."),
            en=("On", "Whether /admin/ is published."),
            example="true",
        ),
    ] = True
    backend: Annotated[
        Literal["", Name],
        Words(
            {
                "github": ("GitHub", "GitHub"),
                "gitlab": ("GitLab", "GitLab"),
                "gitea": ("Gitea", "Gitea"),
                "forgejo": ("Forgejo of Codeberg", "Forgejo or Codeberg"),
            }
        ),
        About(
            nl=("Waar", "Waar de bestanden staan; weglaten mag als edit_url het zegt."),
            en=("Where", "Where the files are; may be left out if edit_url says so."),
            example="github",
        ),
    ] = ""
    repo: Annotated[
        str,
        AfterValidator(_repository),
        About(
            nl=("Repository", "Eigenaar en naam; weglaten mag als edit_url het zegt."),
            en=("Repository", "Owner and name; may be left out if edit_url says so."),
            example="gemeente/hub",
        ),
    ] = ""
    branch: Annotated[
        str,
        About(
            nl=("Tak", "De tak waar wijzigingen naartoe gaan."),
            en=("Branch", "The branch that changes are meant for."),
            example="main",
        ),
    ] = ""
    folder: Annotated[
        str,
        AfterValidator(_folder),
        About(
            nl=("Map", "De map van de repository waar content/ in staat, als dat niet bovenin is."),
            en=("Folder", "The folder of the repository that holds content/, if not its top."),
            example="site",
        ),
    ] = ""
    base_url: Annotated[
        WebAddress,
        About(
            nl=(
                "Inloggen",
                "Bij GitHub de dienst die redacteuren inlogt; bij de andere hun eigen server.",
            ),
            en=("Signing in", "For GitHub the service that signs editors in; else its own server."),
            example="https://inloggen.example.org/",
        ),
    ] = ""
    auth_endpoint: Annotated[
        str,
        About(
            nl=("Begin van het inloggen", "Waar die dienst begint, als dat niet auth is."),
            en=("Beginning of signing in", "Where that service begins, if that is not auth."),
            example="auth",
        ),
    ] = ""
    app_id: Annotated[
        str,
        About(
            nl=("Nummer van de toepassing", "Hoe GitLab, Gitea of Forgejo de webeditor kent."),
            en=("Application id", "By what GitLab, Gitea or Forgejo knows the web editor."),
            example="2f1a…",
        ),
    ] = ""


AdminSetting = Annotated[Admin, BeforeValidator(_yes_or_where), Shorthand("publish")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A git host with a hub's pages, and all that the web editor has to know of it."""

    name: Name
    repo: str
    branch: str
    folder: str
    base_url: str
    """For GitHub the service that lets editors in; for the others the server."""
    api: str
    """Where the host answers programs."""
    auth_endpoint: str
    app_id: str

    @property
    def has_workflow(self) -> bool:
        """Whether a change is a pull request; Gitea's is a commit, as Decap knows no other."""
        return self.name != "gitea"


def host_of(admin: Admin, edit_url: str) -> Host | tuple[str, ...]:
    """Return where pages are kept, or the names of the settings that are missing."""
    told = _told(edit_url)
    name = admin.backend or told.get("backend", "")
    repo = admin.repo or told.get("repo", "")
    # GitHub's `base_url` is no server of pages.
    server = ("" if name == "github" else admin.base_url.rstrip("/")) or told.get("server", "")
    needed: dict[str, str] = {"backend": name, "repo": repo}
    if name == "github":
        needed["base_url"] = admin.base_url
    elif name:
        needed |= {"base_url": _GITLAB if name == "gitlab" else server, "app_id": admin.app_id}
    missing = tuple(key for key, value in needed.items() if not value)
    if missing:
        return missing
    same = repo == told.get("repo", repo)
    return Host(
        name=name,  # type: ignore[arg-type] # it is one of them, or nothing was told
        repo=repo,
        branch=admin.branch or (told.get("branch", "") if same else "") or "main",
        folder=admin.folder or (told.get("folder", "") if same else ""),
        base_url=admin.base_url.rstrip("/") or server or _GITLAB,
        api=_api(name, server),
        auth_endpoint=admin.auth_endpoint,
        app_id=admin.app_id,
    )


def _told(edit_url: str) -> dict[str, str]:
    """Return what the address says where pages are edited; nothing for one of another form."""
    parts = urlsplit(edit_url)
    found = _EDIT.fullmatch(unquote(parts.path))
    if not found or not _REPOSITORY.fullmatch(found["repo"]):
        return {}
    server = f"{parts.scheme}://{parts.netloc}"
    backend = "github" if server == _GITHUB else "gitlab" if "/-/edit/" in parts.path else ""
    return {
        "backend": backend,
        "server": server,
        "repo": found["repo"],
        "branch": found["branch"],
        "folder": found["folder"] or "",
    }


def _api(name: str, server: str) -> str:
    if name == "github":
        own = server and server != _GITHUB
        return f"{server}/api/v3" if own else "https://api.github.com"
    return f"{server or _GITLAB}/api/{'v4' if name == 'gitlab' else 'v1'}"
