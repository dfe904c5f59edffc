internal import DovetailTransport

/// The policy of a queue as a document that statements are added to and taken from.
struct QueuePolicy {
  private var members: [String: JSONValue]
  private var statements: [JSONValue]

  /// Reads the policy that a queue has; without one it makes that of SQS, without statements.
  init(_ text: String?, of arn: QueueARN) throws(TransportError) {
    guard let text else {
      members = ["Version": .string("2008-10-17"), "Id": .string("\(arn)/SQSDefaultPolicy")]
      statements = []
      return
    }
    let value = try? JSONValue(parsing: Array(text.utf8))  // It was checked when it was set.
    members = value?.members ?? [:]
    statements = members["Statement"].flatMap(QueuePolicyRules.list) ?? []
  }

  /// The policy's text; empty when it has no statements, so that none is set.
  var text: String {
    guard !statements.isEmpty else { return "" }
    var members = members
    members["Statement"] = .array(statements)
    var writer = JSONWriter()
    writer.ordered(.object(members))
    return writer.text
  }

  /// Adds a statement; throws for a label that one has already, and for one too many.
  mutating func add(_ permission: QueuePermission, to arn: QueueARN) throws(TransportError) {
    guard !statements.contains(where: { $0.isLabelled(permission.label) }) else {
      throw permission.labelExists
    }
    guard statements.count < SQSLimits.statementsOfPolicy else {
      throw .invalid(
        .overLimit, "\(statements.count + 1) Statements were found, maximum allowed is 20.")
    }
    let principals = permission.accounts.map { "arn:\(arn.partition):iam::\($0):root" }
    statements.append(
      .object([
        "Sid": .string(permission.label), "Effect": .string("Allow"),
        "Principal": .object(["AWS": Self.oneOrMany(principals)]),
        "Action": Self.oneOrMany(permission.actions.map { "SQS:\($0)" }),
        "Resource": .string(arn.description),
      ]))
  }

  /// Takes a statement out; throws when none has the label.
  mutating func remove(_ label: String) throws(TransportError) {
    guard let index = statements.firstIndex(where: { $0.isLabelled(label) }) else {
      throw QueuePermission.labelNotFound(label)
    }
    statements.remove(at: index)
  }

  private static func oneOrMany(_ texts: [String]) -> JSONValue {
    texts.count == 1 ? .string(texts[0]) : .array(texts.map { .string($0) })
  }
}

extension JSONValue {
  fileprivate func isLabelled(_ label: String) -> Bool { members?["Sid"]?.string == label }
}

extension JSONWriter {
  /// Writes a value, with the members of policies in their usual order and others after them.
  fileprivate mutating func ordered(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let text): raw(Array(text.utf8))
    case .string(let text): string(text)
    case .array(let elements): array(elements) { $0.ordered($1) }
    case .object(let members):
      let usual = [
        "Version", "Id", "Sid", "Effect", "Principal", "Action", "Resource", "Statement",
      ]
      let others = members.keys.filter { !usual.contains($0) }.sorted()
      object { object in
        for name in usual + others {
          if let value = members[name] { object.member(name) { $0.ordered(value) } }
        }
      }
    }
  }
}
