"""A connection to a socket that listens takes over that small messages do not wait."""

import socket

from server import sockets


def test_connections_send_small_messages_at_once() -> None:
    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert sockets.answer_at_once() >= 1
        with socket.create_connection(listening.getsockname()):
            ours, _ = listening.accept()
            with ours:
                assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_other_sockets_and_files_are_left_alone(tmp_path) -> None:
    with socket.socket(socket.AF_INET) as quiet, (tmp_path / "file").open("w"):
        sockets.answer_at_once()
        assert not quiet.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        quiet.bind(("127.0.0.1", 0))  # still usable: nothing of it was closed
