import DovetailTransport
import Testing

/// Rows: 1.3/message-attributes-asked, 1.3/attribute-names-all, 1.3/attribute-names-prefix,
/// 1.3/attribute-names-exact, 1.3/attribute-names-illegal.
@Suite("Selection of message attributes")
struct MessageAttributeSelectionTests {
  @Test(arguments: [
    (["All"], ["General", "Hello", "Help.Me"]),
    ([".*"], ["General", "Hello", "Help.Me"]),
    (["*"], ["General", "Hello", "Help.Me"]),
    (["Unknown", "All"], ["General", "Hello", "Help.Me"]),
    (["Hel.*"], ["Hello", "Help.Me"]),
    (["Help.*"], ["Help.Me"]),
    (["Hel.*", "General"], ["General", "Hello", "Help.Me"]),
    (["Hello"], ["Hello"]),
    (["hello"], []),
    (["all"], []),
    (["Hell"], []),
    (["AWS.", "..foo", ""], []),
    (["AWS.", "..foo", "Hello"], ["Hello"]),
    ([], []),
  ])
  func `has what the names ask for`(_ names: [String], _ expected: [String]) {
    let attributes = ["General": "Kenobi", "Hello": "There", "Help.Me": "Me"]
      .mapValues { MessageAttribute.string($0) }

    let selected = MessageAttributeSelection(names).select(from: attributes)

    #expect(selected == attributes.filter { expected.contains($0.key) })
  }
}
