"""An archive is built into a bucket, and comes out as built on one machine."""

from __future__ import annotations

import hashlib
import importlib.util
import time
from pathlib import Path

import pytest

import archive
from workflow.conftest import Project

MEETINGS = 2
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}
WANTED = ("moto", "boto3", "snakemake_storage_plugin_s3")

pytestmark = pytest.mark.cluster


@pytest.mark.skipif(
    not all(map(importlib.util.find_spec, WANTED)), reason="needs what `make slurm` installs"
)
def test_outputs_may_lie_in_a_bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3
    from moto.server import ThreadedMotoServer

    for name, said in KEYS.items():
        monkeypatch.setenv(name, said)
    local = Project(tmp_path / "local")
    archive.write(local.root, MEETINGS)
    assert local.build().returncode == 0
    remote = Project(tmp_path / "remote")
    archive.write(remote.root, MEETINGS)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        bucket = boto3.resource("s3", endpoint_url=f"http://{host}:{port}").Bucket("archive")
        bucket.create()
        command = (
            "snakemake --workflow-profile profiles/s3 --cores 2"
            " --default-storage-prefix s3://archive/council"
            f" --storage-s3-endpoint-url http://{host}:{port}"
        ).split()
        built = remote.run(*command)
        assert built.returncode == 0, built.stderr
        prefix = "council/output/"
        found = {
            item.key.removeprefix(prefix): hashlib.sha256(item.get()["Body"].read()).hexdigest()
            for item in bucket.objects.filter(Prefix=prefix)
        }
        time.sleep(1)  # an upload has a date in whole seconds
        again = remote.run(*command, "--dry-run")
    finally:
        server.stop()
    made = {
        path.relative_to(local.output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in local.output.rglob("*")
        if path.is_file()
    }
    assert found == made
    assert "index.html" in made
    assert "Nothing to be done" in again.stdout + again.stderr
    assert not remote.files()
