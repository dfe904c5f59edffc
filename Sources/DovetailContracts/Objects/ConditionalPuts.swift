internal import DovetailTransport

extension ObjectAdministrationContract {
  /// What the plain puts, claims of BlobStore, do not show.
  ///
  /// Source: recorded: PreconditionFailed, NoSuchKey.
  static let conditionalPuts: [Claim<ObjectAdministrationSubject>] = [
    Claim("a put if unchanged takes the tag with quotes too", rows: "9.2/put-if-match") { subject in
      let first = try await subject.put("first", at: "a")

      try await subject.put(
        "second", at: "a",
        PutObjectOptions(condition: .ifUnchanged(since: first.blob.etag.quoted)))

      try expect(try await subject.text(at: "a"), is: "second", "the text")
    },
    Claim("a put if unchanged is refused for another tag", rows: "9.2/put-if-match") { subject in
      try await subject.put("first", at: "a")

      try await expectError(.preconditionFailed, "the second put") {
        try await subject.put(
          "second", at: "a", PutObjectOptions(condition: .ifUnchanged(since: .other)))
      }
    },
    Claim("a put if unchanged is refused for an absent key", rows: "9.2/put-if-match-missing") {
      subject in
      try await expectError(.blobDoesNotExist, "the put") {
        try await subject.put(
          "text", at: "a", PutObjectOptions(condition: .ifUnchanged(since: .other)))
      }
    },
    Claim("of two puts if absent at once one wins", rows: "9.2/one-winner", "9.2/put-if-none-match")
    { subject in
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for number in 1...8 {
          group.addTask {
            let options = PutObjectOptions(condition: .ifAbsent)
            return (try? await subject.put("\(number)", at: "a", options)) != nil
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }

      try expect(outcomes.filter(\.self).count, is: 1, "the number of winners")
    },
  ]
}
