internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 API reference, CopyObject.
  static let copying: [Claim<ObjectAdministrationSubject>] = [
    Claim("a copy has the bytes of its source", rows: "9.1/copy", "9.6/etag-form") { subject in
      let source = try await subject.put("text", at: "a")
      try await subject.time.advance(.seconds(9))
      let now = try await subject.time.now()

      let copy = try await subject.copy("a", to: "b")

      try expect(try await subject.text(at: "b"), is: "text", "the copy")
      try expect(copy.blob.etag, is: source.blob.etag, "the tag")
      try expect(copy.blob.modifiedAt, is: now, "the time")
      try expect(try await subject.info(of: "b"), is: copy, "what the get tells")
      try expect(try await subject.info(of: "a"), is: source, "what is known of the source")
    },
    Claim("a copy outlives its source") { subject in
      try await subject.put("text", at: "a")
      _ = try await subject.copy("a", to: "b")

      _ = try await subject.store.delete(["a"], in: subject.bucket)

      try expect(try await subject.text(at: "b"), is: "text", "the copy")
    },
    Claim("a copy replaces what was there") { subject in
      try await subject.put("text", at: "a")
      try await subject.put("a longer text", at: "b")

      _ = try await subject.copy("a", to: "b")

      try expect(try await subject.text(at: "b"), is: "text", "the copy")
    },
    Claim("a copy may be in another bucket") { subject in
      try await subject.put("text", at: "a")
      try await subject.store.createBucket(subject.freeBucket)
      let place = BlobKey(bucket: subject.freeBucket, key: "a")

      _ = try await subject.store.copyObject(subject.place("a"), to: place, CopyObjectOptions())

      try expect(
        try await subject.store.get(place).bytes, is: Array("text".utf8), "the copy's bytes")
    },
    Claim("a copy keeps metadata and checksum", rows: "9.1/copy-metadata") { subject in
      let source = try await subject.put(
        "hello", at: "a",
        PutObjectOptions(metadata: full(), checksum: Checksum(.crc32, "NhCmhg==")))

      let copy = try await subject.copy("a", to: "b")

      try expect(copy.metadata, is: source.metadata, "the metadata")
      try expect(copy.checksum, is: source.checksum, "the checksum")
    },
    Claim("a copy takes new metadata", rows: "9.1/copy-metadata") { subject in
      try await subject.put("text", at: "a", PutObjectOptions(metadata: full()))
      let metadata = ObjectMetadata(contentType: "text/html", user: ["New": "1"])

      try await subject.copy("a", to: "b", CopyObjectOptions(metadata: .replace(metadata)))

      let found = try await subject.info(of: "b").metadata
      try expect(found.contentType, is: "text/html", "the type")
      try expect(found.user, is: ["new": "1"], "the user's metadata")
      try expect(found.contentEncoding, is: nil, "the encoding")
    },
    Claim("a copy takes another kind of checksum") { subject in
      try await subject.put("hello", at: "a")

      let copy = try await subject.copy("a", to: "b", CopyObjectOptions(checksumAlgorithm: .crc32c))

      try expect(copy.checksum, is: Checksum(.crc32c, "mnG7TA=="), "the checksum")
    },
    Claim("an object takes new metadata by a copy to itself", rows: "9.6/copy-to-self") { subject in
      try await subject.put("text", at: "a")
      let metadata = ObjectMetadata(contentType: "text/plain")

      try await subject.copy("a", to: "a", CopyObjectOptions(metadata: .replace(metadata)))

      try expect(try await subject.text(at: "a"), is: "text", "the text")
      try expect(try await subject.info(of: "a").metadata, is: metadata, "the metadata")
    },
  ]

  /// Source: recorded: PreconditionFailed for each, If-None-Match too.
  static let copyConditions: [Claim<ObjectAdministrationSubject>] = [
    fails(.ifMatch) { _ in ReadConditions(ifMatch: .other) },
    fails(.ifNoneMatch) { ReadConditions(ifNoneMatch: $0.etag) },
    fails(.ifModifiedSince) { ReadConditions(ifModifiedSince: $0.modifiedAt) },
    fails(.ifUnmodifiedSince) {
      ReadConditions(ifUnmodifiedSince: $0.modifiedAt.advanced(by: .seconds(-2)))
    },
    Claim("a copy happens when the conditions on its source hold", rows: "9.2/copy-conditions") {
      subject in
      let source = try await subject.put("text", at: "a")
      let conditions = ReadConditions(ifMatch: source.blob.etag, ifNoneMatch: .other)

      try await subject.copy("a", to: "b", CopyObjectOptions(sourceConditions: conditions))

      try expect(try await subject.text(at: "b"), is: "text", "the copy")
    },
    Claim("a copy if absent is refused where there is an object") { subject in
      try await subject.put("text", at: "a")
      try await subject.put("before", at: "b")

      try await expectError(.preconditionFailed, "the copy") {
        try await subject.copy("a", to: "b", CopyObjectOptions(condition: .ifAbsent))
      }

      try expect(try await subject.text(at: "b"), is: "before", "the text")
    },
  ]

  private static func fails(
    _ name: ReadConditions.Name,
    conditions: @escaping @Sendable (BlobInfo) -> ReadConditions
  ) -> Claim<ObjectAdministrationSubject> {
    Claim("a copy fails for \(name.rawValue) of its source", rows: "9.2/copy-conditions") {
      subject in
      let source = try await subject.put("text", at: "a")
      try await subject.time.advance(.seconds(10))
      let options = CopyObjectOptions(sourceConditions: conditions(source.blob))

      let outcome = try await subject.store.copyObject(
        subject.place("a"), to: subject.place("b"), options)

      try expect(outcome, is: .preconditionFailed(name), "the outcome")
      try expect(try await subject.store.head(subject.place("b")), is: nil, "the copy")
    }
  }

  /// Source: recorded: InvalidRequest, NoSuchKey.
  static let copyErrors: [Claim<ObjectAdministrationSubject>] = [
    Claim("a copy of an object to itself that changes nothing is refused", rows: "9.6/copy-to-self")
    { subject in
      try await subject.put("text", at: "a")

      try await expectError(.invalidRequest, "the copy") { try await subject.copy("a", to: "a") }
    },
    Claim("a copy of an absent key is refused", rows: "9.6/missing-key") { subject in
      try await subject.put("text", at: "b")

      try await expectError(.blobDoesNotExist, "the copy") { try await subject.copy("a", to: "b") }

      try expect(try await subject.text(at: "b"), is: "text", "the text")
    },
    Claim("a copy with too much new metadata is refused", rows: "9.6/metadata-size") { subject in
      try await subject.put("text", at: "a")
      let metadata = ObjectMetadata(user: ["a": String(repeating: "v", count: 2048)])

      try await expectError(.metadataTooLarge, "the copy") {
        try await subject.copy("a", to: "b", CopyObjectOptions(metadata: .replace(metadata)))
      }
    },
  ]
}

extension ObjectAdministrationSubject {
  /// A copy within the bucket that must succeed.
  @discardableResult
  func copy(
    _ source: String, to key: String, _ options: CopyObjectOptions = CopyObjectOptions(),
    fileID: String = #fileID, line: Int = #line
  ) async throws -> ObjectInfo {
    let outcome = try await store.copyObject(place(source), to: place(key), options)
    guard case .copied(let info) = outcome else {
      throw ClaimFailure(
        "Expected a copy of \(source), but the call gave \(outcome).", fileID: fileID, line: line)
    }
    return info
  }
}
