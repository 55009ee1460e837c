"""The unit tests of the pages' own logic, which are written beside it in TypeScript."""

import build_web


def test_the_logic_of_the_pages():
    build_web.install()
    build_web.npm("run", "--silent", "test")
