"""Serves the preview to browsers on this computer, and follows the files that it is made of.

Each browser listens to one document. At each save it gets the web edition and what is wrong, and
then the pages of the PDF file. Both are made by processes of their own, so that what is being
drawn never holds up what is asked.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import msgspec
import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from diptych.preview.view import Fault, Sources, View, Wanted
from diptych.preview.worker import Worker

_ASSETS = Path(__file__).with_name("assets")
_TYPES = {"page.js": "text/javascript", "page.css": "text/css"}
# Nothing is loaded from elsewhere, and nobody else may show the page in a frame.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self' data:; frame-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Milliseconds: files that an editor writes within these are one save.
_ONE_SAVE = 40
# Seconds after which a browser is told that it is still connected.
_ALIVE = 15.0


class Preview:
    """What all browsers share: the sources, who draws them, and how often they have changed."""

    def __init__(self, sources: Sources, labels: Mapping[str, str]) -> None:
        self.token = secrets.token_urlsafe(24)
        self._sources = sources
        self._labels = labels
        self._changes = 0
        self._changed = asyncio.Condition()
        self._texts = Worker()
        self._sheets = Worker()
        self._pages: dict[str, Sequence[bytes]] = {}
        self._following: asyncio.Task[None]

    def application(self) -> Starlette:
        """The application; it answers below ``/<token>/`` only."""
        routes = [
            Route("/{token}/", self._page),
            Route("/{token}/{name:str}", self._asset),
            Route("/{token}/events/{meeting}/{kind}/{edition}", self._events),
            Route("/{token}/pages/{drawing}/{number:int}", self._sheet),
        ]
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
        return Starlette(routes=routes, middleware=[hosts], lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._following = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            self._following.cancel()
            self._texts.restart()
            self._sheets.restart()

    async def _follow(self) -> None:
        """Note each save; what remembers the templates is started anew when they change."""
        sources = self._sources
        folders = [sources.content, sources.config.parent]
        folders += [sources.templates] if sources.templates.is_dir() else []
        async for saved in watchfiles.awatch(*folders, debounce=_ONE_SAVE, step=_ONE_SAVE // 4):
            looks = [sources.templates.resolve(), sources.config.parent.resolve()]
            if any(
                Path(path).resolve().is_relative_to(each) for _, path in saved for each in looks
            ):
                self._texts.restart()
                self._sheets.restart()
            async with self._changed:
                self._changes += 1
                self._changed.notify_all()

    # --- answers ----------------------------------------------------------------------

    def _allowed(self, request: Request) -> bool:
        return secrets.compare_digest(request.path_params["token"], self.token)

    async def _page(self, request: Request) -> Response:
        if not self._allowed(request):
            return _nothing()
        return FileResponse(_ASSETS / "page.html", media_type="text/html", headers=_HEADERS)

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if not self._allowed(request):
            return _nothing()
        if name == "documents":
            known = await self._texts.overview(self._sources) or self._lost()
            return _json({"labels": self._labels, "view": known})
        if name not in _TYPES:
            return _nothing()
        return FileResponse(_ASSETS / name, media_type=_TYPES[name], headers=_HEADERS)

    async def _sheet(self, request: Request) -> Response:
        pages = self._pages.get(request.path_params["drawing"], ())
        number = request.path_params["number"]
        if not self._allowed(request) or not number < len(pages):
            return _nothing()
        return Response(pages[number], media_type="image/png", headers=_HEADERS)

    async def _events(self, request: Request) -> Response:
        if not self._allowed(request):
            return _nothing()
        names = ("meeting", "kind", "edition")
        wanted = Wanted(*(request.path_params[name] for name in names))
        return StreamingResponse(
            self._told(wanted), media_type="text/event-stream", headers=_HEADERS
        )

    async def _told(self, wanted: Wanted) -> AsyncIterator[bytes]:
        """What a browser is told of a document, for as long as it listens."""
        drawing = secrets.token_urlsafe(8)
        seen = -1
        try:
            # Whoever cannot be told of a save any more is told nothing.
            while not self._following.done():
                if seen == self._changes:
                    if not await self._next(seen):
                        yield b": still here\n\n"
                    continue
                seen = self._changes
                yield _event("document", await self._view(wanted))
                pages = asyncio.create_task(self._sheets.pages(self._sources, wanted))
                while not pages.done() and seen == self._changes:
                    await asyncio.wait(
                        [pages, asyncio.create_task(self._next(seen))],
                        return_when=asyncio.FIRST_COMPLETED,
                    )
                if pages.done() and seen == self._changes:
                    self._pages[drawing] = pages.result() or ()
                    told = {"drawing": drawing, "count": len(self._pages[drawing]), "at": seen}
                    yield _event("pages", told)
        finally:
            self._pages.pop(drawing, None)

    async def _next(self, seen: int) -> bool:
        """Wait for a change; whether there was one."""
        async with self._changed:
            try:
                await asyncio.wait_for(
                    self._changed.wait_for(lambda: self._changes != seen), timeout=_ALIVE
                )
            except TimeoutError:
                return False
            return True

    async def _view(self, wanted: Wanted) -> View:
        return await self._texts.view(self._sources, wanted) or self._lost()

    def _lost(self) -> View:
        return View((), problems=[Fault("", "", "error", self._labels["lost"])])


def serve(preview: Preview, listener: socket.socket) -> None:
    """Serve ``preview`` on ``listener`` until interrupted."""
    config = uvicorn.Config(
        preview.application(), log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _event(name: str, data: object) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), msgspec.json.encode(data))


def _json(data: object) -> Response:
    return Response(msgspec.json.encode(data), media_type="application/json", headers=_HEADERS)


def _nothing() -> Response:
    return Response("404", status_code=404, headers=_HEADERS)
