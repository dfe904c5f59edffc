internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 API reference, GetObject, Range and partNumber; recorded.
  static let ranges: [Claim<ObjectAdministrationSubject>] =
    [
      ("from first to last byte", .bytes(2...4), 2..<5, "9.2/range-first-last"),
      ("that ends behind the object", .bytes(6...99), 6..<10, "9.2/range-first-last"),
      ("without an end", .from(7), 7..<10, "9.2/range-from"),
      ("of the last bytes", .last(3), 7..<10, "9.2/range-last"),
      ("of more last bytes than there are", .last(30), 0..<10, "9.2/range-last"),
    ].map(reads)
    + [("behind the end", .from(10)), ("of no last bytes", .last(0))].map(refuses)
    + [
      Claim("an object that was put at once is its own part 1") { subject in
        let put = try await subject.put("0123456789", at: "a")

        let content = try await subject.found("a", ReadObjectOptions(partNumber: 1))

        try expect(content.bytes.count, is: 10, "the number of bytes")
        try expect(content.part, is: ObjectPart(info: put, offsets: 0..<10), "the part")
      },
      Claim("an object that was put at once has no part 2") { subject in
        let put = try await subject.put("0123456789", at: "a")

        let outcome = try await subject.store.headObject(
          subject.place("a"), ReadObjectOptions(partNumber: 2))

        try expect(outcome, is: .unsatisfiable(put), "the outcome")
      },
      Claim("a range with a part's number is refused", rows: "9.2/range-and-part") { subject in
        try await subject.put("0123456789", at: "a")

        try await expectError(.invalidRequest, "the get") {
          try await subject.found("a", ReadObjectOptions(range: .from(1), partNumber: 1))
        }
      },
    ]

  /// The offsets say that the bytes are a part, so that no one takes the checksum for theirs.
  private static func reads(
    _ what: String, _ range: BlobRange, _ offsets: Range<Int>, _ row: String
  ) -> Claim<ObjectAdministrationSubject> {
    Claim("a range \(what) is read with its offsets", rows: row, "9.2/range-no-checksum") {
      subject in
      let put = try await subject.put("0123456789", at: "a")

      let content = try await subject.found("a", ReadObjectOptions(range: range))

      try expect(content.bytes, is: Array(Array("0123456789".utf8)[offsets]), "the bytes")
      try expect(content.part, is: ObjectPart(info: put, offsets: offsets), "the part")
    }
  }

  private static func refuses(
    _ what: String, _ range: BlobRange
  ) -> Claim<ObjectAdministrationSubject> {
    Claim("a range \(what) cannot be satisfied", rows: "9.2/range-unsatisfiable") { subject in
      let put = try await subject.put("0123456789", at: "a")

      let outcome = try await subject.store.getObject(
        subject.place("a"), ReadObjectOptions(range: range))

      try expect(outcome, is: .unsatisfiable(put), "the outcome")
    }
  }
}
