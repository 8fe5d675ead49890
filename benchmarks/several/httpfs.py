"""The alternative that was not chosen: DuckDB reads S3 by itself (httpfs), beside the copy on disk."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.several import stores
from benchmarks.several.writer import _scores
from monitor import paths
from monitor.store.address import address, credentials
from monitor.store.remote import S3

PYTHON = Path(sys.prefix) / "s3" / "bin" / "python"
FILES, COPIES = 20, 500
"""20 files of 100.000 rows."""
SCRIPT = """
import duckdb, duckdb_extensions, json, statistics, sys, time
endpoint, local, remote = sys.argv[1:]
con = duckdb.connect(config={"threads": 2})
duckdb_extensions.import_extension("httpfs", con=con)
con.execute("load httpfs")
for setting in (f"s3_endpoint='{endpoint}'", "s3_use_ssl=false", "s3_url_style='path'", "s3_access_key_id='sleutel'",
                "s3_secret_access_key='geheim'"):
    con.execute(f"set {setting}")
def run(place):
    start = time.perf_counter()
    rows = con.execute("select dataset_id, count(*) n from read_parquet($f) group by 1 order by 1", {"f": place}).fetchall()
    return time.perf_counter() - start, rows
out = {}
for name, place in (("disk", local), ("s3", remote)):
    first, rows = run(place)
    out[name] = [first, statistics.median(run(place)[0] for _ in range(7)), sum(n for _, n in rows)]
print(json.dumps(out))
"""


def show(port: int) -> None:
    if not PYTHON.exists():
        print("Not measured: `make s3` installs DuckDB's httpfs.")
        return
    with stores.opened("s3", port) as store, tempfile.TemporaryDirectory(prefix="several-") as folder:
        files = S3(address(store.workspace, store.environment), credentials(store.environment))
        for number in range(FILES):
            path = Path(folder, f"{number:03d}.parquet")
            pq.write_table(pa.concat_tables([_scores(f"set-{number}")] * COPIES).combine_chunks(), path)
            files.put(f"tables/scores/{path.name}", path)
        command = [str(PYTHON), "-c", SCRIPT, f"127.0.0.1:{port}", f"{folder}/*.parquet"]
        command.append(f"{store.workspace}/tables/scores/*.parquet")
        answer = subprocess.run(command, capture_output=True, check=True, cwd=paths.ROOT)
    print("| 2 million rows in 20 files | first time ms | median ms |\n| --- | ---: | ---: |")
    for name, (first, median, rows) in json.loads(answer.stdout.splitlines()[-1]).items():
        assert rows == FILES * COPIES * 200
        print(f"| {name} | {1e3 * first:.0f} | {1e3 * median:.0f} |")
