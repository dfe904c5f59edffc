import DovetailAWS
import Synchronization

/// Variables and files that a test makes up, and may change on the way.
final class TestEnvironment: Sendable {
  private struct Fields {
    var variables: [String: String]
    var files: [String: String]
  }

  private let fields: Mutex<Fields>

  init(_ variables: [String: String] = [:], files: [String: String] = [:]) {
    fields = Mutex(Fields(variables: variables, files: files))
  }

  subscript(variable name: String) -> String? {
    get { fields.withLock { $0.variables[name] } }
    set { fields.withLock { $0.variables[name] = newValue } }
  }

  subscript(file path: String) -> String? {
    get { fields.withLock { $0.files[path] } }
    set { fields.withLock { $0.files[path] = newValue } }
  }

  var environment: AWSEnvironment {
    AWSEnvironment {
      self[variable: $0]
    } contents: { path in
      self[file: path].map { Array($0.utf8) }
    } replace: { path, bytes in
      self[file: path] = String(decoding: bytes, as: UTF8.self)
    }
  }
}
