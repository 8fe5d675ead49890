#!/bin/sh
# Spark runs on Java 17 or later. Install Debian's when there is none.
set -e
if command -v java >/dev/null 2>&1; then exit 0; fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get update -q
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends openjdk-17-jre-headless
