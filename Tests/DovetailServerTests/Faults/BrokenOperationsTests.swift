import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailServer

/// Each action of SQS and S3 breaks when a rule names it, and no other does.
@Suite struct BrokenOperationsTests {
  private static let receipt = #""QueueUrl":"orders","ReceiptHandle":"none""#
  private static let arn = "arn:aws:sqs:us-east-1:000000000000:orders"

  static let actions: [(action: String, members: String)] = [
    (
      "AddPermission",
      #""QueueUrl":"orders","Label":"a","AWSAccountIds":["111122223333"],"Actions":["SendMessage"]"#
    ),
    ("CancelMessageMoveTask", #""TaskHandle":"none""#),
    ("ChangeMessageVisibility", receipt + #","VisibilityTimeout":0"#),
    (
      "ChangeMessageVisibilityBatch",
      #""QueueUrl":"orders","Entries":[{"Id":"a","ReceiptHandle":"none","VisibilityTimeout":0}]"#
    ),
    ("CreateQueue", #""QueueName":"mails""#), ("DeleteMessage", receipt),
    (
      "DeleteMessageBatch", #""QueueUrl":"orders","Entries":[{"Id":"a","ReceiptHandle":"none"}]"#
    ),
    ("DeleteQueue", #""QueueUrl":"orders""#), ("GetQueueAttributes", #""QueueUrl":"orders""#),
    ("GetQueueUrl", #""QueueName":"orders""#),
    ("ListDeadLetterSourceQueues", #""QueueUrl":"orders""#),
    ("ListMessageMoveTasks", #""SourceArn":"\#(arn)""#), ("ListQueueTags", #""QueueUrl":"orders""#),
    ("ListQueues", ""), ("PurgeQueue", #""QueueUrl":"orders""#),
    ("ReceiveMessage", #""QueueUrl":"orders""#),
    ("RemovePermission", #""QueueUrl":"orders","Label":"a""#),
    ("SendMessage", #""QueueUrl":"orders","MessageBody":"a""#),
    ("SendMessageBatch", #""QueueUrl":"orders","Entries":[{"Id":"a","MessageBody":"a"}]"#),
    ("SetQueueAttributes", #""QueueUrl":"orders","Attributes":{"DelaySeconds":"1"}"#),
    ("StartMessageMoveTask", #""SourceArn":"\#(arn)""#),
    ("TagQueue", #""QueueUrl":"orders","Tags":{"a":"b"}"#),
    ("UntagQueue", #""QueueUrl":"orders","TagKeys":["a"]"#),
  ]

  @Test(arguments: actions)
  func `an action of SQS is throttled when a rule names it`(
    action: String, members: String
  ) async throws {
    try await InspectedServer.with { server in
      try await server.account.administration.createQueue(QueueName("orders"))
      try server.add("effect=throttle,actions=\(action)")
      let call = "{\(members)}"

      let answer = await server.call(action, call)
      #expect(
        answer.text.contains("ThrottlingException") || answer.text.contains("RequestThrottled"))
      #expect(server.state.faults.brokenCalls.map(\.operation) == [action])

      server.state.faults.removeAll()
      try server.add(
        "effect=throttle,actions=\(action == "ListQueues" ? "TagQueue" : "ListQueues")")
      _ = await server.call(action, call)
      #expect(server.state.faults.brokenCalls.count == 1)
    }
  }

  static let operations: [(operation: String, request: HTTPRequest)] = [
    ("ListBuckets", request("GET", "/")), ("CreateBucket", request("PUT", "/other")),
    ("HeadBucket", request("HEAD", "/bucket")), ("DeleteBucket", request("DELETE", "/bucket")),
    ("GetBucketLocation", request("GET", "/bucket?location")),
    ("PutObject", request("PUT", "/bucket/a", ["Content-Length": "1"], "a")),
    ("GetObject", request("GET", "/bucket/a")), ("HeadObject", request("HEAD", "/bucket/a")),
    ("DeleteObject", request("DELETE", "/bucket/a")),
    (
      "DeleteObjects",
      request(
        "POST", "/bucket?delete", ["Content-MD5": "aFPqFnlCon58cZ4Qt7zwvQ=="],
        "<Delete><Object><Key>a</Key></Object></Delete>")
    ),
    ("CopyObject", request("PUT", "/bucket/b", ["x-amz-copy-source": "/bucket/a"])),
    ("ListObjects", request("GET", "/bucket")),
    ("ListObjectsV2", request("GET", "/bucket?list-type=2")),
    ("CreateMultipartUpload", request("POST", "/bucket/a?uploads")),
    (
      "UploadPart",
      request("PUT", "/bucket/a?partNumber=1&uploadId=none", ["Content-Length": "1"], "a")
    ),
    (
      "UploadPartCopy",
      request(
        "PUT", "/bucket/a?partNumber=1&uploadId=none", ["x-amz-copy-source": "/bucket/a"])
    ),
    (
      "CompleteMultipartUpload",
      request(
        "POST", "/bucket/a?uploadId=none", [:],
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>a</ETag></Part>"
          + "</CompleteMultipartUpload>")
    ),
    ("AbortMultipartUpload", request("DELETE", "/bucket/a?uploadId=none")),
    ("ListParts", request("GET", "/bucket/a?uploadId=none")),
    ("ListMultipartUploads", request("GET", "/bucket?uploads")),
  ]

  @Test(arguments: operations)
  func `an operation of S3 is throttled when a rule names it`(
    operation: String, request: HTTPRequest
  ) async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(DovetailServerTests.request("PUT", "/bucket"))
      _ = try await room.send(DovetailServerTests.request("PUT", "/bucket/a", [:], "a"))
      room.state.faults.add(try FaultRule(pairs: "effect=throttle,actions=\(operation)"))

      #expect(try await room.send(request).status == 503)
      #expect(room.state.faults.brokenCalls.map(\.operation) == [operation])
    }
  }

  @Test func `every action that a rule may name is among these`() {
    let tried = Self.actions.map(\.action) + Self.operations.map(\.operation)
    #expect(tried.sorted() == FaultNames.actions)
  }

  @Test func `an action whose answer is lost was carried out`() async throws {
    try await InspectedServer.with { server in
      try server.add("effect=loseAnswer,actions=CreateQueue,queue=orders,count=1")

      #expect(await server.call("CreateQueue", #"{"QueueName":"mails"}"#).isLost == false)
      #expect(await server.call("CreateQueue", #"{"QueueName":"orders"}"#).isLost)

      let names = try await server.account.administration.listQueues(ListQueuesOptions()).queues
      #expect(names.map(\.text) == ["mails", "orders"])
    }
  }

  @Test func `an action whose request is lost was not carried out`() async throws {
    try await InspectedServer.with { server in
      try server.add("effect=loseRequest,actions=CreateQueue")

      #expect(await server.call("CreateQueue", #"{"QueueName":"orders"}"#).isLost)

      let names = try await server.account.administration.listQueues(ListQueuesOptions()).queues
      #expect(names.isEmpty)
    }
  }

  @Test func `a rule for a bucket is not for others`() async throws {
    try await RoomUnderTest.with { room in
      room.state.faults.add(
        try FaultRule(pairs: "effect=fail,code=AccessDenied,actions=CreateBucket,bucket=mine"))

      #expect(try await room.send(request("PUT", "/mine")).status == 403)
      #expect(try await room.send(request("PUT", "/yours")).status == 200)
    }
  }

  @Test func `a rule for the batch leaves the single message alone`() async throws {
    try await InspectedServer.with { server in
      try await server.account.administration.createQueue(QueueName("orders"))
      try server.add("effect=failEntries,code=InternalError,actions=SendMessageBatch")

      let single = await server.call("SendMessage", #"{"QueueUrl":"orders","MessageBody":"a"}"#)
      let batch = await server.call(
        "SendMessageBatch", #"{"QueueUrl":"orders","Entries":[{"Id":"x","MessageBody":"a"}]}"#)

      #expect(single.status == 200)
      #expect(batch.text.contains(#""Failed":[{"#))
    }
  }
}

extension InspectedServer {
  fileprivate func add(_ rule: String) throws {
    state.faults.add(try FaultRule(pairs: rule))
  }

  fileprivate func call(
    _ action: String, _ json: String
  ) async -> (status: Int, text: String, isLost: Bool) {
    let head = request(
      "POST", "/",
      [
        "X-Amz-Target": "AmazonSQS.\(action)", "Content-Type": "application/x-amz-json-1.0",
      ])
    let response = await SQSRoom(state: state).answer(
      ServerRequest(
        head: head, body: RequestBody(Array(json.utf8)), id: "request-1",
        peer: Peer(address: "127.0.0.1")))
    guard case .bytes(let bytes) = response.body else { return (response.status, "", false) }
    return (response.status, String(decoding: bytes, as: UTF8.self), response.isLost)
  }
}
