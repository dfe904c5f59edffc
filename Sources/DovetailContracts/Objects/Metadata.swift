internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 user guide, "Working with object metadata"; recorded.
  static let metadata: [Claim<ObjectAdministrationSubject>] = [
    Claim("an object's metadata comes back as it was", rows: "9.6/metadata-round-trip") {
      subject in
      let metadata = full()
      let put = try await subject.put("text", at: "a", PutObjectOptions(metadata: metadata))

      try expect(put.metadata, is: metadata, "what the put tells")
      try expect(try await subject.info(of: "a"), is: put, "what the get tells")
      let head = try await subject.store.headObject(subject.place("a"), ReadObjectOptions())
      try expect(head, is: .found(ObjectPart(info: put)), "what the head tells")
    },
    Claim("a type that was not said is not kept", rows: "9.1/content-type-default") { subject in
      let info = try await subject.put("text", at: "a")

      try expect(info.metadata, is: ObjectMetadata(), "the metadata")
      try expect(
        ObjectMetadata.defaultContentType, is: "binary/octet-stream", "the type that is answered")
    },
    Claim("names of metadata come back in lower case", rows: "9.6/metadata-round-trip") {
      subject in
      let metadata = ObjectMetadata(user: ["Claim-Name": "Value", "other": "x"])
      try await subject.put("text", at: "a", PutObjectOptions(metadata: metadata))

      try expect(
        try await subject.info(of: "a").metadata.user, is: ["claim-name": "Value", "other": "x"],
        "the metadata")
    },
    Claim("metadata may be any text", rows: "9.6/metadata-not-ascii") { subject in
      let user = ["a": "é漢\"\\", "b": ""]
      try await subject.put("text", at: "a", PutObjectOptions(metadata: ObjectMetadata(user: user)))

      try expect(try await subject.info(of: "a").metadata.user, is: user, "the metadata")
    },
    Claim("metadata may have 2 KB", rows: "9.6/metadata-size") { subject in
      let user = ["name": String(repeating: "v", count: 2044)]
      try await subject.put("text", at: "a", PutObjectOptions(metadata: ObjectMetadata(user: user)))

      try expect(try await subject.info(of: "a").metadata.user, is: user, "the metadata")
    },
    Claim("metadata of over 2 KB is refused, and nothing stored", rows: "9.6/metadata-size") {
      subject in
      let user = ["name": String(repeating: "v", count: 2043), "é": ""]
      try await expectError(.metadataTooLarge, "the put") {
        try await subject.put(
          "text", at: "a", PutObjectOptions(metadata: ObjectMetadata(user: user)))
      }

      try expect(try await subject.store.head(subject.place("a")), is: nil, "the description")
    },
    Claim("a put replaces the metadata too") { subject in
      try await subject.put("text", at: "a", PutObjectOptions(metadata: full()))
      try await subject.put("text", at: "a")

      try expect(try await subject.info(of: "a").metadata, is: ObjectMetadata(), "the metadata")
    },
    Claim("an upload's metadata is that of its object") { subject in
      let upload = try await subject.begin("a", CreateUploadOptions(metadata: full()))
      let part = try await subject.upload("text", 1, of: upload)

      let info = try await subject.complete(upload, [part])

      try expect(info.metadata, is: full(), "what the completion tells")
      try expect(try await subject.info(of: "a").metadata, is: full(), "what the get tells")
    },
    Claim("objects of BlobStore and of ObjectAdministration are the same") { subject in
      let put = try await subject.put("text", at: "a")

      try expect(try await subject.store.head(subject.place("a")), is: put.blob, "what head tells")
      let second = try await subject.store.put(Array("second".utf8), at: subject.place("a"))
      try expect(try await subject.info(of: "a").blob, is: second, "what get tells")
    },
  ]

  static func full() -> ObjectMetadata {
    var metadata = ObjectMetadata(contentType: "text/plain", user: ["one": "1", "two": "2"])
    metadata.contentEncoding = "gzip"
    metadata.contentLanguage = "cs"
    metadata.contentDisposition = "attachment; filename=\"a.txt\""
    metadata.cacheControl = "max-age=60"
    metadata.expires = "Thu, 01 Dec 2022 16:00:00 GMT"
    metadata.websiteRedirectLocation = "/b"
    return metadata
  }
}
