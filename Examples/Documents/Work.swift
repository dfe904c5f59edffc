import ArgumentParser

/// Does the whole job in this process, or what an earlier process left of it.
struct Work: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does the job in one process, or resumes it.",
    discussion: """
      With a queue in a file the job outlives the process: kill it at any instant and start it \
      again with the same file. It runs what is left, and prints the same tables. Several such \
      processes may share a file, once the first of them has sent the tasks.
      """
  )

  @Option(help: ArgumentHelp("Where the queue is: memory: or sqlite:PATH.", valueName: "url"))
  var queue = "memory:"

  @Option(
    help: ArgumentHelp(
      "Where the large document is made; by default a temporary folder.", valueName: "dir"))
  var workspace: String?

  @OptionGroup var options: RunOptions

  func run() async throws {
    try await TemporaryFolder.with(workspace) { workspace in
      let library = try Library(fixtures: options.fixtures, workspace: workspace)
      let run = ExtractionRun(queue: queue, library: library, options: options)
      let report = try await run.run(ProgressMeter())
      print(report)
    }
  }
}
