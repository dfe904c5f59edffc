import DovetailTransport

/// What an object is called that holds the body of a task's message: `<task id>.json`.
///
/// Bytes of the id that are no ASCII letters, digits, hyphens, underscores or dots are escaped, `!2f`,
/// so that no two ids share a name. When the name is taken, `!!` and a random number tell it apart.
struct PayloadName: Hashable {
  static let suffix = ".json"

  private let stem: String
  private var alternative: UniqueID?

  init(_ task: TaskID) {
    var stem = ""
    for byte in task.rawValue.utf8 {
      if Self.isPlain(byte) {
        stem.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        stem += "!" + Hex.encode(CollectionOfOne(byte))
      }
    }
    self.stem = stem
  }

  var text: String {
    stem + (alternative.map { "!!" + $0.hexString } ?? "") + Self.suffix
  }

  /// Another name for the same task, which nothing has yet.
  func other(_ random: RandomSource) -> PayloadName {
    var name = self
    name.alternative = UniqueID.random(from: random)
    return name
  }

  /// The task whose object has this name; nil when it is no such name.
  static func task(of name: String) -> TaskID? {
    guard name.hasSuffix(suffix) else { return nil }
    var bytes: [UInt8] = []
    var rest = name.utf8.dropLast(suffix.utf8.count)
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "!") else {
        bytes.append(byte)
        continue
      }
      if rest.first == UInt8(ascii: "!") { break }
      guard rest.count >= 2,
        let escaped = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self))
      else { return nil }
      bytes += escaped
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self).map(TaskID.init(rawValue:))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
