internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 user guide, "Checking object integrity in Amazon S3"; captured and recorded values.
  static let checksums: [Claim<ObjectAdministrationSubject>] =
    [
      keeps("hello", .crc32, "NhCmhg==", "9.3/crc32"),
      keeps("hello", .crc32c, "mnG7TA==", "9.3/crc32c"),
      keeps("hello", .crc64NVME, "M3eFcAZSQlc=", "9.3/crc64nvme"),
      keeps("hello", .sha1, "qvTGHdzF6KLavt4PO0gs2a6pQ00=", "9.3/sha1"),
      keeps("hello", .sha256, "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", "9.3/sha256"),
      keeps("test data..", .crc32, "cZWHwQ==", "9.3/crc32"),
      keeps("", .crc32, "AAAAAA==", "9.3/crc32"),
    ] + [
      Claim("without a checksum a CRC64NVME is computed", rows: "9.3/checksum-default") {
        subject in
        let info = try await subject.put("test data..", at: "a")

        try expect(info.checksum, is: Checksum(.crc64NVME, "qUVrWYOrIAM="), "the checksum")
        try expect(info.checksum.type, is: .fullObject, "its type")
      },
      Claim("an MD5 that is that of the bytes is taken") { subject in
        try await subject.put(
          "hello", at: "a", PutObjectOptions(contentMD5: "XUFAKrxLKna5cZ2REBfFkg=="))

        try expect(try await subject.text(at: "a"), is: "hello", "the text")
      },
    ]

  /// Source: recorded: InvalidRequest, InvalidDigest, BadDigest.
  static let badChecksums: [Claim<ObjectAdministrationSubject>] = [
    refuses(
      "a checksum that is not Base64", .invalidRequest, "9.3/checksum-malformed",
      PutObjectOptions(checksum: Checksum(.crc32, "NhCmh!=="))),
    refuses(
      "a checksum that is too short", .invalidRequest, "9.3/checksum-malformed",
      PutObjectOptions(checksum: Checksum(.crc32, "NhCm"))),
    refuses(
      "a checksum that is too long", .invalidRequest, "9.3/checksum-malformed",
      PutObjectOptions(checksum: Checksum(.crc32, "M3eFcAZSQlc="))),
    refuses(
      "an empty checksum", .invalidRequest, "9.3/checksum-malformed",
      PutObjectOptions(checksum: Checksum(.sha256, ""))),
    refuses(
      "a CRC32 of other bytes", .badDigest, "9.3/checksum-mismatch",
      PutObjectOptions(checksum: Checksum(.crc32, "cZWHwQ=="))),
    refuses(
      "a CRC64NVME of other bytes", .badDigest, "9.3/checksum-mismatch",
      PutObjectOptions(checksum: Checksum(.crc64NVME, "qUVrWYOrIAM="))),
    refuses(
      "a SHA-256 of other bytes", .badDigest, "9.3/checksum-mismatch",
      PutObjectOptions(
        checksum: Checksum(.sha256, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="))),
    refuses(
      "an MD5 that is not Base64", .invalidDigest, "9.3/content-md5-malformed",
      PutObjectOptions(contentMD5: "not Base64")),
    refuses(
      "an MD5 that is too short", .invalidDigest, "9.3/content-md5-malformed",
      PutObjectOptions(contentMD5: "NhCmhg==")),
    refuses(
      "an MD5 of other bytes", .badDigest, "9.3/content-md5-mismatch",
      PutObjectOptions(contentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==")),
  ]

  private static func keeps(
    _ text: String, _ algorithm: ChecksumAlgorithm, _ value: String, _ row: String
  ) -> Claim<ObjectAdministrationSubject> {
    Claim(
      "the \(algorithm.rawValue) of \"\(text)\" is taken and kept", rows: row,
      "9.3/checksum-stored"
    ) { subject in
      let checksum = Checksum(algorithm, value)

      let put = try await subject.put(text, at: "a", PutObjectOptions(checksum: checksum))

      try expect(put.checksum, is: checksum, "what the put tells")
      try expect(try await subject.info(of: "a").checksum, is: checksum, "what the get tells")
      let entry = try await subject.list(ListObjectsOptions()).entries.first
      try expect(entry?.checksumAlgorithm, is: algorithm, "what the list tells")
    }
  }

  private static func refuses(
    _ what: String, _ code: TransportError.Code, _ row: String, _ options: PutObjectOptions
  ) -> Claim<ObjectAdministrationSubject> {
    Claim("\(what) is refused, and what was there stays", rows: row) { subject in
      try await subject.put("before", at: "a")

      try await expectError(code, "the put") {
        try await subject.put("hello", at: "a", options)
      }

      try expect(try await subject.text(at: "a"), is: "before", "the text")
    }
  }
}
