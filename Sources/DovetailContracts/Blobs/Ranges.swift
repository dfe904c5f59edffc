internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 API reference, GetObject, Range; RFC 9110, section 14.1.2.
  static let ranges: [Claim<BlobStoreSubject>] =
    [
      ("its first byte", .bytes(0...0), "0", "9.2/range-first-last"),
      ("its last byte", .bytes(9...9), "9", "9.2/range-first-last"),
      ("its middle", .bytes(3...5), "345", "9.2/range-first-last"),
      ("all of it", .bytes(0...9), "0123456789", "9.2/range-first-last"),
      (
        "what is there of a range that ends behind it", .bytes(7...20), "789",
        "9.2/range-first-last"
      ),
      (
        "what is there of a range that ends at the greatest offset", .bytes(7...Int.max), "789",
        "9.2/range-first-last"
      ),
      ("what is from an offset on", .from(6), "6789", "9.2/range-from"),
      ("what is from 0 on", .from(0), "0123456789", "9.2/range-from"),
      ("what is from the last offset on", .from(9), "9", "9.2/range-from"),
      ("its last 4 bytes", .last(4), "6789", "9.2/range-last"),
      ("its last byte, counted from the end", .last(1), "9", "9.2/range-last"),
      ("its last 10 bytes", .last(10), "0123456789", "9.2/range-last"),
      ("as much as there is of its last 11 bytes", .last(11), "0123456789", "9.2/range-last"),
    ].map(reads)
    + [
      ("that begins at its end", .bytes(10...12)),
      ("that begins behind its end", .bytes(20...30)),
      ("from its end on", .from(10)),
      ("from the greatest offset on", .from(Int.max)),
      ("of its last 0 bytes", .last(0)),
    ].map(refuses)
    + [
      Claim("an empty object has no range", rows: "9.2/range-unsatisfiable") { subject in
        try await subject.put("", at: "a")

        for range in [BlobRange.bytes(0...0), .from(0), .last(1)] {
          try await expectError(.invalidRange, "the get of \(range)") {
            try await subject.store.get(subject.place("a"), range)
          }
        }
      },
      Claim("a range of an object that does not exist is refused for the object") { subject in
        try await expectError(.blobDoesNotExist, "the get") {
          try await subject.store.get(subject.place("a"), .from(0))
        }
      },
    ]

  private static func reads(
    _ what: String, _ range: BlobRange, _ text: String, row: String
  ) -> Claim<BlobStoreSubject> {
    Claim("an object's part may be \(what)", rows: row) { subject in
      try await subject.put("0123456789", at: "a")
      let info = try await subject.store.head(subject.place("a"))

      let part = try await subject.store.get(subject.place("a"), range)

      try expect(String(decoding: part.bytes, as: UTF8.self), is: text, "the part")
      try expect(part.info, is: info, "the description, of the whole object")
    }
  }

  private static func refuses(_ what: String, _ range: BlobRange) -> Claim<BlobStoreSubject> {
    Claim("an object's part \(what) is refused", rows: "9.2/range-unsatisfiable") { subject in
      try await subject.put("0123456789", at: "a")

      try await expectError(.invalidRange, "the get") {
        try await subject.store.get(subject.place("a"), range)
      }
    }
  }
}
