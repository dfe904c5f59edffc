internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 user guide, "Add preconditions to S3 operations with conditional requests".
  static let conditions: [Claim<BlobStoreSubject>] = [
    // If-None-Match: *
    Claim("a put if absent stores an object where there is none", rows: "9.2/put-if-none-match") {
      subject in
      try await subject.put("text", at: "a", .ifAbsent)

      try expect(try await subject.text(at: "a"), is: "text", "the text")
    },
    Claim(
      "a put if absent is refused where there is an object, and leaves it",
      rows: "9.2/put-if-none-match"
    ) { subject in
      let first = try await subject.put("first", at: "a")
      try await subject.time.advance(.seconds(10))

      try await expectError(.preconditionFailed, "the second put") {
        try await subject.put("second", at: "a", .ifAbsent)
      }

      try expect(try await subject.text(at: "a"), is: "first", "the text")
      try expect(try await subject.store.head(subject.place("a")), is: first, "the description")
    },
    Claim("a put if absent is refused for the same content too", rows: "9.2/put-if-none-match") {
      subject in
      try await subject.put("text", at: "a")

      try await expectError(.preconditionFailed, "the second put") {
        try await subject.put("text", at: "a", .ifAbsent)
      }
    },
    Claim("a put if absent stores an object where one was deleted") { subject in
      try await subject.put("first", at: "a")
      _ = try await subject.store.delete(["a"], in: subject.bucket)

      try await subject.put("second", at: "a", .ifAbsent)

      try expect(try await subject.text(at: "a"), is: "second", "the text")
    },
    // If-Match: the ETag
    Claim("a put if unchanged replaces the object that has the tag", rows: "9.2/put-if-match") {
      subject in
      let first = try await subject.put("first", at: "a")

      let second = try await subject.put("second", at: "a", .ifUnchanged(since: first.etag))

      try expect(try await subject.text(at: "a"), is: "second", "the text")
      try expect(second.etag != first.etag, "Expected a new tag, found the old one.")
    },
    Claim(
      "a put if unchanged is refused when the object has changed, and leaves it",
      rows: "9.2/put-if-match"
    ) { subject in
      let first = try await subject.put("first", at: "a")
      try await subject.put("second", at: "a")

      try await expectError(.preconditionFailed, "the third put") {
        try await subject.put("third", at: "a", .ifUnchanged(since: first.etag))
      }

      try expect(try await subject.text(at: "a"), is: "second", "the text")
    },
    Claim(
      "a put if unchanged is refused where there is no object, and stores none",
      rows: "9.2/put-if-match-missing"
    ) { subject in
      let tag = ETag(rawValue: "d41d8cd98f00b204e9800998ecf8427e")

      try await expectError(.blobDoesNotExist, "the put") {
        try await subject.put("text", at: "a", .ifUnchanged(since: tag))
      }

      try await subject.expectNone(at: "a")
    },
    Claim(
      "a put if unchanged is refused where the object was deleted", rows: "9.2/put-if-match-missing"
    ) { subject in
      let first = try await subject.put("first", at: "a")
      _ = try await subject.store.delete(["a"], in: subject.bucket)

      try await expectError(.blobDoesNotExist, "the put") {
        try await subject.put("second", at: "a", .ifUnchanged(since: first.etag))
      }

      try await subject.expectNone(at: "a")
    },
  ]

  /// Source: S3 user guide, "Conditional writes": of concurrent writers the first succeeds.
  static let races: [Claim<BlobStoreSubject>] = [
    Claim("of writers that race to put if absent exactly one wins", rows: "9.2/one-winner") {
      subject in
      let winners = try await race(on: "a", .ifAbsent, subject)

      try expect(winners.count, is: 1, "the number of winners")
      try expect(try await subject.text(at: "a"), is: winners.first, "the text")
    },
    Claim("of writers that race to put if unchanged exactly one wins", rows: "9.2/one-winner") {
      subject in
      let first = try await subject.put("first", at: "a")

      let winners = try await race(on: "a", .ifUnchanged(since: first.etag), subject)

      try expect(winners.count, is: 1, "the number of winners")
      try expect(try await subject.text(at: "a"), is: winners.first, "the text")
    },
  ]

  /// Lets ten writers put at once, and returns the texts of those that succeeded.
  private static func race(
    on key: String, _ condition: PutCondition, _ subject: BlobStoreSubject
  ) async throws -> [String] {
    try await withThrowingTaskGroup(of: String?.self) { group in
      for index in 0..<10 {
        group.addTask {
          let text = "writer \(index)"
          do {
            try await subject.put(text, at: key, condition)
            return text
          } catch let error as TransportError where error.code == .preconditionFailed {
            return nil
          }
        }
      }
      return try await group.reduce(into: []) { if let text = $1 { $0.append(text) } }
    }
  }
}
