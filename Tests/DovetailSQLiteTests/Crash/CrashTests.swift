import DovetailTransport
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
    let ids = try await double.drain(storm).map(\.id.rawValue)
    await double.close()
    return ids
  }

  @Test(.timeLimit(.minutes(1)), arguments: [1, 500, 5_000])
  func `killed in a send storm it loses nothing that was acknowledged`(count: Int) async throws {
    let child = try ChildProcess("storm", on: path)

    var acknowledged = (0..<count).compactMap { _ in child.nextLine() }
    #expect(acknowledged.count == count)
    child.kill()
    acknowledged += child.remainingLines()

    let received = try await received()
    #expect(Set(received).count == received.count)
    #expect(Set(acknowledged).isSubset(of: received))
    #expect(Set(acknowledged).count == acknowledged.count)
    // One message of each sender may have been committed without its answer.
    #expect(received.count <= acknowledged.count + 16)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a commit that could not be written is in doubt, and the next call opens the file anew`()
    async throws
  {
    let child = try ChildProcess("starve", on: path)

    let lines = child.remainingLines()

    try #require(lines.count == 4)
    #expect(lines[1].hasPrefix("outcomeUnknown: Could not send to storm: The commit failed"))
    #expect(lines[2].hasPrefix("outcomeUnknown: Could not send to storm: The commit failed"))
    let received = try await received()
    #expect(Set([lines[0], lines[3]]).isSubset(of: received))
    #expect(received.count <= 4)
  }
}
