internal import DovetailTransport

/// AbortMultipartUpload: drops an upload and its parts.
struct AbortUpload {
  let upload: UploadID
  let key: BlobKey

  func run(in transaction: Transaction) throws {
    let upload = try transaction.upload(upload, of: key)
    try transaction.drop(try transaction.parts.ids(ofUpload: upload.id))
    try transaction.uploads.delete(upload.id)
  }
}
