internal import DovetailTransport

extension ObjectAdministrationContract {
  private typealias Subject = ObjectAdministrationSubject

  /// The checksums of a part of 5 MiB of ones and one of "end".
  private static let parts: [ChecksumAlgorithm: [String]] = [
    .crc32: ["67XDxA==", "APwzsQ=="],
    .sha256: [
      "woPhehuQo1LJHeLERbcRxcQSYnnv+IS4/8RIk1drGe8=",
      "Nh5I0DCPIOMtul+1Yyi68Y1y7wzLQ7hPXCYtKmofxsg=",
    ],
  ]

  /// Source: S3 user guide, "Checking object integrity in Amazon S3"; values by zlib and hashlib.
  static let completedChecksums: [Claim<ObjectAdministrationSubject>] = [
    makes(
      "without an algorithm a CRC64NVME of the whole object", CreateUploadOptions(),
      Checksum(.crc64NVME, "yyBPfJiFKmo="), .fullObject, "9.5/checksum-default"),
    makes(
      "with CRC32 one of the parts' checksums", CreateUploadOptions(checksumAlgorithm: .crc32),
      Checksum(.crc32, "tu/Ixg==-2"), .composite, "9.5/checksum-composite"),
    makes(
      "with CRC32 of the whole object that of its bytes",
      CreateUploadOptions(checksumAlgorithm: .crc32, checksumType: .fullObject),
      Checksum(.crc32, "zYbOSA=="), .fullObject, "9.5/checksum-kinds"),
    makes(
      "with SHA-256 one of the parts' checksums", CreateUploadOptions(checksumAlgorithm: .sha256),
      Checksum(.sha256, "VSNbAD5t0/gpDF61Nul+alZUT7TXh4BT2KL4z7pKkng=-2"), .composite,
      "9.5/checksum-composite"),
    Claim("a composite checksum wants those of the parts") { subject in
      let (upload, part) = try await subject.smallUpload(.composite)

      try await expectError(.invalidRequest, "the completion") {
        try await subject.complete(upload, [part])
      }
    },
    Claim("a completion with another checksum of a part is refused", rows: "9.5/unknown-part") {
      subject in
      let (upload, part) = try await subject.smallUpload(.composite)
      var other = part
      other.checksum.value = "NhCmhg=="

      try await expectError(.invalidPart, "the completion") { [other] in
        try await subject.complete(upload, [other], withChecksums: true)
      }
    },
    Claim("a checksum of the whole object is compared") { subject in
      let (upload, part) = try await subject.smallUpload(.fullObject)
      let wrong = CompleteUploadOptions(checksum: Checksum(.crc32, "NhCmhg=="))
      let right = CompleteUploadOptions(checksum: Checksum(.crc32, "O4unxw=="))

      try await expectError(.badDigest, "the completion with another checksum") {
        try await subject.complete(upload, [part], wrong)
      }
      let info = try await subject.complete(upload, [part], right)

      try expect(info.checksum, is: right.checksum, "the checksum")
    },
    Claim("a checksum of another algorithm than the upload's is refused") { subject in
      let (upload, part) = try await subject.smallUpload(.fullObject)
      let options = CompleteUploadOptions(checksum: Checksum(.crc32c, "mnG7TA=="))

      try await expectError(.invalidRequest, "the completion") {
        try await subject.complete(upload, [part], options)
      }
    },
    Claim("a copy of an object with a composite checksum has one of its bytes") { subject in
      let (upload, part) = try await subject.smallUpload(.composite)
      let source = try await subject.complete(upload, [part], withChecksums: true)

      let copy = try await subject.copy("a", to: "b")

      try expect(source.checksum.type, is: .composite, "the type of the source's")
      try expect(copy.checksum, is: Checksum(.crc32, "O4unxw=="), "the copy's checksum")
    },
  ]

  private static func makes(
    _ what: String, _ options: CreateUploadOptions, _ checksum: Checksum, _ type: ChecksumType,
    _ row: String
  ) -> Claim<ObjectAdministrationSubject> {
    Claim("an upload has \(what)", rows: row) { subject in
      let upload = try await subject.begin("a", options)
      var uploaded: [PartInfo] = []
      for (number, bytes) in [Subject.large(1), Array("end".utf8)].enumerated() {
        let sent = options.checksumAlgorithm.flatMap { algorithm in
          parts[algorithm].map { Checksum(algorithm, $0[number]) }
        }
        uploaded.append(
          try await subject.upload(
            bytes, number + 1, of: upload, UploadPartOptions(checksum: sent)))
      }

      let info = try await subject.complete(
        upload, uploaded, withChecksums: options.checksumAlgorithm != nil)

      try expect(info.checksum, is: checksum, "the checksum")
      try expect(info.checksum.type, is: type, "its type")
      try expect(try await subject.info(of: "a").checksum, is: checksum, "what the get tells")
    }
  }
}

extension ObjectAdministrationSubject {
  /// An upload with CRC32 and its one part, "text".
  fileprivate func smallUpload(
    _ type: ChecksumType
  ) async throws -> (upload: ClaimUpload, part: PartInfo) {
    let upload = try await begin(
      "a", CreateUploadOptions(checksumAlgorithm: .crc32, checksumType: type))
    let sent = UploadPartOptions(checksum: Checksum(.crc32, "O4unxw=="))
    return (upload, try await self.upload("text", 1, of: upload, sent))
  }
}
