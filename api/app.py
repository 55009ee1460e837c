"""The web application: made from its settings and database, with every router and the error table."""

from fastapi import FastAPI

from api import subscribe_page
from api.feed_files import install_feed_files
from api.operations import install_operations
from api.pages import install_pages
from api.problems import install_problem_answers
from api.routers import ROUTERS
from scheduler.database import Database
from scheduler.settings import Settings

PREFIX = "/api/v1"
DESCRIPTION = """
The service of dudao 督导排程. Errors are `application/problem+json` with a stable `code`; what two people may edit at
once has an `ETag` and wants `If-Match`; lists take `offset` and `limit`. `Accept-Language: en` gives English messages.
"""


def create_app(settings: Settings, database: Database) -> FastAPI:
    """The application; the caller opens and closes the database."""
    app = FastAPI(
        title="dudao 督导排程",
        version="1",
        description=DESCRIPTION,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.database = database
    install_problem_answers(app)
    install_operations(app, settings, database)
    install_feed_files(app, settings, database)
    app.include_router(subscribe_page.router)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    install_pages(app)
    return app
