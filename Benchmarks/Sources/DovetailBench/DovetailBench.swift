import ArgumentParser

/// Measures the embedded double, and says which of its promises were kept.
@main
struct DovetailBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dovetail-bench",
    abstract: "Measures the embedded double, and tasks on it.",
    subcommands: [
      CompareCommand.self, ScaleCommand.self, ShareCommand.self, StoresCommand.self,
      ClearCommand.self, SendCommand.self, TasksCommand.self, SenderCommand.self,
      HTTPCommand.self, TestingCommand.self, ServeCommand.self, ServedDoubleCommand.self,
      PeersCommand.self,
    ],
    defaultSubcommand: CompareCommand.self
  )
}
