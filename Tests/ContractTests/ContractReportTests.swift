import DovetailContracts
import Synchronization
import Testing

@Suite("A report on claims")
struct ContractReportTests {
  private struct Odd: Error, CustomStringConvertible {
    var description: String { "it is odd" }
  }

  private let claims = (0..<5).map { number in
    Claim<Int>("claim \(number)") { subject in
      guard (subject + number).isMultiple(of: 2) else { throw Odd() }
    }
  }

  @Test func `those that do not hold are listed, in the order of the contract`() async {
    let report = await Claim.check(claims, width: 2) { 0 }

    #expect(report.failures.map(\.claim) == ["claim 1", "claim 3"])
    #expect(
      report.description == """
        3 of 5 claims hold.
        - claim 1: it is odd
        - claim 3: it is odd
        """)
    let failure = #expect(throws: ClaimFailure.self) { try report.requireAll() }
    #expect(failure?.sentence == report.description)
  }

  @Test func `each claim has a subject of its own`() async throws {
    let count = Mutex(0)

    let report = await Claim.check(Array(claims.prefix(1))) {
      count.withLock { $0 += 2 }
      return count.withLock { $0 }
    }

    try report.requireAll()
    #expect(report.description == "1 of 1 claims hold.")
  }

  @Test func `a subject that cannot be made fails its claim`() async {
    let report = await Claim<Int>.check(claims) { throw Odd() }

    #expect(report.failures.count == 5)
  }
}
