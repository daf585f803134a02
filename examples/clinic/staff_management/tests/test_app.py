import io
import json
import unittest
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from app import app, database


def call(method, path, query="", body=b""):
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    started = []
    parts = validator(app)(environ, lambda status, headers, _=None: started.append(status))
    try:
        return started[0], json.loads(b"".join(parts))
    finally:
        parts.close()


class Staff(unittest.TestCase):
    def setUp(self):
        with database:
            database.execute("DELETE FROM duty")

    def test_is_healthy(self):
        self.assertEqual(call("GET", "/healthz"), ("200 OK", {"status": "ok"}))

    def test_lists_who_is_on_duty(self):
        for name in ("bruno", "ana", "ana"):
            body = json.dumps({"name": name, "day": "monday"}).encode()
            self.assertEqual(call("POST", "/duty", body=body)[0], "201 Created")
        self.assertEqual(call("GET", "/duty", "day=monday")[1], ["ana", "bruno"])
        self.assertEqual(call("GET", "/duty", "day=' OR 1=1 --")[1], [])

    def test_refuses_what_is_no_duty(self):
        for body in (b"", b"[]", b"{}", b'{"name": 1, "day": "monday"}'):
            self.assertEqual(call("POST", "/duty", body=body)[0], "400 Bad Request")
        self.assertEqual(call("POST", "/duty", body=b"x" * 10_001)[0][:3], "413")

    def test_knows_no_other_page(self):
        self.assertEqual(call("GET", "/")[0], "404 Not Found")


if __name__ == "__main__":
    unittest.main()
