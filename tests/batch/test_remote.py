"""URLs over real connections to servers on this machine: HTTP, and S3 if `wxclean[remote-test]` is installed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.helpers.batch import cleaned, contents, dump, jsonl, tree
from tests.helpers.processes import wxclean

pytestmark = pytest.mark.slow
NEEDS_HTTP = pytest.mark.skipif(find_spec("aiohttp") is None, reason="needs aiohttp")
NEEDS_S3 = pytest.mark.skipif(
    find_spec("s3fs") is None or find_spec("moto") is None, reason="needs wxclean[remote-test]"
)


def said(folder: Path, *arguments: str, **variables: str) -> str:
    """Run the command successfully and return its standard error."""
    done = wxclean(*arguments, cwd=folder, variables={"XDG_CACHE_HOME": str(folder / "cache"), **variables})
    assert done.returncode == 0, done.stderr
    return done.stderr.decode()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a web server for the folder `site`."""
    (tmp_path / "site").mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path / "site"))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@NEEDS_HTTP
def test_files_of_a_web_server(site: str, tmp_path: Path) -> None:
    (tmp_path / "site" / "a.txt").write_text(dump(1), "utf-8")
    jsonl(tmp_path / "site" / "b.jsonl", 30)
    jsonl(tmp_path / "b.jsonl", 30)
    urls = (f"{site}/a.txt", f"{site}/b.jsonl")
    said(tmp_path, *urls, "-o", "out/")
    said(tmp_path, "b.jsonl", "-o", "local/")
    assert contents(tmp_path / "out") == {"a.txt": cleaned(dump(1)).encode(), **contents(tmp_path / "local")}
    (tmp_path / "site" / "a.txt").write_text(dump(2), "utf-8")
    said(tmp_path, *urls, "-o", "out/", "--resume")
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == cleaned(dump(2))


@pytest.fixture
def bucket() -> Iterator[tuple[Any, dict[str, str]]]:
    """Yield the file system of an S3 server with one bucket, `dumps`, and the environment that leads to it."""
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    system = s3fs.S3FileSystem(key="key", secret="secret", endpoint_url=address, use_listings_cache=False)  # noqa: S106
    system.mkdir("dumps")
    names = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
    yield system, {**names, "AWS_ENDPOINT_URL": address}
    server.stop()


@NEEDS_S3
@pytest.mark.filterwarnings("ignore")
def test_a_bucket_is_cleaned_into_a_bucket(bucket: tuple[Any, dict[str, str]], tmp_path: Path) -> None:
    system, environment = bucket
    tree(tmp_path / "in", 12)
    jsonl(tmp_path / "in" / "a.jsonl", 20)
    system.put(str(tmp_path / "in") + "/", "dumps/in/", recursive=True)
    run = partial(said, tmp_path, "s3://dumps/in", "-o", "s3://dumps/out", **environment)
    said(tmp_path, "in", "-o", "out")
    run()
    local = contents(tmp_path / "out")
    written = {path.removeprefix("dumps/out/"): system.cat_file(path) for path in system.find("dumps/out")}
    assert written == local
    assert "(13 done before)" in run("--resume")
    system.pipe("dumps/in/000/00003.txt", dump(5).encode())
    assert "(12 done before)" in run("--resume")
    assert system.cat("dumps/out/000/00003.txt") == cleaned(dump(5)).encode()
    said(tmp_path, "-i", "s3://dumps/in", **environment)
    assert system.cat("dumps/in/001/00011.txt") == local["001/00011.txt"]
