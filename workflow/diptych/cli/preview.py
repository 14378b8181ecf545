"""Show the document that is being written in a browser, following each save.

diptych preview
"""

from __future__ import annotations

import argparse
import socket
import webbrowser

from diptych.cli import options
from diptych.cli.console import locale, messages, say
from diptych.errors import DiptychError, phrase

_HOST = "127.0.0.1"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments this command takes."""
    options.sources(parser)
    parser.add_argument(
        "--port", type=int, default=0, help="where it listens; any if none is given"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the address and open no browser"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted.

    Raises :class:`~diptych.errors.DiptychError` if the port is taken.
    """
    # These take long to load, and only this command needs them.
    from diptych.preview import labels, server
    from diptych.preview.view import Sources

    sources = Sources(args.config, args.content, args.templates, locale(), args.settings)
    preview = server.Preview(sources, labels.labels(messages()))
    with _listening(args.port) as listener:
        address = f"http://{_HOST}:{listener.getsockname()[1]}/{preview.token}/"
        say("the preview is at {address} (Ctrl-C ends it)", address=address)
        if not args.no_browser:
            webbrowser.open(address)
        server.serve(preview, listener)
    return 0


def _listening(port: int) -> socket.socket:
    """A socket that only this computer reaches."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
        listener.listen()  # who comes from now on waits
    except (OSError, OverflowError) as error:
        listener.close()
        raise DiptychError(
            phrase("the port {port} cannot be had: {reason}", port=port, reason=error)
        ) from None
    return listener
