#!/usr/bin/env bash
# pdf.sh FLAVOUR[,FLAVOUR...]|auto FILE...: what veraPDF says; see VeraPdf.java.
set -euo pipefail
judges=$(cd "$(dirname "$0")/../.." && pwd)/.judges
java=/usr/share/java
jaxb=$java/jaxb-runtime.jar:$java/jaxb-core.jar:$java/istack-commons-runtime.jar:$java/txw2.jar
# Short runs: no time to compile well, no need to collect in parallel.
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
  -cp "$judges/classes:$judges/verapdf.jar:$jaxb" VeraPdf "$@"
