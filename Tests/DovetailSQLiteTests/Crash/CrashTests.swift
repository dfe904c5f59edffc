import ChildProcesses
import DovetailTransport
import Foundation
import Testing

@testable import DovetailSQLite

@Suite("A process that ends in the midst of its work")
struct CrashTests {
  private let folder: TemporaryFolder
  private let path: String
  private let storm: QueueName

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("storm.db")
    storm = try QueueName("storm")
  }

  /// The ids of all messages in the file, received in the file as the process left it.
  private func received() async throws -> [String] {
    let double = try await SQLiteDouble.open(.file(path))
    // Longer than it takes on the slowest machine.
    let ids = try await double.drain(storm, hidingFor: .seconds(3600)).map(\.id.rawValue)
    await double.close()
    return ids
  }

  @Test(.timeLimit(.minutes(5)), arguments: [1, 500, 5_000])
  func `killed in a send storm it loses nothing that was acknowledged`(count: Int) async throws {
    let child = try ChildProcess.startSibling("send-storm", ["storm", path])

    var acknowledged: [String] = []
    for await id in child.outputLines {
      acknowledged.append(id)
      if acknowledged.count == count { child.kill() }
    }
    #expect(acknowledged.count >= count)
    #expect(try await child.wait().ending == .killed(signal: SIGKILL))

    let received = try await received()
    #expect(Set(received).count == received.count)
    #expect(Set(acknowledged).isSubset(of: received))
    #expect(Set(acknowledged).count == acknowledged.count)
    // One message of each sender may have been committed without its answer.
    #expect(received.count <= acknowledged.count + 16)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a commit that could not be written is in doubt, and the next call opens the file anew`()
    async throws
  {
    let child = try ChildProcess.startSibling("send-storm", ["starve", path])

    var lines: [String] = []
    for await line in child.outputLines { lines.append(line) }
    #expect(try await child.wait().ending == .exited(0))

    try #require(lines.count == 4)
    #expect(lines[1].hasPrefix("outcomeUnknown: Could not send to storm: The commit failed"))
    #expect(lines[2].hasPrefix("outcomeUnknown: Could not send to storm: The commit failed"))
    let received = try await received()
    #expect(Set([lines[0], lines[3]]).isSubset(of: received))
    #expect(received.count <= 4)
  }

  @Test(
    .timeLimit(.minutes(5)),
    .enabled("the system gives no one a disk of their own") { await OwnDisk.isThere() })
  func `on a disk that fills up each sender is told the truth`() async throws {
    let child = try OwnDisk.startCramming(folder.path)

    let lines = try await child.wait().output.split(separator: "\n").map {
      $0.split(separator: " ")
    }

    let numbers = Dictionary(grouping: lines, by: \.first).mapValues { $0.compactMap(\.last) }
    let sent = try #require(numbers["sent"])
    #expect(Set(numbers.keys) == ["sent", "storageFull", "stored"])
    #expect(lines.count == 16 * 20 + sent.count)
    #expect(numbers["stored"]?.sorted() == sent.sorted())
  }
}
