import ArgumentParser
import Foundation

/// Compares short calls of the HTTP client alone with the same beside parked long polls.
struct HTTPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "http",
    abstract: "Measures what 64 parked long polls cost short calls of the HTTP client."
  )

  @Option(help: "How many pairs of turns, of 1,000 calls each.")
  var rounds = 11

  func validate() throws {
    guard rounds > 0, rounds <= 1000 else {
      throw ValidationError("--rounds must be 1 to 1000.")
    }
  }

  func run() throws {
    let machine = Machine()
    let contest = try HTTPContest.run(rounds: rounds)
    print(contest.markdown())
    if let others = machine.shareOfOthers {
      print("\nThe server and other programs took \(number(others * 100)) % of the processors.")
    }
  }
}
