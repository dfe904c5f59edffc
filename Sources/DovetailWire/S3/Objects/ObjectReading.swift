package import DovetailTransport

/// What GetObject and HeadObject ask for.
package struct ObjectReading: Hashable, Sendable {
  package var options = ReadObjectOptions()
  /// Whether the checksum is to be told.
  package var wantsChecksum = false
  /// Headers that the answer is to have in place of the object's own.
  package var overrides = ObjectMetadata()

  package init(_ options: ReadObjectOptions = ReadObjectOptions(), wantsChecksum: Bool = false) {
    self.options = options
    self.wantsChecksum = wantsChecksum
  }

  mutating func shape(_ message: inout S3Message) throws(S3Error) {
    var range = options.range.map(RangeHeader.text)
    try message.header("Range", &range)
    var mode: String? = wantsChecksum ? Self.enabled : nil
    try message.header("x-amz-checksum-mode", &mode)
    try message.query("partNumber", &options.partNumber)
    try message.conditions(&options.conditions)
    for (name, value) in ObjectMetadata.headers where !name.hasPrefix("x-amz") {
      try message.query("response-\(name)", &overrides[keyPath: value])
    }
    guard message.isReading else { return }
    options.range = range.flatMap(RangeHeader.read)
    wantsChecksum = mode?.uppercased() == Self.enabled
  }

  private static let enabled = "ENABLED"

  /// What is told of an outcome, under which status; throws the refusal that it is.
  func answer<Found>(
    _ outcome: ReadOutcome<Found>, _ part: (Found) -> ObjectPart
  ) throws(S3Error) -> (Int, ObjectHead) {
    switch outcome {
    case .found(let found):
      let part = part(found)
      var head = ObjectHead(part.info)
      // No range of bytes is empty: the first part of an empty object is the object.
      head.range = part.offsets.flatMap { $0.isEmpty ? nil : $0 }
      if !wantsChecksum || head.range != nil { head.checksum = nil }
      if options.partNumber == nil { head.partCount = nil }
      for (_, value) in ObjectMetadata.headers {
        guard let override = overrides[keyPath: value] else { continue }
        head.metadata[keyPath: value] = override
      }
      return (head.range == nil ? 200 : 206, head)
    case .notModified(let info): return (304, ObjectHead(info))
    case .preconditionFailed(let name):
      throw S3Error(.preconditionFailed, nil, [.init("Condition", name.rawValue)])
    case .unsatisfiable(let info):
      guard let partNumber = options.partNumber else {
        throw S3Error(
          .invalidRange, nil,
          [
            .init("RangeRequested", options.range.map(RangeHeader.text) ?? ""),
            .init("ActualObjectSize", String(info.blob.size)),
          ])
      }
      throw S3Error(
        .invalidPartNumber, nil,
        [
          .init("ActualPartCount", String(info.partCount ?? 1)),
          .init("PartNumberRequested", String(partNumber)),
        ])
    }
  }
}

/// The header `Range`.
///
/// Source: RFC 9110, section 14.
enum RangeHeader {
  private static let unit = "bytes="

  static func text(of range: BlobRange) -> String {
    switch range {
    case .bytes(let offsets): "\(unit)\(offsets.lowerBound)-\(offsets.upperBound)"
    case .from(let start): "\(unit)\(start)-"
    case .last(let count): "\(unit)-\(count)"
    }
  }

  /// Nil for what is malformed, and for several ranges: then all is answered.
  static func read(_ text: String) -> BlobRange? {
    guard text.hasPrefix(unit) else { return nil }
    let parts = text.dropFirst(unit.utf8.count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = number(parts[0]), let last = number(parts[1]) else {
      return nil
    }
    return switch (first, last) {
    case (nil, nil): nil
    case (nil, let count?): .last(count)
    case (let start?, nil): .from(start)
    case (let start?, let end?): start <= end ? .bytes(start...end) : nil
    }
  }

  /// A number, or nothing at all; outer nil: neither.
  ///
  /// A huge number is as far as one can count.
  private static func number(_ text: Substring) -> Int?? {
    guard !text.isEmpty else { return .some(nil) }
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return .some(Int(text) ?? .max)
  }
}
