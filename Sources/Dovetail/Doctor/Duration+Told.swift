import DovetailTransport

extension Duration {
  /// In seconds, without a fraction when there is none: "30 s".
  var told: String {
    let seconds = inSeconds
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
