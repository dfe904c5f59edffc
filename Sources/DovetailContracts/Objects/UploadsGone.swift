internal import DovetailTransport

extension ObjectAdministrationContract {
  private typealias End =
    @Sendable (ObjectAdministrationSubject, inout ClaimUpload, PartInfo) async throws -> Void
  private typealias Call =
    @Sendable (ObjectAdministrationSubject, ClaimUpload, PartInfo) async throws -> Void

  /// Source: recorded: NoSuchUpload.
  static let uploadsGone: [Claim<ObjectAdministrationSubject>] = [
    gone("an upload that is complete") { subject, upload, part in
      try await subject.complete(upload, [part])
    },
    gone("an upload that is aborted") { subject, upload, _ in
      try await subject.store.abortUpload(upload.id, of: subject.place(upload.key))
    },
    gone("an upload that never began") { _, upload, _ in upload.id = UploadID(rawValue: "claim") },
    gone("an upload of another key") { _, upload, _ in upload.key = "b" },
  ].flatMap(\.self)

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
    _ which: String, _ end: @escaping End
  ) -> [Claim<ObjectAdministrationSubject>] {
    calls.map { what, call in
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
