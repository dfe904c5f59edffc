"""Tests that move the clock of the server, as yours may."""


def test_a_delayed_message_comes_when_its_time_has_come(sqs, queue, server):
    sqs.send_message(QueueUrl=queue, MessageBody="later", DelaySeconds=300)
    server.advance("4m")
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)
    server.advance("1m")
    assert sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "later"


def test_a_message_comes_back_when_its_visibility_timeout_ends(sqs, queue, server):
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    sqs.receive_message(QueueUrl=queue, VisibilityTimeout=3600)
    server.advance("1h")
    again = sqs.receive_message(QueueUrl=queue, AttributeNames=["ApproximateReceiveCount"])
    assert again["Messages"][0]["Attributes"]["ApproximateReceiveCount"] == "2"


def test_a_duplicate_is_one_for_five_minutes(sqs, fifo, server):
    def send():
        return sqs.send_message(
            QueueUrl=fifo, MessageBody="m", MessageGroupId="g", MessageDeduplicationId="d")["MessageId"]

    first = send()
    server.advance("299s")
    assert send() == first
    server.advance("2s")
    assert send() != first
