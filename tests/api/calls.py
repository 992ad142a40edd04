"""Calls of the API and what they answer."""

from typing import Any

from api.problems import CONTENT_TYPE
from api.urls import LISTS

BASE = "/api/v1"
NAMES = list(LISTS)


def model_of(name: str):
    """The model of the records in the list called ``name``."""
    return LISTS[name].filterset_class._meta.model


def ask(client, path: str, **extra) -> Any:
    """The JSON that ``path`` answers with, which must be a success."""
    answer = client.get(path if path.startswith("http") else BASE + path, **extra)
    assert answer.status_code == 200, answer.content[:500]
    assert answer["Content-Type"] == "application/json"
    return answer.json()


def refuse(client, path: str, status: int, **extra) -> dict[str, Any]:
    """The problem that ``path`` answers with, which must have ``status`` and be a whole problem document."""
    answer = client.get(BASE + path, **extra)
    assert answer.status_code == status, (path, answer.content[:500])
    return problem_in(answer)


def problem_in(answer) -> dict[str, Any]:
    """The problem document in ``answer``."""
    assert answer["Content-Type"] == CONTENT_TYPE
    assert answer["Cache-Control"] == "no-store"
    problem = answer.json()
    assert list(problem) == ["type", "title", "status", "detail", "errors"]
    assert problem["status"] == answer.status_code
    assert problem["title"]
    assert problem["detail"]
    text = answer.content.decode()
    assert not [sign for sign in ("Traceback", "SELECT ", "File ", "site-packages", "<html") if sign in text]
    return problem


def walk(client, path: str):
    """The pages of a list, each reached from the one before by its ``next``."""
    while path:
        page = ask(client, path)
        yield page
        path = page["next"]
