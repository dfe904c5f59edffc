import Synchronization

/// What a body notes for whoever reads its result: lines of text, up to 16 KiB.
final class RunLog: Sendable {
  static let limit = 16 * 1024

  private struct Fields {
    var text = ""
    var isFull = false
  }

  private let fields = Mutex(Fields())

  /// All lines; nil when there are none.
  var text: String? { fields.withLock { $0.text.isEmpty ? nil : $0.text } }

  /// Adds a line, if there is room for it; once there is not, nothing more is added.
  func add(_ line: String) {
    fields.withLock { fields in
      guard !fields.isFull else { return }
      guard fields.text.utf8.count + line.utf8.count + 1 <= Self.limit else {
        fields.isFull = true
        fields.text += "[cut at 16 KiB]\n"
        return
      }
      fields.text += line + "\n"
    }
  }
}
