import DovetailTransport

/// A plain queue behind a decorator, and the plan of its faults.
struct FaultyQueue {
  let clock = ManualClock()
  let plain = PlainQueue()
  let plan: FaultPlan
  let transport: FaultyQueueTransport
  let name: QueueName

  init(seed: UInt64 = 0) throws {
    plan = FaultPlan(seed: seed, clock: clock)
    transport = FaultyQueueTransport(plain, plan)
    name = try QueueName("orders")
  }

  /// Sends messages as one batch; returns the codes of those that failed, by place.
  @discardableResult
  func send(_ bodies: String...) async throws -> [TransportError.Code?] {
    try await transport.send(bodies.map { OutgoingMessage($0) }, to: name).map { outcome in
      switch outcome {
      case .success: nil
      case .failure(let error): error.code
      }
    }
  }

  /// Sends a message; returns whether that went well.
  func sends(_ body: String = "a") async -> Bool {
    (try? await send(body)) == [nil]
  }

  /// What becomes of so many sends.
  func fates(of count: Int) async -> [Bool] {
    var fates: [Bool] = []
    for _ in 0..<count { fates.append(await sends()) }
    return fates
  }

  /// Receives up to ten messages.
  func receive(_ count: Int = 10) async throws -> [ReceivedMessage] {
    try await transport.receive(from: name, ReceiveOptions(maxMessages: count))
  }
}
