import DovetailTransport

/// The object that a copy is made of, as the header `x-amz-copy-source` has it.
///
/// Source: S3 API reference, CopyObject.
enum CopySource {
  static let header = "x-amz-copy-source"

  static func text(of key: BlobKey) -> String {
    "\(key.bucket)/\(PercentEncoding.encode(key.key, keepingSlashes: true))"
  }

  /// Reads `bucket/key` or `/bucket/key`, percent-encoded, with no version but `null`.
  static func read(_ text: String) throws(S3Error) -> BlobKey {
    var path = text.utf8[...]
    if let question = path.lastIndex(of: UInt8(ascii: "?")) {
      let version = path[path.index(after: question)...]
      if version.starts(with: "versionId=".utf8) {
        guard version.elementsEqual("versionId=null".utf8) else { throw .unknownVersion }
        path = path[..<question]
      }
    }
    // Some clients encode the slash behind the bucket, too.
    guard let decoded = PercentEncoding.decode(path),
      let place = String(validating: decoded, as: UTF8.self)
    else { throw malformed(text) }
    let parts = (place.hasPrefix("/") ? place.dropFirst() : place[...])
      .split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { throw malformed(text) }
    do throws(TransportError) {
      return BlobKey(bucket: try BucketName(String(parts[0])), key: String(parts[1]))
    } catch {
      throw malformed(text)
    }
  }

  private static func malformed(_ text: String) -> S3Error {
    S3Error(
      .invalidArgument,
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      [.init("ArgumentName", header), .init("ArgumentValue", text)])
  }
}

extension S3Error {
  /// Objects here have no versions.
  static let unknownVersion = S3Error(
    .invalidArgument, "Invalid version id specified", [.init("ArgumentName", "versionId")])
}
