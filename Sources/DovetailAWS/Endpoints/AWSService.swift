/// A service that Dovetail calls.
package enum AWSService: String, CaseIterable, Hashable, Sendable {
  case sqs
  case s3
  case sts

  /// What its own variables end in: `AWS_ENDPOINT_URL_SQS`.
  var variableSuffix: String { rawValue.uppercased() }
}
