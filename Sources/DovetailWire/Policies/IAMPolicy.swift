import DovetailTransport

/// A policy document of IAM: what whoever carries it may do.
///
/// Source: IAM user guide, "Grammar of the IAM JSON policy language".
package struct IAMPolicy: Hashable, Sendable {
  /// One grant.
  package struct Statement: Hashable, Sendable {
    /// Names the statement in its policy: letters and digits.
    package var id: String
    /// What is allowed: `sqs:SendMessage`.
    package var actions: [String]
    /// On what, as ARNs, in which `*` stands for any text.
    package var resources: [String]
    /// Prefixes of keys that a list may ask for; empty: it is no list, or may ask for any.
    package var listedPrefixes: [String]

    package init(
      _ id: String, actions: [String], resources: [String], listedPrefixes: [String] = []
    ) {
      self.id = id
      self.actions = actions
      self.resources = resources
      self.listedPrefixes = listedPrefixes
    }
  }

  package var statements: [Statement]

  package init(_ statements: [Statement]) {
    self.statements = statements
  }

  /// The document, laid out for people; IAM takes it as it is.
  package var json: String {
    var text = IndentedJSON()
    text.object { document in
      document.member("Version", "2012-10-17")
      document.member("Statement", each: statements) { $0.write($1) }
    }
    return text.text
  }
}

extension IndentedJSON.Members {
  fileprivate mutating func write(_ statement: IAMPolicy.Statement) {
    member("Sid", statement.id)
    member("Effect", "Allow")
    member("Action", statement.actions)
    member("Resource", statement.resources)
    guard !statement.listedPrefixes.isEmpty else { return }
    member("Condition") { condition in
      condition.member("StringLike") { $0.member("s3:prefix", statement.listedPrefixes) }
    }
  }
}
