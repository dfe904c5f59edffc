import DovetailAWS
import DovetailTasks
import DovetailTransport
import DovetailWire

/// Looks at the buckets for results and payloads: whether they are there, where, and what may be done.
struct BucketCheck {
  let client: AWSClient
  let place: SQSPlace
  let resultLifetime: Duration

  func findings() async -> [Finding] {
    var findings: [Finding] = []
    if let results = place.results {
      let found = await look(at: results)
      findings += found
      if !found.contains(where: { $0.severity == .fault }) {
        findings.append(Self.lifecycle(of: results, resultLifetime))
      }
    } else {
      findings.append(
        Finding(
          .advice, "results", "results.none",
          "No bucket is named for results, so there are none.",
          remedy: "Add results=s3://BUCKET/PREFIX to the URL if they are needed."))
    }
    if let payloads = place.payloads, payloads != place.results {
      findings += await look(at: payloads)
    }
    return findings
  }

  private func look(at folder: SQSPlace.Folder) async -> [Finding] {
    do {
      return [try await region(of: folder)] + (try await access(to: folder))
    } catch {
      return [Self.failure(error, folder)]
    }
  }

  private func region(of folder: SQSPlace.Folder) async throws -> Finding {
    let expected = try await client.probe.endpoint(of: folder.bucket)
    let told = try await client.blobs.client.call(
      HeadBucket(folder.bucket), on: folder.bucket, "look up bucket \(folder.bucket)")
    guard let region = told.region, region != expected.region, !expected.isCustom else {
      return Finding(.fine, folder.subject, "bucket.found", "It is there.")
    }
    return Finding(
      .advice, folder.subject, "bucket.region",
      "It is in \(region), and is looked for in \(expected.region) first.",
      remedy: "Add results-region=\(region) or payloads-region=\(region) to the URL.")
  }

  /// By a look for an object that is not there, and a put on the condition that it is.
  private func access(to folder: SQSPlace.Folder) async throws -> [Finding] {
    guard try await !client.probe.endpoint(of: folder.bucket).isCustom else { return [] }
    let key = BlobKey(
      bucket: folder.bucket, key: folder.keyPrefix + "dovetail-doctor")
    var denied: [String] = []
    do {
      _ = try await client.blobs.head(key)
    } catch let error as TransportError where error.code == .accessDenied {
      denied.append("s3:GetObject or s3:ListBucket")
    }
    do {
      let nobodys = ETag(rawValue: "00000000000000000000000000000000")
      _ = try await client.blobs.put([], at: key, .ifUnchanged(since: nobodys))
    } catch let error as TransportError where error.code == .accessDenied {
      denied.append("s3:PutObject")
    } catch let error as TransportError
      where error.code == .blobDoesNotExist || error.code == .preconditionFailed
    {
      // It is allowed, and in vain.
    }
    return [Self.access(to: folder, denied: denied)]
  }

  static func access(to folder: SQSPlace.Folder, denied: [String]) -> Finding {
    guard !denied.isEmpty else {
      return Finding(
        .fine, folder.subject, "bucket.allowed", "Objects may be looked for, read and put.")
    }
    return Finding(
      .fault, folder.subject, "bucket.denied",
      "Denied: \(denied.joined(separator: ", ")). Who may not list a bucket is told of a missing object that "
        + "access is denied.",
      remedy:
        "Give the role the policy that dovetail iam-policy prints; look at the bucket's own too.")
  }

  static func failure(_ error: any Error, _ folder: SQSPlace.Folder) -> Finding {
    let (code, remedy) =
      switch (error as? TransportError)?.code {
      case .bucketDoesNotExist: ("bucket.missing", "Make it, or correct its name in the URL.")
      case .accessDenied:
        ("bucket.denied", "Give the role the policy that dovetail iam-policy prints.")
      default: ("bucket.failed", "Look at the region, the endpoint and the bucket's owner.")
      }
    return Finding(.fault, folder.subject, code, "\(error)", remedy: remedy)
  }

  /// S3 removes nothing by itself, and readers only take results for expired.
  ///
  /// Source: S3 user guide, "Lifecycle configuration elements".
  static func lifecycle(of folder: SQSPlace.Folder, _ lifetime: Duration) -> Finding {
    let days = Int((lifetime.inSeconds / 86_400).rounded(.up)) + 1
    var rule = JSONWriter()
    rule.object { document in
      document.member("Rules") { rules in
        rules.array([folder.keyPrefix]) { rule, prefix in
          rule.object { rule in
            rule.member("ID", "dovetail-results")
            rule.member("Status", "Enabled")
            rule.member("Filter") { $0.object { $0.member("Prefix", prefix) } }
            rule.member("Expiration") { $0.object { $0.member("Days") { $0.integer(days) } } }
            rule.member("AbortIncompleteMultipartUpload") {
              $0.object { $0.member("DaysAfterInitiation") { $0.integer(1) } }
            }
          }
        }
      }
    }
    let text = String(decoding: rule.bytes, as: UTF8.self)
    return Finding(
      .advice, folder.subject, "bucket.lifecycle",
      "Results count as expired after \(lifetime.told); S3 removes them only by a lifecycle rule.",
      remedy:
        "If it has none: aws s3api put-bucket-lifecycle-configuration --bucket \(folder.bucket) "
        + "--lifecycle-configuration '\(text)' (this replaces all rules of the bucket).")
  }
}

extension SQSPlace.Folder {
  fileprivate var subject: String { "bucket \(bucket)" }
}
