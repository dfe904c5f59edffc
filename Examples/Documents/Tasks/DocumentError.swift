import Dovetail

/// Why a field cannot be found, however often one tries.
///
/// `NonRetryableError` says just that: the task is not run again, its error becomes its result, and
/// its message goes to the dead-letter queue.
enum DocumentError: NonRetryableError, Hashable, CustomStringConvertible {
  case empty
  case notUTF8(offset: Int)
  case notInHeading
  case notAYear(String)

  var description: String {
    switch self {
    case .empty: "The file is empty."
    case .notUTF8(let offset): "The file is not UTF-8: see the byte at offset \(offset)."
    case .notInHeading: "The heading has no such line."
    case .notAYear(let text): "\"\(text)\" is not a year."
    }
  }
}

/// A passing trouble, made up to show a retry: any other error makes a task run again.
struct DictionariesNotLoaded: Error {}
