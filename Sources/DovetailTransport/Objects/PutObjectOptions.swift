/// How to store an object.
public struct PutObjectOptions: Hashable, Sendable {
  /// What must hold for the put to happen.
  public var condition = PutCondition.always
  /// What is to be known of the object.
  public var metadata = ObjectMetadata()
  /// What the sender computed over the bytes; nil: the store computes a CRC64NVME.
  public var checksum: Checksum?
  /// The MD5 that the sender computed over the bytes, in Base64.
  public var contentMD5: String?

  /// Makes options; the defaults ask for nothing.
  public init(
    condition: PutCondition = .always, metadata: ObjectMetadata = ObjectMetadata(),
    checksum: Checksum? = nil, contentMD5: String? = nil
  ) {
    self.condition = condition
    self.metadata = metadata
    self.checksum = checksum
    self.contentMD5 = contentMD5
  }
}
