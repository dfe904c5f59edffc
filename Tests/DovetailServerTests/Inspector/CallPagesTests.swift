import DovetailServer
import DovetailTransport
import DovetailWire
import Testing

@Suite struct CallPagesTests {
  @Test func `the policy allows what was called, and nothing else`() {
    let policy = IAMPolicy(calls: [
      call(.sqs, "SendMessageBatch", "orders"), call(.sqs, "ReceiveMessage", "orders"),
      call(.sqs, "SendMessage", "mails"), call(.sqs, "ListQueues", nil),
      call(.s3, "HeadObject", "results"), call(.s3, "ListObjectsV2", "results"),
      call(.sqs, "SendMessage", nil), call(.s3, "ListBuckets", nil),
    ])

    let grants = policy.statements.map { "\($0.actions) \($0.resources)" }
    #expect(
      grants == [
        #"["s3:ListAllMyBuckets"] ["*"]"#, #"["s3:ListBucket"] ["arn:aws:s3:::results"]"#,
        #"["s3:GetObject"] ["arn:aws:s3:::results/*"]"#,
        #"["sqs:ListQueues"] ["arn:aws:sqs:us-east-1:000000000000:*"]"#,
        #"["sqs:SendMessage"] ["arn:aws:sqs:us-east-1:000000000000:mails"]"#,
        #"["sqs:ReceiveMessage", "sqs:SendMessage"] ["arn:aws:sqs:us-east-1:000000000000:orders"]"#,
      ])
  }

  @Test func `calls are counted by action, queue and end, and forgotten on demand`() async throws {
    try await InspectedServer.with { server in
      let call = call(.sqs, "SendMessage", "orders")
      server.state.calls.record(call, status: 200, took: .milliseconds(2))
      server.state.calls.record(call, status: 400, took: .milliseconds(1))

      let list = try await server.json("GET", "calls")
      #expect(list["calls"]?[0]?["count"]?.integer == 2)
      #expect(list["calls"]?[0]?["refused"]?.integer == 1)
      #expect(try await server.json("DELETE", "calls")["calls"] == .array([]))
    }
  }

  @Test func `metrics have the format of Prometheus, with quotes escaped`() async throws {
    try await InspectedServer.with { server in
      try await server.account.administration.createQueue(QueueName("orders"))
      server.state.calls.record(
        call(.s3, "GetObject", "a\"b\\c\nd"), status: 200, took: .milliseconds(1500))

      let text = await server.ask("GET", "metrics").text

      let labels =
        #"service="s3",action="GetObject",resource="a\"b\\c\nd",account="000000000000","#
        + #"region="us-east-1""#
      #expect(text.contains("dovetail_requests_total{\(labels),status=\"2xx\"} 1\n"))
      #expect(text.contains("dovetail_request_seconds_total{\(labels)} 1.5\n"))
      #expect(
        text.contains(
          #"dovetail_queue_messages{queue="orders",account="000000000000",region="us-east-1","#
            + "state=\"available\"} 0\n"))
    }
  }

  private func call(
    _ service: ServedCall.Service, _ action: String, _ resource: String?
  ) -> ServedCall {
    ServedCall(service, action, on: resource, account: "000000000000", region: "us-east-1")
  }
}
