package import DovetailTransport

/// Source: S3 API reference, CreateBucket.
package struct CreateBucket: S3BucketOperation {
  package static let method = "PUT"

  package var bucket: BucketName
  package var options = CreateBucketOptions()

  package init(_ bucket: BucketName, _ options: CreateBucketOptions = CreateBucketOptions()) {
    self.bucket = bucket
    self.options = options
  }

  package init(blank bucket: BucketName) {
    self.bucket = bucket
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.document(
      "CreateBucketConfiguration", isNeeded: options.location != nil
    ) { document throws(S3Error) in
      try document.value("LocationConstraint", &options.location)
    }
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var location: String?
    package var arn: String?

    package init() {}

    package init(_ bucket: BucketName) {
      location = "/\(bucket)"
      arn = "arn:aws:s3:::\(bucket)"
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.header("Location", &location)
      try message.header("x-amz-bucket-arn", &arn)
    }
  }
}

/// Source: S3 API reference, DeleteBucket.
package struct DeleteBucket: S3BucketOperation {
  package static let method = "DELETE"

  package var bucket: BucketName

  package init(_ bucket: BucketName) {
    self.bucket = bucket
  }

  package init(blank bucket: BucketName) {
    self.bucket = bucket
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {}

  package typealias Answer = S3Done
}
