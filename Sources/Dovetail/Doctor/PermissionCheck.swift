import DovetailAWS
import DovetailTasks
import DovetailTransport

/// Tries what a program must be allowed on its queues, by calls that do nothing.
struct PermissionCheck {
  let probe: AWSProbe
  let checkUp: CheckUp

  func findings() async -> [Finding] {
    // Others do not look at permissions, and may take what Amazon refuses.
    guard (try? await probe.endpoint(of: .sqs))?.isCustom == false else { return [] }
    var findings: [Finding] = []
    for declared in checkUp.configuration.allQueues {
      // A name against the rules was told of before.
      guard let name = try? checkUp.configuration.fullName(of: declared.name) else { continue }
      findings += await look(at: name)
    }
    return findings
  }

  private func look(at queue: QueueName) async -> [Finding] {
    let tries: [HarmlessTry] = checkUp.receives ? [.send, .delete, .changeVisibility] : [.send]
    var denied: [String] = []
    for act in tries {
      do {
        if try await probe.isDenied(act, on: queue) { denied.append(act.rawValue) }
      } catch let error as TransportError where error.code == .queueDoesNotExist {
        return []  // Told of before.
      } catch {
        return [
          Finding(.warning, "queue \(queue)", "permission.unknown", "\(error)")
        ]
      }
    }
    return [Self.finding(of: queue, denied: denied, tried: tries.map(\.rawValue))]
  }

  static func finding(of queue: QueueName, denied: [String], tried: [String]) -> Finding {
    guard !denied.isEmpty else {
      return Finding(
        .fine, "queue \(queue)", "permission.given",
        "\(tried.joined(separator: ", ")) are allowed; a receive was not tried, for it would count."
      )
    }
    return Finding(
      .fault, "queue \(queue)", "permission.denied",
      "\(denied.joined(separator: ", ")) \(denied.count == 1 ? "is" : "are") denied.",
      remedy:
        "Give the role the policy that dovetail iam-policy prints; look at the queue's own too.")
  }
}
