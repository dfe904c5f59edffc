internal import DovetailTransport

extension ObjectAdministrationContract {
  private typealias Subject = ObjectAdministrationSubject

  /// Source: S3 API reference, UploadPartCopy.
  static let partCopies: [Claim<ObjectAdministrationSubject>] = [
    Claim("a part is copied from an object", rows: "9.5/part-copy") { subject in
      let source = try await subject.put("text", at: "a")
      let upload = try await subject.begin("b")

      let part = try await subject.copyPart("a", 1, of: upload)
      _ = try await subject.store.delete(["a"], in: subject.bucket)
      try await subject.complete(upload, [part])

      try expect(try await subject.text(at: "b"), is: "text", "the text")
      try expect(part.etag, is: source.blob.etag, "the part's tag")
    },
    Claim("a part is copied from a range of an object", rows: "9.5/part-copy") { subject in
      try await subject.put("0123456789", at: "a")
      let upload = try await subject.begin("b")

      let part = try await subject.copyPart("a", 1, of: upload, CopyPartOptions(range: 3...5))
      try await subject.complete(upload, [part])

      try expect(try await subject.text(at: "b"), is: "345", "the text")
      try expect(part.size, is: 3, "the part's size")
      let checksum = try await subject.put("345", at: "c").checksum
      try expect(part.checksum, is: checksum, "the part's checksum")
    },
    Claim("a part is copied from a range of a large object of parts", rows: "9.5/part-copy") {
      subject in
      let size = S3Limits.smallestPartBytes
      let first = try await subject.begin("a")
      let parts = [
        try await subject.upload(Subject.large(1), 1, of: first),
        try await subject.upload("0123456789", 2, of: first),
      ]
      try await subject.complete(first, parts)
      let second = try await subject.begin("b")

      let part = try await subject.copyPart(
        "a", 1, of: second, CopyPartOptions(range: size - 2...size + 2))
      try await subject.complete(second, [part])
      _ = try await subject.store.delete(["a"], in: subject.bucket)

      let bytes = try await subject.found("b").bytes
      try expect(bytes, is: [1, 1] + Array("012".utf8), "the bytes")
      try expect(part.etag, is: try await subject.putTag(bytes), "the part's tag")
    },
    Claim("a copied range that ends behind the object is refused", rows: "9.5/part-copy") {
      subject in
      try await subject.put("0123456789", at: "a")
      let upload = try await subject.begin("b")

      for range in [5...10, 10...12] {
        try await expectError(.invalidArgument, "the copy of \(range)") {
          try await subject.copyPart("a", 1, of: upload, CopyPartOptions(range: range))
        }
      }
    },
    Claim("a part is not copied when a condition on its source fails") { subject in
      try await subject.put("text", at: "a")
      let upload = try await subject.begin("b")
      let conditions = ReadConditions(ifMatch: .other)

      let outcome = try await subject.store.copyPart(
        subject.place("a"), as: subject.place(1, of: upload),
        CopyPartOptions(sourceConditions: conditions))

      try expect(outcome, is: .preconditionFailed(.ifMatch), "the outcome")
      try expect(try await subject.parts(of: upload).parts, is: [], "the parts")
    },
    Claim("a part of an absent key is refused") { subject in
      let upload = try await subject.begin("b")

      try await expectError(.blobDoesNotExist, "the copy") {
        try await subject.copyPart("a", 1, of: upload)
      }
    },
    Claim("a part copied to an unknown upload is refused", rows: "9.5/upload-gone") { subject in
      try await subject.put("text", at: "a")

      try await expectError(.uploadDoesNotExist, "the copy") {
        try await subject.copyPart(
          "a", 1, of: ClaimUpload(key: "b", id: UploadID(rawValue: "claim")))
      }
    },
  ]
}

extension ObjectAdministrationSubject {
  /// A copy to a part that must succeed.
  fileprivate func copyPart(
    _ source: String, _ number: Int, of upload: ClaimUpload,
    _ options: CopyPartOptions = CopyPartOptions(), fileID: String = #fileID, line: Int = #line
  ) async throws -> PartInfo {
    let outcome = try await store.copyPart(place(source), as: place(number, of: upload), options)
    guard case .copied(let part) = outcome else {
      throw ClaimFailure(
        "Expected a copy of \(source), but the call gave \(outcome).", fileID: fileID, line: line)
    }
    return part
  }

  /// The tag that a put of bytes gives.
  fileprivate func putTag(_ bytes: [UInt8]) async throws -> ETag {
    try await store.put(bytes, at: place("tag")).etag
  }
}
