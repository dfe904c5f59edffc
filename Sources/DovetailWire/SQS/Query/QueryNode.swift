import DovetailTransport

/// Parameters as the tree that the dots in their names make: a text, or what stands below a name.
struct QueryNode {
  private var text: String?
  private var children: [String: QueryNode] = [:]

  subscript(_ name: String) -> QueryNode? { children[name] }

  /// Puts a value where its name says: `Tag.1.Key`.
  mutating func insert(_ text: String, at name: String) {
    insert(
      text,
      at: name.split(separator: ".", maxSplits: Self.depth, omittingEmptySubsequences: false)[...])
  }

  private mutating func insert(_ text: String, at path: ArraySlice<Substring>) {
    guard let name = path.first else {
      self.text = self.text ?? text
      return
    }
    children[String(name), default: QueryNode()].insert(text, at: path.dropFirst())
  }

  /// More than the longest name has, `SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType`.
  private static let depth = 7

  /// Writes what stands below as the members of an object.
  func write(to object: inout JSONObjectWriter, _ action: SQSAction) {
    for (name, child) in children {
      guard let list = QueryList(element: name, of: action) else {
        object.member(name) { child.write(to: &$0, action) }
        continue
      }
      object.member(list.member) { writer in
        switch list.kind {
        case .list: writer.array(child.elements) { $1.write(to: &$0, list, action) }
        case .map(let key, let value):
          writer.object { object in
            for pair in child.elements {
              object.member(pair[key]?.text ?? "") { writer in
                (pair[value] ?? QueryNode()).write(to: &writer, list, action)
              }
            }
          }
        }
      }
    }
  }

  /// Writes an element of a list; a text where a structure belongs counts as one that says nothing.
  private func write(to writer: inout JSONWriter, _ list: QueryList, _ action: SQSAction) {
    if list.holdsStructures {
      writer.object { write(to: &$0, action) }
    } else {
      write(to: &writer, action)
    }
  }

  private func write(to writer: inout JSONWriter, _ action: SQSAction) {
    if children.isEmpty {
      writer.string(text ?? "")
    } else {
      writer.object { write(to: &$0, action) }
    }
  }

  /// What stands below numbers, in their order; the numbers need not begin with 1 or be without gaps.
  private var elements: [QueryNode] {
    children.compactMap { name, child in Int(name).map { ($0, child) } }
      .sorted { $0.0 < $1.0 }.map(\.1)
  }
}
