internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Dead-letter queue redrive"; API reference, StartMessageMoveTask.
  static let moveTasks: [Claim<QueueTransportSubject>] = [
    Claim(
      "without a destination messages go back to where they came from",
      rows: "6.4/start", "6.4/to-own-source", "6.4/completes"
    ) { subject in
      let setting = try await MoveTaskSetting(["a", "b"], on: subject)
      let second = try await subject.makeQueue()
      try await second.redrive(to: setting.deadLetters, after: 1)
      try await second.send("c")
      _ = try await second.receiveOne(hidingFor: .zero)
      try await second.expectNone("at its second receive")

      _ = try await setting.start()

      try await setting.expectTask(.completed, moved: 3)
      try await setting.deadLetters.expectNone("after the task")
      let bodies = try await setting.source.receive(10).map(\.body).sorted()
      try expect(bodies, is: ["a", "b"], "the bodies of the first source")
      try expect(try await second.receiveOne().body, is: "c", "the body of the second source")
    },
    Claim("with a destination all messages go there, oldest first", rows: "6.4/order") { subject in
      let bodies = (1...12).map { "\($0)" }
      let setting = try await MoveTaskSetting(bodies, on: subject)

      _ = try await setting.start(to: setting.other, rate: 500)
      for _ in 1...12 { try await setting.advance(.milliseconds(2)) }

      var moved: [String] = []
      for _ in bodies { moved.append(try await setting.other.receiveOne().body) }
      try expect(moved, is: bodies, "the bodies")
      try await setting.expectTask(.completed, moved: 12)
    },
    Claim("messages of a FIFO queue keep the order of their group") { subject in
      let setting = try await MoveTaskSetting(["a", "b", "c"], on: subject, isFIFO: true)

      _ = try await setting.start()

      let messages = try await setting.source.receive(10)
      try expect(messages.map(\.body), is: ["a", "b", "c"], "the bodies")
      try expect(messages.map(\.groupID), is: ["g", "g", "g"], "the groups")
      try await setting.expectTask(.completed, moved: 3)
    },
    Claim(
      "a message that a task moved is a new one", rows: "6.4/new-message", "6.4/count-restarts"
    ) { subject in
      let setting = try await MoveTaskSetting(["a"], on: subject)
      let before = try await setting.deadLetters.receiveOne(hidingFor: .zero)
      try await setting.advance(.seconds(100))
      let now = try await subject.time.now()

      _ = try await setting.start(to: setting.other)

      let after = try await setting.other.receiveOne()
      try expect(after.body, is: before.body, "the body")
      try expect(after.id != before.id, "Expected another id than \(before.id).")
      try expect(after.sentAt, is: now, "the time of sending")
      try expect(after.firstReceivedAt, is: now, "the first receive")
      try expect(after.receiveCount, is: 1, "the receive count")
      try expect(after.deadLetterSource, is: nil, "the source")
    },
    Claim(
      "a moved message is kept for a whole retention", rows: "3.2/retention-move-task",
      "6.4/new-message"
    ) { subject in
      let setting = try await MoveTaskSetting(["a"], on: subject)
      try await setting.other.set(.messageRetentionPeriod, "100")
      try await setting.advance(.seconds(200))

      _ = try await setting.start(to: setting.other)
      try await setting.expectTask(.completed, moved: 1)

      try await setting.advance(.seconds(99))
      _ = try await setting.other.receiveOne(hidingFor: .zero)
      try await setting.advance(.seconds(1))
      try await setting.other.expectNone("after its retention")
    },
    Claim(
      "a message that was sent to a dead-letter queue fails a task without a destination",
      rows: "6.4/no-source-fails"
    ) { subject in
      let setting = try await MoveTaskSetting([], on: subject)
      try await setting.deadLetters.send("sent")

      _ = try await setting.start()

      try await setting.expectTask(.failed, moved: 0)
      try expect(
        try await setting.last().failureReason, is: "CouldNotDetermineMessageSource", "the reason")
      try expect(try await setting.deadLetters.receiveOne().body, is: "sent", "the body")
    },
    Claim("messages in flight are not moved") { subject in
      let setting = try await MoveTaskSetting(["a", "b"], on: subject)
      let taken = try await setting.deadLetters.receiveOne()

      _ = try await setting.start(to: setting.other)

      try await setting.expectTask(.completed, moved: 1)
      try await setting.deadLetters.delete(taken)
    },
    Claim("a receive that waits gets what a task moves", rows: "5/long-poll-move-task") { subject in
      let setting = try await MoveTaskSetting(["a"], on: subject)

      let messages = try await setting.other.poll(for: .seconds(20)) {
        _ = try await setting.start(to: setting.other)
      }

      try expect(messages.map(\.body), is: ["a"], "the bodies")
    },
    // A moved message is sent like another: by the dead-letter queue's id, which is its old message id.
    Claim(
      "a message that is moved back is no duplicate of what its sender sent",
      rows: "4.5/redrive-deduplication"
    ) { subject in
      let deadLetters = try await subject.makeFIFOQueue()
      let source = try await subject.makeFIFOQueue()
      try await source.redrive(to: deadLetters, after: 1)
      let sent = try await source.send("a", group: "g", deduplicationID: "1")
      _ = try await source.receiveOne(hidingFor: .zero)
      try await source.expectNone("at the second receive")

      _ = try await subject.administration.startMoveTask(
        MoveTaskRequest(source: try await deadLetters.arn()))

      let back = try await source.receiveOne()
      try expect(back.body, is: "a", "the body")
      try expect(back.groupID, is: "g", "the group")
      try expect(back.deduplicationID, is: sent.id.rawValue, "the de-duplication id")
    },
  ]
}
