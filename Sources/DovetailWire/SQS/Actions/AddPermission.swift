package import DovetailTransport

/// AddPermission: adds a statement to a queue's policy.
package struct AddPermission: SQSCall {
  package static let action = SQSAction.addPermission

  package var queue: QueueURL
  package var permission: QueuePermission

  package init(queue: QueueURL, permission: QueuePermission) {
    self.queue = queue
    self.permission = permission
  }

  package init(_ reader: inout JSONReader) throws {
    var url: String?
    var permission = QueuePermission(label: "", accounts: [], actions: [])
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueUrl": url = try reader.text()
      case "Label": permission.label = try reader.text() ?? ""
      case "AWSAccountIds": permission.accounts = try reader.texts() ?? []
      case "Actions": permission.actions = try reader.texts() ?? []
      default: try reader.skip()
      }
    }
    queue = try QueueURL(required: url)
    self.permission = permission
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("Label", permission.label)
    object.member("AWSAccountIds", ifAny: permission.accounts)
    object.member("Actions", ifAny: permission.actions)
  }

  package typealias Answer = Void
}
