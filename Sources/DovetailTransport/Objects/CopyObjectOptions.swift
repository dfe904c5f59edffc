/// How to copy an object.
public struct CopyObjectOptions: Hashable, Sendable {
  /// What becomes of the metadata.
  public enum Metadata: Hashable, Sendable {
    /// The copy has that of its source.
    case copy
    /// The copy has this.
    case replace(ObjectMetadata)
  }

  /// What must hold of the source.
  public var sourceConditions = ReadConditions()
  /// What must hold where the copy is to be.
  public var condition = PutCondition.always
  /// What becomes of the metadata.
  public var metadata = Metadata.copy
  /// How the copy's checksum is computed; nil: as that of its source.
  public var checksumAlgorithm: ChecksumAlgorithm?

  /// Makes options; the defaults copy all.
  public init(
    sourceConditions: ReadConditions = ReadConditions(), condition: PutCondition = .always,
    metadata: Metadata = .copy, checksumAlgorithm: ChecksumAlgorithm? = nil
  ) {
    self.sourceConditions = sourceConditions
    self.condition = condition
    self.metadata = metadata
    self.checksumAlgorithm = checksumAlgorithm
  }
}

/// What came of a copy.
public enum CopyOutcome<Copied: Sendable>: Sendable {
  /// The copy.
  case copied(Copied)
  /// The source is not as expected; here no condition means that it is unchanged.
  case preconditionFailed(ReadConditions.Name)
}

extension CopyOutcome: Equatable where Copied: Equatable {}
