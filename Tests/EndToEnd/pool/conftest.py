import pytest

from pool_server import Server


@pytest.fixture
def serve(tmp_path):
    servers = []

    def start(*options, **more):
        server = Server(tmp_path, *options, **more)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.stop()
