import DovetailTransport
import Synchronization

/// Settings that ask the EC2 instance for its region, once that is needed and nothing else names one.
///
/// That it has none is looked into anew each time.
package final class LocatedSettings: Sendable {
  /// As they are without the instance.
  let plain: AWSSettings
  private let findRegion: @Sendable () async throws -> String
  private let located = Mutex<AWSSettings?>(nil)

  /// `findRegion` asks the instance.
  init(_ settings: AWSSettings, findRegion: @escaping @Sendable () async throws -> String) {
    plain = settings
    self.findRegion = findRegion
  }

  /// What `body` reads from the settings; throws ``AWSSettingsError``, or `CancellationError`.
  func read<Value>(_ body: (AWSSettings) throws -> Value) async throws -> Value {
    do {
      return try body(located.withLock { $0 } ?? plain)
    } catch let error as AWSSettingsError where error.lacksRegion {
      let settings: AWSSettings
      do {
        settings = try await plain.located(in: findRegion())
      } catch let cancellation as CancellationError {
        throw cancellation
      } catch _ {
        throw error  // It says what to set; most are not on an instance.
      }
      located.withLock { $0 = settings }
      return try body(settings)
    }
  }
}
