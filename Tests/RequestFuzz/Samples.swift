/// Good requests, for bad ones to be made of.
enum Samples {
  static let all = (sqs + s3).map { $0.replacing("\n", with: "\r\n") }

  private static let authorization = """
    Authorization: AWS4-HMAC-SHA256 Credential=AKIDDOVETAIL00000001/20250315/us-east-1/s3/aws4_request, \
    SignedHeaders=host;x-amz-content-sha256;x-amz-date, \
    Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404
    X-Amz-Date: 20250315T123456Z
    """

  private static let sqs = [
    """
    POST / HTTP/1.1
    Host: localhost:4566
    Content-Type: application/x-amz-json-1.0
    X-Amz-Target: AmazonSQS.SendMessage
    \(authorization)

    {"QueueUrl":"http://localhost:4566/000000000000/orders","MessageBody":"h\\u00e9llo\\n","DelaySeconds":5,\
    "MessageAttributes":{"a":{"DataType":"Number.int","StringValue":"1"},"b":{"DataType":"Binary",\
    "BinaryValue":"AAEC"}},"MessageGroupId":"g","MessageDeduplicationId":"d"}
    """,
    """
    POST / HTTP/1.1
    X-Amz-Target: AmazonSQS.SendMessageBatch
    Content-Type: application/x-amz-json-1.0

    {"QueueUrl":"orders","Entries":[{"Id":"1","MessageBody":"a"},{"Id":"2","MessageBody":"b","DelaySeconds":0}]}
    """,
    """
    POST / HTTP/1.1
    X-Amz-Target: AmazonSQS.ReceiveMessage
    Content-Type: application/x-amz-json-1.0

    {"QueueUrl":"orders","MaxNumberOfMessages":10,"WaitTimeSeconds":20,"VisibilityTimeout":30,\
    "AttributeNames":["All"],"MessageAttributeNames":["a.*"],"ReceiveRequestAttemptId":"x"}
    """,
    """
    POST / HTTP/1.1
    X-Amz-Target: AmazonSQS.CreateQueue
    Content-Type: application/x-amz-json-1.0

    {"QueueName":"a.fifo","Attributes":{"FifoQueue":"true","RedrivePolicy":"{\\"maxReceiveCount\\":3,\
    \\"deadLetterTargetArn\\":\\"arn:aws:sqs:us-east-1:000000000000:b.fifo\\"}","Policy":"{}"},"tags":{"a":"b"}}
    """,
    """
    POST / HTTP/1.1
    X-Amz-Target: AmazonSQS.StartMessageMoveTask
    Content-Type: application/x-amz-json-1.0

    {"SourceArn":"arn:aws:sqs:us-east-1:000000000000:b","MaxNumberOfMessagesPerSecond":5}
    """,
    """
    POST /000000000000/orders HTTP/1.1
    Content-Type: application/x-www-form-urlencoded

    Action=SendMessageBatch&Version=2012-11-05&SendMessageBatchRequestEntry.1.Id=1&\
    SendMessageBatchRequestEntry.1.MessageBody=a+b%20c&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=n&\
    SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String&\
    SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v
    """,
    """
    GET /000000000000/orders?Action=SetQueueAttributes&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=5 HTTP/1.1
    Host: localhost


    """,
    """
    POST / HTTP/1.1
    Content-Type: application/x-www-form-urlencoded

    Action=AddPermission&QueueUrl=http%3A%2F%2Flocalhost%2F000000000000%2Forders&Label=l&AWSAccountId.1=111122223333&\
    ActionName.1=SendMessage
    """,
  ]

  private static let s3 = [
    """
    PUT /bucket/a%20key?partNumber=3&uploadId=abc HTTP/1.1
    Host: localhost:4566
    Content-Encoding: gzip, aws-chunked
    X-Amz-Content-SHA256: STREAMING-UNSIGNED-PAYLOAD-TRAILER
    X-Amz-Decoded-Content-Length: 5
    X-Amz-Trailer: x-amz-checksum-crc32

    5
    hello
    0
    x-amz-checksum-crc32:NhCmhg==


    """,
    """
    PUT /stream.bin HTTP/1.1
    Host: bucket.localhost
    x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER
    x-amz-decoded-content-length: 5
    x-amz-trailer: x-amz-checksum-crc32c
    \(authorization)

    5;chunk-signature=a7eef51641e23438e506b78b48dd765ab2ad93d14cb9265ced07db076772af26
    hello
    0;chunk-signature=a7eef51641e23438e506b78b48dd765ab2ad93d14cb9265ced07db076772af26
    x-amz-checksum-crc32c:mnG7TA==
    x-amz-trailer-signature:a7eef51641e23438e506b78b48dd765ab2ad93d14cb9265ced07db076772af26


    """,
    """
    PUT /bucket/k HTTP/1.1
    x-amz-copy-source: /other/a%2Fb?versionId=null
    x-amz-copy-source-range: bytes=0-99
    x-amz-copy-source-if-modified-since: Sun, 06 Nov 1994 08:49:37 GMT
    x-amz-metadata-directive: REPLACE
    x-amz-meta-a: =?UTF-8?Q?h=C3=A9?=


    """,
    """
    GET /bucket/k?partNumber=1&response-content-type=a%2Fb HTTP/1.1
    Range: bytes=0-9
    If-None-Match: "5d41402abc4b2a76b9719d911017c592"
    If-Unmodified-Since: Sunday, 06-Nov-94 08:49:37 GMT
    x-amz-checksum-mode: ENABLED


    """,
    """
    GET /bucket?list-type=2&prefix=a%2F&delimiter=%2F&max-keys=7&encoding-type=url&start-after=b&continuation-token=x HTTP/1.1
    Host: localhost


    """,
    """
    GET /bucket/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDDOVETAIL00000001%2F20250315%2Fus-east-1%2Fs3\
    %2Faws4_request&X-Amz-Date=20250315T123456Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=abc HTTP/1.1
    Host: localhost


    """,
    """
    POST /bucket?delete HTTP/1.1
    Content-MD5: XUFAKrxLKna5cZ2REBfFkg==

    <?xml version="1.0" encoding="UTF-8"?><Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>\
    <Object><Key>a&amp;b</Key></Object><Object><Key>c&#10;d</Key><VersionId>null</VersionId></Object></Delete>
    """,
    """
    POST /bucket/k?uploadId=abc HTTP/1.1
    x-amz-checksum-type: COMPOSITE

    <CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"abc"</ETag><ChecksumCRC32>NhCmhg==</ChecksumCRC32>\
    </Part><Part><PartNumber>2</PartNumber><ETag>d</ETag></Part></CompleteMultipartUpload>
    """,
    """
    PUT /bucket HTTP/1.1
    Host: localhost

    <CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>
    """,
  ]
}
