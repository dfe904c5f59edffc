import DovetailTransport
import DovetailWire

/// All that the server does to a request before it looks for a queue or a bucket.
enum RequestReading {
  private static let hosts = S3Hosts(["localhost", "s3.localhost"])
  private static let verifier = SignatureReading.verifier
  private static let now = SignatureReading.now
  private static let ids = S3RequestIDs(requestID: "", hostID: "")

  static func read(_ bytes: [UInt8]) {
    let request = HTTPRequest(damaged: bytes)
    readForSQS(request)
    readForS3(request)
    _ = try? JSONValue(parsing: request.body)
    _ = try? XMLTree(parsing: request.body)
    for field in request.headers.fields { _ = HTTPDate.parse(field.value) }
  }

  private static func readForSQS(_ request: HTTPRequest) {
    let encoding = SQSEncoding(of: request)
    do throws(SQSError) {
      do throws(SigningFault) {
        try verifier.verify(request, for: "sqs", at: now).check(request.body)
      } catch {
        _ = encoding.response(error.sqsError, requestID: "")
      }
      let asked = try SQSRequest(request, encoding)
      for call in SQSCalls.all where call.action == asked.action {
        try SQSCalls.read(asked, as: call)
      }
    } catch {
      _ = encoding.response(error, requestID: "")
    }
  }

  private static func readForS3(_ request: HTTPRequest) {
    var place: S3Place?
    do throws(S3Error) {
      place = try hosts.place(of: request)
      var signature: VerifiedSignature?
      do throws(SigningFault) {
        signature = try verifier.verify(request, for: "s3", at: now)
      } catch {
        _ = error.s3Error.response(ids, to: request.method)
      }
      var plain = request
      plain.body = try plainBody(of: request, signature)
      guard let place else { return }
      _ = try S3Request(plain, at: place)
    } catch {
      _ = error.response(ids, to: request.method)
    }
    // What is wrong with its body must not keep the rest from being read.
    guard let place else { return }
    _ = try? S3Request(request, at: place)
  }

  private static func plainBody(
    of request: HTTPRequest, _ signature: VerifiedSignature?
  ) throws(S3Error) -> [UInt8] {
    var reader = try S3BodyReader(request.headers, signature)
    var plain: [UInt8] = []
    for start in stride(from: 0, to: request.body.count, by: 100) {
      plain += try reader.read(Array(request.body[start..<min(start + 100, request.body.count)]))
    }
    _ = try reader.finish()
    return plain
  }
}

extension HTTPRequest {
  /// Cuts bytes into a first line, lines of headers and what comes behind an empty line, whatever they are.
  init(damaged bytes: [UInt8]) {
    var rest = bytes[...]
    func line() -> Substring {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest.dropFirst(line.count + 1)
      return Substring(String(decoding: line, as: UTF8.self)).prefix { $0 != "\r" && $0 != "\r\n" }
    }
    let first = line().split(separator: " ", maxSplits: 2)
    self.init(
      String(first.first ?? ""), HTTPTarget(String(first.count > 1 ? first[1] : "/")))
    while case let field = line(), !field.isEmpty {
      let name = field.prefix { $0 != ":" }
      headers.add(String(name), String(field.dropFirst(name.count + 1).drop { $0 == " " }))
    }
    body = Array(rest)
  }
}
