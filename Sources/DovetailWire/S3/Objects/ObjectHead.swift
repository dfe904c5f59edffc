package import DovetailTransport

/// What S3 says of an object in the headers of GET and HEAD.
package struct ObjectHead: Hashable, Sendable {
  /// Tag, whole size and time; the size of an object that is not modified is not told, and 0.
  package var blob = BlobInfo(
    etag: ETag(rawValue: ""), size: 0, modifiedAt: Timestamp(milliseconds: 0))
  package var metadata = ObjectMetadata()
  /// The offsets of what was asked for; nil: all.
  package var range: Range<Int>?
  /// Nil: not asked for, or not told, as of a part.
  package var checksum: Checksum?
  package var encryption: S3Encryption?
  package var partCount: Int?

  package init() {}

  package init(_ info: ObjectInfo) {
    blob = info.blob
    metadata = info.metadata
    metadata.contentType = metadata.contentType ?? ObjectMetadata.defaultContentType
    checksum = info.checksum
    partCount = info.partCount
    encryption = .managed
  }

  /// `size` is that of the bytes that are answered; nil: none are.
  mutating func shape(
    _ message: inout S3Message, _ status: Int, size: Int?
  ) throws(S3Error) {
    try message.header("ETag", &blob.etag, standard: ETag(rawValue: ""))
    var moment: Timestamp? = blob.modifiedAt
    try message.date("Last-Modified", &moment)
    blob.modifiedAt = moment ?? blob.modifiedAt
    // A server of HTTP may say no more of what is not modified. Source: RFC 9110, section 15.4.5.
    guard let size else { return }
    var acceptance: String? = "bytes"
    try message.header("Accept-Ranges", &acceptance)
    try message.metadata(&metadata)
    try message.checksum(&checksum)
    var type = checksum?.type
    try message.header("x-amz-checksum-type", &type)
    try message.encryption(&encryption)
    try message.header("x-amz-mp-parts-count", &partCount)
    var content = status == 206 ? range.map { ContentRange(offsets: $0, size: blob.size) } : nil
    try message.header(ContentRange.header, &content)
    guard message.isReading else { return }
    range = content?.offsets
    blob.size = content?.size ?? size
  }
}

/// The header `Content-Range`: `bytes 0-9/100`.
///
/// Source: RFC 9110, section 14.4.
struct ContentRange: S3Text {
  static let header = "Content-Range"

  var offsets: Range<Int>
  var size: Int

  init(offsets: Range<Int>, size: Int) {
    self.offsets = offsets
    self.size = size
  }

  init?(s3Text: String) {
    let parts = s3Text.split(separator: " ")
    guard parts.count == 2, parts[0] == "bytes" else { return nil }
    let numbers = parts[1].split(whereSeparator: { $0 == "-" || $0 == "/" }).map {
      Int(s3Text: String($0))
    }
    guard numbers.count == 3, let first = numbers[0], let last = numbers[1], let size = numbers[2],
      first <= last, last < size
    else { return nil }
    offsets = first..<(last + 1)
    self.size = size
  }

  var s3Text: String { "bytes \(offsets.lowerBound)-\(offsets.upperBound - 1)/\(size)" }
}
