import CCurl

/// The server that takes mail from us (SMTP, RFC 5321).
public struct MailServer: Sendable {
  public enum Encryption: Sendable {
    case none
    /// The connection begins in clear and must be encrypted before anything is said (STARTTLS, RFC 3207).
    case startTLS
    /// TLS from the first byte (RFC 8314).
    case tls
  }

  public var host: String
  public var port: Int
  public var encryption: Encryption
  /// Nil when the server asks for none.
  public var credentials: (user: String, password: String)?
  /// PEM file of the authorities that the server must be certified by; nil for the system's.
  public var certificateAuthority: String?
  /// Seconds for handing over a message, and once more for its answer to our goodbye.
  public var timeout = 60

  public init(
    host: String, port: Int, encryption: Encryption, credentials: (user: String, password: String)? = nil,
    certificateAuthority: String? = nil
  ) {
    self.host = host
    self.port = port
    self.encryption = encryption
    self.credentials = credentials
    self.certificateAuthority = certificateAuthority
  }

  /// Hands over a message. When it returns, the server has taken it.
  /// - Parameters:
  ///   - message: RFC 5322 text with CRLF line ends.
  ///   - sender: address of the envelope, which refusals are sent to.
  /// - Throws: `TransferError`, when it has not.
  public func send(_ message: [UInt8], from sender: String, to recipient: String) throws(TransferError) {
    let transfer = try Transfer(limit: 1 << 16)
    let host = host.contains(":") ? "[\(host)]" : host
    transfer.set(CURLOPT_URL, "\(encryption == .tls ? "smtps" : "smtp")://\(host):\(port)/")
    transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    if encryption == .startTLS { transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
    if let credentials {
      transfer.set(CURLOPT_USERNAME, credentials.user)
      transfer.set(CURLOPT_PASSWORD, credentials.password)
    }
    transfer.trust(certificateAuthority)
    transfer.set(CURLOPT_MAIL_FROM, "<\(sender)>")
    transfer.set(CURLOPT_MAIL_RCPT, lines: ["<\(recipient)>"])
    transfer.set(CURLOPT_CONNECTTIMEOUT, min(10, timeout))
    transfer.set(CURLOPT_TIMEOUT, timeout)
    // A connection that is kept is closed without these settings: libcurl waits two minutes for the answer to QUIT then.
    transfer.set(CURLOPT_FORBID_REUSE, 1)
    transfer.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, timeout)
    transfer.set(CURLOPT_UPLOAD, 1)
    _ = try transfer.perform(sending: message)
  }
}
