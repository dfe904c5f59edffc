import DovetailTransport
import DovetailWire

extension ServiceCaller {
  /// The target under which anyone may make this request for so long, from the service's time on.
  func presigned(
    _ request: HTTPRequest, to place: AWSEndpoint, for validity: Duration, _ attempt: String
  ) async throws -> HTTPTarget {
    do {
      return try RequestSigner(service: service.rawValue, region: place.region, keys: keys)
        .presign(
          request, to: place.origin, as: try await credentials.credentials(),
          at: skew.time(at: signingClock.now, on: place.origin.host), for: validity)
    } catch let error as PresigningError {
      throw TransportError(
        .invalidParameterValue, attempt: attempt, detail: error.description, cause: error)
    } catch let error as AWSCredentialsError {
      throw error.transportError(attempt)
    }
  }
}

extension AWSCredentialsError {
  /// What it is above the wire.
  func transportError(_ attempt: String) -> TransportError {
    TransportError(
      isTransient ? .unreachable : .accessDenied, attempt: attempt, detail: description,
      cause: self)
  }
}
