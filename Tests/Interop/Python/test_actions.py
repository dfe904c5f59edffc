"""Every action of SQS by boto3, which also checks the digests of what it sends and receives."""

import hashlib
import json

import boto3


def arn(sqs, queue):
    names = ["QueueArn"]
    return sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]["QueueArn"]


def test_a_queue_is_made_found_listed_and_deleted(sqs, name):
    url = sqs.create_queue(QueueName=name, Attributes={"DelaySeconds": "3"}, tags={"a": "b"})["QueueUrl"]
    assert sqs.create_queue(QueueName=name, Attributes={"DelaySeconds": "3"})["QueueUrl"] == url
    assert sqs.get_queue_url(QueueName=name)["QueueUrl"] == url
    assert url in sqs.list_queues(QueueNamePrefix=name)["QueueUrls"]
    assert sqs.list_queue_tags(QueueUrl=url)["Tags"] == {"a": "b"}
    sqs.delete_queue(QueueUrl=url)
    assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix=name)


def test_queues_are_listed_page_by_page(sqs, name):
    urls = [sqs.create_queue(QueueName=f"{name}-{i}")["QueueUrl"] for i in range(5)]
    pages = sqs.get_paginator("list_queues").paginate(
        QueueNamePrefix=name, PaginationConfig={"PageSize": 2})
    assert [url for page in pages for url in page["QueueUrls"]] == urls
    for url in urls:
        sqs.delete_queue(QueueUrl=url)


def test_attributes_are_set_and_read(sqs, queue):
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "77"})
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert attributes["VisibilityTimeout"] == "77"
    assert attributes["MessageRetentionPeriod"] == "345600"
    assert attributes["MaximumMessageSize"] == "1048576"
    assert attributes["ApproximateNumberOfMessages"] == "0"


def test_tags_are_added_and_removed(sqs, queue):
    sqs.tag_queue(QueueUrl=queue, Tags={"team": "shop", "stage": "test"})
    sqs.untag_queue(QueueUrl=queue, TagKeys=["stage"])
    assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"team": "shop"}


def test_permissions_are_added_and_removed(sqs, queue):
    sqs.add_permission(
        QueueUrl=queue, Label="l", AWSAccountIds=["111122223333"], Actions=["SendMessage"])
    names = ["Policy"]
    policy = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]["Policy"]
    statement = json.loads(policy)["Statement"][0]
    assert statement["Sid"] == "l"
    assert statement["Action"] == "SQS:SendMessage"
    sqs.remove_permission(QueueUrl=queue, Label="l")
    assert "Attributes" not in sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)


def test_a_message_goes_through(sqs, queue):
    sent = sqs.send_message(
        QueueUrl=queue, MessageBody="héllo",
        MessageAttributes={
            "n": {"DataType": "Number", "StringValue": "3"},
            "b": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}},
        MessageSystemAttributes={
            "AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}})
    assert sent["MD5OfMessageBody"] == hashlib.md5("héllo".encode()).hexdigest()
    got = sqs.receive_message(
        QueueUrl=queue, MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"])
    message = got["Messages"][0]
    assert message["MessageId"] == sent["MessageId"]
    assert message["Body"] == "héllo"
    assert message["MessageAttributes"]["b"]["BinaryValue"] == b"\x00\xff"
    assert message["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    assert message["Attributes"]["AWSTraceHeader"].startswith("Root=")
    sqs.change_message_visibility(
        QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    again = sqs.receive_message(QueueUrl=queue)["Messages"][0]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=again["ReceiptHandle"])
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)


def test_entries_of_batches_have_outcomes_of_their_own(sqs, queue):
    sent = sqs.send_message_batch(
        QueueUrl=queue,
        Entries=[
            {"Id": "good", "MessageBody": "m"}, {"Id": "late", "MessageBody": "m", "DelaySeconds": 901}])
    assert [entry["Id"] for entry in sent["Successful"]] == ["good"]
    assert [(entry["Id"], entry["Code"], entry["SenderFault"]) for entry in sent["Failed"]] == [
        ("late", "InvalidParameterValue", True)]
    handle = sqs.receive_message(QueueUrl=queue)["Messages"][0]["ReceiptHandle"]
    entries = [{"Id": "a", "ReceiptHandle": handle}, {"Id": "b", "ReceiptHandle": "nonsense"}]
    hidden = sqs.change_message_visibility_batch(
        QueueUrl=queue, Entries=[dict(entry, VisibilityTimeout=60) for entry in entries])
    deleted = sqs.delete_message_batch(QueueUrl=queue, Entries=entries)
    for answer in (hidden, deleted):
        assert [entry["Id"] for entry in answer["Successful"]] == ["a"]
        assert [(entry["Id"], entry["Code"]) for entry in answer["Failed"]] == [
            ("b", "ReceiptHandleIsInvalid")]


def test_a_purge_leaves_nothing(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    sqs.purge_queue(QueueUrl=queue)
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)


def test_a_fifo_queue_keeps_order_and_drops_duplicates(sqs, fifo):
    numbers = [
        sqs.send_message(
            QueueUrl=fifo, MessageBody=body, MessageGroupId="g", MessageDeduplicationId=body
        )["SequenceNumber"] for body in ("1", "2", "2", "3")]
    assert numbers[1] == numbers[2]
    got = sqs.receive_message(
        QueueUrl=fifo, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"],
        ReceiveRequestAttemptId="attempt")["Messages"]
    assert [message["Body"] for message in got] == ["1", "2", "3"]
    assert got[0]["Attributes"]["MessageGroupId"] == "g"
    assert "Messages" not in sqs.receive_message(QueueUrl=fifo)


def test_dead_letters_move_and_are_moved_back(sqs, queue, name, server):
    source = sqs.create_queue(
        QueueName=name + "-source",
        Attributes={
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn(sqs, queue), "maxReceiveCount": 1})}
    )["QueueUrl"]
    assert sqs.list_dead_letter_source_queues(QueueUrl=queue)["queueUrls"] == [source]
    sqs.send_message(QueueUrl=source, MessageBody="m")
    for _ in range(2):
        sqs.receive_message(QueueUrl=source, VisibilityTimeout=0)
    count = ["ApproximateNumberOfMessages"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=count)["Attributes"]
    assert attributes == {"ApproximateNumberOfMessages": "1"}

    handle = sqs.start_message_move_task(SourceArn=arn(sqs, queue), MaxNumberOfMessagesPerSecond=1)
    tasks = sqs.list_message_move_tasks(SourceArn=arn(sqs, queue))["Results"]
    assert tasks[0]["Status"] == "RUNNING"
    assert tasks[0]["TaskHandle"] == handle["TaskHandle"]
    moved = sqs.cancel_message_move_task(TaskHandle=handle["TaskHandle"])
    assert moved["ApproximateNumberOfMessagesMoved"] == 0
    sqs.start_message_move_task(SourceArn=arn(sqs, queue))
    server.advance("1s")
    assert sqs.receive_message(QueueUrl=source)["Messages"][0]["Body"] == "m"
    sqs.delete_queue(QueueUrl=source)


def test_queues_of_other_accounts_and_regions_are_others(sqs, queue, name):
    elsewhere = boto3.client("sqs", region_name="eu-west-1")
    assert "QueueUrls" not in elsewhere.list_queues(QueueNamePrefix=name)
    stranger = boto3.client(
        "sqs", aws_access_key_id="111122223333", aws_secret_access_key="any")
    url = stranger.create_queue(QueueName=name)["QueueUrl"]
    assert url != queue and "/111122223333/" in url
    stranger.delete_queue(QueueUrl=url)
