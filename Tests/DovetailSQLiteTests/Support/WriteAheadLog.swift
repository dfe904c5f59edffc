import Foundation

/// The file in which SQLite gathers what was committed.
///
/// Source: sqlite.org/fileformat2.html#walformat.
struct WriteAheadLog {
  private static let headerSize = 32
  private static let frameHeaderSize = 24
  private static let pageSize = 8_192

  /// How many transactions stand in the log: the last frame of each tells the size of the database.
  static func commits(besides database: String) throws -> Int {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: database + "-wal")))
    let frames = stride(from: headerSize, to: bytes.count, by: frameHeaderSize + pageSize)
    return frames.filter { bytes[($0 + 4)..<($0 + 8)].contains { $0 != 0 } }.count
  }
}
