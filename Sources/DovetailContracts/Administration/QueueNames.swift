internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue, QueueName.
  static let queueNames: [Claim<QueueAdministrationSubject>] = [
    refuses("no characters", "", row: "1.2/empty-name"),
    refuses("81 characters", String(repeating: "a", count: 81)),
    refuses("a space", "a b"),
    refuses("a period", "a.b"),
    refuses("a slash", "a/b"),
    refuses("a letter with an accent", "é"),
  ]

  private static func refuses(
    _ what: String, _ text: String, row: String = "1.2/standard-name"
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a queue's name with \(what) is refused", rows: row) { subject in
      try await expectError(.invalidParameterValue, "the creation") {
        try await subject.create(QueueName(text))
      }
    }
  }
}
