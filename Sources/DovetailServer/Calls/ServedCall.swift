/// A call of a service that was answered, as the log, the metrics and the policy see it.
package struct ServedCall: Hashable, Sendable {
  /// The services, by the prefix of their actions in policies.
  package enum Service: String, Hashable, Sendable, CaseIterable {
    case sqs
    case s3
  }

  package var service: Service
  /// "SendMessage".
  package var action: String
  /// The queue or the bucket; nil: the call names none.
  package var resource: String?
  /// Twelve digits.
  package var account: String
  package var region: String

  package init(
    _ service: Service, _ action: String, on resource: String?, account: String, region: String
  ) {
    self.service = service
    self.action = action
    self.resource = resource
    self.account = account
    self.region = region
  }
}
