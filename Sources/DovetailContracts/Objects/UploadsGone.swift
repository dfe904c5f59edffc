internal import DovetailTransport

extension ObjectAdministrationContract {
  private typealias End =
    @Sendable (ObjectAdministrationSubject, inout ClaimUpload, PartInfo) async throws -> Void
  private typealias Call =
    @Sendable (ObjectAdministrationSubject, ClaimUpload, PartInfo) async throws -> Void

  /// Source: recorded: NoSuchUpload.
  static let uploadsGone: [Claim<ObjectAdministrationSubject>] =
    [
      gone("an upload that is complete", but: "the completion") { subject, upload, part in
        try await subject.complete(upload, [part])
      },
      gone("an upload that is aborted") { subject, upload, _ in
        try await subject.store.abortUpload(upload.id, of: subject.place(upload.key))
      },
      gone("an upload that never began") { _, upload, _ in upload.id = UploadID(rawValue: "claim")
      },
      gone("an upload of another key") { _, upload, _ in upload.key = "b" },
    ].flatMap(\.self) + again

  /// Source: observed by others: a completion that is repeated, since its answer was lost, is answered as before.
  private static let again: [Claim<ObjectAdministrationSubject>] = [
    Claim("a completion repeated is answered as before", rows: "9.5/complete-again") { subject in
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)
      let first = try await subject.complete(upload, [part])

      let second = try await subject.complete(upload, [part])

      try expect(second.blob, is: first.blob, "the object")
      try expect(try await subject.text(at: "a"), is: "text", "the text")
    },
    Claim("a completion repeated with other parts is refused", rows: "9.5/complete-again") {
      subject in
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)
      try await subject.complete(upload, [part])
      var other = part
      other.etag = ETag(rawValue: "900150983cd24fb0d6963f7d28e17f72")

      try await expectError(.uploadDoesNotExist, "the completion") { [other] in
        try await subject.complete(upload, [other])
      }
    },
    Claim("a completion repeated once its object is replaced is refused") { subject in
      let upload = try await subject.begin("a")
      let part = try await subject.upload("text", 1, of: upload)
      try await subject.complete(upload, [part])
      try await subject.put("other", at: "a")

      try await expectError(.uploadDoesNotExist, "the completion") {
        try await subject.complete(upload, [part])
      }
      try expect(try await subject.text(at: "a"), is: "other", "the text")
    },
  ]

  private static let calls: [(what: String, call: Call)] = [
    ("a part", { subject, upload, _ in try await subject.upload("text", 2, of: upload) }),
    ("the list of parts", { subject, upload, _ in _ = try await subject.parts(of: upload) }),
    ("the completion", { subject, upload, part in try await subject.complete(upload, [part]) }),
    (
      "the end",
      { subject, upload, _ in
        try await subject.store.abortUpload(upload.id, of: subject.place(upload.key))
      }
    ),
  ]

  private static func gone(
    _ which: String, but answered: String? = nil, _ end: @escaping End
  ) -> [Claim<ObjectAdministrationSubject>] {
    calls.filter { $0.what != answered }.map { what, call in
      Claim("\(what) of \(which) is refused", rows: "9.5/upload-gone") { subject in
        var upload = try await subject.begin("a")
        let part = try await subject.upload("text", 1, of: upload)
        try await end(subject, &upload, part)

        try await expectError(.uploadDoesNotExist, what) { [upload] in
          try await call(subject, upload, part)
        }
      }
    }
  }
}
