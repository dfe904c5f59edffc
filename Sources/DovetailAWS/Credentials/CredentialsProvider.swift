package import DovetailWire

/// One source of credentials, asked anew each time; who asks keeps them.
package protocol CredentialsProvider: Sendable {
  /// As errors name it: "the profile \"dev\"".
  var name: String { get }

  /// Whether its credentials go on being accepted for a while behind their expiry, as those of EC2's
  /// metadata service do when it cannot renew them.
  var outlivesExpiry: Bool { get }

  /// Throws ``AWSCredentialsError``, or `CancellationError` when the calling task is cancelled.
  func fetch() async throws -> AWSCredentials
}

extension CredentialsProvider {
  package var outlivesExpiry: Bool { false }

  /// An error of this provider's.
  func failure(_ problem: String, isTransient: Bool = false) -> AWSCredentialsError {
    AWSCredentialsError(name, problem, isTransient: isTransient)
  }
}

/// Credentials that are there already.
struct FixedCredentials: CredentialsProvider {
  let name: String
  let credentials: AWSCredentials

  func fetch() async throws -> AWSCredentials { credentials }
}

/// Credentials that the user's own code finds.
struct CustomCredentials: CredentialsProvider {
  let name = "the closure that was given"
  let find: @Sendable () async throws -> AWSCredentials

  func fetch() async throws -> AWSCredentials {
    do {
      return try await find()
    } catch let error as CancellationError {
      throw error
    } catch {
      throw failure("It threw: \(error)", isTransient: true)
    }
  }
}
