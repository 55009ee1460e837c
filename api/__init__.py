"""The thin web layer: routers, sign-in, the error table, OpenAPI; it serves the built pages."""
