import Web

/// A mail as it goes over the wire: plain text and HTML of the same content (RFC 5322; RFC 2046 §5.1.4).
public struct MailMessage: Sendable {
  public struct Address: Sendable {
    /// May be empty.
    public let name: String
    public let address: String

    /// Nil for what no server could deliver to, or what would end the line it stands in.
    public init?(name: String = "", _ address: String) {
      let isPlain = address.unicodeScalars.allSatisfy { scalar in
        !"<>()[],;:\\\"".unicodeScalars.contains(scalar) && !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
      }
      guard isPlain, address.split(separator: "@", omittingEmptySubsequences: false).map(\.isEmpty) == [false, false] else { return nil }
      self.name = name
      self.address = address
    }

    /// Is it one that every server understands (RFC 6531)?
    public var isASCII: Bool { address.utf8.allSatisfy { $0 < 0x80 } }

    /// Only ASCII may stand in an address here (RFC 5322 §3.4.1): another one is shown as the name of a group without members. The envelope,
    /// where libcurl encodes domains (RFC 5891), decides who gets the mail.
    fileprivate var header: String {
      if !isASCII { return "\(EncodedWords.encode(address, in: "From")):;" }
      return name.isEmpty ? "<\(address)>" : "\(EncodedWords.encode(name, in: "From")) <\(address)>"
    }
  }

  public var from: Address
  public var to: Address
  public var subject: String
  public var text: String
  public var html: String
  /// BCP 47, as `en` or `fr`.
  public var language: String
  /// Unique to this message, and the same when it is sent again, so that servers can tell. Letters, digits and dashes.
  public var id: String
  public var date: DateTime

  public init(from: Address, to: Address, subject: String, text: String, html: String, language: String, id: String, date: DateTime) {
    self.from = from
    self.to = to
    self.subject = subject
    self.text = text
    self.html = html
    self.language = language
    self.id = id
    self.date = date
  }

  /// The message with CRLF line ends.
  public var bytes: [UInt8] {
    let boundary = "=_\(id)"
    let header = [
      "From: \(from.header)", "To: \(to.header)", "Subject: \(EncodedWords.encode(subject, in: "Subject"))", "Date: \(date.mail)",
      "Message-ID: <\(id)\(from.address.drop { $0 != "@" })>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
      "Content-Language: \(language)", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "",
    ]
    let parts = [("text/plain", text), ("text/html", html)].flatMap { type, content in
      [
        "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
        QuotedPrintable.encode(content),
      ]
    }
    return Array((header + parts + ["--\(boundary)--", ""]).joined(separator: "\r\n").utf8)
  }
}
