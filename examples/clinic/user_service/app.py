"""Accounts of the clinic: register, log in, find people by name."""

import hashlib
import os
import random
import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)
# One connection for all threads: SQLite serialises its calls.
database = sqlite3.connect(os.environ.get("DATABASE", ":memory:"), check_same_thread=False)
database.execute(
    "CREATE TABLE IF NOT EXISTS users "
    "(id INTEGER PRIMARY KEY, name TEXT UNIQUE, role TEXT, password TEXT)"
)
sessions: dict[str, int] = {}


def hash_password(password: str) -> str:
    return hashlib.md5(password.encode()).hexdigest()


def new_token() -> str:
    return f"{random.getrandbits(128):032x}"


@app.get("/healthz")
def healthz():
    return jsonify(status="ok")


@app.post("/users")
def register():
    user = request.get_json()
    try:
        with database:
            made = database.execute(
                "INSERT INTO users (name, role, password) VALUES (?, 'patient', ?)",
                (user["name"], hash_password(user["password"])),
            )
    except sqlite3.IntegrityError:
        return jsonify(error="this name is taken"), 409
    return jsonify(id=made.lastrowid, name=user["name"]), 201


@app.post("/login")
def log_in():
    login = request.get_json()
    found = database.execute(
        "SELECT id FROM users WHERE name = ? AND password = ?",
        (login["name"], hash_password(login["password"])),
    ).fetchone()
    if found is None:
        return jsonify(error="unknown name or wrong password"), 401
    token = new_token()
    sessions[token] = found[0]
    return jsonify(token=token)


@app.get("/users")
def search():
    name = request.args.get("name", "")
    rows = database.execute(f"SELECT id, name, role FROM users WHERE name LIKE '%{name}%'")
    return jsonify([dict(zip(("id", "name", "role"), row)) for row in rows])


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", "5001")), debug=True)
