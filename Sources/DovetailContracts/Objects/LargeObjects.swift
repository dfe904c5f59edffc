internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 API reference, PutObject, CopyObject: sizes at which a store may change its ways.
  static let largeObjects: [Claim<ObjectAdministrationSubject>] =
    [65_536, 262_143, 262_144, 262_145, 524_288, 1_000_003].map { size in
      Claim("an object of \(size) bytes is stored, read in parts, replaced and deleted") {
        subject in
        let bytes = pattern(size)
        let info = try await subject.store.putObject(
          bytes, at: subject.place("a"), PutObjectOptions())

        try expect(info.blob.size, is: size, "the size")
        let found = try await subject.found("a").bytes
        try expect(found == bytes, "Expected the bytes that were stored, found others.")
        for offsets in [0..<1, size / 2 - 5..<size / 2 + 5, size - 1..<size, 1..<size - 1] {
          let range = BlobRange.bytes(offsets.lowerBound...offsets.upperBound - 1)
          let part = try await subject.found("a", ReadObjectOptions(range: range)).bytes
          try expect(part == Array(bytes[offsets]), "Expected bytes \(offsets), found others.")
        }
        try await subject.put("small", at: "a")
        try expect(try await subject.text(at: "a"), is: "small", "the text")
      }
    } + [
      Claim("a large object is copied, and the copy outlives it") { subject in
        let bytes = pattern(1_000_003)
        let source = try await subject.store.putObject(
          bytes, at: subject.place("a"), PutObjectOptions())

        let copy = try await subject.copy("a", to: "b")
        try await subject.put("small", at: "a")

        let found = try await subject.found("b").bytes
        try expect(found == bytes, "Expected the bytes of the source, found others.")
        try expect(copy.blob.etag, is: source.blob.etag, "the tag")
        try expect(copy.checksum, is: source.checksum, "the checksum")
      },
      Claim("a large object is copied to itself with new metadata") { subject in
        let bytes = pattern(600_000)
        _ = try await subject.store.putObject(bytes, at: subject.place("a"), PutObjectOptions())

        try await subject.copy("a", to: "a", CopyObjectOptions(metadata: .replace(full())))

        let found = try await subject.found("a")
        try expect(found.bytes == bytes, "Expected the bytes of the source, found others.")
        try expect(found.part.info.metadata, is: full(), "the metadata")
      },
      Claim("a large object is copied with another kind of checksum") { subject in
        let bytes = pattern(600_000)
        _ = try await subject.store.putObject(bytes, at: subject.place("a"), PutObjectOptions())
        let direct = try await subject.store.putObject(
          bytes, at: subject.place("c"), PutObjectOptions())

        let copy = try await subject.copy(
          "a", to: "b", CopyObjectOptions(checksumAlgorithm: .sha256))
        let back = try await subject.copy(
          "b", to: "d", CopyObjectOptions(checksumAlgorithm: .crc64NVME))

        try expect(copy.checksum.algorithm, is: .sha256, "the algorithm")
        try expect(back.checksum, is: direct.checksum, "the checksum copied back")
        try expect(back.blob.etag, is: direct.blob.etag, "the tag")
      },
    ]

  /// Bytes in which each place of 64 KiB differs.
  private static func pattern(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &* 7 &+ $0 >> 16) }
  }
}
