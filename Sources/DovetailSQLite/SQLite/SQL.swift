/// A statement's text; only a literal makes one, so values can only be bound.
struct SQL: ExpressibleByStringLiteral, Sendable {
  let text: StaticString

  init(stringLiteral: StaticString) {
    text = stringLiteral
  }

  /// Where the literal stands: literals do not move, so it names the statement.
  var identity: UInt { UInt(bitPattern: text.utf8Start) }
}
