/// What Foundation's coders throw, said without the values that they quote.
extension TaskArgumentError {
  /// An error of a decoder that was to read a `type`, or of a type's own `init(from:)`.
  static func decoding(
    _ subject: String, as type: Any.Type, _ error: any Error
  ) -> TaskArgumentError {
    guard let error = error as? DecodingError else {
      return TaskArgumentError(
        subject, "could not be read: its init(from:) threw \(Swift.type(of: error))")
    }
    switch error {
    case .typeMismatch(let type, let context):
      return TaskArgumentError(subject, at: context.codingPath, "must be \(expected(type))")
    case .valueNotFound(let type, let context):
      return TaskArgumentError(
        subject, at: context.codingPath, "must be \(expected(type)), and is null")
    case .keyNotFound(let key, let context):
      return TaskArgumentError(
        subject, at: context.codingPath, "lacks the member \(shown(key) ?? "it needs")")
    case .dataCorrupted(let context):
      let form = (context.underlyingError as? UnexpectedForm)?.expected
      // Deeper inside, only the decoder knows which type it was.
      let whole = context.codingPath.isEmpty ? expected(type) : nil
      return TaskArgumentError(
        subject, at: context.codingPath,
        (form ?? whole).map { "must be \($0)" } ?? "does not have the form that its type demands")
    @unknown default:
      return TaskArgumentError(subject, "could not be read")
    }
  }

  /// An error of an encoder, or of a type's own `encode(to:)`.
  static func encoding(
    _ subject: String, _ error: any Error, droppingFirst count: Int = 0
  ) -> TaskArgumentError {
    guard let error = error as? EncodingError else {
      return TaskArgumentError(
        subject, "could not be written: its encode(to:) threw \(type(of: error))")
    }
    switch error {
    case .invalidValue(let value, let context):
      return TaskArgumentError(
        subject, at: context.codingPath.dropFirst(count),
        "holds a \(type(of: value)) that JSON cannot say")
    @unknown default:
      return TaskArgumentError(subject, "could not be written")
    }
  }

  private init(
    _ subject: String, at path: some Sequence<any CodingKey>, _ problem: String
  ) {
    let path = path.map { key in
      key.intValue.map { "[\($0)]" } ?? ".\(Self.shown(key) ?? "(key)")"
    }
    self.init(path.isEmpty ? subject : "\(subject) at \(path.joined())", problem)
  }

  /// The name of a key that stands in source; nil for a dictionary's, which is a value of a caller.
  ///
  /// Compilers make an enum without payloads of a type's coding keys; keys that may hold any text
  /// are other types.
  private static func shown(_ key: any CodingKey) -> String? {
    let mirror = Mirror(reflecting: key)
    return mirror.displayStyle == .enum && mirror.children.isEmpty ? key.stringValue : nil
  }

  private static func expected(_ type: Any.Type) -> String {
    switch type {
    case is any BinaryInteger.Type: "a whole number (\(type))"
    case is any BinaryFloatingPoint.Type: "a number"
    case is String.Type: "a string"
    case is Bool.Type: "true or false"
    case is [String: Any].Type: "an object"
    case is [Any].Type: "an array"
    default: "a value of type \(type)"
    }
  }
}

/// Thrown inside a decoder, so that the error can say what the text should have been.
struct UnexpectedForm: Error {
  let expected: String
}
