internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 API reference, DeleteObjects.
  static let deleting: [Claim<BlobStoreSubject>] = [
    Claim("a deleted object is gone", rows: "9.1/delete") { subject in
      try await subject.put("text", at: "a")

      try await delete(["a"], subject)

      try await subject.expectNone(at: "a")
      try await expectError(.blobDoesNotExist, "the get") { try await subject.text(at: "a") }
      try expect(try await subject.keys(), is: [], "the keys")
    },
    Claim("a delete removes its own objects only") { subject in
      for key in ["a", "a/b", "b"] { try await subject.put("text", at: key) }

      try await delete(["a"], subject)

      try expect(try await subject.keys(), is: [Array("a/b".utf8), Array("b".utf8)], "the keys")
    },
    // "If the object specified in the request isn't found, Amazon S3 confirms the deletion".
    Claim("an object that does not exist may be deleted", rows: "9.1/delete") { subject in
      try await delete(["a"], subject)
    },
    Claim(
      "objects that exist and objects that do not are deleted together", rows: "9.1/delete-many"
    ) { subject in
      for key in ["a", "c"] { try await subject.put("text", at: key) }

      try await delete(["a", "b", "c", "a"], subject)

      try expect(try await subject.keys(), is: [], "the keys")
    },
    // "The request can contain a list of up to 1,000 keys".
    Claim("a thousand objects may be deleted together", rows: "9.1/delete-many") { subject in
      try await subject.put("text", at: "key 999")

      try await delete((0..<1000).map { "key \($0)" }, subject)

      try expect(try await subject.keys(), is: [], "the keys")
    },
    Claim("more than a thousand objects are not deleted together", rows: "9.1/delete-many-limit") {
      subject in
      try await subject.put("text", at: "a")

      try await expectError(.invalidParameterValue, "the delete") {
        try await subject.store.delete(Array(repeating: "a", count: 1001), in: subject.bucket)
      }

      try expect(try await subject.keys().count, is: 1, "the number of objects")
    },
    Claim("a delete of no objects is refused") { subject in
      try await expectError(.invalidParameterValue, "the delete") {
        try await subject.store.delete([], in: subject.bucket)
      }
    },
    Claim("a key that cannot be leaves the other keys of a delete alone", rows: "9.1/delete-many") {
      subject in
      for key in ["a", "b"] { try await subject.put("text", at: key) }
      let long = String(repeating: "k", count: 1025)

      let outcomes = try await subject.store.delete(["a", long, "b"], in: subject.bucket)

      try expect(outcomes.count, is: 3, "the number of outcomes")
      try expectSuccess("the first delete", of: outcomes[0])
      try expectFailure(.invalidKey, "the delete of the long key", of: outcomes[1])
      try expectSuccess("the last delete", of: outcomes[2])
      try expect(try await subject.keys(), is: [], "the keys")
    },
  ]

  /// Deletes objects, each of which must succeed.
  private static func delete(_ keys: [String], _ subject: BlobStoreSubject) async throws {
    let outcomes = try await subject.store.delete(keys, in: subject.bucket)
    try expect(outcomes.count, is: keys.count, "the number of outcomes")
    for outcome in outcomes { try expectSuccess("each delete", of: outcome) }
  }
}
