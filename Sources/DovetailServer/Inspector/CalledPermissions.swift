internal import DovetailTransport
package import DovetailWire

extension IAMPolicy {
  /// What a program must be allowed that makes these calls, and nothing else.
  ///
  /// Resources that need the same share a statement. Calls that were refused before their queue or bucket
  /// was known are left out. What a copy reads is taken to be in the bucket that it writes to.
  ///
  /// Source: SQS developer guide, "Amazon SQS API permissions: Actions and resource reference"; S3 user
  /// guide, "Required permissions for Amazon S3 API operations".
  package init(calls: some Collection<ServedCall>) {
    var actions: [String: Set<String>] = [:]
    for call in calls {
      for permission in call.permissions {
        actions[permission.resource, default: []].insert(permission.action)
      }
    }
    let alike = Dictionary(grouping: actions.keys, by: { actions[$0]?.sorted() ?? [] })
    let statements = alike.map { (actions: $0.key, resources: $0.value.sorted()) }
      .sorted { $0.resources.lexicographicallyPrecedes($1.resources) }
    self.init(
      statements.enumerated().map { place, statement in
        Statement(
          "Called\(place + 1)", actions: statement.actions, resources: statement.resources)
      })
  }
}

extension ServedCall {
  fileprivate var permissions: [(action: String, resource: String)] {
    switch service {
    case .sqs: ofSQS
    case .s3: ofS3
    }
  }

  private var ofSQS: [(action: String, resource: String)] {
    guard let action = SQSAction(rawValue: action) else { return [] }
    let queues = "arn:aws:sqs:\(region):\(account):"
    switch (action, resource) {
    case (.listQueues, _), (.cancelMessageMoveTask, nil): return [(action.permission, queues + "*")]
    case (_, let queue?): return [(action.permission, queues + queue)]
    case (_, nil): return []
    }
  }

  private var ofS3: [(action: String, resource: String)] {
    if action == "ListBuckets" { return [("s3:ListAllMyBuckets", "*")] }
    guard let resource, let names = Self.ofS3[action] else { return [] }
    let bucket = "arn:aws:s3:::\(resource)"
    return names.map { name in
      ("s3:" + name, Self.ofBuckets.contains(name) ? bucket : bucket + "/*")
    }
  }

  private static let ofBuckets: Set = [
    "CreateBucket", "DeleteBucket", "GetBucketLocation", "ListBucket", "ListBucketMultipartUploads",
  ]

  private static let ofS3 = [
    "CreateBucket": ["CreateBucket"], "DeleteBucket": ["DeleteBucket"],
    "HeadBucket": ["ListBucket"], "GetBucketLocation": ["GetBucketLocation"],
    "ListObjects": ["ListBucket"], "ListObjectsV2": ["ListBucket"],
    "ListMultipartUploads": ["ListBucketMultipartUploads"], "PutObject": ["PutObject"],
    "GetObject": ["GetObject"], "HeadObject": ["GetObject"],
    "CopyObject": ["GetObject", "PutObject"], "DeleteObject": ["DeleteObject"],
    "DeleteObjects": ["DeleteObject"], "CreateMultipartUpload": ["PutObject"],
    "UploadPart": ["PutObject"], "UploadPartCopy": ["GetObject", "PutObject"],
    "CompleteMultipartUpload": ["PutObject"], "AbortMultipartUpload": ["AbortMultipartUpload"],
    "ListParts": ["ListMultipartUploadParts"],
  ]
}
