/// How much of a request a server takes in, beyond the quotas of SQS.
package enum SQSRequestLimits {
  /// The most bytes of a request's body: a legal message of 1 MiB may be written with six bytes for each.
  package static let bodyBytes = 8 << 20
  /// The most elements of a list or a map.
  static let elements = 1000
}
