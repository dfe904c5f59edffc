internal import DovetailTransport

extension ObjectAdministrationContract {
  /// The conditions of a read, out of the object's tag and its time.
  private typealias Conditions = @Sendable (BlobInfo) -> ReadConditions

  /// Source: S3 API reference, GetObject; RFC 9110, section 13.1; recorded.
  static let readConditions: [Claim<ObjectAdministrationSubject>] = [
    holds("If-Match its tag", "9.2/get-if-match") { ReadConditions(ifMatch: $0.etag) },
    holds("If-Match its tag in quotes", "9.2/get-if-match") {
      ReadConditions(ifMatch: $0.etag.quoted)
    },
    holds("If-Match any", "9.2/get-if-match") { _ in
      ReadConditions(ifMatch: ETag(rawValue: "*"))
    },
    fails("If-Match another tag", .ifMatch, "9.2/get-if-match") { _ in
      ReadConditions(ifMatch: .other)
    },
    holds("If-None-Match another tag", "9.2/get-if-none-match") { _ in
      ReadConditions(ifNoneMatch: .other)
    },
    isNotModified("If-None-Match its tag", "9.2/get-if-none-match") {
      ReadConditions(ifNoneMatch: $0.etag)
    },
    isNotModified("If-None-Match its tag in quotes", "9.2/get-if-none-match") {
      ReadConditions(ifNoneMatch: $0.etag.quoted)
    },
    isNotModified("If-None-Match any", "9.2/get-if-none-match") { _ in
      ReadConditions(ifNoneMatch: ETag(rawValue: "*"))
    },
    holds("If-Modified-Since a second before it", "9.2/get-if-modified-since") {
      ReadConditions(ifModifiedSince: $0.modifiedAt.advanced(by: .seconds(-1)))
    },
    isNotModified("If-Modified-Since its time", "9.2/get-if-modified-since") {
      ReadConditions(ifModifiedSince: $0.modifiedAt)
    },
    isNotModified("If-Modified-Since a second after it", "9.2/get-if-modified-since") {
      ReadConditions(ifModifiedSince: $0.modifiedAt.advanced(by: .seconds(1)))
    },
    holds("If-Modified-Since a time in the future", "9.2/modified-since-future") {
      ReadConditions(ifModifiedSince: $0.modifiedAt.advanced(by: .seconds(3600)))
    },
    holds("If-Unmodified-Since its time", "9.2/get-if-unmodified-since") {
      ReadConditions(ifUnmodifiedSince: $0.modifiedAt)
    },
    holds("If-Unmodified-Since a second after it", "9.2/get-if-unmodified-since") {
      ReadConditions(ifUnmodifiedSince: $0.modifiedAt.advanced(by: .seconds(1)))
    },
    fails(
      "If-Unmodified-Since a second before it", .ifUnmodifiedSince, "9.2/get-if-unmodified-since"
    ) {
      ReadConditions(ifUnmodifiedSince: $0.modifiedAt.advanced(by: .seconds(-1)))
    },
  ]

  /// Source: S3 API reference, GetObject: which of two conditions decides.
  static let readPrecedence: [Claim<ObjectAdministrationSubject>] = [
    holds(
      "If-Match its tag and If-Unmodified-Since before it", "9.2/match-over-unmodified"
    ) {
      ReadConditions(
        ifMatch: $0.etag, ifUnmodifiedSince: $0.modifiedAt.advanced(by: .seconds(-10)))
    },
    fails("If-Match another tag and If-Unmodified-Since its time", .ifMatch) {
      ReadConditions(ifMatch: .other, ifUnmodifiedSince: $0.modifiedAt)
    },
    isNotModified(
      "If-None-Match its tag and If-Modified-Since before it", "9.2/none-match-over-modified"
    ) {
      ReadConditions(
        ifNoneMatch: $0.etag, ifModifiedSince: $0.modifiedAt.advanced(by: .seconds(-10)))
    },
    holds(
      "If-None-Match another tag and If-Modified-Since its time", "9.2/none-match-over-modified"
    ) {
      ReadConditions(ifNoneMatch: .other, ifModifiedSince: $0.modifiedAt)
    },
    fails("If-Match another tag and If-None-Match its tag", .ifMatch) {
      ReadConditions(ifMatch: .other, ifNoneMatch: $0.etag)
    },
    isNotModified("If-Match its tag and If-None-Match its tag") {
      ReadConditions(ifMatch: $0.etag, ifNoneMatch: $0.etag)
    },
    Claim("a condition is judged before a range") { subject in
      let put = try await subject.put("text", at: "a")

      let outcome = try await subject.store.getObject(
        subject.place("a"),
        ReadObjectOptions(range: .from(4), conditions: ReadConditions(ifNoneMatch: put.blob.etag)))

      try expect(outcome, is: .notModified(put), "the outcome")
    },
    Claim("a read of an absent key throws, whatever its conditions", rows: "9.6/missing-key") {
      subject in
      for conditions in [ReadConditions(ifMatch: .other), ReadConditions(ifNoneMatch: .other)] {
        try await expectError(.blobDoesNotExist, "the get") {
          try await subject.read("a", conditions)
        }
        try await expectError(.blobDoesNotExist, "the head") {
          try await subject.store.headObject(
            subject.place("a"), ReadObjectOptions(conditions: conditions))
        }
      }
    },
  ]

  private static func holds(
    _ what: String, _ rows: String..., conditions: @escaping Conditions
  ) -> Claim<ObjectAdministrationSubject> {
    judged("an object is read \(what)", rows, conditions) { .found($0) }
  }

  private static func isNotModified(
    _ what: String, _ rows: String..., conditions: @escaping Conditions
  ) -> Claim<ObjectAdministrationSubject> {
    judged("an object is not modified \(what)", rows, conditions) { .notModified($0.info) }
  }

  private static func fails(
    _ what: String, _ name: ReadConditions.Name, _ rows: String...,
    conditions: @escaping Conditions
  ) -> Claim<ObjectAdministrationSubject> {
    judged("a read fails for \(name.rawValue) \(what)", rows, conditions) { _ in
      .preconditionFailed(name)
    }
  }

  /// Get and head judge alike; the object's time is not a whole second, as HTTP would tell it.
  private static func judged(
    _ name: String, _ rows: [String], _ conditions: @escaping Conditions,
    is expected: @escaping @Sendable (ObjectPart) -> ReadOutcome<ObjectPart>
  ) -> Claim<ObjectAdministrationSubject> {
    Claim(name, rows: rows) { subject in
      try await subject.time.advance(.milliseconds(20_300))
      let put = try await subject.put("text", at: "a")
      try await subject.time.advance(.seconds(30))
      let options = ReadObjectOptions(conditions: conditions(put.blob))

      let head = try await subject.store.headObject(subject.place("a"), options)
      let get = try await subject.store.getObject(subject.place("a"), options)

      try expect(head, is: expected(ObjectPart(info: put)), "the outcome of the head")
      try expect(get.part, is: head, "the outcome of the get")
    }
  }
}

extension ETag {
  /// The tag of no object.
  static let other = ETag(rawValue: "d41d8cd98f00b204e9800998ecf8427e")

  /// The tag as HTTP has it.
  var quoted: ETag { ETag(rawValue: "\"\(rawValue)\"") }
}

extension ReadOutcome<ObjectContent> {
  /// The outcome without bytes.
  fileprivate var part: ReadOutcome<ObjectPart> { map(\.part) }
}
