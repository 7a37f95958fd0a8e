import Engine
import Glibc
import Identity
import MariaDB

/// What the provider publishes, kept in the database: asked for once by all workers of all hosts, and still there when it is away for a
/// while.
struct OpenIDDocuments {
  private let call: Call
  private let conversation: OpenIDConversation
  private var database: Connection { call.database }

  /// Seconds that a document is used without a question, and when there is no answer.
  private static let fresh = 3600
  private static let usable = 86_400
  /// Seconds until somebody asks again: for other keys than those we have, and for what we have not got at all.
  private static let pause = (newer: 10, missing: 3)

  init(_ call: Call, _ conversation: OpenIDConversation) {
    self.call = call
    self.conversation = conversation
  }

  func provider(_ url: String) throws -> OpenIDProvider {
    try document(url) { document throws(OpenIDFailure) in try OpenIDProvider(document: document, from: url) }
  }

  /// - Parameter isRenewed: they lack the key of a token, so that there may be new ones.
  func keys(of provider: OpenIDProvider, isRenewed: Bool = false) throws -> JSONWebKeySet {
    try document(provider.keysURL, isRenewed: isRenewed) { document throws(OpenIDFailure) in try JSONWebKeySet(document: document) }
  }

  private struct Stored {
    /// Nil when nobody has got it yet.
    let body: [UInt8]?
    /// Seconds since it was fetched, and since somebody tried.
    let age: Int
    let sinceAsked: Int
  }

  /// - Parameter read: what is not understood is neither kept nor used.
  private func document<Document>(
    _ url: String, isRenewed: Bool = false, _ read: ([UInt8]) throws(OpenIDFailure) -> Document
  ) throws -> Document {
    let stored = try database.first(
      """
      SELECT body, TIMESTAMPDIFF(SECOND, COALESCE(fetched_at, asked_at), UTC_TIMESTAMP(6)),
      TIMESTAMPDIFF(SECOND, asked_at, UTC_TIMESTAMP(6)) FROM openid_document WHERE url = \(url)
      """
    ) { row in
      Stored(body: row.isNull(0) ? nil : Array(row.bytes(0)), age: row.int(1) ?? 0, sinceAsked: row.int(2) ?? 0)
    }
    let wasAsked = stored.map { $0.sinceAsked < ($0.body == nil ? Self.pause.missing : Self.pause.newer) } ?? false
    if let stored, let body = stored.body, wasAsked || (stored.age < Self.fresh && !isRenewed), stored.age < Self.usable {
      return try read(body)
    }
    if wasAsked {
      guard let body = try awaited(url) else { throw OpenIDFailure.unreachable("nor did it some seconds ago") }
      return try read(body)
    }
    try database.execute(
      """
      INSERT INTO openid_document (url, asked_at) VALUES (\(url), UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE asked_at = UTC_TIMESTAMP(6)
      """)
    let body: [UInt8]
    let document: Document
    do throws(OpenIDFailure) {
      body = try conversation.document(url)
      document = try read(body)
    } catch {
      // It may have taken a while: the pause begins now.
      try database.execute("UPDATE openid_document SET asked_at = UTC_TIMESTAMP(6) WHERE url = \(url)")
      call.note(.providerUnavailable, means: SingleSignOn.Means.openIDConnect.rawValue, reason: error.description)
      guard let stored, let body = stored.body, stored.age < Self.usable else { throw error }
      return try read(body)
    }
    try database.execute(
      "UPDATE openid_document SET body = \(body), fetched_at = UTC_TIMESTAMP(6), asked_at = UTC_TIMESTAMP(6) WHERE url = \(url)")
    return document
  }

  /// What another worker is fetching just now, for everybody who comes at once in the morning. Not for long: a provider that is away must not
  /// keep one worker after the other waiting.
  private func awaited(_ url: String) throws -> [UInt8]? {
    for _ in 0..<10 {
      usleep(100_000)
      let sql: SQL = """
        SELECT body FROM openid_document
        WHERE url = \(url) AND body IS NOT NULL AND fetched_at > UTC_TIMESTAMP(6) - INTERVAL \(Self.fresh) SECOND
        """
      if let body = try database.first(sql, { Array($0.bytes(0)) }) { return body }
    }
    return nil
  }
}
