import DovetailCrypto
import DovetailTransport

extension S3Error {
  /// What OpenSSL cannot compute is the server's own fault.
  init(_ error: CryptoError) {
    self.init(.internalError)
  }

  /// Does what OpenSSL is needed for.
  static func computing<Value>(
    _ work: () throws(CryptoError) -> Value
  ) throws(S3Error) -> Value {
    do throws(CryptoError) {
      return try work()
    } catch {
      throw S3Error(error)
    }
  }

  /// Does what the rules of a store may refuse.
  static func checking<Value>(
    _ work: () throws(TransportError) -> Value
  ) throws(S3Error) -> Value {
    do throws(TransportError) {
      return try work()
    } catch {
      throw S3Error(error)
    }
  }
}
