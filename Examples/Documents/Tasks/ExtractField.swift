import Dovetail

/// The task: find one field of one document.
///
/// Producer and worker share this struct and nothing else. It is what travels in the message, so it
/// names the document and leaves the text, which may be far too large, where it is.
struct ExtractField: TaskPayload, Hashable {
  static let task = TaskName<ExtractField, Finding>("documents.extract")

  var document: String
  var field: Field
}

/// What the task answers.
struct Finding: Codable, Hashable, Sendable {
  /// The field's value, as it is shown.
  var value: String
  /// Which attempt found it, from 1.
  var attempt: Int
}
