import DovetailAWS
import DovetailSQLite
import DovetailTransport
import Foundation

/// Looks at what a broker needs, and says what to mend; nothing is changed, unless it is asked for.
public enum Doctor {
  /// Looks at the place that a URL names.
  ///
  /// What is wrong with the place is in the diagnosis. Throws ``BrokerURLError`` for a URL that names none, or
  /// that is `memory:`, where there is nothing before a program begins.
  public static func examine(
    _ url: String, _ checkUp: CheckUp = CheckUp()
  ) async throws -> Diagnosis {
    switch try BrokerURL(url).place {
    case .memory:
      throw BrokerURLError(url, "There is nothing to look at in memory.")
    case .sqlite(let path):
      return await examine(fileAt: path, checkUp, clock: SystemClock())
    case .sqs(let place):
      do {
        let client = try AWSClient(
          place.applied(to: AWSConfiguration()), logger: checkUp.configuration.logger)
        let diagnosis = await examine(place, with: client, checkUp)
        await client.close()
        return diagnosis
      } catch {
        return Diagnosis(findings: [
          Finding(
            .fault, "settings", "settings.unusable", "\(error)",
            remedy: "Correct the setting that is named.")
        ])
      }
    }
  }

  static func examine(
    fileAt path: String, _ checkUp: CheckUp, clock: any WallClock
  ) async -> Diagnosis {
    let subject = "file \(path)"
    guard FileManager.default.fileExists(atPath: path) else {
      return Diagnosis(findings: [
        Finding(
          .fault, subject, "file.missing", "There is no such file yet.",
          remedy: "Correct the path; a broker that is opened there makes the file.")
      ])
    }
    let double: SQLiteDouble
    do {
      double = try await SQLiteDouble.open(.file(path), clock: clock)
    } catch {
      return Diagnosis(findings: [
        Finding(
          .fault, subject, "file.unusable", "\(error)",
          remedy: "Correct the path, or restore the file from a copy.")
      ])
    }
    let file = FileCheck(double: double, subject: subject, clock: clock)
    let findings =
      await file.findings(resetsClock: checkUp.resetsClock)
      + QueueCheck(administration: double.administration, checkUp: checkUp, areMade: true)
      .findings()
    await double.close()
    return Diagnosis(findings: findings)
  }

  static func examine(
    _ place: SQSPlace, with client: AWSClient, _ checkUp: CheckUp
  ) async -> Diagnosis {
    var checkUp = checkUp
    if let prefix = place.prefix { checkUp.configuration.namePrefix = prefix }
    let service = ServiceCheck(probe: client.probe)
    var findings = await service.findings()
    guard findings.allSatisfy({ $0.severity < .fault }) else {
      return Diagnosis(findings: findings)
    }
    let queues = QueueCheck(
      administration: client.administration, checkUp: checkUp, areMade: false)
    findings += await queues.findings()
    findings += await PermissionCheck(probe: client.probe, checkUp: checkUp).findings()
    findings += await BucketCheck(
      client: client, place: place, resultLifetime: checkUp.configuration.resultLifetime
    ).findings()
    return Diagnosis(findings: findings)
  }
}
