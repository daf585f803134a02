import gzip
import unittest

from app import answer


class Reports(unittest.TestCase):
    def test_is_healthy(self):
        self.assertEqual(answer("/healthz")[0], 200)

    def test_the_page_shows_every_department(self):
        status, kind, body = answer("/reports?month=2026-10")
        self.assertEqual((status, kind), (200, "text/html; charset=utf-8"))
        self.assertIn(b"<th>Paediatrics</th><td>348</td>", body)

    def test_the_export_is_the_file_itself(self):
        status, _, body = answer("/export?month=2026-10")
        self.assertEqual(status, 200)
        self.assertIn(b"Cardiology,212", gzip.decompress(body))

    def test_a_month_without_figures_is_not_found(self):
        for url in ("/reports?month=1999-01", "/export?month=1999-01", "/nowhere"):
            self.assertEqual(answer(url)[0], 404)

    def test_serves_the_chart(self):
        self.assertEqual(answer("/static/chart.js")[1], "text/javascript")


if __name__ == "__main__":
    unittest.main()
