/// How to read an object.
public struct ReadObjectOptions: Hashable, Sendable {
  /// The part of the object to read; nil: all.
  public var range: BlobRange?
  /// The part to read by the number under which it was uploaded, 1 to 10,000; nil: all.
  ///
  /// Not together with a range.
  public var partNumber: Int?
  /// What must hold of the object.
  public var conditions = ReadConditions()

  /// Makes options; the defaults read all.
  public init(
    range: BlobRange? = nil, partNumber: Int? = nil,
    conditions: ReadConditions = ReadConditions()
  ) {
    self.range = range
    self.partNumber = partNumber
    self.conditions = conditions
  }

  /// Throws `invalidRequest` for a range with a part's number, `invalidArgument` for a number that no
  /// part has.
  package func check() throws(TransportError) {
    guard let partNumber else { return }
    guard range == nil else {
      throw .invalid(
        .invalidRequest, "Cannot specify both Range header and partNumber query parameter")
    }
    try PartPlace.check(partNumber)
  }
}

/// What came of a read.
public enum ReadOutcome<Found: Sendable>: Sendable {
  /// The object, or what was asked of it.
  case found(Found)
  /// The object is as its reader knows it.
  case notModified(ObjectInfo)
  /// The object is not as its reader expects.
  case preconditionFailed(ReadConditions.Name)
  /// The range begins behind the end of the object, or it has no part of that number.
  case unsatisfiable(ObjectInfo)

  /// The outcome with what was found made into something else.
  package func map<Other>(_ transform: (Found) throws -> Other) rethrows -> ReadOutcome<Other> {
    switch self {
    case .found(let found): .found(try transform(found))
    case .notModified(let info): .notModified(info)
    case .preconditionFailed(let name): .preconditionFailed(name)
    case .unsatisfiable(let info): .unsatisfiable(info)
    }
  }
}

extension ReadOutcome: Equatable where Found: Equatable {}
