import DovetailTransport
import DovetailWire
import Testing

@Suite("Policies of IAM")
struct IAMPolicyTests {
  private let resources: IAMResources

  init() throws {
    var resources = IAMResources()
    resources.queues = [try arn("orders"), try arn("bills.fifo")]
    resources.deadLetterQueues = [try arn("orders-dlq")]
    resources.folders = [
      IAMResources.Folder(bucket: try BucketName("results"), prefix: "prod/")
    ]
    self.resources = resources
  }

  private func statement(_ id: String, for role: IAMRole) -> IAMPolicy.Statement? {
    IAMPolicy.leastPrivilege(for: role, of: resources).statements.first { $0.id == id }
  }

  @Test func `a producer may send to its queues, and nothing else with them`() {
    let statement = statement("Queues", for: .producer)

    #expect(
      statement?.actions == ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"])
    #expect(
      statement?.resources == [
        "arn:aws:sqs:eu-west-1:123456789012:orders",
        "arn:aws:sqs:eu-west-1:123456789012:bills.fifo",
      ])
    #expect(self.statement("DeadLetters", for: .producer) == nil)
  }

  @Test func `a worker may also receive, and copy dead letters, but not take them out`() {
    #expect(
      statement("Queues", for: .worker)?.actions == [
        "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage",
      ])
    #expect(
      statement("DeadLetters", for: .worker)?.actions == [
        "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage",
      ])
  }

  @Test func `an administrator may do all that there is`() {
    let all = Set(SQSAction.allCases.map(\.permission))
    let granted = ["DeadLetters", "Lists"].flatMap { statement($0, for: .admin)?.actions ?? [] }

    #expect(Set(granted) == all)
    #expect(statement("Lists", for: .admin)?.resources == ["arn:aws:sqs:eu-west-1:123456789012:*"])
  }

  @Test func `only who writes results away may delete objects`() {
    #expect(
      statement("Objects", for: .producer)?.actions == [
        "s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject",
      ])
    #expect(statement("Objects", for: .worker)?.actions.contains("s3:DeleteObject") == true)
    #expect(statement("Objects", for: .worker)?.resources == ["arn:aws:s3:::results/prod/*"])
  }

  @Test
  func `a bucket may be listed below the prefix, so that a missing object is told as missing`() {
    let bucket = statement("Bucket", for: .producer)

    #expect(bucket?.actions == ["s3:ListBucket"])
    #expect(bucket?.resources == ["arn:aws:s3:::results"])
    #expect(bucket?.listedPrefixes == ["prod/*"])
  }

  @Test func `folders of one bucket share its list, and a whole bucket has no condition`() throws {
    var resources = IAMResources()
    resources.folders = [
      IAMResources.Folder(bucket: try BucketName("aaa"), prefix: "1/"),
      IAMResources.Folder(bucket: try BucketName("aaa"), prefix: "2/"),
      IAMResources.Folder(partition: "aws-cn", bucket: try BucketName("bbb"), prefix: ""),
    ]

    let lists = IAMPolicy.leastPrivilege(for: .producer, of: resources).statements.dropFirst()

    #expect(lists.map(\.id) == ["Bucket1", "Bucket2"])
    #expect(lists.map(\.resources) == [["arn:aws-cn:s3:::bbb"], ["arn:aws:s3:::aaa"]])
    #expect(lists.map(\.listedPrefixes) == [[], ["1/*", "2/*"]])
  }

  @Test func `characters that mean something in patterns are escaped`() throws {
    var resources = IAMResources()
    resources.folders = [IAMResources.Folder(bucket: try BucketName("aaa"), prefix: "a*b?$")]

    let policy = IAMPolicy.leastPrivilege(for: .producer, of: resources)

    #expect(policy.statements.first?.resources == ["arn:aws:s3:::aaa/a${*}b${?}${$}*"])
  }

  @Test func `keys may be used, and nothing is said of what there is not`() throws {
    var resources = IAMResources()
    resources.keys = ["arn:aws:kms:eu-west-1:123456789012:key/1"]

    let policy = IAMPolicy.leastPrivilege(for: .worker, of: resources)

    #expect(
      policy.statements == [
        IAMPolicy.Statement(
          "Keys", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: resources.keys)
      ])
  }

  @Test(arguments: IAMRole.allCases)
  func `the document is JSON with a statement for each grant`(role: IAMRole) throws {
    let policy = IAMPolicy.leastPrivilege(for: role, of: resources)

    let members = try #require(try JSONValue(parsing: Array(policy.json.utf8)).members)

    #expect(members["Version"]?.string == "2012-10-17")
    #expect(
      members["Statement"]?.elements?.map { $0.members?["Sid"]?.string }
        == policy.statements.map(\.id))
    #expect(
      members["Statement"]?.elements?.allSatisfy { $0.members?["Effect"]?.string == "Allow" }
        == true)
  }

  @Test func `the document is laid out for people`() {
    let policy = IAMPolicy([
      IAMPolicy.Statement(
        "Bucket", actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::a"], listedPrefixes: ["p*"])
    ])

    #expect(
      policy.json == """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Bucket",
              "Effect": "Allow",
              "Action": [
                "s3:ListBucket"
              ],
              "Resource": [
                "arn:aws:s3:::a"
              ],
              "Condition": {
                "StringLike": {
                  "s3:prefix": [
                    "p*"
                  ]
                }
              }
            }
          ]
        }
        """)
  }
}

private func arn(_ queue: String) throws -> QueueARN {
  QueueARN(region: "eu-west-1", account: "123456789012", queue: try QueueName(queue))
}
