import DovetailTransport

extension BrokerServices {
  /// The same services with their requests counted: those for messages, payloads, and results that
  /// are kept as objects.
  func metered(by meter: RequestMeter) -> BrokerServices {
    var metered = self
    metered.transport = MeteredTransport(inner: transport, meter: meter)
    if let store = blobs?.store {
      metered.blobs?.store = MeteredBlobStore(inner: store, meter: meter)
    }
    if let results = results as? BlobResultBackend {
      metered.results = results.over { MeteredBlobStore(inner: $0, meter: meter) }
    }
    return metered
  }
}
