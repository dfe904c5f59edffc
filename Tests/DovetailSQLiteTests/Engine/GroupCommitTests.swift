import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Group commit", .timeLimit(.minutes(5)))
struct GroupCommitTests {
  private let folder: TemporaryFolder
  private let path: String
  private let jobs: QueueName

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("dev.db")
    jobs = try QueueName("jobs")
  }

  private func send(_ body: String) -> @Sendable (SQLiteDouble) async throws -> MessageID {
    { [jobs] double in try await double.queues.send(OutgoingMessage(body), to: jobs).id }
  }

  @Test
  func `calls that come while a commit is under way share the next one`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs)
    let before = try WriteAheadLog.commits(besides: path)

    let sent = await double.inOneGroup((0..<100).map { send("\($0)") })

    #expect(try WriteAheadLog.commits(besides: path) == before + 1)
    #expect(Set(try sent.map { try $0.get() }).count == 100)
    #expect(try await double.drain(jobs).map(\.body) == (0..<100).map { "\($0)" })
    await double.close()
  }

  @Test
  func `calls that come one by one commit one by one`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs)
    let before = try WriteAheadLog.commits(besides: path)

    for number in 0..<3 { _ = try await send("\(number)")(double) }

    #expect(try WriteAheadLog.commits(besides: path) == before + 3)
    await double.close()
  }

  @Test
  func `a call is answered after its commit`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs)
    let other = try RawDatabase(path)

    for number in 1...20 {
      _ = try await send("\(number)")(double)
      #expect(try other.rows("SELECT count(*) FROM message") == [["\(number)"]])
    }
    await double.close()
  }

  @Test
  func `calls that only look commit nothing`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs)
    let before = try WriteAheadLog.commits(besides: path)

    let looks = await double.inOneGroup(
      (0..<10).map { _ in
        { @Sendable [jobs] double in try await double.administration.attributes(of: jobs) }
      })

    #expect(looks.allSucceeded())
    #expect(try WriteAheadLog.commits(besides: path) == before)
    await double.close()
  }

  @Test
  func `more calls than a group holds are all answered`() async throws {
    let double = try await SQLiteDouble.inFile(path, with: jobs)
    let before = try WriteAheadLog.commits(besides: path)

    let sent = await double.inOneGroup((0..<2_500).map { send("\($0)") })

    #expect(sent.allSucceeded())
    #expect(try WriteAheadLog.commits(besides: path) == before + 3)
    #expect(try await double.drain(jobs).count == 2_500)
    await double.close()
  }

  @Test
  func `all of a group happens at one moment, none before the group's before it`() async throws {
    let clock = RestlessClock()
    let double = try await SQLiteDouble.inMemory(with: jobs, clock: clock)

    _ = await double.inOneGroup((0..<10).map { send("\($0)") })
    _ = await double.inOneGroup((0..<10).map { send("\($0)") })

    let times = try await double.drain(jobs).map(\.sentAt)
    #expect(times.count == 20)
    #expect(Set(times).count == 2)
    #expect(times == times.sorted())
    await double.close()
  }
}
