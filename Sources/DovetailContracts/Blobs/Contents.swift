internal import DovetailTransport

extension BlobStoreContract {
  /// Source: S3 API reference, PutObject: an object is any bytes, from none.
  static let contents: [Claim<BlobStoreSubject>] =
    [
      ("empty", []),
      ("a single zero", [0]),
      ("every byte value", Array(0...255)),
      ("bytes that are no UTF-8", [0xFF, 0xFE, 0xC3, 0x28]),
      ("1 MiB of zeros", Array(repeating: 0, count: 1_048_576)),
    ].map(keeps) + [
      Claim("an object may have 3 MiB") { subject in
        let bytes = pattern(3 * 1_048_576)

        let info = try await subject.store.put(bytes, at: subject.place("a"))

        try expect(info.size, is: bytes.count, "the size")
        let found = try await subject.store.get(subject.place("a")).bytes
        try expect(found == bytes, "Expected the bytes that were stored, found others.")
      },
      Claim("a part out of the middle of a large object is read") { subject in
        let bytes = pattern(3 * 1_048_576)
        _ = try await subject.store.put(bytes, at: subject.place("a"))

        let part = try await subject.store.get(
          subject.place("a"), .bytes(2_000_000...2_000_099))

        try expect(part.bytes, is: Array(bytes[2_000_000...2_000_099]), "the part")
      },
    ]

  private static func keeps(_ what: String, _ bytes: [UInt8]) -> Claim<BlobStoreSubject> {
    Claim("an object may be \(what)", rows: "9.1/get") { subject in
      let info = try await subject.store.put(bytes, at: subject.place("a"))

      let blob = try await subject.store.get(subject.place("a"))
      try expect(info.size, is: bytes.count, "the size")
      try expect(blob.bytes == bytes, "Expected the bytes that were stored, found others.")
    }
  }

  /// Bytes in which each place of 64 KiB differs.
  private static func pattern(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &* 7 &+ $0 >> 16) }
  }
}
