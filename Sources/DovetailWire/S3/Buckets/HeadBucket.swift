package import DovetailTransport

/// Source: S3 API reference, HeadBucket.
package struct HeadBucket: S3BucketOperation {
  package static let method = "HEAD"

  package var bucket: BucketName

  package init(_ bucket: BucketName) {
    self.bucket = bucket
  }

  package init(blank bucket: BucketName) {
    self.bucket = bucket
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {}

  package struct Answer: S3Answer {
    package var status = 200
    package var region: String?

    package init() {}

    package init(_ info: BucketInfo) {
      region = info.region
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.header("x-amz-bucket-region", &region)
    }
  }
}

/// Source: S3 API reference, GetBucketLocation.
package struct GetBucketLocation: S3BucketOperation {
  package static let method = "GET"

  package var bucket: BucketName

  package init(_ bucket: BucketName) {
    self.bucket = bucket
  }

  package init(blank bucket: BucketName) {
    self.bucket = bucket
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    message.marker("location")
  }

  package struct Answer: S3Answer {
    private static let firstRegion = "us-east-1"

    package var status = 200
    package var region = firstRegion

    package init() {}

    package init(_ info: BucketInfo) {
      region = info.region
    }

    /// The first region has no name here.
    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("LocationConstraint") { document throws(S3Error) in
        var text = region == Self.firstRegion ? "" : region
        document.text(&text)
        region = text.isEmpty ? Self.firstRegion : text
      }
    }
  }
}
