import Web

/// Work that no request waits for.
struct Job {
  enum Kind: String {
    /// A mail to compose and send.
    case mail
    /// Files whose rows are gone.
    case removeFiles = "remove-files"
  }

  let kind: Kind
  /// What the work needs to know. It is kept only as long as it is needed: it may hold a code that opens an account.
  let payload: JSON.Object
  /// Seconds after which it need not be done any more; nil when it always must.
  var lifetime: Int?
}
