import DovetailTransport
import DovetailWire
import InMemoryLogging
import Logging
import Synchronization
import Testing

@testable import DovetailAWS

@Suite("Keeping credentials")
struct CredentialsKeeperTests {
  private let clock = ManualClock()

  private func keeper(_ provider: CountingProvider) -> CredentialsKeeper {
    CredentialsKeeper(provider, clock: clock, random: .seeded(1))
  }

  private func good(for life: Duration?) -> AWSCredentials {
    AWSCredentials(
      accessKeyID: "ASIA", secretAccessKey: "s",
      expiresAt: life.map { clock.now.advanced(by: $0) })
  }

  @Test func `credentials that do not expire are fetched once`() async throws {
    let provider = CountingProvider([.success(good(for: nil))])
    let keeper = keeper(provider)

    _ = try await keeper.credentials()
    clock.advance(by: .seconds(1_000_000))
    _ = try await keeper.credentials()

    #expect(provider.count == 1)
  }

  @Test func `many calls wait for one fetch`() async throws {
    let gate = Gate()
    let provider = CountingProvider([.success(good(for: nil))], gate: gate)
    let keeper = keeper(provider)

    try await withThrowingTaskGroup(of: AWSCredentials.self) { group in
      for _ in 0..<50 { group.addTask { try await keeper.credentials() } }
      await provider.began()
      gate.open()
      for try await credentials in group { #expect(credentials.accessKeyID == "ASIA") }
    }

    #expect(provider.count == 1)
  }

  @Test func `a caller who is cancelled leaves at once, and the others get their credentials`()
    async throws
  {
    let gate = Gate()
    let provider = CountingProvider([.success(good(for: nil))], gate: gate)
    let keeper = keeper(provider)
    let first = Task { try await keeper.credentials() }
    await provider.began()
    let second = Task { try await keeper.credentials() }

    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    gate.open()

    #expect(try await second.value.accessKeyID == "ASIA")
    #expect(provider.count == 1)
  }

  @Test func `in the last quarter one call has them renewed, and goes on with the old ones`()
    async throws
  {
    let gate = Gate()
    let provider = CountingProvider([.success(good(for: .seconds(900))), .success(good(for: nil))])
    let keeper = keeper(provider)
    let old = try await keeper.credentials()
    provider.close(gate)

    clock.advance(by: .seconds(700))

    for _ in 0..<5 { #expect(try await keeper.credentials() == old) }
    await provider.began()
    #expect(provider.count == 2)
    gate.open()
    await provider.ended()
    #expect(try await keeper.credentials().expiresAt == nil)
  }

  @Test func `credentials of a quarter of an hour are not renewed by each call`() async throws {
    let provider = CountingProvider([.success(good(for: .seconds(900)))])
    let keeper = keeper(provider)

    for _ in 0..<6 {
      _ = try await keeper.credentials()
      clock.advance(by: .seconds(100))
    }

    #expect(provider.count == 1)
  }

  @Test func `in the last eighth calls wait for the new ones`() async throws {
    let provider = CountingProvider([.success(good(for: .seconds(900))), .success(good(for: nil))])
    let keeper = keeper(provider)
    _ = try await keeper.credentials()

    clock.advance(by: .seconds(800))

    #expect(try await keeper.credentials().expiresAt == nil)
  }

  @Test func `when the renewal fails the old ones go on until they expire, then the error is told`()
    async throws
  {
    let provider = CountingProvider([
      .success(good(for: .seconds(900))), .failure(AWSCredentialsError("p", "down")),
    ])
    let keeper = keeper(provider)
    let old = try await keeper.credentials()

    clock.advance(by: .seconds(890))
    #expect(try await keeper.credentials() == old)
    clock.advance(by: .seconds(10))
    let error = await #expect(throws: AWSCredentialsError.self) { try await keeper.credentials() }

    #expect(error?.problem == "down")
  }

  @Test func `a renewal that fails while the old ones hold is logged, without a secret`()
    async throws
  {
    let journal = InMemoryLogHandler()
    let provider = CountingProvider([
      .success(good(for: .seconds(900))), .failure(AWSCredentialsError("p", "down")),
    ])
    let keeper = CredentialsKeeper(
      provider, clock: clock, random: .seeded(1), logger: Logger(label: "test") { _ in journal })
    _ = try await keeper.credentials()

    clock.advance(by: .seconds(800))
    _ = try await keeper.credentials()
    clock.advance(by: .seconds(100))
    await #expect(throws: AWSCredentialsError.self) { try await keeper.credentials() }

    #expect(journal.entries.count == 1)
    let entry = try #require(journal.entries.first)
    #expect(entry.level == .warning)
    #expect(
      entry.message.description.hasPrefix("The credentials could not be renewed, and go on until"))
    #expect(entry.message.description.contains("down"))
  }

  @Test func `after a renewal that failed the next is tried a second later, then two`() async throws
  {
    let provider = CountingProvider([
      .success(good(for: .seconds(900))), .failure(AWSCredentialsError("p", "down")),
    ])
    let keeper = keeper(provider)
    _ = try await keeper.credentials()
    clock.advance(by: .seconds(800))

    var counts: [Int] = []
    for _ in 0..<4 {
      _ = try await keeper.credentials()
      counts.append(provider.count)
      clock.advance(by: .seconds(1))
    }

    #expect(counts == [2, 3, 3, 4])
  }

  @Test func `a failure is not kept`() async throws {
    let provider = CountingProvider([
      .failure(AWSCredentialsError("p", "down")), .success(good(for: nil)),
    ])
    let keeper = keeper(provider)

    _ = await #expect(throws: AWSCredentialsError.self) { try await keeper.credentials() }

    #expect(try await keeper.credentials().accessKeyID == "ASIA")
  }

  @Test
  func `credentials that the service refused are fetched anew, by one of those who used them`()
    async throws
  {
    let provider = CountingProvider([.success(good(for: .seconds(900))), .success(good(for: nil))])
    let keeper = keeper(provider)
    let old = try await keeper.credentials()

    keeper.discard(old)
    let new = try await keeper.credentials()
    keeper.discard(old)

    #expect(try await keeper.credentials() == new)
    #expect(provider.count == 2)
  }

  @Test func `credentials that have expired when they come are an error`() async throws {
    let keeper = keeper(CountingProvider([.success(good(for: .zero))]))

    let error = await #expect(throws: AWSCredentialsError.self) { try await keeper.credentials() }

    #expect(error?.problem.contains("had expired") == true)
  }

  @Test func `those of an instance are used for a while behind their expiry`() async throws {
    let provider = CountingProvider(
      [.success(good(for: .zero)), .success(good(for: .zero))], outlivesExpiry: true)
    let keeper = keeper(provider)

    _ = try await keeper.credentials()
    clock.advance(by: .seconds(300))
    _ = try await keeper.credentials()
    #expect(provider.count == 1)
    clock.advance(by: .seconds(1500))
    _ = try await keeper.credentials()

    #expect(provider.count == 2)
  }

  @Test func `those of an instance are used on when its service cannot be reached`() async throws {
    let provider = CountingProvider(
      [.success(good(for: .seconds(900))), .failure(AWSCredentialsError("p", "down"))],
      outlivesExpiry: true)
    let keeper = keeper(provider)
    let old = try await keeper.credentials()

    clock.advance(by: .seconds(1000))
    _ = await #expect(throws: AWSCredentialsError.self) { try await keeper.credentials() }

    #expect(try await keeper.credentials() == old)
  }
}

/// Gives what a script says, the last step again and again, and counts.
final class CountingProvider: CredentialsProvider {
  private struct Fields {
    var steps: [Result<AWSCredentials, AWSCredentialsError>]
    var gate: Gate?
    var count = 0
    var began: [Gate] = [Gate()]
    var ended: [Gate] = [Gate()]
  }

