/// Which claims of a contract hold for a subject, for suites that do not make a test of each.
public struct ContractReport: Sendable, CustomStringConvertible {
  /// A claim that does not hold.
  public struct Failure: Sendable {
    /// The claim's name.
    public let claim: String
    /// What its check threw.
    public let error: any Error
  }

  /// How many claims were checked.
  public let count: Int
  /// The claims that do not hold, in the order of the contract.
  public let failures: [Failure]

  /// How many hold, and what the others lack.
  public var description: String {
    failures.reduce("\(count - failures.count) of \(count) claims hold.") { text, failure in
      text + "\n- \(failure.claim): \(failure.error)"
    }
  }

  /// Throws ``ClaimFailure``, which lists what does not hold, if anything does not.
  public func requireAll(fileID: String = #fileID, line: Int = #line) throws {
    guard !failures.isEmpty else { return }
    throw ClaimFailure(description, fileID: fileID, line: line)
  }
}

extension Claim {
  /// Checks claims, each on a subject of its own, and tells which hold.
  ///
  /// `width`: how many are checked at once, at least 1. A subject that never answers never returns, so give
  /// the test a time limit.
  public static func check(
    _ claims: [Claim], width: Int = 16, on subject: @escaping @Sendable () async throws -> Subject
  ) async -> ContractReport {
    let errors = await withTaskGroup(of: (place: Int, error: (any Error)?).self) { running in
      var errors: [Int: any Error] = [:]
      for (place, claim) in claims.enumerated() {
        if place >= max(1, width), let ended = await running.next() {
          errors[ended.place] = ended.error
        }
        running.addTask {
          do {
            try await claim.check(subject())
            return (place, nil)
          } catch {
            return (place, error)
          }
        }
      }
      for await ended in running { errors[ended.place] = ended.error }
      return errors
    }
    let failures = errors.sorted { $0.key < $1.key }.map { place, error in
      ContractReport.Failure(claim: claims[place].name, error: error)
    }
    return ContractReport(count: claims.count, failures: failures)
  }
}
