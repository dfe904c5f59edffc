extension SQSErrorCode {
  /// The error of a name: with or without namespace, of either protocol, of today or of older services.
  ///
  /// Nil for a name that is not in the table.
  init?(name: String) {
    guard let code = Self.codes[Self.stem(of: name)] else { return nil }
    self = code
  }

  /// A name without all that spellings of one error differ by: "QueueDoesNotExist".
  private static func stem(of name: String) -> String {
    var stem = name[...]
    if let hash = stem.lastIndex(of: "#") { stem = stem[stem.index(after: hash)...] }
    stem = stem.prefix { $0 != ":" }
    if stem.hasPrefix(legacyPrefix) { stem = stem.dropFirst(legacyPrefix.count) }
    if stem.hasSuffix("Exception") { stem = stem.dropLast("Exception".count) }
    return String(stem)
  }

  private static let codes: [String: SQSErrorCode] = {
    var codes = aliases
    for code in allCases {
      codes[stem(of: code.row.shape)] = code
      codes[stem(of: code.row.queryCode)] = code
    }
    return codes
  }()

  /// Names that other services, or SQS in other times, use for an error of the table.
  ///
  /// Source: retry rules of botocore 1.43.11, standard mode; SQS API reference of 2012-11-05.
  private static let aliases: [String: SQSErrorCode] = [
    "InvalidIdFormat": .receiptHandleIsInvalid, "InternalError": .internalFailure,
    "InternalServerError": .internalFailure, "RequestTimeout": .serviceUnavailable,
    "InvalidClientToken": .unrecognizedClient, "NotAuthorized": .accessDenied,
    "InvalidAccessKeyId": .unrecognizedClient,
    "Throttled": .throttling,
    "TooManyRequests": .throttling, "RequestLimitExceeded": .throttling,
    "BandwidthLimitExceeded": .throttling, "LimitExceeded": .throttling,
    "ProvisionedThroughputExceeded": .throttling, "TransactionInProgress": .throttling,
    "EC2Throttled": .throttling, "SlowDown": .throttling, "PriorRequestNotComplete": .throttling,
  ]
}
