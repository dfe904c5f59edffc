package import DovetailTransport

/// The queues and objects of an application, for which a policy is made.
package struct IAMResources: Hashable, Sendable {
  /// The objects of a bucket whose keys begin with a text.
  package struct Folder: Hashable, Sendable {
    /// `aws`, `aws-cn` or another partition.
    package var partition: String
    package var bucket: BucketName
    /// Empty: all objects of the bucket.
    package var prefix: String

    package init(partition: String = "aws", bucket: BucketName, prefix: String) {
      self.partition = partition
      self.bucket = bucket
      self.prefix = prefix
    }

    var bucketARN: String { "arn:\(partition):s3:::\(bucket)" }

    /// The prefix with what follows it.
    var pattern: String { Self.escaped(prefix) + "*" }

    /// The text for patterns, in which dollar signs, asterisks and question marks have meanings.
    ///
    /// Source: IAM user guide, "IAM policy elements: Variables and tags".
    private static func escaped(_ text: String) -> String {
      text.reduce(into: "") { escaped, character in
        escaped += "$*?".contains(character) ? "${\(character)}" : String(character)
      }
    }
  }

  /// Those that tasks are sent to.
  package var queues: [QueueARN] = []
  /// Those that dead letters are moved to.
  package var deadLetterQueues: [QueueARN] = []
  /// Where results and large bodies are kept.
  package var folders: [Folder] = []
  /// The ARNs of the keys of KMS that queues or objects are encrypted with.
  package var keys: [String] = []

  package init() {}
}
