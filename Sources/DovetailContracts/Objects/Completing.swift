internal import DovetailTransport

extension ObjectAdministrationContract {
  private typealias Subject = ObjectAdministrationSubject

  /// Source: S3 API reference, CompleteMultipartUpload; recorded.
  static let completing: [Claim<ObjectAdministrationSubject>] = [
    Claim("a completed upload is one object of its parts in order", rows: "9.5/upload") { subject in
      let upload = try await subject.begin("a")
      let last = try await subject.upload("end", 9, of: upload)
      let first = try await subject.upload(Subject.large(1), 2, of: upload)
      try await subject.time.advance(.seconds(4))
      let now = try await subject.time.now()

      let info = try await subject.complete(upload, [first, last])

      let content = try await subject.found("a")
      let expected = Subject.large(1) + Array("end".utf8)
      try expect(content.bytes == expected, "Expected the parts in order, found other bytes.")
      try expect(content.part.info, is: info, "what the get tells")
      try expect(info.blob.size, is: expected.count, "the size")
      try expect(info.blob.modifiedAt, is: now, "the time")
      try expect(info.partCount, is: 2, "the number of parts")
    },
    Claim("the tag of an upload is the MD5 of the parts' MD5s", rows: "9.5/etag") { subject in
      let one = try await subject.begin("a")
      let only = try await subject.upload("aaaaaaaaaa", 1, of: one)
      let two = try await subject.begin("b")
      let first = try await subject.upload(Subject.large(1), 1, of: two)
      let last = try await subject.upload("end", 2, of: two)

      let ofOne = try await subject.complete(one, [only])
      let ofTwo = try await subject.complete(two, [first, last])

      try expect(
        ofOne.blob.etag.rawValue, is: "ac1f8aff40d191e27d29b7848a8d9abd-1", "the tag of one part")
      try expect(
        ofTwo.blob.etag.rawValue, is: "1895fd3f1fa1af269610f12d13feb801-2", "the tag of two")
    },
    Claim("parts that are not named are dropped") { subject in
      let upload = try await subject.begin("a")
      try await subject.upload("one", 1, of: upload)
      let second = try await subject.upload("two", 2, of: upload)
      try await subject.upload("three", 3, of: upload)

      let info = try await subject.complete(upload, [second])

      try expect(try await subject.text(at: "a"), is: "two", "the text")
      try expect(info.partCount, is: 1, "the number of parts")
    },
    Claim("a range that spans parts is read") { subject in
      let size = S3Limits.smallestPartBytes
      let upload = try await subject.begin("a")
      let parts = [
        try await subject.upload(Subject.large(1), 1, of: upload),
        try await subject.upload(Subject.large(2), 2, of: upload),
        try await subject.upload([3, 4, 5], 3, of: upload),
      ]
      try await subject.complete(upload, parts)

      for (range, bytes) in [
        (BlobRange.bytes(size - 2...size + 1), [1, 1, 2, 2]),
        (.bytes(2 * size - 1...2 * size), [2, 3]), (.last(2), [4, 5]), (.bytes(0...1), [1, 1]),
      ] as [(BlobRange, [UInt8])] {
        let content = try await subject.found("a", ReadObjectOptions(range: range))
        try expect(content.bytes, is: bytes, "the bytes of \(range)")
      }
    },
    Claim("a part of an object is read by its number") { subject in
      let upload = try await subject.begin("a")
      let parts = [
        try await subject.upload(Subject.large(1), 1, of: upload),
        try await subject.upload("end", 2, of: upload),
      ]
      let info = try await subject.complete(upload, parts)

      let second = try await subject.found("a", ReadObjectOptions(partNumber: 2))
      let third = try await subject.store.headObject(
        subject.place("a"), ReadObjectOptions(partNumber: 3))

      try expect(second.bytes, is: Array("end".utf8), "the bytes of part 2")
      let size = S3Limits.smallestPartBytes
      try expect(
        second.part, is: ObjectPart(info: info, offsets: size..<size + 3), "what is told of it")
      try expect(third, is: .unsatisfiable(info), "the outcome for part 3")
    },
    Claim("an object of parts is replaced, copied and deleted like another") { subject in
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)
      try await subject.complete(upload, [part])

      let copy = try await subject.copy("a", to: "b")
      try await subject.put("new", at: "a")

      try expect(try await subject.text(at: "a"), is: "new", "the text")
      try expect(try await subject.text(at: "b"), is: "text", "the copy")
      try expect(copy.partCount, is: nil, "the number of parts of the copy")
      try expect(copy.blob.etag, is: part.etag, "the tag of the copy, the MD5 of its bytes")
      _ = try await subject.store.delete(["b"], in: subject.bucket)
      try expect(try await subject.store.head(subject.place("b")), is: nil, "the description")
    },
  ]

  /// Source: recorded: InvalidRequest, InvalidPartOrder, InvalidPart, EntityTooSmall.
  static let completeErrors: [Claim<ObjectAdministrationSubject>] = [
    refuses("without parts", .invalidRequest, "9.5/no-parts") { _ in [] },
    refuses("with parts out of order", .invalidPartOrder, "9.5/part-order") { $0.reversed() },
    refuses("with a part twice", .invalidPartOrder, "9.5/part-order") { [$0[0], $0[0]] },
    refuses("with a part that was not uploaded", .invalidPart, "9.5/unknown-part") {
      $0 + [CompletedPart(number: 3, etag: .other)]
    },
    refuses("with another tag", .invalidPart, "9.5/unknown-part") {
      [$0[0], CompletedPart(number: 2, etag: .other)]
    },
    refuses("with a checksum that was not asked for", .invalidPart) {
      [CompletedPart(number: 1, etag: $0[0].etag, checksum: Checksum(.crc32, "NhCmhg=="))]
    },
    refuses("with a small part before the last", .entityTooSmall, "9.5/small-part") { $0 },
    refuses("with another size", .invalidRequest, CompleteUploadOptions(size: 4)) { [$0[0]] },
    refuses(
      "with another type of checksum", .invalidRequest,
      CompleteUploadOptions(checksumType: .composite)
    ) { [$0[0]] },
  ]

  /// Parts of 3 and 4 bytes, of which the caller names some; the upload goes on.
  private static func refuses(
    _ what: String, _ code: TransportError.Code, _ row: String...,
    options: CompleteUploadOptions = CompleteUploadOptions(),
    naming name: @escaping @Sendable ([CompletedPart]) -> [CompletedPart]
  ) -> Claim<ObjectAdministrationSubject> {
    Claim("a completion \(what) is refused, and the upload goes on", rows: row) { subject in
      let upload = try await subject.begin("a")
      let parts = [
        try await subject.upload("one", 1, of: upload),
        try await subject.upload("four", 2, of: upload),
      ]

      try await expectError(code, "the completion") {
        try await subject.store.completeUpload(
          upload.id, of: subject.place("a"),
          name(parts.map { CompletedPart(number: $0.number, etag: $0.etag) }), options)
      }

      try expect(try await subject.parts(of: upload).parts, is: parts, "the parts")
      try expect(try await subject.store.head(subject.place("a")), is: nil, "the description")
    }
  }

  private static func refuses(
    _ what: String, _ code: TransportError.Code, _ options: CompleteUploadOptions,
    naming name: @escaping @Sendable ([CompletedPart]) -> [CompletedPart]
  ) -> Claim<ObjectAdministrationSubject> {
    refuses(what, code, options: options, naming: name)
  }

  /// Source: recorded: PreconditionFailed, ConditionalRequestConflict.
  static let completeConditions: [Claim<ObjectAdministrationSubject>] = [
    Claim("a completion if absent makes the object", rows: "9.2/complete-if-none-match") {
      subject in
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)

      try await subject.complete(upload, [part], CompleteUploadOptions(condition: .ifAbsent))

      try expect(try await subject.text(at: "a"), is: "text", "the text")
    },
    Claim(
      "a completion if absent is refused where there is an object",
      rows: "9.2/complete-if-none-match"
    ) { subject in
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)
      try await subject.put("before", at: "a")

      try await expectError(.preconditionFailed, "the completion") {
        try await subject.complete(upload, [part], CompleteUploadOptions(condition: .ifAbsent))
      }

      try expect(try await subject.text(at: "a"), is: "before", "the text")
    },
    Claim(
      "a completion if absent conflicts with a delete after the upload began",
      rows: "9.2/complete-conflict"
    ) { subject in
      try await subject.put("before", at: "a")
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)
      _ = try await subject.store.delete(["a"], in: subject.bucket)

      try await expectError(.conditionalRequestConflict, "the completion") {
        try await subject.complete(upload, [part], CompleteUploadOptions(condition: .ifAbsent))
      }
    },
    Claim("a completion if absent takes no note of a delete before the upload began") { subject in
      try await subject.put("before", at: "a")
      _ = try await subject.store.delete(["a"], in: subject.bucket)
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)

      try await subject.complete(upload, [part], CompleteUploadOptions(condition: .ifAbsent))

      try expect(try await subject.text(at: "a"), is: "text", "the text")
    },
    Claim("a completion if unchanged replaces the object that has the tag") { subject in
      let before = try await subject.put("before", at: "a")
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)

      try await expectError(.preconditionFailed, "the completion with another tag") {
        try await subject.complete(
          upload, [part], CompleteUploadOptions(condition: .ifUnchanged(since: .other)))
      }
      try await subject.complete(
        upload, [part],
        CompleteUploadOptions(condition: .ifUnchanged(since: before.blob.etag)))

      try expect(try await subject.text(at: "a"), is: "text", "the text")
    },
  ]
}
