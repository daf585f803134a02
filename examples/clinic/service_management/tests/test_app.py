import io
import json
import unittest
from wsgiref.util import setup_testing_defaults

from app import SUPPLIER_PASSWORD, app


def call(method, path, body=b"", password=SUPPLIER_PASSWORD):
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "HTTP_AUTHORIZATION": f"Bearer {password}",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    started = []
    text = b"".join(app(environ, lambda status, headers: started.append(status)))
    return started[0], json.loads(text)


class Treatments(unittest.TestCase):
    def test_is_healthy(self):
        self.assertEqual(call("GET", "/healthz"), ("200 OK", {"status": "ok"}))

    def test_a_price_list_changes_the_treatments(self):
        sent = b'<prices><item code="X1" cents="9000">X-ray, <b>one</b> view</item></prices>'
        self.assertEqual(call("POST", "/prices", sent)[0], "200 OK")
        self.assertEqual(call("GET", "/treatments")[1]["X1"]["cents"], 9000)

    def test_only_suppliers_send_price_lists(self):
        self.assertEqual(call("POST", "/prices", b"<prices/>", "guess")[0], "401 Unauthorized")

    def test_what_is_no_price_list_changes_nothing(self):
        before = call("GET", "/treatments")
        for sent in (b"", b"<prices>", b'<prices><item code="X1"/></prices>'):
            self.assertEqual(call("POST", "/prices", sent)[0], "400 Bad Request")
        self.assertEqual(call("GET", "/treatments"), before)


if __name__ == "__main__":
    unittest.main()
