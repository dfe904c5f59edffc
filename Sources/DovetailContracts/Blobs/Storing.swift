internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 API reference, PutObject, GetObject, HeadObject.
  static let storing: [Claim<BlobStoreSubject>] = [
    Claim("an object is read as it was stored", rows: "9.1/get", "9.1/put") { subject in
      try await subject.put("text", at: "a")

      try expect(try await subject.text(at: "a"), is: "text", "the text")
    },
    Claim("a put replaces what was there", rows: "9.1/put") { subject in
      try await subject.put("a longer text", at: "a")
      try await subject.put("text", at: "a")

      try expect(try await subject.text(at: "a"), is: "text", "the text")
      try expect(try await subject.keys().count, is: 1, "the number of objects")
    },
    Claim("an object that was not stored is not read", rows: "9.6/missing-key") { subject in
      try await expectError(.blobDoesNotExist, "the get") {
        try await subject.store.get(subject.place("a"))
      }
    },
    Claim("an object that was not stored has no description", rows: "9.1/head") { subject in
      try expect(try await subject.store.head(subject.place("a")), is: nil, "the description")
    },
    Claim("put, head, get and list tell the same of an object", rows: "9.1/head", "9.1/put") {
      subject in
      let put = try await subject.put("text", at: "a")
      try await subject.time.advance(.seconds(10))

      try expect(try await subject.store.head(subject.place("a")), is: put, "what head tells")
      try expect(try await subject.store.get(subject.place("a")).info, is: put, "what get tells")
      let listed = try await subject.store.list(subject.bucket, ListBlobsOptions()).entries
      try expect(listed.map(\.info), is: [put], "what list tells")
    },
    Claim("an object's description has its size in bytes", rows: "9.1/head") { subject in
      let info = try await subject.put("é漢", at: "a")

      try expect(info.size, is: 5, "the size")
    },
    Claim("an object tells when it was stored") { subject in
      try await subject.time.advance(.seconds(123))
      let now = try await subject.time.now()

      let info = try await subject.put("text", at: "a")

      try expect(info.modifiedAt, is: now, "the time of the put")
    },
    Claim("an object that was replaced tells when it was stored last") { subject in
      try await subject.put("text", at: "a")
      try await subject.time.advance(.seconds(60))
      let now = try await subject.time.now()
      try await subject.put("text", at: "a")

      let info = try await subject.store.head(subject.place("a"))

      try expect(info?.modifiedAt, is: now, "the time of the second put")
    },
    Claim("buckets keep their objects apart") { subject in
      try await subject.put("here", at: "a")
      let there = BlobKey(bucket: subject.otherBucket, key: "a")
      _ = try await subject.store.put(Array("there".utf8), at: there)

      _ = try await subject.store.delete(["a"], in: subject.otherBucket)

      try expect(try await subject.text(at: "a"), is: "here", "the text")
      try expect(try await subject.store.head(there), is: nil, "the deleted one's description")
    },
  ]
}
