/// The name of a queue, checked against the rules of SQS.
///
/// Letters, digits, hyphens and underscores, 1 to 80 of them; a FIFO queue's name ends in `.fifo`,
/// which counts. Source: SQS API reference, CreateQueue, QueueName.
public struct QueueName: Hashable, Sendable, CustomStringConvertible {
  /// The name as SQS has it.
  public let text: String

  /// Checks `text` and makes a name of it; throws ``TransportError`` that names the rule.
  public init(_ text: String) throws(TransportError) {
    let bytes = text.utf8
    let stem = Self.isFIFO(text) ? bytes.dropLast(Self.fifoSuffix.utf8.count) : bytes[...]
    let isLegal =
      !stem.isEmpty && bytes.count <= SQSLimits.queueNameLength
      && stem.allSatisfy(Self.isLegal)
    guard isLegal else {
      throw .invalid(
        .invalidParameterValue,
        "\"\(text)\" is not a queue name. Can only include alphanumeric characters, hyphens, or "
          + "underscores. 1 to 80 in length; a FIFO queue's name ends in .fifo."
      )
    }
    self.text = text
  }

  /// Whether it names a FIFO queue.
  public var isFIFO: Bool { Self.isFIFO(text) }

  /// The name itself.
  public var description: String { text }

  package static let fifoSuffix = ".fifo"
  private static let fifoBytes: StaticString = ".fifo"

  /// Compares bytes that stand together: each message asks some ten times.
  private static func isFIFO(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let start = bytes.count - fifoBytes.utf8CodeUnitCount
      guard start >= 0 else { return false }
      return (0..<fifoBytes.utf8CodeUnitCount).allSatisfy {
        bytes[start + $0] == fifoBytes.utf8Start[$0]
      }
    }
  }

  package static func isLegal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
