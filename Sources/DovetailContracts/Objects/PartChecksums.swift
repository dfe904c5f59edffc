internal import DovetailTransport

extension ObjectAdministrationContract {
  /// Source: S3 user guide, "Checking object integrity in Amazon S3"; recorded: BadDigest, InvalidRequest.
  static let partChecksums: [Claim<ObjectAdministrationSubject>] = [
    Claim("a part has the checksum that its upload asks for") { subject in
      let upload = try await subject.begin("a", CreateUploadOptions(checksumAlgorithm: .crc32))
      let checksum = Checksum(.crc32, "O4unxw==")

      let part = try await subject.upload(
        "text", 1, of: upload, UploadPartOptions(checksum: checksum))

      try expect(part.checksum, is: checksum, "the checksum")
      try expect(try await subject.parts(of: upload).parts, is: [part], "the parts listed")
    },
    Claim("a part of an upload that asks for nothing has a CRC64NVME") { subject in
      let upload = try await subject.begin("a")

      let part = try await subject.upload("text", 1, of: upload)

      try expect(part.checksum, is: Checksum(.crc64NVME, "rCixvM1b9Xc="), "the checksum")
    },
    Claim("a part of an upload that asks for nothing may have another checksum") { subject in
      let upload = try await subject.begin("a")

      let part = try await subject.upload(
        "text", 1, of: upload, UploadPartOptions(checksum: Checksum(.crc32, "O4unxw==")))

      try expect(part.checksum, is: Checksum(.crc64NVME, "rCixvM1b9Xc="), "the checksum")
    },
    refuses(
      "a checksum of other bytes", .badDigest, CreateUploadOptions(),
      UploadPartOptions(checksum: Checksum(.crc32, "NhCmhg=="))),
    refuses(
      "a malformed checksum", .invalidRequest, CreateUploadOptions(),
      UploadPartOptions(checksum: Checksum(.crc32, "NhC"))),
    refuses(
      "an MD5 of other bytes", .badDigest, CreateUploadOptions(),
      UploadPartOptions(contentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==")),
    refuses(
      "a checksum of another algorithm than its upload's", .invalidRequest,
      CreateUploadOptions(checksumAlgorithm: .crc32c),
      UploadPartOptions(checksum: Checksum(.crc32, "O4unxw=="))),
    refuses(
      "no checksum where a composite one is to be made", .invalidRequest,
      CreateUploadOptions(checksumAlgorithm: .crc32), UploadPartOptions()),
    Claim("a part needs no checksum where one of the whole object is to be made") { subject in
      let upload = try await subject.begin(
        "a", CreateUploadOptions(checksumAlgorithm: .crc32, checksumType: .fullObject))

      let part = try await subject.upload("text", 1, of: upload)

      try expect(part.checksum, is: Checksum(.crc32, "O4unxw=="), "the checksum")
    },
    kinds(.sha1, .fullObject), kinds(.sha256, .fullObject), kinds(.crc64NVME, .composite),
    Claim("a type of checksum without an algorithm is refused", rows: "9.5/checksum-kinds") {
      subject in
      try await expectError(.invalidRequest, "the begin") {
        try await subject.begin("a", CreateUploadOptions(checksumType: .fullObject))
      }
    },
  ]

  private static func refuses(
    _ what: String, _ code: TransportError.Code, _ creating: CreateUploadOptions,
    _ uploading: UploadPartOptions
  ) -> Claim<ObjectAdministrationSubject> {
    Claim("a part with \(what) is refused") { subject in
      let upload = try await subject.begin("a", creating)

      try await expectError(code, "the part") {
        try await subject.upload("text", 1, of: upload, uploading)
      }

      try expect(try await subject.parts(of: upload).parts, is: [], "the parts")
    }
  }

  private static func kinds(
    _ algorithm: ChecksumAlgorithm, _ type: ChecksumType
  ) -> Claim<ObjectAdministrationSubject> {
    Claim(
      "an upload with a \(type.rawValue) \(algorithm.rawValue) is refused",
      rows: "9.5/checksum-kinds"
    ) { subject in
      try await expectError(.invalidRequest, "the begin") {
        try await subject.begin(
          "a", CreateUploadOptions(checksumAlgorithm: algorithm, checksumType: type))
      }
    }
  }
}
