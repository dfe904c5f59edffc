import DovetailSQLite
import DovetailTransport
import Foundation

/// A process for tests that need another one.
///
/// `send-storm storm FILE` sends until it is killed, `send-storm starve FILE` meets a failing disk in the
/// midst of a commit, `send-storm cram FILE` a full one, where FILE.ballast takes up room.
///
/// On the FIFO queue `storm.fifo`, which must be there, `send-storm consume FILE` receives and deletes
/// until it is killed, and `send-storm send|delete|release FILE WORD` does one thing.
@main
struct SendStorm {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { exit(64) }
    let double = try await SQLiteDouble.open(.file(arguments[2]))
    let fifo = try QueueName("storm.fifo")
    if arguments[1] == "consume" {
      try await Consumer(double: double, queue: fifo).run()
    } else if let deed = Deed(rawValue: arguments[1]), arguments.count == 4 {
      try await deed.run(arguments[3], on: fifo, double)
    } else {
      try await misuse(double, arguments)
    }
  }

  private static func misuse(_ double: SQLiteDouble, _ arguments: [String]) async throws {
    let queue = try QueueName("storm")
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
