import DovetailTransport

/// The commonest argument types, past Foundation's coders: these cost some 4 µs a call.
///
/// What is not written or read here goes to the coders, which then say what is wrong.
enum JSONScalar {
  /// Writes a `Bool`, `Int`, `String` or finite `Double`; does nothing else, and returns false.
  static func write<Value>(_ value: Value, to writer: inout JSONWriter) -> Bool {
    if Value.self == Int.self, let number = value as? Int {
      writer.integer(number)
    } else if Value.self == String.self, let text = value as? String {
      writer.string(text)
    } else if Value.self == Bool.self, let truth = value as? Bool {
      writer.bool(truth)
    } else if Value.self == Double.self, let number = value as? Double, number.isFinite {
      writer.double(number)
    } else {
      return false
    }
    return true
  }

  /// Reads a `Bool`, `Int`, `String` or finite `Double` of its plainest form; nil: anything else.
  static func read<Value>(_ type: Value.Type, _ json: ArraySlice<UInt8>) -> Value? {
    if type == Int.self {
      return Int(String(decoding: json, as: UTF8.self)) as? Value
    } else if type == String.self {
      var reader = JSONReader(Array(json))
      // What is no string is left to the coders, whose error is the better one.
      return (try? reader.string()) as? Value
    } else if type == Bool.self {
      return json.elementsEqual("true".utf8)
        ? true as? Value : json.elementsEqual("false".utf8) ? false as? Value : nil
    } else if type == Double.self {
      guard let number = Double(String(decoding: json, as: UTF8.self)), number.isFinite else {
        return nil
      }
      return number as? Value
    }
    return nil
  }
}
