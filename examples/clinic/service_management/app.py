"""The treatments that the clinic offers, and their prices as the suppliers send them, in XML."""

import hmac
import io
import json
import os
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

from waitress import serve

SUPPLIER_PASSWORD = "Spring-Fever-2024"
treatments = {"C10": {"cents": 4500, "label": "Consultation"}}


class PriceList(ContentHandler):
    """<prices><item code="C10" cents="4500">Consultation</item>…</prices>"""

    def __init__(self):
        super().__init__()
        self.items: dict[str, dict] = {}
        self.current = None

    def startElement(self, name, attrs):
        if name == "item":
            self.current = {"cents": int(attrs["cents"]), "label": ""}
            self.items[attrs["code"]] = self.current

    def characters(self, content):
        if self.current is not None:
            self.current["label"] += content

    def endElement(self, name):
        self.current = None


def read_prices(document: bytes) -> dict[str, dict]:
    prices = PriceList()
    parser = xml.sax.make_parser()
    # Suppliers keep the texts that their lists share in a file of its own.
    parser.setFeature(feature_external_ges, True)
    parser.setContentHandler(prices)
    parser.parse(io.BytesIO(document))
    return prices.items


def answer(environ: dict) -> tuple[str, object]:
    match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
        case "GET", "/healthz":
            return "200 OK", {"status": "ok"}
        case "GET", "/treatments":
            return "200 OK", treatments
        case "POST", "/prices":
            sent = environ.get("HTTP_AUTHORIZATION", "")
            if not hmac.compare_digest(sent.encode(), f"Bearer {SUPPLIER_PASSWORD}".encode()):
                return "401 Unauthorized", {"error": "suppliers only"}
            length = int(environ.get("CONTENT_LENGTH") or 0)
            try:
                read = read_prices(environ["wsgi.input"].read(length))
            except (xml.sax.SAXException, KeyError, ValueError) as error:
                return "400 Bad Request", {"error": f"not a price list: {error}"}
            treatments.update(read)
            return "200 OK", read
    return "404 Not Found", {"error": "no such page"}


def app(environ, start_response):
    status, body = answer(environ)
    start_response(status, [("Content-Type", "application/json")])
    return [json.dumps(body).encode()]


if __name__ == "__main__":
    serve(
        app,
        host=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "5004")),
    )
