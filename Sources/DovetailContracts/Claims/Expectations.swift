internal import DovetailTransport

/// Throws unless `found` equals `expected`; `what` names it: "the receive count".
func expect<Value: Equatable>(
  _ found: Value, is expected: Value, _ what: String,
  fileID: String = #fileID, line: Int = #line
) throws(ClaimFailure) {
  guard found != expected else { return }
  throw ClaimFailure(
    "Expected \(what) to be \(brief(expected)), found \(brief(found)).",
    fileID: fileID, line: line
  )
}

/// Throws unless `holds`; `sentence` says what was expected and what was found.
func expect(
  _ holds: Bool, _ sentence: @autoclosure () -> String,
  fileID: String = #fileID, line: Int = #line
) throws(ClaimFailure) {
  guard !holds else { return }
  throw ClaimFailure(sentence(), fileID: fileID, line: line)
}

/// Throws unless the call throws a `TransportError` of that code; `what` names the call.
///
/// `words` is what its text must have in it, where SQS was seen to say it so.
func expectError<Answer>(
  _ code: TransportError.Code, _ what: String, saying words: String? = nil,
  fileID: String = #fileID, line: Int = #line, from call: () async throws -> Answer
) async throws(ClaimFailure) {
  let answer: Answer
  do {
    answer = try await call()
  } catch let error as TransportError where error.code == code {
    guard let words, error.detail?.contains(words) != true else { return }
    throw ClaimFailure(
      "Expected \(what) to throw an error that says \"\(words)\", but it threw \(brief(error)).",
      fileID: fileID, line: line
    )
  } catch {
    throw ClaimFailure(
      "Expected \(what) to throw \(code), but it threw \(brief(error)).",
      fileID: fileID, line: line
    )
  }
  throw ClaimFailure(
    "Expected \(what) to throw \(code), but it returned \(brief(answer)).",
    fileID: fileID, line: line
  )
}

/// Throws unless the outcome is a failure of that code; `what` names the entry.
func expectFailure<Answer>(
  _ code: TransportError.Code, _ what: String, of outcome: Result<Answer, TransportError>,
  fileID: String = #fileID, line: Int = #line
) throws(ClaimFailure) {
  if case .failure(let error) = outcome, error.code == code { return }
  throw ClaimFailure(
    "Expected \(what) to fail with \(code), found \(brief(outcome)).",
    fileID: fileID, line: line
  )
}

/// The value of an outcome that must be a success; `what` names the entry.
@discardableResult
func expectSuccess<Answer>(
  _ what: String, of outcome: Result<Answer, TransportError>,
  fileID: String = #fileID, line: Int = #line
) throws(ClaimFailure) -> Answer {
  switch outcome {
  case .success(let answer): return answer
  case .failure(let error):
    throw ClaimFailure(
      "Expected \(what) to succeed, but it failed: \(brief(error)).", fileID: fileID, line: line)
  }
}

/// The value, which must be there; `what` names it.
func require<Value>(
  _ value: Value?, _ what: String, fileID: String = #fileID, line: Int = #line
) throws(ClaimFailure) -> Value {
  guard let value else {
    throw ClaimFailure("Expected \(what), found nil.", fileID: fileID, line: line)
  }
  return value
}

/// A value's text, cut: a body may have a megabyte.
private func brief(_ value: Any) -> String {
  let limit = 300
  let text = String(reflecting: value)
  return text.utf8.count <= limit ? text : "\(text.prefix(limit))…"
}
