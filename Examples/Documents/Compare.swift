import ArgumentParser

/// Does the job twice, the second time with a process that is killed half-way, and compares.
struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does the job in memory, then in a file with a process that is killed half-way."
  )

  @Flag(help: "Keeps the folder with the queue's file and the large document.")
  var keep = false

  @OptionGroup var options: RunOptions

  func run() async throws {
    try await TemporaryFolder.with(nil, keep: keep) { workspace in
      print("# With the queue in memory\n")
      let uninterrupted = try await inMemory(workspace)
      print(uninterrupted)

      print("\n# With the queue in a file, resumed after a kill\n")
      let resumed = try await endingOnSignal { [options] in
        try await KilledRun(workspace: workspace, options: options).run()
      }
      print(resumed)

      guard resumed == uninterrupted else {
        print("\nThe tables of the two runs differ.")
        throw ExitCode.failure
      }
      print("\nThe tables of the two runs are equal: the kill lost nothing.")
    }
  }

  private func inMemory(_ workspace: String) async throws -> String {
    let library = try Library(fixtures: options.fixtures, workspace: workspace)
    let run = ExtractionRun(queue: "memory:", library: library, options: options)
    return try await run.run(ProgressMeter("in memory")).description
  }
}
