import Dovetail

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file beside a queue's database that says which tasks were sent, for whoever resumes the job.
///
/// It is written once all tasks have been accepted. A process that is killed before that leaves no
/// record, so the next one sends everything again. What had been sent by then runs too, and its
/// results are never asked for: twice is harmless, as these tasks only read; never would not be.
struct SendRecord {
  private let file: URL

  /// None for a queue in memory, which ends with its process, and for one elsewhere, which has no folder.
  init?(besideQueue url: String) throws {
    switch try BrokerURL(url).place {
    case .memory, .sqs: return nil
    case .sqlite(let path): file = URL(fileURLWithPath: path + ".sent.json")
    }
  }

  /// The tasks that were sent; nil when there is no record.
  func read() throws -> [SentTask]? {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return try JSONDecoder().decode([SentTask].self, from: Data(contentsOf: file))
  }

  func write(_ tasks: [SentTask]) throws {
    try JSONEncoder().encode(tasks).write(to: file, options: .atomic)
  }
}
