internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 API reference, ListObjectsV2.
  static let listing: [Claim<BlobStoreSubject>] =
    [
      Claim("a list of an empty bucket is empty") { subject in
        let page = try await subject.store.list(subject.bucket, ListBlobsOptions())

        try expect(page, is: BlobPage(entries: []), "the page")
      },
      // "List results are always returned in UTF-8 binary order".
      Claim("a list is in the order of the keys' UTF-8 bytes", rows: "9.4/order") { subject in
        // In UTF-16 U+10000 comes before U+FFFD, and dictionaries put "a" before "B".
        let keys = ["B", "a", "a/", "a/b", "a0", "é", "漢", "\u{FFFD}", "\u{10000}"]
        for key in keys.reversed() { try await subject.put("text", at: key) }

        try expect(try await subject.keys(), is: keys.map { Array($0.utf8) }, "the keys")
      },
    ]
    + [
      ("none", "", ["%", "A", "a", "a%b", "a/b", "a/c", "a_b", "ab", "\u{10FFFF}"]),
      ("a letter", "a", ["a", "a%b", "a/b", "a/c", "a_b", "ab"]),
      ("a folder", "a/", ["a/b", "a/c"]),
      ("a whole key", "ab", ["ab"]),
      ("more than a key", "abc", []),
      ("an underscore", "a_", ["a_b"]),
      ("a percent sign", "a%", ["a%b"]),
      ("the last character of all", "\u{10FFFF}", ["\u{10FFFF}"]),
      ("nothing that is there", "zebra", []),
    ].map(lists)

  private static func lists(
    _ what: String, _ prefix: String, _ expected: [String]
  ) -> Claim<BlobStoreSubject> {
    Claim("a list by a prefix of \(what) has the keys that begin so", rows: "9.4/prefix") {
      subject in
      for key in ["\u{10FFFF}", "ab", "a/c", "a/b", "a_b", "a%b", "a", "A", "%"] {
        try await subject.put("text", at: key)
      }

      let keys = try await subject.keys(ListBlobsOptions(prefix: prefix))

      try expect(keys, is: expected.map { Array($0.utf8) }, "the keys")
    }
  }
}
