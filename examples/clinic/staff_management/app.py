"""Staff and who is on duty. The clean one of the six: nothing in it is meant to be found."""

import json
import os
import sqlite3
from http import HTTPStatus
from urllib.parse import parse_qs

from waitress import serve

HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
]
LONGEST_BODY = 10_000

# One connection for all threads: SQLite serialises its calls.
database = sqlite3.connect(os.environ.get("DATABASE", ":memory:"), check_same_thread=False)
database.execute("CREATE TABLE IF NOT EXISTS duty (name TEXT, day TEXT, UNIQUE (name, day))")


def on_duty(day: str) -> list[str]:
    rows = database.execute("SELECT name FROM duty WHERE day = ? ORDER BY name", (day,))
    return [name for (name,) in rows]


def add_duty(body: bytes) -> tuple[HTTPStatus, object]:
    try:
        duty = json.loads(body)
        name, day = duty["name"], duty["day"]
    except (ValueError, KeyError, TypeError):
        return HTTPStatus.BAD_REQUEST, {"error": "expected a JSON object with name and day"}
    if not (isinstance(name, str) and isinstance(day, str)):
        return HTTPStatus.BAD_REQUEST, {"error": "name and day are texts"}
    with database:
        database.execute("INSERT OR IGNORE INTO duty VALUES (?, ?)", (name, day))
    return HTTPStatus.CREATED, {"name": name, "day": day}


def answer(environ: dict) -> tuple[HTTPStatus, object]:
    match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
        case "GET", "/healthz":
            return HTTPStatus.OK, {"status": "ok"}
        case "GET", "/duty":
            day = parse_qs(environ["QUERY_STRING"]).get("day", [""])[0]
            return HTTPStatus.OK, on_duty(day)
        case "POST", "/duty":
            length = int(environ.get("CONTENT_LENGTH") or 0)
            if length > LONGEST_BODY:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "too long"}
            return add_duty(environ["wsgi.input"].read(length))
    return HTTPStatus.NOT_FOUND, {"error": "no such page"}


def app(environ, start_response):
    status, body = answer(environ)
    start_response(f"{status.value} {status.phrase}", HEADERS)
    return [json.dumps(body).encode()]


if __name__ == "__main__":
    serve(
        app,
        host=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "5003")),
        ident=None,
    )
