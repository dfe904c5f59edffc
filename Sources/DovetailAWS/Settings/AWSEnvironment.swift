#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a process is given from outside: variables, and the files that they or custom name.
///
/// Tests give their own. An empty variable counts as one that is not set.
package struct AWSEnvironment: Sendable {
  private let variable: @Sendable (String) -> String?
  private let contents: @Sendable (String) throws -> [UInt8]?
  private let replace: @Sendable (String, [UInt8]) throws -> Void

  /// Makes an environment; `contents` returns nil for a file that is not there, `replace` writes one
  /// that only its owner may read.
  package init(
    variable: @escaping @Sendable (String) -> String?,
    contents: @escaping @Sendable (String) throws -> [UInt8]?,
    replace: @escaping @Sendable (String, [UInt8]) throws -> Void
  ) {
    self.variable = variable
    self.contents = contents
    self.replace = replace
  }

  /// The process's own.
  package static let process = AWSEnvironment { name in
    ProcessInfo.processInfo.environment[name]
  } contents: { path in
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
  } replace: { path, bytes in
    let temporary = path + ".dovetail"
    try Data(bytes).write(to: URL(fileURLWithPath: temporary))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: temporary)
    guard rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// A variable's value; nil when it is not set or empty.
  package subscript(_ name: String) -> String? {
    variable(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A variable that is "true" or "false", in any case; nil when it is not set.
  package func flag(_ name: String) throws(AWSSettingsError) -> Bool? {
    guard let text = self[name] else { return nil }
    return try AWSSettingsError.flag(text, of: "The environment variable \(name)")
  }

  /// The home folder; nil when it is not known.
  var home: String? { self["HOME"] }

  /// A file's text; nil when it is not there.
  ///
  /// A byte order mark is taken off. Throws when it cannot be read or is not UTF-8.
  package func text(ofFileAt path: String) throws(AWSSettingsError) -> String? {
    let bytes: [UInt8]?
    do {
      bytes = try contents(expanded(path))
    } catch {
      throw AWSSettingsError("The file \(path) cannot be read; check that it may be: \(error)")
    }
    guard let bytes else { return nil }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
      throw AWSSettingsError("The file \(path) is not text in UTF-8.")
    }
    return text
  }

  /// Writes a file anew, whole or not at all.
  func replaceFile(at path: String, with bytes: [UInt8]) throws {
    try replace(expanded(path), bytes)
  }

  /// A path with `~` or `$HOME` at its beginning replaced by the home folder.
  private func expanded(_ path: String) -> String {
    guard let home else { return path }
    for prefix in ["~/", "$HOME/"] where path.hasPrefix(prefix) {
      return home + "/" + path.dropFirst(prefix.count)
    }
    return path
  }
}
