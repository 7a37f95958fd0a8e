import CCurl
import Web

/// Asks other servers over HTTP: metadata and tokens of identity providers, messages of chat services. Synchronous, with limits on time and size.
public struct HTTPClient: Sendable {
  /// PEM file of the authorities that servers must be certified by; nil for the system's.
  public var certificateAuthority: String?
  /// Seconds for the whole exchange.
  public var timeout = 10
  /// Bytes of the largest answer.
  public var limit = 4 << 20
  /// Redirections that are followed. None for what carries secrets: they are for the server that was named.
  public var redirections = 3

  public struct Answer: Sendable {
    public let status: Int
    public let body: [UInt8]
  }

  public init(certificateAuthority: String? = nil) {
    self.certificateAuthority = certificateAuthority
  }

  /// - Parameter headers: lines as `Accept: application/json`.
  /// - Throws: `TransferError` when no answer arrived; an answer of any status is none.
  public func get(_ url: String, headers: [String] = []) throws(TransferError) -> Answer {
    try ask(url, headers) { $0.set(CURLOPT_HTTPGET, 1) }
  }

  /// Sends a form (`application/x-www-form-urlencoded`).
  /// - Parameters:
  ///   - fields: names and values, encoded here.
  ///   - credentials: user and password of HTTP basic authentication (RFC 7617).
  public func post(
    _ url: String, form fields: [(name: String, value: String)], headers: [String] = [],
    credentials: (user: String, password: String)? = nil
  ) throws(TransferError) -> Answer {
    let body = fields.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    return try ask(url, headers) { transfer in
      transfer.set(CURLOPT_POSTFIELDSIZE, body.utf8.count)
      transfer.set(CURLOPT_COPYPOSTFIELDS, body)
      guard let credentials else { return }
      transfer.set(CURLOPT_HTTPAUTH, 1)
      transfer.set(CURLOPT_USERNAME, credentials.user)
      transfer.set(CURLOPT_PASSWORD, credentials.password)
    }
  }

  /// Sends a JSON document.
  public func post(_ url: String, json: JSON, headers: [String] = []) throws(TransferError) -> Answer {
    let body = json.description
    return try ask(url, headers + ["Content-Type: application/json; charset=utf-8"]) { transfer in
      transfer.set(CURLOPT_POSTFIELDSIZE, body.utf8.count)
      transfer.set(CURLOPT_COPYPOSTFIELDS, body)
    }
  }

  private func ask(_ url: String, _ headers: [String], _ prepare: (Transfer) -> Void) throws(TransferError) -> Answer {
    let transfer = try Transfer(limit: limit)
    transfer.set(CURLOPT_URL, url)
    // Nothing but HTTP, also after a redirection: a provider's answer must not make us read local files.
    transfer.set(CURLOPT_PROTOCOLS_STR, "http,https")
    transfer.set(CURLOPT_REDIR_PROTOCOLS_STR, url.hasPrefix("https:") ? "https" : "http,https")
    transfer.set(CURLOPT_FOLLOWLOCATION, 1)
    transfer.set(CURLOPT_MAXREDIRS, redirections)
    transfer.set(CURLOPT_CONNECTTIMEOUT, min(5, timeout))
    transfer.set(CURLOPT_TIMEOUT, timeout)
    transfer.set(CURLOPT_USERAGENT, "Tsubame")
    transfer.trust(certificateAuthority)
    transfer.set(CURLOPT_HTTPHEADER, lines: headers)
    prepare(transfer)
    let body = try transfer.perform()
    return Answer(status: transfer.status, body: body)
  }
}
