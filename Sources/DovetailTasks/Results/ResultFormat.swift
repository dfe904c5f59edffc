/// Writes results as bytes, and reads them back.
///
/// Equal results must make equal bytes: a backend compares bytes to know its own writes again.
public protocol ResultFormat: Sendable {
  /// The bytes of `result`; throws ``TaskFormatError`` when the format has no form for it.
  func encode(_ result: TaskResult) throws -> [UInt8]

  /// The result that `bytes` hold; throws ``TaskFormatError`` when they are not of this format.
  func decode(_ bytes: [UInt8]) throws -> TaskResult
}
