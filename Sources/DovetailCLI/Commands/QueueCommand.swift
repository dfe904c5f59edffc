import ArgumentParser
import Dovetail

/// Lists, makes and shows queues.
struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "List, make and show queues.",
    subcommands: [List.self, Create.self, Show.self]
  )
}

extension QueueCommand {
  /// Prints the names of queues.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the names of queues.")

    @OptionGroup var store: StoreOptions
    @Option(help: "Only names that begin so.") var prefix = ""

    func run() async throws {
      try await store.withStore { opened in
        var options = ListQueuesOptions(prefix: prefix, maxResults: 1000)
        repeat {
          let page = try await opened.administration.listQueues(options)
          for queue in page.queues {
            try Printer(json: store.json).print(["queue": queue.text], queue.text)
          }
          options.nextToken = page.nextToken
        } while options.nextToken != nil
      }
    }
  }

  /// Makes a queue.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a queue; one that exists with the same attributes is left as it is.")

    @OptionGroup var store: StoreOptions
    @Argument(
      help: "1 to 80 letters, digits, hyphens and underscores.", transform: { try QueueName($0) })
    var queue: QueueName
    @Option(help: "NAME=VALUE, as SQS spells it: VisibilityTimeout=60. May be repeated.")
    var attribute: [String] = []

    func run() async throws {
      let attributes = try attributes()
      try await store.withStore { opened in
        try await opened.administration.createQueue(queue, attributes)
        try Printer(json: store.json).print(["queue": queue.text], queue.text)
      }
    }

    private func attributes() throws -> QueueAttributes {
      var attributes = QueueAttributes()
      for pair in attribute {
        guard let equals = pair.firstIndex(of: "=") else {
          throw ValidationError("\"\(pair)\" is not of the form NAME=VALUE.")
        }
        let name = QueueAttributeName(rawValue: String(pair[..<equals]))
        attributes[name] = String(pair[pair.index(after: equals)...])
      }
      return attributes
    }
  }

  /// Prints the attributes of a queue.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the attributes of a queue.")

    @OptionGroup var store: StoreOptions
    @Argument(help: "The queue.", transform: { try QueueName($0) }) var queue: QueueName

    func run() async throws {
      try await store.withStore { opened in
        let values = try await opened.administration.attributes(of: queue).values
        let record = Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
        let lines = record.sorted { $0.key < $1.key }.map { "\($0.key)  \($0.value)" }
        try Printer(json: store.json).print(record, lines.joined(separator: "\n"))
      }
    }
  }
}
