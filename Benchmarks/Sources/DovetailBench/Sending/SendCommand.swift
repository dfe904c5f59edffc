import ArgumentParser
import Foundation

/// Compares sending tasks with sending their messages.
struct SendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Compares sending through a broker with the bare transport."
  )

  @Option(help: "Only lines whose name contains this, such as \"memory enqueue\".")
  var filter = ""

  @Option(help: "How long to measure each line, about.")
  var seconds = 1.0

  @OptionGroup var scratch: ScratchFolder

  func validate() throws {
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds must be more than 0 and at most 3600.")
    }
  }

  func run() async throws {
    let machine = Machine()
    try await scratch.with { folder in try await sends(in: folder) }
    if let others = machine.shareOfOthers {
      print("\nOther programs took \(number(others * 100)) % of the processors.")
    }
  }

  private func sends(in folder: URL) async throws {
    print(SendLine.head)
    for store in Store.allCases {
      for form in SendForm.judged where isWanted(SendLine.name(store, form)) {
        let tasks = try await TaskStore.open(store, "\(form.hashValue)", in: folder)
        let rounds = try await SendContest(store: tasks, form: form, seconds: seconds).run()
        print(SendLine(store: store, form: form, rounds: rounds).rows)
        await tasks.close()
      }
    }
  }

  private func isWanted(_ name: String) -> Bool {
    filter.isEmpty || name.contains(filter)
  }
}
