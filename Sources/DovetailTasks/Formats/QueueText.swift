/// JSON as a text that queues carry.
enum QueueText {
  /// The text of `json`, with the two characters escaped that JSON knows and XML 1.0 does not.
  ///
  /// U+FFFE and U+FFFF can stand only inside strings, so an escape may take their place.
  /// Source: SQS API reference, SendMessage; XML 1.0, section 2.2.
  static func make(of json: [UInt8]) -> String {
    guard json.contains(0xEF) else { return String(decoding: json, as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(json.count + 16)
    var index = 0
    while index < json.count {
      if json[index] == 0xEF, index + 2 < json.count, json[index + 1] == 0xBF,
        json[index + 2] >= 0xBE
      {
        text.append(contentsOf: (json[index + 2] == 0xBE ? "\\ufffe" : "\\uffff").utf8)
        index += 3
      } else {
        text.append(json[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
