"""Appointments: free slots within the opening hours, bookings, links to a doctor's calendar feed."""

import base64
import hashlib
import hmac
import json
import os
import pickle
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server

import yaml

FEED_KEY = (Path(__file__).parent / "feed-key.pem").read_bytes()
hours = {"monday": [9, 12], "tuesday": [9, 17]}
booked: set[tuple[str, int]] = set()


def free_slots(day: str) -> list[int]:
    start, end = hours.get(day, (0, 0))
    return [hour for hour in range(start, end) if (day, hour) not in booked]


def load_hours(text: bytes) -> None:
    """Replaces the opening hours by those of a YAML document, as reception uploads it."""
    hours.clear()
    hours.update(yaml.load(text, Loader=yaml.Loader))


def read_draft(cookie: str) -> dict:
    """The half-filled booking form, which the browser carries from page to page."""
    return pickle.loads(base64.b64decode(cookie))


def write_draft(draft: dict) -> str:
    return base64.b64encode(pickle.dumps(draft)).decode()


def feed_link(doctor: str) -> str:
    signature = hmac.new(FEED_KEY, doctor.encode(), hashlib.sha256).hexdigest()
    return f"/feeds/{doctor}.ics?signature={signature}"


def answer(environ: dict) -> tuple[str, object, list[tuple[str, str]]]:
    query = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    length = int(environ.get("CONTENT_LENGTH") or 0)
    match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
        case "GET", "/healthz":
            return "200 OK", {"status": "ok"}, []
        case "GET", "/slots":
            return "200 OK", free_slots(query.get("day", "")), []
        case "GET", "/feed-link":
            return "200 OK", feed_link(query.get("doctor", "")), []
        case "PUT", "/hours":
            load_hours(environ["wsgi.input"].read(length))
            return "200 OK", hours, []
        case "POST", "/draft":
            draft = write_draft(json.loads(environ["wsgi.input"].read(length)))
            return "200 OK", "kept", [("Set-Cookie", f'draft="{draft}"; HttpOnly; SameSite=Strict')]
        case "POST", "/appointments":
            cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
            if "draft" not in cookies:
                return "400 Bad Request", {"error": "no draft to book"}, []
            draft = read_draft(cookies["draft"].value)
            if draft["hour"] not in free_slots(draft["day"]):
                return "409 Conflict", {"error": "this slot is not free"}, []
            booked.add((draft["day"], draft["hour"]))
            return "201 Created", draft, []
    return "404 Not Found", {"error": "no such page"}, []


def app(environ, start_response):
    status, body, headers = answer(environ)
    start_response(status, [("Content-Type", "application/json"), *headers])
    return [json.dumps(body).encode()]


if __name__ == "__main__":
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "5002"))
    make_server(host, port, app).serve_forever()
