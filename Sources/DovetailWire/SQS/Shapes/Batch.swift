package import DovetailTransport

/// The entries of a call: for each its id, and what it asks for, or why that cannot be.
package struct Batch<Value: Sendable>: Sendable {
  /// One entry.
  package struct Entry: Sendable {
    /// 1 to 80 letters, digits, hyphens and underscores, no two alike in a batch.
    package let id: String
    package let value: Result<Value, TransportError>
  }

  package let entries: [Entry]

  init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// Gives values the numbers from 0 as their ids.
  init(of values: [Value]) {
    entries = values.enumerated().map { Entry(id: String($0.offset), value: .success($0.element)) }
  }

  /// What the entries ask for that can be, in their order.
  package var values: [Value] { entries.compactMap { try? $0.value.get() } }

  /// The outcomes of all entries, where `outcomes` are those of ``values``.
  package func outcomes<Outcome>(
    _ outcomes: [Result<Outcome, TransportError>]
  ) -> [Result<Outcome, TransportError>] {
    var rest = outcomes.makeIterator()
    return entries.map { entry in
      switch entry.value {
      case .success:
        rest.next() ?? .failure(.invalid(.outcomeUnknown, "The entry was not answered."))
      case .failure(let error): .failure(error)
      }
    }
  }
}
