internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, TagQueue, UntagQueue, ListQueueTags.
  static let tags: [Claim<QueueAdministrationSubject>] =
    [
      Claim("a queue without tags lists none", rows: "1.7/list-none") { subject in
        let queue = try await subject.makeQueue()

        try expect(try await subject.administration.tags(of: queue), is: [:], "the tags")
      },
      Claim(
        "tags are set beside others, and in place of those with their keys",
        rows: "1.7/overwrite", "1.7/case"
      ) { subject in
        let queue = try await subject.makeQueue()
        try await subject.administration.tag(queue, with: ["a": "1", "b": "2"])

        try await subject.administration.tag(queue, with: ["b": "3", "B": ""])

        try expect(
          try await subject.administration.tags(of: queue), is: ["a": "1", "b": "3", "B": ""],
          "the tags")
      },
      Claim("tags are taken off, and unknown ones are passed over", rows: "1.7/untag-unknown") {
        subject in
        let queue = try await subject.makeQueue()
        try await subject.administration.tag(queue, with: ["a": "1", "b": "2"])

        try await subject.administration.untag(queue, keys: ["a", "A", "none"])

        try expect(try await subject.administration.tags(of: queue), is: ["b": "2"], "the tags")
      },
      Claim("a queue may be created with tags", rows: "1.7/tags-on-create") { subject in
        let queue = try subject.unusedName()

        try await subject.administration.createQueue(queue, QueueAttributes(), tags: ["a": "1"])

        try expect(try await subject.administration.tags(of: queue), is: ["a": "1"], "the tags")
      },
      Claim(
        "a queue is created again with the same tags or none, and not with others",
        rows: "2.1/create-again-tags"
      ) { subject in
        let queue = try subject.unusedName()
        try await subject.administration.createQueue(queue, QueueAttributes(), tags: ["a": "1"])

        try await subject.administration.createQueue(queue, QueueAttributes(), tags: ["a": "1"])
        try await subject.create(queue)
        try await expectError(.queueNameExists, "a creation with another value", saying: "tags") {
          try await subject.administration.createQueue(queue, QueueAttributes(), tags: ["a": "2"])
        }
      },
      Claim(
        "a tag's key may have 128 characters, and its value 256 or none",
        rows: "1.7/key-length", "1.7/value-length", "1.7/key-alphabet"
      ) { subject in
        let queue = try await subject.makeQueue()
        let tags = [
          String(repeating: "k", count: 128): String(repeating: "v", count: 256),
          "é漢 _.:/=+-@9": "",
        ]

        try await subject.administration.tag(queue, with: tags)

        try expect(try await subject.administration.tags(of: queue), is: tags, "the tags")
      },
      Claim("a queue has at most 50 tags", rows: "1.7/limit") { subject in
        let queue = try await subject.makeQueue()
        let fifty = Dictionary(uniqueKeysWithValues: (1...50).map { ("tag \($0)", "") })
        try await subject.administration.tag(queue, with: fifty)

        try await expectError(.invalidParameterValue, "one more") {
          try await subject.administration.tag(queue, with: ["one more": ""])
        }

        try expect(try await subject.administration.tags(of: queue), is: fifty, "the tags")
      },
      Claim("to set no tags is refused", rows: "1.7/empty-set") { subject in
        let queue = try await subject.makeQueue()

        try await expectError(.missingParameter, "the call") {
          try await subject.administration.tag(queue, with: [:])
        }
      },
      Claim("the tags of a queue that does not exist are refused") { subject in
        let queue = try subject.unusedName()

        try await expectError(.queueDoesNotExist, "the list") {
          try await subject.administration.tags(of: queue)
        }
        try await expectError(.queueDoesNotExist, "the call") {
          try await subject.administration.tag(queue, with: ["a": "1"])
        }
      },
    ] + illegal.map(refuses)

  private static let illegal: [(what: String, key: String, value: String, row: String)] = [
    ("an empty key", "", "", "1.7/key-length"),
    ("a key of 129 characters", String(repeating: "k", count: 129), "", "1.7/key-length"),
    ("a key with another symbol", "a*", "", "1.7/key-alphabet"),
    ("a key of Amazon's", "aws:a", "", "1.7/key-reserved"),
    ("a value of 257 characters", "a", String(repeating: "v", count: 257), "1.7/value-length"),
  ]

  private static func refuses(
    _ what: String, _ key: String, _ value: String, _ row: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a tag with \(what) is refused", rows: row) { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the call") {
        try await subject.administration.tag(queue, with: ["good": "", key: value])
      }

      try expect(try await subject.administration.tags(of: queue), is: [:], "the tags")
    }
  }
}
