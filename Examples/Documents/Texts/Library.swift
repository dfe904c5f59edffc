#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The documents: the texts of a folder, and a large one that is grown from one of them.
struct Library: Sendable {
  /// The documents' names, in order: those of the files, without ".txt".
  let names: [String]

  private let files: [String: URL]

  /// Looks through the folder `fixtures`, and makes the large document in `workspace`.
  init(fixtures: String, workspace: String) throws {
    let folder = URL(fileURLWithPath: fixtures, isDirectory: true)
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw NoTexts(folder: fixtures)
    }
    let texts = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".txt") }
    guard !texts.isEmpty else { throw NoTexts(folder: fixtures) }
    var files: [String: URL] = [:]
    for text in texts { files[String(text.dropLast(4))] = folder.appendingPathComponent(text) }
    if let seed = files["seed-for-large"] {
      let large = URL(fileURLWithPath: workspace, isDirectory: true)
        .appendingPathComponent("large.txt")
      try LargeText.grow(from: seed, into: large)
      files["large"] = large
    }
    self.files = files
    names = files.keys.sorted()
  }

  /// Reads a document; throws ``DocumentError`` when it is none, or why the file cannot be read.
  func document(_ name: String) throws -> Document {
    guard let file = files[name] else { throw UnknownDocument(name: name) }
    return try Document(Array(Data(contentsOf: file)))
  }
}

/// A folder has no texts.
struct NoTexts: Error, CustomStringConvertible {
  var folder: String

  var description: String {
    "There is no file *.txt in \(folder). Say where the texts are with --fixtures."
  }
}

/// A task names a document that this library does not have; another worker's may, so it is retried.
struct UnknownDocument: Error, CustomStringConvertible {
  var name: String

  var description: String { "There is no document \(name) here." }
}