  let name = "the test"
  let outlivesExpiry: Bool
  private let fields: Mutex<Fields>

  init(
    _ steps: [Result<AWSCredentials, AWSCredentialsError>], gate: Gate? = nil,
    outlivesExpiry: Bool = false
  ) {
    fields = Mutex(Fields(steps: steps, gate: gate))
    self.outlivesExpiry = outlivesExpiry
  }

  var count: Int { fields.withLock { $0.count } }

  /// Has the next fetch wait for the gate, and `began` and `ended` mean that fetch.
  func close(_ gate: Gate) {
    fields.withLock { fields in
      fields.gate = gate
      fields.began.append(Gate())
      fields.ended.append(Gate())
    }
  }

  func began() async {
    try? await fields.withLock { $0.began.last }?.wait()
  }

  func ended() async {
    try? await fields.withLock { $0.ended.last }?.wait()
  }

  func fetch() async throws -> AWSCredentials {
    let (step, gate, began, ended) = fields.withLock { fields in
      fields.count += 1
      let step = fields.steps.count > 1 ? fields.steps.removeFirst() : fields.steps[0]
      return (step, fields.gate, fields.began.last, fields.ended.last)
    }
    began?.open()
    try await gate?.wait()
    defer { ended?.open() }
    return try step.get()
  }
}
