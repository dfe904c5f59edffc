import DovetailAWS
import DovetailTransport
import DovetailWire

/// Looks at how SQS is reached: its endpoint, the clock, and who signs.
struct ServiceCheck {
  let probe: AWSProbe

  /// Signatures are refused from about five minutes on.
  private static let mostLead = Duration.seconds(240)
  private static let someLead = Duration.seconds(30)
  private static let slow = Duration.seconds(1)

  func findings() async -> [Finding] {
    let reach: AWSProbe.Reach
    let endpoint: AWSEndpoint
    do {
      endpoint = try await probe.endpoint(of: .sqs)
      reach = try await probe.reach(.sqs)
    } catch {
      return [
        Finding(
          .fault, "SQS", "service.unreachable", "\(error)",
          remedy: "Look at the region, the endpoint, the proxy and the network.")
      ]
    }
    return [self.reach(reach, endpoint), reach.clockLead.map(clock)].compactMap(\.self)
      + (await credentials(isAmazon: !endpoint.isCustom))
  }

  private func reach(_ reach: AWSProbe.Reach, _ endpoint: AWSEndpoint) -> Finding {
    let told = "\(endpoint.origin) answers within \(reach.latency.wholeMilliseconds) ms"
    guard reach.latency >= Self.slow else {
      return Finding(.fine, "SQS", "service.reached", told + ".")
    }
    return Finding(
      .advice, "SQS", "service.slow", told + ", which is slow.",
      remedy: "Use a region nearby, and look at the proxy and at name resolution.")
  }

  private func clock(_ lead: Duration) -> Finding {
    let distance = max(lead, .zero - lead)
    guard distance >= Self.someLead else {
      return Finding(.fine, "clock", "clock.right", "It agrees with the service's.")
    }
    let told =
      "It is \(Int(distance.inSeconds)) s \(lead > .zero ? "behind" : "before") the service's."
    return Finding(
      distance >= Self.mostLead ? .warning : .advice, "clock", "clock.skewed", told,
      remedy:
        "Have the system's time set by NTP; until then calls are signed with the service's time.")
  }

  private func credentials(isAmazon: Bool) async -> [Finding] {
    let subject = "credentials"
    do {
      let (provider, signer) = try await probe.signer()
      let expiry = signer.expiresAt.map { ", until \($0)" } ?? ""
      let found = Finding(
        .fine, subject, "credentials.found", "\(signer.accessKeyID) of \(provider)\(expiry).")
      return isAmazon ? [found, await owner(signer)] : [found]
    } catch {
      return [
        Finding(
          .fault, subject, "credentials.missing", "\(error)",
          remedy: "Set them up as docs/aws.md says, in the order that stands there.")
      ]
    }
  }

  private func owner(_ signer: AWSCredentials) async -> Finding {
    let subject = "credentials"
    do {
      let identity = try await probe.identity(of: signer)
      return Finding(
        .fine, subject, "credentials.owner",
        "They are of \(identity.arn), account \(identity.account).")
    } catch let error as AWSCredentialsError where !error.isTransient {
      return Finding(
        .fault, subject, "credentials.refused", error.problem,
        remedy: "Renew them, or name another profile.")
    } catch {
      return Finding(
        .advice, subject, "credentials.unknown", "Whose they are could not be asked: \(error)")
    }
  }
}
