/// The path of a canonical request.
///
/// Source: AWS General Reference, "Create a canonical request", step 2.
enum CanonicalPath {
  /// Appends a path that is on the wire as `path`.
  ///
  /// S3 takes it as it is. The others take out empty and dot segments and encode it once more.
  static func append(_ path: String, to bytes: inout [UInt8], _ dialect: SigningDialect) {
    guard !path.isEmpty, path != "/" else {
      bytes.append(UInt8(ascii: "/"))
      return
    }
    switch dialect {
    case .s3: bytes.append(contentsOf: path.utf8)
    case .others: appendNormalized(path, to: &bytes)
    }
  }

  private static func appendNormalized(_ path: String, to bytes: inout [UInt8]) {
    let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let dot = CollectionOfOne(UInt8(ascii: "."))
    var kept: [Substring.UTF8View] = []
    for segment in segments where !segment.isEmpty && !segment.elementsEqual(dot) {
      if segment.elementsEqual("..".utf8) {
        _ = kept.popLast()
      } else {
        kept.append(segment)
      }
    }
    for segment in kept {
      bytes.append(UInt8(ascii: "/"))
      PercentEncoding.append(segment, to: &bytes)
    }
    // A dot segment at the end leaves the slash before it.
    let isFolder = segments.last.map {
      $0.isEmpty || $0.allSatisfy { $0 == dot.first } && $0.count < 3
    }
    if kept.isEmpty || isFolder == true { bytes.append(UInt8(ascii: "/")) }
  }
}

/// Whose rules a signature follows.
enum SigningDialect {
  /// The path stays as it is; the hash of the body is a header.
  case s3
  case others

  init(service: String) {
    self = service == "s3" ? .s3 : .others
  }
}
