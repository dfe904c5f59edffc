internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 API reference, ListObjectsV2, MaxKeys and ContinuationToken.
  static let listPages: [Claim<BlobStoreSubject>] = [
    Claim("pages of a list have all objects once, in order", rows: "9.4/pages") { subject in
      try await store(["a", "b", "c", "d", "e"], subject)

      let pages = try await pages(ListBlobsOptions(maxKeys: 2), subject)

      try expect(pages, is: [["a", "b"], ["c", "d"], ["e"]], "the pages")
    },
    Claim("a full page that is the last has no token", rows: "9.4/pages") { subject in
      try await store(["a", "b", "c", "d"], subject)

      let pages = try await pages(ListBlobsOptions(maxKeys: 2), subject)

      try expect(pages, is: [["a", "b"], ["c", "d"]], "the pages")
    },
    Claim("pages of a list by a prefix end with the prefix", rows: "9.4/pages", "9.4/prefix") {
      subject in
      try await store(["a", "p/1", "p/2", "p/3", "q"], subject)

      let pages = try await pages(ListBlobsOptions(prefix: "p/", maxKeys: 2), subject)

      try expect(pages, is: [["p/1", "p/2"], ["p/3"]], "the pages")
    },
    Claim("a page may hold one object", rows: "9.4/pages") { subject in
      try await store(["a", "é", "漢", "\u{10000}"], subject)

      let pages = try await pages(ListBlobsOptions(maxKeys: 1), subject)

      try expect(pages, is: [["a"], ["é"], ["漢"], ["\u{10000}"]], "the pages")
    },
    Claim("objects that are deleted between two pages do not hide others", rows: "9.4/pages") {
      subject in
      try await store(["a", "b", "c", "d"], subject)
      var options = ListBlobsOptions(maxKeys: 2)
      let first = try await subject.store.list(subject.bucket, options)

      _ = try await subject.store.delete(["a", "b", "c"], in: subject.bucket)
      options.continuationToken = try require(first.nextToken, "a token after the first page")
      let second = try await subject.store.list(subject.bucket, options)

      try expect(second.entries.map(\.key), is: ["d"], "the second page")
    },
    refuses(0), refuses(1001), refuses(-1),
  ]

  private static func refuses(_ maxKeys: Int) -> Claim<BlobStoreSubject> {
    Claim("a list of at most \(maxKeys) objects is refused", rows: "9.4/max-keys") { subject in
      try await expectError(.invalidParameterValue, "the list") {
        try await subject.store.list(subject.bucket, ListBlobsOptions(maxKeys: maxKeys))
      }
    }
  }

  private static func store(_ keys: [String], _ subject: BlobStoreSubject) async throws {
    for key in keys.reversed() { try await subject.put("text", at: key) }
  }

  private static func pages(
    _ options: ListBlobsOptions, _ subject: BlobStoreSubject
  ) async throws -> [[String]] {
    var options = options
    var pages: [[String]] = []
    repeat {
      let page = try await subject.store.list(subject.bucket, options)
      pages.append(page.entries.map(\.key))
      options.continuationToken = page.nextToken
    } while options.continuationToken != nil && pages.count < 100
    return pages
  }
}
