import unittest

import app as service


class Notifications(unittest.TestCase):
    def setUp(self):
        service.queue.clear()

    def test_queues_what_has_a_number_and_a_text(self):
        self.assertEqual(service.enqueue({"to": "+100", "text": "Tomorrow at 9"})[0], 202)
        for message in ({}, {"to": "+100"}, {"to": "+100", "text": "x" * 161}):
            self.assertEqual(service.enqueue(message)[0], 400)
        self.assertEqual(len(service.queue), 1)

    def test_sends_in_order_and_empties_the_queue(self):
        for text in ("first", "second"):
            service.enqueue({"to": "+100", "text": text})
        sent = []
        self.assertEqual(service.send_all(sent.append), 2)
        self.assertEqual([message["text"] for message in sent], ["first", "second"])
        self.assertFalse(service.queue)

    def test_a_refused_message_stays_in_the_queue(self):
        def refuse(message):
            raise service.requests.ConnectionError("refused")

        service.enqueue({"to": "+100", "text": "first"})
        with self.assertRaises(service.requests.ConnectionError):
            service.send_all(refuse)
        self.assertEqual(len(service.queue), 1)


if __name__ == "__main__":
    unittest.main()
