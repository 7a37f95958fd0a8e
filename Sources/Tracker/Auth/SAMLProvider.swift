import Engine
import Glibc
import Identity
import MariaDB
import Transfer
import Web

/// The identity provider, as its metadata describe it: read from a file each time, or fetched and kept in the database for all workers.
struct SAMLProvider {
  private let call: Call
  private let settings: SAMLSettings
  /// Not in the request's transaction: what was fetched stays, whatever becomes of the request, and nobody waits for a row meanwhile.
  private var database: Connection { call.readConnection }

  /// Seconds for which metadata are good without looking.
  private static let lifetime = 3600
  /// Seconds between two attempts to fetch them, over all workers.
  private static let pause = 30

  init(_ call: Call, _ settings: SAMLSettings) {
    self.call = call
    self.settings = settings
  }

  /// - Parameter renewed: fetched again, if that was not just done: somebody signed with a key that is not known.
  /// - Throws: 503 when there are none.
  func metadata(renewed: Bool = false) throws -> SAMLMetadata {
    guard settings.hasRemoteMetadata else { return try local() }
    let known = try stored()
    if let known, known.age < Self.lifetime, !renewed { return known.metadata }
    if try mayFetch() {
      if let fetched = try fetch() { return fetched }
    } else if known == nil, let other = try awaited() {
      return other
    }
    // The identity provider may be away for a while: what it said last goes on.
    if let known { return known.metadata }
    throw Failure.plain(503, "The identity provider cannot be asked at the moment. Try again in a minute.")
  }

  // MARK: A file

  private func local() throws -> SAMLMetadata {
    let metadata = LocalFile.bytes(settings.metadataSource, limit: SAMLMetadata.limit + 1).flatMap { try? SAMLMetadata($0) }
    guard let metadata, !isOver(metadata) else {
      note(SAMLMetadata.problem(file: settings.metadataSource) ?? "the metadata are no longer valid")
      throw Failure.plain(503, "The identity provider is not known at the moment: tell an administrator.")
    }
    return metadata
  }

  // MARK: An address

  /// The metadata in the database and their age in seconds; nil when there are none that can be used.
  private func stored() throws -> (metadata: SAMLMetadata, age: Int)? {
    let sql: SQL = """
      SELECT document, TIMESTAMPDIFF(SECOND, fetched_at, UTC_TIMESTAMP(6)) FROM saml_metadata
      WHERE source = \(settings.metadataSource) AND document IS NOT NULL
      """
    guard let (document, age) = try database.first(sql, { (Array($0.bytes(0)), $0.int(1) ?? Int.max) }),
      let metadata = try? SAMLMetadata(document), !isOver(metadata)
    else { return nil }
    return (metadata, age)
  }

  /// Is it our turn? Of all workers one asks, at most every so often.
  private func mayFetch() throws -> Bool {
    let source = settings.metadataSource
    if try database.execute("INSERT IGNORE INTO saml_metadata (source, asked_at) VALUES (\(source), UTC_TIMESTAMP(6))") == 1 { return true }
    let sql: SQL = """
      UPDATE saml_metadata SET asked_at = UTC_TIMESTAMP(6)
      WHERE source = \(source) AND asked_at <= UTC_TIMESTAMP(6) - INTERVAL \(Self.pause) SECOND
      """
    return try database.execute(sql) == 1
  }

  /// Nil when the identity provider cannot be reached, or answers nothing that can be used.
  private func fetch() throws -> SAMLMetadata? {
    var client = HTTPClient(certificateAuthority: call.configuration.outgoingAuthorities)
    client.limit = SAMLMetadata.limit
    client.timeout = 5
    do {
      let answer = try client.get(settings.metadataSource)
      guard answer.status == 200 else { return note("it answers \(answer.status)") }
      let metadata = try SAMLMetadata(answer.body)
      guard !isOver(metadata) else { return note("the metadata are no longer valid") }
      try database.execute(
        "UPDATE saml_metadata SET document = \(answer.body), fetched_at = UTC_TIMESTAMP(6) WHERE source = \(settings.metadataSource)")
      return metadata
    } catch let error as TransferError {
      return note(error.description)
    } catch let refusal as SAMLRefusal {
      return note(refusal.reason)
    }
  }

  /// What another worker is fetching for the first time.
  private func awaited() throws -> SAMLMetadata? {
    for _ in 0..<10 {
      usleep(200_000)
      if let known = try stored() { return known.metadata }
    }
    return nil
  }

  private func isOver(_ metadata: SAMLMetadata) -> Bool { metadata.validUntil.map { $0 <= Token.now } ?? false }

  @discardableResult
  private func note(_ reason: String) -> SAMLMetadata? {
    call.note(.providerUnavailable, means: SingleSignOn.Means.saml.rawValue, reason: "\(settings.metadataSource): \(reason)")
    return nil
  }
}
