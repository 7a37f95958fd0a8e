import Web

/// Work that no request waits for.
package struct Job {
  package enum Kind: String {
    /// A mail to compose and send.
    case mail
    /// The same for a chat service.
    case message
    /// Files whose rows are gone.
    case removeFiles = "remove-files"
    /// What is made of an uploaded movie.
    case movie
    /// The movies of a playlist as one.
    case playlistMovie = "playlist-movie"

    /// Those that take minutes of a processor; processes of their own work on them.
    package static let media: [Kind] = [.movie, .playlistMovie]
  }

  package let kind: Kind
  /// What the work needs to know. It is kept only as long as it is needed: it may hold a code that opens an account.
  package let payload: JSON.Object
  /// Seconds after which it need not be done any more; nil when it always must.
  package var lifetime: Int?
  /// The row that waits for it, which is asked whether it is still there.
  package var subject: ID?

  package init(kind: Kind, payload: JSON.Object, lifetime: Int? = nil, subject: ID? = nil) {
    self.kind = kind
    self.payload = payload
    self.lifetime = lifetime
    self.subject = subject
  }
}
