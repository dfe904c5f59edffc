import DovetailTransport

/// The JSON object that TaskIQ's workers in Python store, and its clients read.
///
/// Its members are `is_err`, `log` (a text or null), `return_value`, `execution_time` in seconds,
/// `labels` as typed JSON values, and `error`: null, or an exception with the ones that caused it.
///
/// Source: taskiq 0.13, `taskiq/result/v2.py` and `taskiq/serialization.py`.
public struct TaskIQResultFormat: ResultFormat {
  /// Makes the format.
  public init() {}

  /// Writes the result, and `null` as the return value of one that failed.
  public func encode(_ result: TaskResult) throws -> [UInt8] {
    var writer = JSONWriter()
    writer.reserve(128 + result.returnValue.count + result.labels.count * 32)
    writer.object { object in
      object.member("is_err") { $0.bool(result.isError) }
      object.member("log") { writer in
        if let log = result.log { writer.string(log) } else { writer.null() }
      }
      object.member("return_value") { writer in
        if result.isError { writer.null() } else { writer.raw(result.returnValue) }
      }
      object.member("execution_time") { $0.double(result.executionTime.inSeconds) }
      object.member("labels") { writer in
        writer.object { labels in
          for (name, value) in result.labels.sorted(by: { $0.key < $1.key }) {
            labels.member(name) { value.write(to: &$0) }
          }
        }
      }
      object.member("error") { writer in
        if let error = result.error { error.write(to: &writer) } else { writer.null() }
      }
    }
    return writer.bytes
  }

  /// Reads a result; members that are not known are passed over.
  public func decode(_ bytes: [UInt8]) throws -> TaskResult {
    var result = TaskResult.failure(nil, executionTime: .zero)
    var missing = ["is_err", "return_value", "execution_time"]
    var place: String?
    var reader = JSONReader(bytes)
    do throws(JSONError) {
      try reader.object { (member, reader) throws(JSONError) in
        place = member
        missing.removeAll { $0 == member }
        switch member {
        case "is_err": result.isError = try reader.bool()
        case "log": result.log = reader.takesNull() ? nil : try reader.string()
        case "return_value": result.returnValue = Array(bytes[try reader.skip()])
        case "execution_time": result.executionTime = try Self.seconds(&reader)
        case "labels": result.labels = try Self.labels(&reader)
        case "error": result.error = try TaskFailure(json: &reader)
        default: _ = try reader.skip()
        }
        place = nil
      }
      try reader.end()
    } catch {
      throw TaskFormatError(document: Self.document, member: place?.shownName, error, in: bytes)
    }
    if let member = missing.first {
      throw TaskFormatError(document: Self.document, member: member, problem: "is missing")
    }
    if result.isError { result.returnValue = Array("null".utf8) }
    return result
  }

  private static let document = "TaskIQ result"

  private static func seconds(_ reader: inout JSONReader) throws(JSONError) -> Duration {
    let offset = reader.offset
    guard let seconds = Double(try reader.number()), let duration = Duration(exactly: seconds)
    else { throw JSONError(expected: "a number of seconds", offset: offset) }
    return duration
  }

  private static func labels(
    _ reader: inout JSONReader
  ) throws(JSONError) -> [String: LabelValue] {
    if reader.takesNull() { return [:] }
    var labels: [String: LabelValue] = [:]
    try reader.object { (name, reader) throws(JSONError) in
      labels[name] = try LabelValue(json: &reader)
    }
    return labels
  }
}
