import DovetailCrypto
import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Objects of parts")
struct CompletedObjectTests {
  /// Source: recorded from S3: parts of ten a and three b.
  @Test
  func `the tag is that of S3`() throws {
    #expect(try object(.crc32, .composite).etag().rawValue == "568bd1f3a3ef4a720453555306037d4b-2")
  }

  @Test(arguments: [ChecksumAlgorithm.crc32, .crc32c, .crc64NVME])
  func `a checksum of the whole is made of those of the parts`(algorithm: ChecksumAlgorithm) throws
  {
    let whole = try Checksum(algorithm, of: Array("aaaaaaaaaabbb".utf8))

    #expect(try object(algorithm, .fullObject).checksum() == whole)
  }

  @Test
  func `parts begin where those before them end`() throws {
    #expect(try object(.crc32, .composite).starts == [0, 10])
    #expect(try object(.crc32, .composite).size == 13)
  }

  private func object(
    _ algorithm: ChecksumAlgorithm, _ type: ChecksumType
  ) throws -> CompletedObject {
    let parts = try ["aaaaaaaaaa", "bbb"].enumerated().map { index, text in
      let digests = try ObjectDigests(of: Array(text.utf8), algorithm)
      return PartInfo(
        number: index + 1, etag: digests.etag, size: text.utf8.count,
        modifiedAt: Timestamp(milliseconds: 0), checksum: digests.checksum)
    }
    return CompletedObject(parts: parts, algorithm: algorithm, type: type)
  }
}
