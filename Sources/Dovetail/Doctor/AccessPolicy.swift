import DovetailAWS
public import DovetailTasks
import DovetailTransport
import DovetailWire

/// The least that a program must be allowed on AWS, as a policy document of IAM.
public struct AccessPolicy: Hashable, Sendable, CustomStringConvertible {
  /// What a program does.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// It sends tasks, and reads their results.
    case produce
    /// It runs tasks, and may send some too.
    case consume
    /// It makes, changes and deletes queues, and moves dead letters back; all of the others' too.
    case administer
  }

  private let policy: IAMPolicy

  /// The document in JSON, laid out for people; IAM takes it as it is.
  public var description: String { policy.json }

  /// Makes the policy for a broker at a place; calls nobody.
  ///
  /// `account`: the twelve digits of the account that has the queues; nil: any. `keys`: the ARNs of the keys of KMS
  /// that queues or objects are encrypted with. Queues are taken to have the dead-letter queues that their
  /// declarations say. Throws ``AWSSettingsError`` when no region is named, and `TransportError` for a
  /// queue's name against the rules.
  public init(
    for role: Role, at place: SQSPlace, _ configuration: BrokerConfiguration,
    account: String? = nil, keys: [String] = []
  ) throws {
    var configuration = configuration
    if let prefix = place.prefix { configuration.namePrefix = prefix }
    let region = try place.region ?? AWSSettings(AWSConfiguration()).region(of: .sqs)
    let partition = AWSPartition(of: region).id
    func arn(_ queue: QueueName) -> QueueARN {
      QueueARN(partition: partition, region: region, account: account ?? "*", queue: queue)
    }
    var resources = IAMResources()
    for declared in configuration.allQueues {
      let name = try configuration.fullName(of: declared.name)
      resources.queues.append(arn(name))
      if let target = try configuration.deadLetterQueue(of: declared) {
        resources.deadLetterQueues.append(arn(target))
      }
    }
    resources.deadLetterQueues = Self.unique(resources.deadLetterQueues)
    resources.folders = Self.unique([place.results, place.payloads].compactMap(\.self)).map {
      IAMResources.Folder(partition: partition, bucket: $0.bucket, prefix: $0.keyPrefix)
    }
    resources.keys = keys
    policy = .leastPrivilege(for: role.inIAM, of: resources)
  }

  /// Each once, in the order of their first.
  private static func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
  }
}

extension AccessPolicy.Role {
  fileprivate var inIAM: IAMRole {
    switch self {
    case .produce: .producer
    case .consume: .worker
    case .administer: .admin
    }
  }
}
