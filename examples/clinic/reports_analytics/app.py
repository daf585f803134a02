"""Monthly figures of the clinic: a page with a chart, and the raw numbers packed for download."""

import csv
import os
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jinja2

HERE = Path(__file__).parent
DATA = Path(os.environ.get("DATA", HERE / "data"))
PAGE = jinja2.Environment(autoescape=False).from_string(
    """<!doctype html>
<title>{{ title }}</title>
<h1 id="title">{{ title }}</h1>
<table id="figures">
{% for row in rows %}  <tr><th>{{ row.department }}</th><td>{{ row.visits }}</td></tr>
{% endfor %}</table>
<script src="/static/chart.js"></script>
"""
)


def page(month: str, title: str) -> str:
    # Only the last part of what was asked for: no way out of the folder.
    with (DATA / f"{Path(month).name}.csv").open(newline="") as file:
        return PAGE.render(title=title, rows=list(csv.DictReader(file)))


def packed(month: str) -> bytes:
    done = subprocess.run(f"gzip -c {month}.csv", shell=True, cwd=DATA, capture_output=True)
    if done.returncode != 0:
        raise FileNotFoundError(month)
    return done.stdout


def answer(url: str) -> tuple[int, str, bytes]:
    path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
    month = query.get("month", ["2026-10"])[0]
    title = query.get("title", [f"Visits in {month}"])[0]
    try:
        match path:
            case "/healthz":
                return 200, "application/json", b'{"status": "ok"}'
            case "/reports":
                return 200, "text/html; charset=utf-8", page(month, title).encode()
            case "/export":
                return 200, "application/gzip", packed(month)
            case "/static/chart.js":
                return 200, "text/javascript", (HERE / "static/chart.js").read_bytes()
    except FileNotFoundError:
        return 404, "text/plain", b"no figures for this month\n"
    return 404, "text/plain", b"no such page\n"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        status, kind, body = answer(self.path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    address = (os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "5005")))
    ThreadingHTTPServer(address, Handler).serve_forever()
