import Foundation

/// Requests of SQS as bytes, made once and sent often.
enum WireRequest {
  static func send(to queue: String, _ body: String) -> [UInt8] {
    request("SendMessage", #"{"QueueUrl":"\#(queue)","MessageBody":"\#(body)"}"#)
  }

  /// Ten messages; `groups` names those of a FIFO queue.
  static func sendTen(
    to queue: String, _ body: String, groups: ((Int) -> String)? = nil,
    ids: ((Int) -> String)? = nil
  ) -> [UInt8] {
    let entries = (0..<10).map { place in
      let group = groups.map { #","MessageGroupId":"\#($0(place))""# } ?? ""
      let id = ids.map { #","MessageDeduplicationId":"\#($0(place))""# } ?? ""
      return #"{"Id":"\#(place)","MessageBody":"\#(body)"\#(group)\#(id)}"#
    }
    return request(
      "SendMessageBatch",
      #"{"QueueUrl":"\#(queue)","Entries":[\#(entries.joined(separator: ","))]}"#)
  }

  static func receiveTen(from queue: String, wait: Int = 0) -> [UInt8] {
    request(
      "ReceiveMessage",
      #"{"QueueUrl":"\#(queue)","MaxNumberOfMessages":10,"WaitTimeSeconds":\#(wait),"#
        + #""VisibilityTimeout":600}"#)
  }

  static func delete(_ receipts: [String], from queue: String) -> [UInt8] {
    let entries = receipts.enumerated().map { #"{"Id":"\#($0)","ReceiptHandle":"\#($1)"}"# }
    return request(
      "DeleteMessageBatch",
      #"{"QueueUrl":"\#(queue)","Entries":[\#(entries.joined(separator: ","))]}"#)
  }

  static let faults = Array("GET /_dovetail/faults HTTP/1.1\r\nHost: 127.0.0.1:4566\r\n\r\n".utf8)

  static func createQueue(_ name: String) -> [UInt8] {
    let fifo = name.hasSuffix(".fifo") ? #","Attributes":{"FifoQueue":"true"}"# : ""
    return request("CreateQueue", #"{"QueueName":"\#(name)"\#(fifo)}"#)
  }

  /// The receipts in an answer to a receive.
  static func receipts(in answer: ArraySlice<UInt8>) -> [String] {
    String(decoding: answer, as: UTF8.self).components(separatedBy: #""ReceiptHandle":""#)
      .dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  /// With the headers that SDKs send, signed in form; the server is not told to verify it.
  static func request(_ action: String, _ body: String) -> [UInt8] {
    let head = """
      POST / HTTP/1.1\r
      Host: 127.0.0.1:4566\r
      X-Amz-Target: AmazonSQS.\(action)\r
      Content-Type: application/x-amz-json-1.0\r
      User-Agent: load/1\r
      X-Amz-Date: 20260101T000000Z\r
      Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/sqs/aws4_request, \
      SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
      Signature=0000000000000000000000000000000000000000000000000000000000000000\r
      Content-Length: \(body.utf8.count)\r
      \r

      """
    return Array((head + body).utf8)
  }
}
