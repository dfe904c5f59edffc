internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue, Attributes.
  static let attributeRanges: [Claim<QueueAdministrationSubject>] =
    ranges.flatMap { holds($0, to: $1) } + [
      Claim("an attribute's value is refused beside good ones too") { subject in
        let name = try subject.unusedName()

        try await expectError(.invalidAttributeValue, "the creation") {
          try await subject.create(name, [.delaySeconds: "1", .visibilityTimeout: "43201"])
        }

        let exists = try await subject.administration.exists(name)
        try expect(!exists, "Expected no queue after the refused creation.")
      }
    ]

  private static let ranges: [(QueueAttributeName, ClosedRange<Int>)] = [
    (.delaySeconds, 0...900),
    (.maximumMessageSize, 1024...1_048_576),
    (.messageRetentionPeriod, 60...1_209_600),
    (.receiveMessageWaitTimeSeconds, 0...20),
    (.visibilityTimeout, 0...43_200),
  ]

  private static let notNumbers = [
    "", " 60", "60 ", "+60", "60.0", "6e1", "0x3C", "sixty", "99999999999999999999",
  ]

  private static func holds(
    _ name: QueueAttributeName, to range: ClosedRange<Int>
  ) -> [Claim<QueueAdministrationSubject>] {
    let legal = [range.lowerBound, range.upperBound]
    let illegal = [range.lowerBound - 1, range.upperBound + 1].map { String($0) } + notNumbers
    return legal.map { accepts(name, String($0)) } + illegal.map { refuses(name, $0) }
  }

  private static func accepts(
    _ name: QueueAttributeName, _ value: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("\(name.rawValue) may be \(value)") { subject in
      let queue = try await subject.makeQueue([name: value])

      try expect(try await subject.attribute(name, of: queue), is: value, name.rawValue)
    }
  }

  private static func refuses(
    _ name: QueueAttributeName, _ value: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("\(name.rawValue) of \"\(value)\" is refused") { subject in
      let queue = try subject.unusedName()

      try await expectError(.invalidAttributeValue, "the creation") {
        try await subject.create(queue, [name: value])
      }

      let exists = try await subject.administration.exists(queue)
      try expect(!exists, "Expected no queue after the refused creation.")
    }
  }
}
