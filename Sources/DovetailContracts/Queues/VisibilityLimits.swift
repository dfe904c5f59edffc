internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, ChangeMessageVisibility, VisibilityTimeout: 12 hours in all.
  static let visibilityLimits: [Claim<QueueTransportSubject>] =
    [
      Claim("a message may be hidden until 12 hours after its receive", rows: "3.4/total-limit") {
        subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        let message = try await queue.receiveOne()

        try await queue.advance(.seconds(10))
        try await queue.hide(message, for: .seconds(43_190))
        try await queue.advance(.seconds(43_189))
        try await queue.expectNone("before 12 hours are over")
        try await queue.advance(.seconds(1))

        _ = try await queue.receiveOne()
      },
      Claim(
        "a change that would hide a message for more than 12 hours in all is refused",
        rows: "3.4/total-limit"
      ) {
        subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        let message = try await queue.receiveOne()
        try await queue.advance(.seconds(10))

        try await expectError(.visibilityLimitExceeded, "a change to 43,191 s after 10 s") {
          try await queue.hide(message, for: .seconds(43_191))
        }
      },
      Claim("a refused change leaves the timeout as it was", rows: "3.4/limit-not-clamped") {
        subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        let message = try await queue.receiveOne(hidingFor: .seconds(30))
        try await queue.advance(.seconds(10))

        try await expectError(.visibilityLimitExceeded, "a change to 12 h after 10 s") {
          try await queue.hide(message, for: .seconds(43_200))
        }
        try await queue.advance(.seconds(19))
        try await queue.expectNone("before the first timeout ends")
        try await queue.advance(.seconds(1))

        _ = try await queue.receiveOne()
      },
      Claim("changes do not move the limit of 12 hours", rows: "3.4/limit-not-extended") {
        subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        let message = try await queue.receiveOne(hidingFor: .seconds(30_000))
        try await queue.advance(.seconds(20_000))
        try await queue.hide(message, for: .seconds(20_000))
        try await queue.advance(.seconds(10_000))

        try await expectError(.visibilityLimitExceeded, "a change to 13,201 s after 30,000 s") {
          try await queue.hide(message, for: .seconds(13_201))
        }
        try await queue.hide(message, for: .seconds(13_200))
      },
      Claim("the limit of 12 hours begins anew with each receive", rows: "3.4/limit-restarts") {
        subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        _ = try await queue.receiveOne(hidingFor: .seconds(43_200))
        try await queue.advance(.seconds(43_200))
        let second = try await queue.receiveOne()

        try await queue.advance(.seconds(10))
        try await queue.hide(second, for: .seconds(43_190))
      },
      Claim(
        "the limit of 12 hours begins with the receive, not with the send",
        rows: "3.4/limit-from-receive"
      ) { subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        try await queue.advance(.seconds(40_000))
        let message = try await queue.receiveOne()

        try await queue.advance(.seconds(10))
        try await queue.hide(message, for: .seconds(43_000))
        try await queue.advance(.seconds(42_999))

        try await queue.expectNone("before the changed timeout ends")
      },
    ] + outOfRange

  private static let outOfRange = [-1, 43_201].map { seconds in
    Claim<QueueTransportSubject>(
      "a change of visibility to \(seconds) s is refused", rows: "2.2/change-range"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      try await expectError(.invalidParameterValue, "a change to \(seconds) s") {
        try await queue.hide(message, for: .seconds(seconds))
      }
    }
  }
}
