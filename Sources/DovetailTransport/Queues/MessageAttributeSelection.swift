/// Which of a message's user attributes a receive asks for.
///
/// Through ``QueueTransport`` a message has all that it was sent with; over the wire only those that are
/// asked for are returned, and the MD5 covers these.
///
/// Source: SQS API reference, ReceiveMessage, MessageAttributeNames; `*` and prefixes without a dot at
/// their end as recorded from SQS.
package struct MessageAttributeSelection: Hashable, Sendable {
  private var isAll: Bool
  private var names: Set<String>
  private var prefixes: [String]

  /// Takes names, prefixes that end in `.*`, and the words for all: `All`, `.*` and `*`.
  ///
  /// Names that no attribute can have match none.
  package init(_ names: [String]) {
    isAll = names.contains { ["All", ".*", "*"].contains($0) }
    prefixes = names.filter { $0.hasSuffix(".*") }.map { String($0.dropLast(2)) }
    self.names = Set(names)
  }

  /// The attributes that are asked for.
  package func select(
    from attributes: [String: MessageAttribute]
  ) -> [String: MessageAttribute] {
    isAll ? attributes : attributes.filter { includes($0.key) }
  }

  private func includes(_ name: String) -> Bool {
    names.contains(name) || prefixes.contains { name.utf8.starts(with: $0.utf8) }
  }
}
