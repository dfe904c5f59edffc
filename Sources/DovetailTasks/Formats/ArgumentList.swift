/// The arguments of a call as one value, so that one call of an encoder writes them all.
struct ArgumentList<each Argument: Encodable>: Encodable {
  /// What an argument's encoding threw, and which argument it was, from 0.
  struct Failure: Error {
    var index: Int
    var cause: any Error
  }

  private let argument: (repeat each Argument)

  init(_ argument: repeat each Argument) {
    self.argument = (repeat each argument)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for value in repeat each argument {
      do {
        try container.encode(value)
      } catch {
        throw Failure(index: container.count, cause: error)
      }
    }
  }
}
