import Foundation

/// A folder for one case, which removes it at its end.
struct TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("dovetail-contract-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    path = folder.path
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)  // The system clears what cannot be removed.
  }
}
