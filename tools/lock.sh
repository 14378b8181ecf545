#!/usr/bin/env bash
# Writes the lock files: every package in one version, with its hashes, for every
# supported Python and system. Versions that still satisfy pyproject.toml stay as
# they are; `make lock LOCKFLAGS=--upgrade` takes the newest.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(mktemp -d)
trap 'rm -rf "$uv"' EXIT
"${PYTHON:-python3}" -m venv "$uv"
"$uv/bin/pip" install --quiet uv==0.13.9

lock() {
  "$uv/bin/uv" pip compile --quiet --no-cache --universal --python-version 3.11 \
    --generate-hashes --no-annotate --no-header --no-emit-index-url "$@"
}
# What the storage plugin of the cluster needs of a package that both lock files name.
common=$uv/constraints.txt
echo 'python-dateutil<3' > "$common"
lock "$@" --extra dev --extra spelling --constraint "$common" pyproject.toml --output-file requirements.lock
lock "$@" --extra slurm --extra slurm-test --constraint requirements.lock pyproject.toml \
  --output-file profiles/slurm/requirements.lock
lock "$@" tools/judges/requirements.in --output-file tools/judges/requirements.lock
