import DovetailSQLite
import DovetailTransport
import Foundation

/// A process for the tests of crashes: `send-storm storm FILE` sends until it is killed,
/// `send-storm starve FILE` meets a failing disk in the midst of a commit, `send-storm cram FILE` a
/// full one, where FILE.ballast takes up room.
@main
struct SendStorm {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { exit(64) }
    let queue = try QueueName("storm")
    let double = try await SQLiteDouble.open(.file(arguments[2]))
    try await double.administration.createQueue(queue)
    switch arguments[1] {
    case "storm": await Storm(double: double, queue: queue).run()
    case "starve": try await Starvation(double: double, queue: queue, path: arguments[2]).run()
    case "cram":
      try await Cramming(double: double, queue: queue, ballast: arguments[2] + ".ballast").run()
    default: exit(64)
    }
  }
}
