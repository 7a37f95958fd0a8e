import Web

/// A comment that is about to be made.
struct CommentDraft {
  let author: ID
  let status: ID
  var text = ""
  /// Nil for now.
  var createdAt: DateTime?
  var checklist: [JSON] = []
  var links: [JSON] = []
  var isForClient = false
  var files: [UploadedFile] = []
  /// Is it repeated on the tasks that its hashtags name?
  var isRepeated = true

  /// Text of more bytes is no comment that a person wrote.
  static let maxText = 500_000
}
