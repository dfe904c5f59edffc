/// What every `QueueAdministration` must do with standard queues.
public enum QueueAdministrationContract {
  /// All claims.
  public static var claims: [Claim<QueueAdministrationSubject>] {
    [
      creating, creatingAgain, defaults, attributeRanges, unknownAttributes, redrivePolicies,
      finding, listing, listPages, listTokens, settingAttributes, askingForAttributes, encryption,
      policies, tags, permissions, permissionLimits, deletingQueues, redriveTargets,
      redriveAllowing, redriveSources, queueURLs, queueNames,
      fifoAttributes,
    ].flatMap(\.self)
  }
}
