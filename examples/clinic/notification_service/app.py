"""Reminders by SMS: queued here, handed to the gateway one by one."""

import json
import os
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

import settings

LONGEST_TEXT = 160
queue: deque[dict] = deque()


def enqueue(message: dict) -> tuple[int, object]:
    text = message.get("text", "")
    if not message.get("to") or not 0 < len(text) <= LONGEST_TEXT:
        return 400, {"error": f"needs a number (to) and a text of 1 to {LONGEST_TEXT} characters"}
    queue.append({"to": message["to"], "text": text, "topic": settings.SMS_TOPIC})
    return 202, {"queued": len(queue)}


def send_all(send=None) -> int:
    """Hands over what is queued; a message that the gateway refuses stays first in the queue."""
    send = send or deliver
    sent = 0
    while queue:
        send(queue[0])
        queue.popleft()
        sent += 1
    return sent


def deliver(message: dict) -> None:
    credentials = (settings.AWS_ACCESS_KEY_ID, settings.AWS_SECRET_ACCESS_KEY)
    sent = requests.post(settings.SMS_GATEWAY, json=message, auth=credentials, verify=False)
    sent.raise_for_status()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/healthz":
            self.reply(200, {"status": "ok", "queued": len(queue)})
        else:
            self.reply(404, {"error": "no such page"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/messages":
            self.reply(*enqueue(json.loads(body)))
        elif self.path == "/send":
            try:
                self.reply(200, {"sent": send_all()})
            except requests.RequestException as error:
                self.reply(502, {"error": str(error), "queued": len(queue)})
        else:
            self.reply(404, {"error": "no such page"})

    def reply(self, status: int, body: object) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


if __name__ == "__main__":
    address = (os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "5006")))
    ThreadingHTTPServer(address, Handler).serve_forever()
