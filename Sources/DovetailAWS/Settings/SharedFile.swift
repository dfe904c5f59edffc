/// The sections of a file of settings that AWS's tools share, such as `~/.aws/config`.
///
/// A key is compared without case. A key without a value, followed by indented lines, holds the pairs of
/// those. A section that comes twice is one; of keys that come twice the last counts.
///
/// Source: AWS SDKs and Tools reference guide, "Format of the config and credentials files".
struct SharedFile: Hashable, Sendable {
  /// What stands below one header.
  struct Section: Hashable, Sendable {
    var values: [String: String] = [:]
    var nested: [String: [String: String]] = [:]
  }

  /// By what stands in the brackets, with single blanks and without quotes: "profile dev".
  private(set) var sections: [String: Section] = [:]

  /// Reads a file's text; lines that mean nothing are passed over.
  init(_ text: String) {
    var header: String?
    var parent: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let content = line.trimmingBlanks
      guard let first = content.first, first != "#", first != ";" else { continue }
      if first == "[" {
        header = Self.header(content)
        parent = nil
        if let header { sections[header] = sections[header] ?? Section() }
        continue
      }
      guard let header, let (key, value) = Self.pair(content) else { continue }
      let isIndented = line.first?.isWhitespace == true
      if isIndented, let parent {
        sections[header, default: Section()].nested[parent, default: [:]][key] = value
      } else if !isIndented {
        sections[header, default: Section()].values[key] = value
        parent = value.isEmpty ? key : nil
      }
    }
  }

  /// The text between brackets, with the words set apart by single blanks.
  private static func header(_ line: Substring) -> String? {
    guard let end = line.firstIndex(of: "]") else { return nil }
    let words = line[line.index(after: line.startIndex)..<end]
      .split(whereSeparator: \.isWhitespace)
      .map { $0.filter { $0 != "\"" && $0 != "'" } }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  private static func pair(_ line: Substring) -> (key: String, value: String)? {
    guard let sign = line.firstIndex(of: "=") else { return nil }
    let key = line[..<sign].trimmingBlanks.lowercased()
    let value = line[line.index(after: sign)...].trimmingBlanks
    guard !key.isEmpty else { return nil }
    return (key, String(mayHoldAnything.contains(key) ? value : withoutComment(value)))
  }

  /// Keys whose values may hold what elsewhere begins a comment.
  private static let mayHoldAnything: Set = [
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "credential_process",
  ]

  /// Cuts a comment that begins behind a blank.
  private static func withoutComment(_ value: Substring) -> Substring {
    var previous: Character = " "
    for index in value.indices {
      let character = value[index]
      if previous.isWhitespace, character == "#" || character == ";" {
        return value[..<index].trimmingBlanks
      }
      previous = character
    }
    return value
  }
}

extension StringProtocol {
  /// Without the white space at both ends.
  var trimmingBlanks: SubSequence {
    guard let start = firstIndex(where: { !$0.isWhitespace }),
      let end = lastIndex(where: { !$0.isWhitespace })
    else { return self[endIndex...] }
    return self[start...end]
  }
}
