internal import DovetailTransport

/// GetObject: the bytes of an object, or a part of them.
struct GetObject {
  let key: BlobKey
  let range: BlobRange?

  func run(in transaction: Transaction) throws -> Blob {
    let bucket = try transaction.bucket(key.bucket)
    guard let info = try transaction.objects.find(key.key, in: bucket) else {
      throw TransportError.missing(key)
    }
    var offsets = 0..<info.size
    if let range {
      guard let part = range.offsets(in: info.size) else {
        throw TransportError.invalid(
          .invalidRange, "The requested range is not satisfiable: \(key) has \(info.size) bytes.")
      }
      offsets = part
    }
    guard !offsets.isEmpty else { return Blob(bytes: [], info: info) }  // substr makes it NULL.
    let bytes = try transaction.objects.bytes(
      of: key.key, in: bucket, from: offsets.lowerBound, count: offsets.count)
    return Blob(bytes: bytes, info: info)
  }
}
