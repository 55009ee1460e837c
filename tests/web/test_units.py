"""The unit tests of the pages' own logic, which are written beside it in TypeScript, and the types of all of it."""

import pytest

import build_web

pytestmark = pytest.mark.skipif(not build_web.STATIC.exists(), reason="the pages were left out of this environment")


@pytest.mark.parametrize("script", ["test", "types"])
def test_the_logic_of_the_pages(script: str) -> None:
    build_web.install()
    build_web.npm("run", "--silent", script)
