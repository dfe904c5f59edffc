import ArgumentParser
import Dovetail

/// Prints what a program must be allowed on AWS.
struct IAMPolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "iam-policy",
    abstract: "Print the least that a program must be allowed on AWS, as a policy of IAM.")

  @OptionGroup var place: PlaceOptions
  @Argument(help: "The queues, without the URL's prefix.") var queues: [String]
  @Flag(help: "What the program does.") var role = RoleFlag.consume
  @Option(help: "The account of the queues, twelve digits. Default: any.") var account: String?
  @Option(help: "The dead-letter queue of all of them. Default: NAME-dlq of each.")
  var deadLetters: String?
  @Option(help: "The ARN of a key of KMS that they are encrypted with. May be repeated.")
  var key: [String] = []

  func run() throws {
    guard case .sqs(let sqs) = try BrokerURL(place.text).place else {
      throw ValidationError(
        "Policies are for Amazon: --url sqs://REGION?results=s3://BUCKET/PREFIX.")
    }
    var declared = queues.map { name in
      TaskQueue(name) { queue in
        if let deadLetters { queue.deadLetters = .queue(deadLetters) }
      }
    }
    var configuration = BrokerConfiguration()
    configuration.defaultQueue = declared.removeFirst()
    configuration.queues = declared
    print(try AccessPolicy(for: role.role, at: sqs, configuration, account: account, keys: key))
  }
}

/// What the program does, as a flag.
enum RoleFlag: String, EnumerableFlag {
  case produce
  case consume
  case administer

  static func help(for role: RoleFlag) -> ArgumentHelp? {
    switch role {
    case .produce: "It sends tasks and reads results."
    case .consume: "It runs tasks, and sends some too."
    case .administer: "It makes, changes and deletes queues, and moves dead letters."
    }
  }

  var role: AccessPolicy.Role {
    switch self {
    case .produce: .produce
    case .consume: .consume
    case .administer: .administer
    }
  }
}
