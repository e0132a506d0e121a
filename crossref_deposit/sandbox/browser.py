"""Pages for people: what was received, and what became of it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final

from werkzeug.wrappers import Response

from crossref_deposit.sandbox.desk import TEXT, Call
from crossref_deposit.sandbox.submission import SubmissionView

ADMIN: Final = "/servlet/submissionAdmin"
_ON_A_PAGE: Final = 100
_STYLE: Final = (
    "body{font:1rem/1.4 system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}"
    "th,td{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}"
    "pre{overflow:auto;background:#eee;padding:1rem}"
)
_SAFE: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def administration(call: Call) -> Response:
    """``/servlet/submissionAdmin``: the queue, one submission, or a submitted file."""
    wanted = call.request.args.get("sf", "showQ")
    if wanted == "showQ":
        return _queue(call)
    if wanted == "registered":
        return _registered(call)
    number = call.request.args.get("submissionID", type=int)
    view = call.desk.queue.numbered(number) if number is not None else None
    if view is None or wanted not in {"detail", "content"}:
        return _page("Not found", "<p>There is no such submission.</p>", 404)
    return _detail(view) if wanted == "detail" else _plain(view.xml)


def _plain(content: bytes) -> Response:
    """A file as text: a browser must not run what somebody submitted."""
    return Response(content, 200, _SAFE, content_type=TEXT)


def _queue(call: Call) -> Response:
    before = call.request.args.get("before", type=int)
    views = [view for view in reversed(call.desk.queue.views()) if before is None or view.submission_id < before]
    shown = views[:_ON_A_PAGE]
    more = (
        f'<p><a href="{ADMIN}?sf=showQ&amp;before={shown[-1].submission_id}">older</a></p>'
        if views[_ON_A_PAGE:]
        else ""
    )
    rows = [
        (_link(view), view.file_name, view.operation, view.sub_type, view.username, _time(view), view.state.value)
        for view in shown
    ]
    heads = ("submission", "file name", "operation", "type", "user", "received", "state")
    registered = f'<p><a href="{ADMIN}?sf=registered">Registered DOIs</a></p>'
    return _page("Submissions", f"{_table(heads, rows)}{more}{registered}")


def _registered(call: Call) -> Response:
    rows = [
        (work.doi, str(work.timestamp), work.prefix, work.bibliography.title, work.url, work.alias_of)
        for work in call.desk.register.works()
    ]
    heads = ("DOI", "timestamp", "owner", "title", "URL", "alias of")
    return _page("Registered DOIs", _table(heads, rows))


def _detail(view: SubmissionView) -> Response:
    facts = {
        "File name": view.file_name,
        "Operation": f"{view.operation} {view.sub_type}",
        "Batch": view.batch_id,
        "User": view.username,
        "Received": _time(view),
        "State": view.state.value,
        "Lost log": "clients do not get to see the log" if view.log_is_lost else "",
    }
    log = (view.log or b"").decode("utf-8", "replace")
    content = f'<p><a href="{ADMIN}?sf=content&amp;submissionID={view.submission_id}">The submitted file</a></p>'
    body = f"{_table((), [pair for pair in facts.items() if pair[1]])}{content}<pre>{html.escape(log)}</pre>"
    return _page(f"Submission {view.submission_id}", body)


def _time(view: SubmissionView) -> str:
    return view.received.isoformat(sep=" ", timespec="seconds")


class _Link(str):
    """Markup that is safe already."""

    __slots__ = ()


def _link(view: SubmissionView) -> _Link:
    return _Link(f'<a href="{ADMIN}?sf=detail&amp;submissionID={view.submission_id}">{view.submission_id}</a>')


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in heads)
    lines = ("".join(f"<td>{_cell(cell)}</td>" for cell in row) for row in rows)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cell(text: str) -> str:
    return text if isinstance(text, _Link) else html.escape(text)


def _page(title: str, body: str, status: int = 200) -> Response:
    document = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<style>{_STYLE}</style></head><body><h1>{html.escape(title)}</h1>{body}<p><a href="/">Submissions</a></p>'
        "</body></html>"
    )
    return Response(document, status, _SAFE, content_type="text/html;charset=UTF-8")
