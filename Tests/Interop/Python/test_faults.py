"""Calls that break because a test has asked the server for it."""

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError


@pytest.fixture
def once():
    """A client that does not repeat calls."""
    return boto3.client("sqs", config=Config(retries={"total_max_attempts": 1}))


@pytest.fixture
def fault(server):
    yield lambda **rule: server.ask("POST", "faults", rule)
    server.ask("DELETE", "faults")


def test_a_queue_cannot_be_made_while_the_service_throttles(once, name, fault):
    fault(effect="throttle", actions=["CreateQueue"], queue=name, count=1)
    with pytest.raises(ClientError) as refused:
        once.create_queue(QueueName=name)
    assert "Throttl" in refused.value.response["Error"]["Code"]
    once.delete_queue(QueueUrl=once.create_queue(QueueName=name)["QueueUrl"])


def test_a_purge_whose_answer_is_lost_has_purged(once, sqs, queue, name, fault, server):
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    # A connection that was kept, the client opens once more by itself, and sends again.
    fault(effect="loseAnswer", actions=["PurgeQueue"], queue=name, count=2)
    with pytest.raises(ConnectionClosedError):
        once.purge_queue(QueueUrl=queue)
    server.advance("1m")
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)


def test_an_error_of_ones_choice_for_an_attribute(once, queue, name, fault):
    fault(effect="fail", code="InvalidAttributeValue", actions=["SetQueueAttributes"], queue=name)
    with pytest.raises(ClientError) as refused:
        once.set_queue_attributes(QueueUrl=queue, Attributes={"DelaySeconds": "1"})
    assert refused.value.response["Error"]["Code"] == "InvalidAttributeValue"


def test_the_completion_of_an_upload_breaks_and_no_other_put(s3, bucket, fault):
    client = boto3.client("s3", config=Config(retries={"total_max_attempts": 1}))
    fault(effect="fail", code="AccessDenied", actions=["CompleteMultipartUpload"], bucket=bucket)
    client.put_object(Bucket=bucket, Key="k", Body=b"x")
    upload = client.create_multipart_upload(Bucket=bucket, Key="k")["UploadId"]
    part = client.upload_part(Bucket=bucket, Key="k", UploadId=upload, PartNumber=1, Body=b"y")
    with pytest.raises(ClientError) as refused:
        client.complete_multipart_upload(
            Bucket=bucket, Key="k", UploadId=upload,
            MultipartUpload={"Parts": [{"ETag": part["ETag"], "PartNumber": 1}]})
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    client.abort_multipart_upload(Bucket=bucket, Key="k", UploadId=upload)


def test_an_action_that_nobody_knows_is_refused_with_a_sentence(server):
    import urllib.error
    with pytest.raises(urllib.error.HTTPError) as refused:
        server.ask("POST", "faults", {"effect": "throttle", "actions": ["MakeQueue"]})
    assert refused.value.code == 400
    assert b'\\"MakeQueue\\", which the server does not answer' in refused.value.read()
