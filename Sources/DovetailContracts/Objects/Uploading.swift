internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 API reference, CreateMultipartUpload, UploadPart, AbortMultipartUpload.
  static let uploads: [Claim<ObjectAdministrationSubject>] =
    [
      Claim("an upload is not seen before it is complete", rows: "9.5/invisible-until-complete") {
        subject in
        let upload = try await subject.begin("a")
        let part = try await subject.upload("text", 1, of: upload)

        try expect(try await subject.store.head(subject.place("a")), is: nil, "the description")
        try expect(
          try await subject.list(ListObjectsOptions()).entries, is: [], "the objects listed")

        try await subject.complete(upload, [part])
        try expect(try await subject.text(at: "a"), is: "text", "the text")
      },
      Claim("an object stays while an upload of its key is under way") { subject in
        try await subject.put("before", at: "a")
        let upload = try await subject.begin("a")
        let part = try await subject.upload("after", 1, of: upload)

        try expect(try await subject.text(at: "a"), is: "before", "the text")

        try await subject.complete(upload, [part])
        try expect(try await subject.text(at: "a"), is: "after", "the text afterwards")
      },
      Claim("a part uploaded again replaces the first", rows: "9.5/part-again") { subject in
        let upload = try await subject.begin("a")
        try await subject.upload("first", 1, of: upload)
        let again = try await subject.upload("again", 1, of: upload)

        try expect(try await subject.parts(of: upload).parts, is: [again], "the parts")

        try await subject.complete(upload, [again])
        try expect(try await subject.text(at: "a"), is: "again", "the text")
      },
      Claim("uploads of one key do not disturb each other") { subject in
        let first = try await subject.begin("a")
        let second = try await subject.begin("a")
        let firstPart = try await subject.upload("first", 1, of: first)
        let secondPart = try await subject.upload("second", 1, of: second)

        try await subject.complete(second, [secondPart])
        try expect(try await subject.text(at: "a"), is: "second", "the text")
        try await subject.complete(first, [firstPart])
        try expect(try await subject.text(at: "a"), is: "first", "the text afterwards")
      },
      Claim("an aborted upload is gone with its parts", rows: "9.5/abort") { subject in
        let upload = try await subject.begin("a")
        try await subject.upload("text", 1, of: upload)

        try await subject.store.abortUpload(upload.id, of: subject.place("a"))

        try await expectError(.uploadDoesNotExist, "the list of parts") {
          try await subject.parts(of: upload)
        }
        let page = try await subject.store.listUploads(subject.bucket, ListUploadsOptions())
        try expect(page.uploads, is: [], "the uploads")
      },
      Claim("a part tells its MD5, size and time") { subject in
        let upload = try await subject.begin("a")
        try await subject.time.advance(.seconds(5))
        let now = try await subject.time.now()

        let part = try await subject.upload("abc", 7, of: upload)

        let tag = ETag(rawValue: "900150983cd24fb0d6963f7d28e17f72")
        try expect(part.etag, is: tag, "the tag")
        try expect([part.number, part.size], is: [7, 3], "the number and the size")
        try expect(part.modifiedAt, is: now, "the time")
      },
    ]
    + [0, -1, 10_001].map { number in
      Claim("a part \(number) is refused", rows: "9.5/part-number-range") { subject in
        let upload = try await subject.begin("a")

        try await expectError(.invalidArgument, "the upload") {
          try await subject.upload("text", number, of: upload)
        }
      }
    }
    + [
      Claim("a part may have the number 10,000", rows: "9.5/part-number-range") { subject in
        let upload = try await subject.begin("a")
        let part = try await subject.upload("text", 10_000, of: upload)

        try await subject.complete(upload, [part])

        try expect(try await subject.text(at: "a"), is: "text", "the text")
      }
    ]
}
