import DovetailTransport

// Calls, from each of the forms in which a task may be given.
extension TaskKey {
  func call(
    _ arguments: repeat each Argument, options: SendOptions
  ) throws(TaskError) -> SendPipeline.Call {
    do {
      return SendPipeline.Call(
        name: name, arguments: try ArgumentCoder.encode(repeat each arguments),
        taskOptions: self.options, options: options)
    } catch {
      throw .unencodable(name, error)
    }
  }
}

extension TaskPayload {
  func call(_ options: SendOptions) throws(TaskError) -> SendPipeline.Call {
    do {
      return SendPipeline.Call(
        name: Self.task.text, arguments: try ArgumentCoder.encode(payload: self),
        taskOptions: Self.task.options, options: options)
    } catch {
      throw .unencodable(Self.task.text, error)
    }
  }
}

extension TaskError {
  static func unencodable(_ task: String, _ error: any Error) -> TaskError {
    TaskError(.unencodable, "The arguments of \(task) do not encode: \(error)", cause: error)
  }
}
