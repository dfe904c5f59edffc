import Dovetail
import DovetailSwiftTesting
import Testing

@Suite("A scenario under faults", .timeLimit(.minutes(5)))
struct TrialTests {
  private static let cases = [
    FaultCase("the process ends before a result is stored", .crash(before: .putBlob)),
    FaultCase("messages are delivered twice", .deliverTwice),
    FaultCase("a body comes damaged", FaultRule.corruptBodies.times(1)),
    FaultCase("sends are refused", .fail(.accessDenied, .send)),
  ]

  private func trial(
    _ handlers: @escaping @Sendable (Outbox) -> [TaskHandler]
  ) async throws -> FaultTrial<String> {
    try await TestBroker.underEveryFault(Self.cases) { t in
      let outbox = Outbox()
      t.serve { handlers(outbox) }
      return FaultScenario {
        try await t.broker.enqueue(Mail.welcome, "ada")
      } effects: {
        outbox.sent
      }
    }
  }

  @Test func `what is doubled is told; dead letters and refusals are no loss`() async throws {
    let trial = try await trial(Mail.handlers)

    #expect(!trial.isSound)
    #expect(
      trial.outcomes.map(\.description) == [
        "the process ends before a result is stored: doubled ada",
        "messages are delivered twice: no harm",
        "a body comes damaged: one dead letter",
        "sends are refused: the scenario was told: Could not send to default: accessDenied, as a fault rule "
          + "has it",
      ])
    let failure = #expect(throws: TestFailure.self) { try trial.requireSound() }
    #expect(
      failure?.text == """
        1 of 4 faults did harm.
        - the process ends before a result is stored: doubled ada
        """)
  }

  @Test func `what is lost is told`() async throws {
    // Takes a second delivery for the end of the matter.
    let trial = try await trial { outbox in
      [
        Mail.welcome.handle { context, address in
          guard context.receiveCount > 1 else { return await Task.yield() }
          try await outbox.send("Welcome!", to: address)
        }
      ]
    }

    #expect(trial.outcomes.map(\.lost) == [[], [], [], []])
    #expect(trial.outcomes.map(\.doubled) == [["ada"], [], [], []])
  }

  @Test func `a body that a fault keeps from its effect has lost it`() async throws {
    let trial = try await TestBroker.underEveryFault([
      FaultCase("the answer to a receive is lost", FaultRule.loseAnswer(.receive).times(1))
    ]) { t in
      let outbox = Outbox()
      t.serve {
        Mail.welcome.handle { context, address in
          guard context.receiveCount == 1 else { return }
          try await outbox.send("Welcome!", to: address)
        }
      }
      return FaultScenario {
        try await t.broker.enqueue(Mail.welcome, "ada")
      } effects: {
        outbox.sent
      }
    }

    let failure = #expect(throws: TestFailure.self) { try trial.requireSound() }
    #expect(
      failure?.text == """
        1 of 1 faults did harm.
        - the answer to a receive is lost: lost ada
        """)
  }

  @Test func `a scenario that fails without faults fails the test`() async throws {
    await #expect(throws: MailServerDown.self) {
      _ = try await TestBroker.underEveryFault { _ in
        FaultScenario<String> {
          throw MailServerDown()
        } effects: {
          []
        }
      }
    }
  }
}
