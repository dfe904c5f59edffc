"""Other clients than boto3: the aws CLI, aiobotocore, and the query protocol by hand."""

import asyncio
import json
import os
import subprocess
import urllib.request

import aiobotocore.session


def aws(*arguments):
    program = os.environ.get("AWS_CLI", "aws")
    # Its endpoints of SQS are of before the variable AWS_ENDPOINT_URL.
    endpoint = ["--endpoint-url", os.environ["AWS_ENDPOINT_URL"]]
    answer = subprocess.run(
        [program, *endpoint, *arguments], check=True, capture_output=True, text=True).stdout
    return json.loads(answer) if answer.strip() else {}


def test_the_aws_cli_sends_and_receives(queue):
    sent = aws("sqs", "send-message", "--queue-url", queue, "--message-body", "from the shell")
    got = aws("sqs", "receive-message", "--queue-url", queue)["Messages"][0]
    assert got["MessageId"] == sent["MessageId"]
    aws("sqs", "delete-message", "--queue-url", queue, "--receipt-handle", got["ReceiptHandle"])
    assert queue in aws("sqs", "list-queues")["QueueUrls"]


def test_the_aws_cli_copies_a_file(bucket, tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 9_000_000)
    subprocess.run(
        [os.environ.get("AWS_CLI", "aws"), "s3", "cp", "--quiet",
         str(tmp_path / "a"), f"s3://{bucket}/a"], check=True)
    listed = aws("s3api", "list-objects-v2", "--bucket", bucket)["Contents"]
    assert [(item["Key"], item["Size"]) for item in listed] == [("a", 9_000_000)]


def test_a_parked_poll_of_aiobotocore_is_woken_by_a_send(queue):
    async def run():
        async with aiobotocore.session.get_session().create_client("sqs") as client:
            poll = asyncio.create_task(
                client.receive_message(QueueUrl=queue, WaitTimeSeconds=20))
            await asyncio.sleep(0.2)
            await client.send_message(QueueUrl=queue, MessageBody="now")
            return (await asyncio.wait_for(poll, 10))["Messages"][0]["Body"]

    assert asyncio.run(run()) == "now"


def test_the_query_protocol_answers_in_xml(queue):
    form = b"Action=SendMessage&Version=2012-11-05&MessageBody=by+form"
    request = urllib.request.Request(queue, form)
    with urllib.request.urlopen(request) as answer:
        assert b"<SendMessageResponse" in answer.read()
    with urllib.request.urlopen(queue + "?Action=ReceiveMessage&Version=2012-11-05") as answer:
        assert b"<Body>by form</Body>" in answer.read()
