"""A FastAPI application that does nothing, served as ours is: what any answer costs at least."""

import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/empty")
def empty() -> dict[str, str]:
    """Nothing, in a thread as all of our handlers."""
    return {}


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_config=None, access_log=False, server_header=False)
