import DovetailTransport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Labels as typed JSON values, in results and in messages that tell no types.
extension LabelValue {
  /// Reads any JSON value; `null`, arrays and objects become ``any(_:)``.
  init(json reader: inout JSONReader) throws(JSONError) {
    switch reader.peek() {
    case UInt8(ascii: "\""): self = .string(try reader.string())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .bool(try reader.bool())
    case UInt8(ascii: "n"):
      _ = try reader.skip()
      self = .any("None")
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      let range = try reader.skip()
      self = .any(String(decoding: reader.bytes[range], as: UTF8.self))
    default:
      let text = try reader.number()
      if let number = Int(text) {
        self = .int(number)
      } else {
        self = .double(Double(text) ?? .nan)
      }
    }
  }

  /// Writes the value; bytes as base64, a number that is not finite as `null`, as Python does.
  func write(to writer: inout JSONWriter) {
    switch self {
    case .string(let text), .any(let text): writer.string(text)
    case .int(let number): writer.integer(number)
    case .double(let number): writer.double(number)
    case .bool(let value): writer.bool(value)
    case .bytes(let bytes): writer.string(Data(bytes).base64EncodedString())
    }
  }
}
