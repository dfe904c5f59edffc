import ArgumentParser

/// The program `dovetail`.
@main
struct DovetailCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dovetail",
    abstract: "Look into queues and work on them, or serve them.",
    version: "0.1.0",
    subcommands: [
      QueueCommand.self, SendCommand.self, ReceiveCommand.self, DeleteCommand.self,
      DoctorCommand.self, IAMPolicyCommand.self,
      ServeCommand.self,
    ]
  )
}
