"""The pages that Crossref's servlets answer with, word for word where they are known."""

from __future__ import annotations

import html

RECEIVED = (
    "\n\n\n\n<html>\n<head><title>SUCCESS</title>\n</head>\n<body>\n<h2>SUCCESS</h2>\n"
    "<p>Your batch submission was successfully received.</p>\n</body>\n</html>\n"
)
WRONG_CREDENTIALS = "Wrong credentials. Incorrect username or password."
LOGIN = (
    "<html>\n<head><title>Crossref Administration Home Page</title>\n</head>\n<body>\n<p>Welcome to Crossref.</p>\n"
    "<p>Please supply a login and a password:</p>\n</body>\n</html>\n"
)
UNAVAILABLE = (
    "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n"
)
TOO_MANY = "<html><body><h1>429 Too Many Requests</h1>\n</body></html>\n"
SERVER_ERROR = (
    "<html><head><title>Error report</title></head><body><h1>HTTP Status 500 - Request processing failed</h1>"
    "</body></html>\n"
)
CONCURRENCY_EXCEEDED = (
    "<html><head><title>Error report</title></head><body><h1>HTTP Status 500 - Request processing failed; nested "
    "exception is crossref.qs.security.ExceededConcurrentException</h1></body></html>\n"
)
NOT_FOUND = "<html><body><h1>404 Not Found</h1></body></html>\n"
GONE = "<html><body><h1>410 Gone</h1><p>The result is no longer available here.</p></body></html>\n"
GARBAGE = "<html><body><p>It works!</p></body></html>\n"


def failed(reason: str) -> str:
    """The page for a file that is not taken."""
    return (
        "<html>\n<head><title>FAILURE</title>\n</head>\n<body>\n<h2>FAILURE</h2>\n"
        f"<p>Your XML batch submission failed. [{html.escape(reason, quote=False)}]</p>\n</body>\n</html>\n"
    )


def wrong_role(user: str, role: str) -> str:
    """What is said to a user who asks for somebody else's role."""
    return f"User '{user}' cannot assume specified role '{role}'"
