"""The errors of SQS as boto3 tells them: class, code, status and text."""

import botocore.exceptions
import pytest

MISSING = "The request must contain the parameter "


def entry(**members):
    return dict({"Id": "1", "MessageBody": "m"}, **members)


CASES = [
    ("get_queue_url", {"QueueName": "interop-nobody"}, "QueueDoesNotExist",
     "AWS.SimpleQueueService.NonExistentQueue", 400, "The specified queue does not exist."),
    ("create_queue", {"QueueName": "no spaces"}, "ClientError", "InvalidParameterValue", 400, None),
    ("create_queue", {"QueueName": "interop-x", "Attributes": {"Nonsense": "1"}},
     "InvalidAttributeName", "InvalidAttributeName", 400, "Unknown Attribute Nonsense."),
    ("create_queue", {"QueueName": "interop-x", "Attributes": {"DelaySeconds": "901"}},
     "InvalidAttributeValue", "InvalidAttributeValue", 400,
     "Invalid value for the parameter DelaySeconds."),
    ("set_queue_attributes", {"Attributes": {"VisibilityTimeout": "x"}}, "InvalidAttributeValue",
     "InvalidAttributeValue", 400, "Invalid value for the parameter VisibilityTimeout."),
    ("send_message", {"MessageBody": ""}, "ClientError", "MissingParameter", 400,
     MISSING + "MessageBody."),
    ("send_message", {"MessageBody": "\x00"}, "InvalidMessageContents", "InvalidMessageContents", 400,
     None),
    ("send_message", {"MessageBody": "m", "DelaySeconds": 901}, "ClientError",
     "InvalidParameterValue", 400,
     "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."),
    ("send_message", {"MessageBody": "m" * (1024 * 1024 + 1)}, "ClientError",
     "InvalidParameterValue", 400,
     "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."),
    ("send_message_batch", {"Entries": []}, "EmptyBatchRequest",
     "AWS.SimpleQueueService.EmptyBatchRequest", 400, None),
    ("send_message_batch", {"Entries": [entry(Id=str(i)) for i in range(11)]},
     "TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400, None),
    ("send_message_batch", {"Entries": [entry(), entry()]}, "BatchEntryIdsNotDistinct",
     "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", 400, "Id 1 repeated."),
    ("send_message_batch", {"Entries": [entry(Id="a b")]}, "InvalidBatchEntryId",
     "AWS.SimpleQueueService.InvalidBatchEntryId", 400,
     "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be "
     "at most 80 letters long."),
    ("send_message_batch",
     {"Entries": [entry(Id=str(i), MessageBody="m" * 600_000) for i in range(2)]},
     "BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong", 400,
     "Batch requests cannot be longer than 1048576 bytes. You have sent 1200000 bytes."),
    ("receive_message", {"MaxNumberOfMessages": 11}, "ClientError", "InvalidParameterValue", 400,
     "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if "
     "provided."),
    ("receive_message", {"WaitTimeSeconds": 21}, "ClientError", "InvalidParameterValue", 400, None),
    ("delete_message", {"ReceiptHandle": "x"}, "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 404,
     'The input receipt handle "x" is not a valid receipt handle.'),
    ("change_message_visibility", {"ReceiptHandle": "x", "VisibilityTimeout": 1},
     "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 404, None),
    ("remove_permission", {"Label": "l"}, "ClientError", "InvalidParameterValue", 400,
     "Value l for parameter Label is invalid. Reason: can't find label."),
    ("start_message_move_task", {"SourceArn": "arn:aws:sqs:us-east-1:000000000000:interop-nobody"},
     "ResourceNotFoundException", "ResourceNotFoundException", 404, None),
    ("cancel_message_move_task", {"TaskHandle": "x"}, "ClientError", "InvalidParameterValue", 400, None),
]

WITHOUT_QUEUE = {
    "get_queue_url", "create_queue", "start_message_move_task", "cancel_message_move_task"}


@pytest.mark.parametrize(("call", "members", "shape", "code", "status", "text"), CASES)
def test_an_error_is_told_as_amazon_tells_it(
        sqs, queue, call, members, shape, code, status, text):
    members = members if call in WITHOUT_QUEUE else dict(members, QueueUrl=queue)
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        getattr(sqs, call)(**members)
    answer = caught.value.response
    assert type(caught.value).__name__ == shape
    assert answer["Error"]["Code"] == code
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == status
    assert answer["ResponseMetadata"]["RequestId"]
    if text is not None:
        assert answer["Error"]["Message"] == text


@pytest.mark.parametrize("call", [
    "delete_queue", "purge_queue", "get_queue_attributes", "list_queue_tags", "receive_message",
    "list_dead_letter_source_queues"])
def test_a_queue_that_is_gone_is_told(sqs, queue, call):
    with pytest.raises(sqs.exceptions.QueueDoesNotExist):
        getattr(sqs, call)(QueueUrl=queue + "-gone")


def test_what_a_fifo_queue_needs_is_told(sqs, fifo):
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        sqs.send_message(QueueUrl=fifo, MessageBody="m")
    assert caught.value.response["Error"]["Code"] == "MissingParameter"
    assert caught.value.response["Error"]["Message"] == MISSING + "MessageGroupId."


def test_a_message_that_is_gone_is_told(sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    handle = sqs.receive_message(QueueUrl=queue)["Messages"][0]["ReceiptHandle"]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=handle)
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=9)
    assert caught.value.response["Error"]["Code"] == "InvalidParameterValue"
    assert caught.value.response["Error"]["Message"].endswith(
        "Message does not exist or is not available for visibility timeout change.")
