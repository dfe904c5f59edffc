import DovetailTasks
import DovetailTransport

/// How failures write what they found.
enum Wording {
  /// A call as one would write it: `images.resize("cat.png", 320)`.
  static func call(_ name: String, _ arguments: TaskArguments) -> String {
    "\(name)(\(list(arguments)))"
  }

  /// Arguments as JSON, those by name with their names; long values are cut.
  static func list(_ arguments: TaskArguments) -> String {
    var parts: [String] = []
    var positional = JSONReader(arguments.positional)
    var named = JSONReader(arguments.named)
    do throws(JSONError) {
      try positional.array { (reader) throws(JSONError) in
        parts.append(brief(arguments.positional[try reader.skip()]))
      }
      try named.object { (name, reader) throws(JSONError) in
        parts.append("\(name): \(brief(arguments.named[try reader.skip()]))")
      }
    } catch {
      return "arguments that are no JSON"
    }
    return parts.joined(separator: ", ")
  }

  /// The values of arguments by place.
  static func values(_ arguments: TaskArguments) -> [String] {
    var parts: [String] = []
    var reader = JSONReader(arguments.positional)
    do throws(JSONError) {
      try reader.array { (reader) throws(JSONError) in
        parts.append(brief(arguments.positional[try reader.skip()]))
      }
    } catch {
      return []
    }
    return parts
  }

  /// The values of arguments by name.
  static func members(_ arguments: TaskArguments) -> [String: String] {
    var parts: [String: String] = [:]
    var reader = JSONReader(arguments.named)
    do throws(JSONError) {
      try reader.object { (name, reader) throws(JSONError) in
        parts[name] = brief(arguments.named[try reader.skip()])
      }
    } catch {
      return [:]
    }
    return parts
  }

  /// A text cut after 80 characters.
  static func brief(_ text: some StringProtocol) -> String {
    let limit = 80
    return text.count <= limit ? String(text) : "\(text.prefix(limit))…"
  }

  private static func brief(_ json: ArraySlice<UInt8>) -> String {
    brief(String(decoding: json, as: UTF8.self))
  }

  /// A duration in seconds: `600 s`, `0.25 s`.
  static func seconds(_ duration: Duration) -> String {
    let whole = duration.components.seconds
    return duration == .seconds(whole) ? "\(whole) s" : "\(duration.inSeconds) s"
  }

  /// So many things: `one task`, `3 tasks`.
  static func count(_ count: Int, _ thing: String) -> String {
    count == 1 ? "one \(thing)" : "\(count) \(thing)s"
  }

  /// Sentences and lists as one text: what follows a list begins a line.
  static func text(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.reduce("") { text, part in
      guard !text.isEmpty else { return part }
      return text + (text.contains("\n") ? "\n" : " ") + part
    }
  }

  /// Lines, each with a dash.
  static func items(_ lines: [String]) -> String {
    lines.map { "\n- \($0)" }.joined()
  }
}
