import DovetailTransport
import Logging

/// Why the body that a message points to cannot be had, now or later.
struct PayloadFault: Error, CustomStringConvertible {
  var description: String
}

// The worker's half.
extension PayloadStore {
  /// Whether a pointer to that place is followed.
  ///
  /// Not when a part of the key is `.` or `..`: on its way through URLs it could end elsewhere.
  func follows(_ place: BlobKey) -> Bool {
    let parts = place.key.split(separator: "/")
    return !parts.contains(".") && !parts.contains("..") && name(of: place) != nil
  }

  /// The name of the object in the first of the places that it lies in.
  private func name(of place: BlobKey) -> String? {
    ([own] + options.trusted).lazy.compactMap { $0.name(of: place) }.first
  }

  /// The task whose body the object is, as its name says.
  func task(of pointer: PayloadPointer) -> TaskID? {
    guard pointer.form == .taskIQ, let name = name(of: pointer.place) else { return nil }
    return PayloadName.task(of: name)
  }

  /// The body; nil when there is no such object.
  ///
  /// Throws ``PayloadFault`` when it is no body, and what the store throws.
  func body(at place: BlobKey) async throws -> String? {
    let blob: Blob
    do {
      blob = try await store.get(place, .bytes(0...options.largestBody - 1))
    } catch let error as TransportError where error.code == .blobDoesNotExist {
      return nil
    } catch let error as TransportError where error.code == .invalidRange {
      throw PayloadFault(description: "The payload \(place) is empty.")
    }
    guard blob.info.size <= options.largestBody else {
      throw PayloadFault(
        description:
          "The payload \(place) has \(blob.info.size) bytes, over the \(options.largestBody) "
          + "of the broker's PayloadOptions.largestBody.")
    }
    guard let body = String(validating: blob.bytes, as: UTF8.self) else {
      throw PayloadFault(description: "The payload \(place) is not text in UTF-8.")
    }
    return body
  }

  /// Removes the body of a task that is done, and leaves a mark that it was.
  ///
  /// The mark comes first: a second delivery must not take the missing body for a loss. What others
  /// have stored is left to them.
  func complete(_ place: BlobKey, _ metadata: Logger.Metadata) async {
    guard let mark = mark(of: place) else { return }
    await tidy(place, metadata) {
      _ = try await store.put([], at: mark)
      try await delete(place)
    }
  }

  /// Whether a task was done whose body was there.
  func isMarked(_ place: BlobKey) async throws -> Bool {
    guard let mark = mark(of: place) else { return false }
    return try await store.head(mark) != nil
  }

  /// `done/<task id>` for `<task id>.json`; nil when the object is not our own.
  private func mark(of place: BlobKey) -> BlobKey? {
    guard let name = own.name(of: place) else { return nil }
    let stem =
      name.hasSuffix(PayloadName.suffix) ? name.dropLast(PayloadName.suffix.count) : name[...]
    return own.place(of: "done/\(stem)")
  }
}
