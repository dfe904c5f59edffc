public import DovetailAWS

extension SQSPlace {
  /// `configuration` with what the place says put over it.
  public func applied(to configuration: AWSConfiguration) -> AWSConfiguration {
    var configuration = configuration
    configuration.region = region ?? configuration.region
    configuration.profile = profile ?? configuration.profile
    configuration.sqs.endpoint = sqsEndpoint ?? endpoint ?? configuration.sqs.endpoint
    configuration.s3.endpoint = s3Endpoint ?? endpoint ?? configuration.s3.endpoint
    for folder in [results, payloads].compactMap(\.self) {
      var bucket = configuration.buckets[folder.bucket] ?? AWSBucketConfiguration()
      bucket.region = folder.region ?? bucket.region
      bucket.usesPathStyle = usesPathStyle ?? bucket.usesPathStyle
      configuration.buckets[folder.bucket] = bucket
    }
    return configuration
  }
}
