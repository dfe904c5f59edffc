internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 user guide, "Naming Amazon S3 objects".
  static let keys: [Claim<BlobStoreSubject>] =
    [
      ("spaces", " a  b "),
      ("a slash at its start", "/a"),
      ("a slash at its end", "a/"),
      ("two slashes in a row", "a//b"),
      ("nothing but a slash", "/"),
      ("dots that climb a path", "../../a"),
      ("nothing but a dot", "."),
      ("quotes and a semicolon", "a'b\"c;--"),
      ("a percent escape", "a%2Fb+c"),
      ("characters of URLs", "a?b=c&d#e"),
      ("XML", "<a>&amp;</a>"),
      ("a line break and a tab", "a\r\nb\tc"),
      ("characters from everywhere", "é漢👩‍👩‍👧עבד"),
    ].map(keeps) + [
      // "The name for a key is a sequence of Unicode characters whose UTF-8 encoding ...".
      Claim("keys that look alike but differ in bytes are different keys", rows: "9.6/key-literal")
      { subject in
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        try await subject.put("composed", at: composed)
        try await subject.put("decomposed", at: decomposed)

        try expect(try await subject.text(at: composed), is: "composed", "the first text")
        try expect(try await subject.text(at: decomposed), is: "decomposed", "the second text")
        try expect(
          try await subject.keys(), is: [Array(decomposed.utf8), Array(composed.utf8)], "the keys")
      },
      // "Object key names are case sensitive".
      Claim("keys that differ in case are different keys") { subject in
        try await subject.put("lower", at: "key")
        try await subject.put("upper", at: "KEY")

        try expect(try await subject.text(at: "key"), is: "lower", "the text")
      },
    ]

  private static func keeps(_ what: String, _ key: String) -> Claim<BlobStoreSubject> {
    Claim("a key may have \(what)", rows: "9.6/key-literal") { subject in
      try await subject.put("text", at: key)

      try expect(try await subject.text(at: key), is: "text", "the text")
      try expect(try await subject.keys(), is: [Array(key.utf8)], "the keys")
      _ = try await subject.store.delete([key], in: subject.bucket)
      try await subject.expectNone(at: key)
    }
  }

  /// Source: S3 user guide, "Naming Amazon S3 objects": at most 1,024 bytes.
  static let keyLimits: [Claim<BlobStoreSubject>] =
    [
      Claim("a key may have 1,024 bytes", rows: "9.6/key-length") { subject in
        let key = String(repeating: "é", count: 512)

        try await subject.put("text", at: key)

        try expect(try await subject.text(at: key), is: "text", "the text")
      }
    ]
    + [
      ("empty", ""), ("1,025 bytes long", String(repeating: "k", count: 1025)),
      ("1,026 bytes of 513 characters long", String(repeating: "é", count: 513)),
    ].flatMap { what, key in
      [
        Claim<BlobStoreSubject>("a put at a key that is \(what) is refused", rows: "9.6/key-length")
        { subject in
          try await expectError(.invalidKey, "the put") { try await subject.put("text", at: key) }
        },
        Claim<BlobStoreSubject>("a get of a key that is \(what) is refused", rows: "9.6/key-length")
        { subject in
          try await expectError(.invalidKey, "the get") { try await subject.text(at: key) }
        },
        Claim<BlobStoreSubject>(
          "a head of a key that is \(what) is refused", rows: "9.6/key-length"
        ) { subject in
          try await expectError(.invalidKey, "the head") {
            try await subject.store.head(subject.place(key))
          }
        },
      ]
    }
}
