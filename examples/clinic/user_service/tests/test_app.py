import unittest

from app import app, database


class Users(unittest.TestCase):
    def setUp(self):
        with database:
            database.execute("DELETE FROM users")
        self.client = app.test_client()

    def register(self, name):
        return self.client.post("/users", json={"name": name, "password": "correct horse"})

    def test_is_healthy(self):
        self.assertEqual(self.client.get("/healthz").json, {"status": "ok"})

    def test_a_name_is_registered_once(self):
        self.assertEqual(self.register("ana").status_code, 201)
        self.assertEqual(self.register("ana").status_code, 409)

    def test_logs_in_with_the_right_password_only(self):
        self.register("ana")
        right = self.client.post("/login", json={"name": "ana", "password": "correct horse"})
        wrong = self.client.post("/login", json={"name": "ana", "password": "wrong"})
        self.assertEqual((right.status_code, wrong.status_code), (200, 401))
        self.assertEqual(len(right.json["token"]), 32)

    def test_finds_people_by_a_part_of_their_name(self):
        self.register("ana")
        self.register("bruno")
        found = self.client.get("/users?name=run").json
        self.assertEqual([user["name"] for user in found], ["bruno"])


if __name__ == "__main__":
    unittest.main()
