import DovetailTransport
import DovetailWire

/// Reads bodies in AWS JSON 1.0, and what it has read once more.
enum JSONReading {
  static func read(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    readTree(body)
    let call: any SQSCall.Type = SQSCalls.all[Int(choice) % SQSCalls.all.count]
    SQSCalls.read(body, as: call)
  }

  private static func readTree(_ body: [UInt8]) {
    guard let value = try? JSONValue(parsing: body) else { return }
    var writer = JSONWriter()
    writer.value(value)
    expect(
      (try? JSONValue(parsing: writer.bytes)) == value, "JSON was written otherwise than read.")
  }

  static let samples = Samples.all.compactMap { text -> [UInt8]? in
    let request = HTTPRequest(damaged: Array(text.utf8))
    guard let target = request.headers["X-Amz-Target"],
      let place = SQSCalls.all.firstIndex(where: {
        target.hasSuffix(".\($0.action.rawValue)")
      })
    else { return nil }
    return [UInt8(place)] + request.body
  }
}
