"""The signature of S3 requests against the worked examples in the documentation of Amazon S3."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest

from monitor.store.signature import Credentials, signed

WHO = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
HOST = "examplebucket.s3.amazonaws.com"
MOMENT = datetime(2013, 5, 24)
NOTHING = hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("method", "path", "query", "headers", "content", "signature"),
    [
        ("GET", "/test.txt", {}, {"Range": "bytes=0-9"}, b"",
         "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        ("PUT", "/test$file.text", {},
         {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
         b"Welcome to Amazon S3.", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        ("GET", "/", {"lifecycle": ""}, {}, b"",
         "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("GET", "/", {"prefix": "J", "max-keys": "2"}, {}, b"",
         "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ],
)  # fmt: skip
def test_the_examples_of_the_documentation(method, path, query, headers, content, signature):
    digest = hashlib.sha256(content).hexdigest()
    found = signed(method, path, query, {"Host": HOST, **headers}, digest, WHO, "us-east-1", MOMENT)
    assert found["Authorization"].endswith(f"Signature={signature}")


def test_a_temporary_key_sends_its_token_and_signs_it():
    who = Credentials("A", "B", "het-token")
    found = signed("GET", "/", {}, {"Host": HOST}, NOTHING, who, "us-east-1", MOMENT)
    assert found["x-amz-security-token"] == "het-token"
    assert "x-amz-security-token" in found["Authorization"]


def test_secrets_are_not_printed():
    assert "geheim" not in repr(Credentials("A", "geheim", "geheim-token"))
