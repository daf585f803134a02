import io
import json
import unittest
from wsgiref.util import setup_testing_defaults

import app as service


def call(method, path, query="", body=b"", cookie=""):
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": cookie,
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    started = []
    text = b"".join(service.app(environ, lambda status, headers: started.extend([status, headers])))
    return started[0], dict(started[1]), json.loads(text)


class Appointments(unittest.TestCase):
    def setUp(self):
        service.booked.clear()

    def test_is_healthy(self):
        self.assertEqual(call("GET", "/healthz")[0], "200 OK")

    def test_a_booked_slot_is_no_longer_free(self):
        draft = json.dumps({"day": "monday", "hour": 10}).encode()
        cookie = call("POST", "/draft", body=draft)[1]["Set-Cookie"].split(";")[0]
        self.assertEqual(call("POST", "/appointments", cookie=cookie)[0], "201 Created")
        self.assertEqual(call("POST", "/appointments", cookie=cookie)[0], "409 Conflict")
        self.assertEqual(call("GET", "/slots", "day=monday")[2], [9, 11])

    def test_nothing_is_booked_without_a_draft(self):
        self.assertEqual(call("POST", "/appointments")[0], "400 Bad Request")

    def test_opening_hours_come_from_yaml(self):
        call("PUT", "/hours", body=b"monday: [9, 12]\ntuesday: [9, 17]\nfriday: [8, 10]\n")
        self.assertEqual(call("GET", "/slots", "day=friday")[2], [8, 9])

    def test_each_doctor_has_a_feed_link_of_their_own(self):
        self.assertNotEqual(service.feed_link("ana"), service.feed_link("bruno"))


if __name__ == "__main__":
    unittest.main()
