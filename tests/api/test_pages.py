"""The built pages and the application's first page, served beside the API and never in place of it."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.pages import install_pages

SCRIPT = "console.log(1);\n" * 200


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>督导排程</title>", encoding="utf-8")
    (tmp_path / "assets" / "main-abc.js").write_text(SCRIPT)
    app = FastAPI()

    @app.post("/api/v1/things")
    def post() -> str:
        return "made"

    install_pages(app, tmp_path)
    return TestClient(app)


@pytest.mark.parametrize("path", ["/", "/terms", "/terms/abc/drafts/def"])
def test_every_page_is_the_first_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "督导排程" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/assets/gone.js", "/favicon.ico", "/feeds/x"])
def test_what_is_no_page_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_wrong_method_of_the_api_stays_one(client):
    assert client.get("/api/v1/things").status_code == 405
    assert client.post("/terms").status_code == 404


def test_scripts_are_compressed_and_kept_for_ever(client):
    answer = client.get("/assets/main-abc.js")
    assert answer.text == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    plain = client.get("/assets/main-abc.js", headers={"Accept-Encoding": "identity"})
    assert plain.text == SCRIPT
    assert "content-encoding" not in plain.headers
    assert client.get("/assets/main-abc.js", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_without_a_build_there_are_no_pages(tmp_path):
    app = FastAPI()
    install_pages(app, tmp_path / "none")
    assert TestClient(app).get("/").status_code == 404
