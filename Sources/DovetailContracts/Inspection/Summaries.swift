internal import DovetailTransport

extension QueueInspectionContract {
  static let summaries: [Claim<QueueTransportSubject>] = [
    Claim("a summary counts each state, and tells the oldest of each") { subject in
      let queue = try await subject.makeQueue()
      let start = try await subject.time.now()
      func after(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }
      try await queue.send("taken")
      try await queue.advance(.seconds(1))
      try await queue.send("delayed", delay: .seconds(100))
      try await queue.advance(.seconds(1))
      try await queue.sendAll(["a", "b"])
      try await queue.advance(.seconds(1))
      try await queue.sendAll(["c"])
      _ = try await queue.receiveOne(hidingFor: .seconds(50))

      let summary = try await queue.inspection.summary(of: queue.name)

      try expect(
        summary,
        is: QueueSummary(
          available: QueueSummary.Part(count: 3, oldestSentAt: after(2)),
          delayed: QueueSummary.Part(count: 1, oldestSentAt: after(1)),
          inFlight: QueueSummary.Part(count: 1, oldestSentAt: after(0)), time: after(3)),
        "the summary")
      try expect(summary.oldestAge, is: .seconds(3), "the age of the oldest")
    },
    Claim("a message that came back is the oldest, though it stands behind others") { subject in
      let queue = try await subject.makeQueue()
      let start = try await subject.time.now()
      try await queue.send("a")
      _ = try await queue.receiveOne(hidingFor: .seconds(10))
      try await queue.advance(.seconds(5))
      try await queue.send("b")
      try await queue.advance(.seconds(5))

      let summary = try await queue.inspection.summary(of: queue.name)

      try expect(summary.available.oldestSentAt, is: start, "when the oldest was sent")
    },
    Claim("an empty queue has no oldest message") { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("a")
      try await queue.advance(.seconds(60))

      let summary = try await queue.inspection.summary(of: queue.name)

      let counts = MessageState.allCases.map { summary[$0].count }
      try expect(counts, is: [0, 0, 0], "the counts")
      try expect(summary.oldestAge, is: nil, "the age of the oldest")
    },
  ]
}
