internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue, Attributes.
  static let attributeRanges: [Claim<QueueAdministrationSubject>] =
    ranges.flatMap { holds($0, to: $1, row: $2) } + [
      Claim("an attribute's value is refused beside good ones too") { subject in
        let name = try subject.unusedName()

        try await expectError(.invalidAttributeValue, "the creation") {
          try await subject.create(name, [.delaySeconds: "1", .visibilityTimeout: "43201"])
        }

        let exists = try await subject.administration.exists(name)
        try expect(!exists, "Expected no queue after the refused creation.")
      }
    ]

  private static let ranges: [(QueueAttributeName, ClosedRange<Int>, row: String)] = [
    (.delaySeconds, 0...900, "1.1/delay-seconds-range"),
    (.maximumMessageSize, 1024...1_048_576, "1.1/maximum-message-size-range"),
    (.messageRetentionPeriod, 60...1_209_600, "1.1/retention-range"),
    (.receiveMessageWaitTimeSeconds, 0...20, "1.1/wait-time-range"),
    (.visibilityTimeout, 0...43_200, "1.1/visibility-timeout-range"),
  ]

  private static let notNumbers = [
    "", " 60", "60 ", "+60", "60.0", "6e1", "0x3C", "sixty", "99999999999999999999",
  ]

  private static func holds(
    _ name: QueueAttributeName, to range: ClosedRange<Int>, row: String
  ) -> [Claim<QueueAdministrationSubject>] {
    let legal = [range.lowerBound, range.upperBound]
    let illegal = [range.lowerBound - 1, range.upperBound + 1]
    return legal.map { accepts(name, String($0), row: row) }
      + illegal.map { refuses(name, String($0), row: row) }
      + notNumbers.map { refuses(name, $0, row: "1.1/not-an-integer") }
  }

  private static func accepts(
    _ name: QueueAttributeName, _ value: String, row: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("\(name.rawValue) may be \(value)", rows: row) { subject in
      let queue = try await subject.makeQueue([name: value])

      try expect(try await subject.attribute(name, of: queue), is: value, name.rawValue)
    }
  }

  private static func refuses(
    _ name: QueueAttributeName, _ value: String, row: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("\(name.rawValue) of \"\(value)\" is refused", rows: row) { subject in
      let queue = try subject.unusedName()

      try await expectError(.invalidAttributeValue, "the creation") {
        try await subject.create(queue, [name: value])
      }

      let exists = try await subject.administration.exists(queue)
      try expect(!exists, "Expected no queue after the refused creation.")
    }
  }
}
