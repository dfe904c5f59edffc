"""What the tests share: the server stands in the environment, as `dovetail serve --print-env` says it."""

import json
import os
import urllib.request
import uuid

import boto3
import pytest
from botocore.config import Config


@pytest.fixture
def sqs():
    return boto3.client("sqs")


@pytest.fixture
def s3():
    return boto3.client("s3", config=Config(signature_version="s3v4"))


class Server:
    """The server's own pages."""

    url = os.environ["AWS_ENDPOINT_URL"]

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + "/_dovetail/" + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"{}")

    def advance(self, by):
        """Moves the clock: "5m"."""
        return self.ask("POST", "clock/advance", {"by": by})


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def name():
    """Of a queue or a bucket that nobody has."""
    return "interop-" + uuid.uuid4().hex[:12]


@pytest.fixture
def queue(sqs, name):
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    yield url
    sqs.delete_queue(QueueUrl=url)


@pytest.fixture
def fifo(sqs, name):
    url = sqs.create_queue(QueueName=name + ".fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    yield url
    sqs.delete_queue(QueueUrl=url)


@pytest.fixture
def bucket(s3, name):
    s3.create_bucket(Bucket=name)
    yield name
    for item in s3.list_objects_v2(Bucket=name).get("Contents", []):
        s3.delete_object(Bucket=name, Key=item["Key"])
    s3.delete_bucket(Bucket=name)
