import Engine
import Identity
import MariaDB
import Web

/// A link to a playlist for people without an account (contract chapter 07, Share links).
struct ShareLink {
  let record: Record

  var id: ID { record.id }
  var token: String { record.text("token") ?? "" }
  var passwordHash: String? { record.text("password")?.nonEmpty }
  var canComment: Bool { record.bool("can_comment") }

  /// - Throws: 404 for one that does not exist, was revoked or is over.
  static func find(_ token: String, _ database: Connection) throws -> ShareLink {
    let found = try database.first(
      "SELECT \(Record.selection(.playlistShareLink)) FROM playlist_share_link WHERE token = \(token) AND \(ShareLinkAddress.isOpen)"
    ) { ShareLink(record: Record(.playlistShareLink, $0)) }
    guard let found else { throw missing }
    return found
  }

  /// The same for a link that there is not and for a password that is wrong: nobody learns which.
  static let missing = Failure.notFound("There is no such link, or it takes a password.")
}

/// The password of a link: compared in constant time, and not guessed.
///
/// What is counted, and what is proven, must be kept whatever becomes of the request: it is written through the connection that takes no
/// part in the request's transaction.
struct SharePassword {
  private let link: ShareLink
  private let call: Call

  private static let maxFailures = 5
  private static let seconds = 60

  init(_ link: ShareLink, _ call: Call) {
    self.link = link
    self.call = call
  }

  /// - Throws: 404 for a wrong password, 429 after five of them within a minute, for a minute.
  func check(_ password: String?) throws {
    guard let hash = link.passwordHash else { return }
    guard let password, !password.isEmpty else { throw ShareLink.missing }
    let guardian = try call.database.first(
      """
      SELECT failures, failed_at > UTC_TIMESTAMP(6) - INTERVAL \(Self.seconds) SECOND, proof FROM playlist_share_guard
      WHERE playlist_share_link_id = \(link.id)
      """
    ) { (failures: $0.bool(1) ? $0.int(0) ?? 0 : 0, proof: $0.text(2)) }
    if let guardian, guardian.failures >= Self.maxFailures { throw Self.tooMany }
    let proof = self.proof(of: password, hash)
    if let known = guardian?.proof, SecureCompare.equal(Array(known.utf8), Array(proof.utf8)) { return }
    guard Password.verify(password, hash: hash) else {
      try call.readConnection.execute(
        """
        INSERT INTO playlist_share_guard (playlist_share_link_id, failures, failed_at) VALUES (\(link.id), 1, UTC_TIMESTAMP(6))
        ON DUPLICATE KEY UPDATE failures = IF(failed_at > UTC_TIMESTAMP(6) - INTERVAL \(Self.seconds) SECOND, failures + 1, 1),
        failed_at = UTC_TIMESTAMP(6)
        """)
      call.note(.refused, means: "share link", reason: "wrong password")
      throw ShareLink.missing
    }
    try call.readConnection.execute(
      """
      INSERT INTO playlist_share_guard (playlist_share_link_id, failures, proof) VALUES (\(link.id), 0, \(proof))
      ON DUPLICATE KEY UPDATE failures = 0, proof = \(proof)
      """)
  }

  private static let tooMany: Failure = {
    var failure = Failure.plain(429, "Too many wrong passwords: wait a minute.")
    failure.headers = [Header("Retry-After", String(seconds))]
    return failure
  }()

  /// Stands in for the hash, which takes a fifth of a second to check: a page of pictures asks for it with each. It takes the server's key.
  private func proof(of password: String, _ hash: String) -> String {
    let bytes = Digest.hmacSHA256("share link\u{0}\(hash)\u{0}\(password)".utf8, key: call.configuration.secretKey)
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
