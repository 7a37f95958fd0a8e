import Web

/// A packet of Socket.IO 5 (socket.io/docs/v4/socket-io-protocol) inside of an Engine.IO message.
struct SocketPacket: Equatable {
  enum Kind: Int {
    case connect, disconnect, event, acknowledgement, connectError
  }

  var kind: Kind
  var namespace = "/"
  /// The number under which the sender wants an event acknowledged.
  var acknowledgement: Int?
  var payload: JSON?

  /// The namespace in which everything is announced.
  static let events = "/events"

  init(_ kind: Kind, _ namespace: String, acknowledgement: Int? = nil, payload: JSON? = nil) {
    self.kind = kind
    self.namespace = namespace
    self.acknowledgement = acknowledgement
    self.payload = payload
  }

  /// Nil for what is no packet. Those with attachments of bytes are refused: nothing here takes any.
  init?(_ text: Substring) {
    guard let digit = text.first?.wholeNumberValue, let kind = Kind(rawValue: digit) else { return nil }
    self.kind = kind
    var rest = text.dropFirst()
    if rest.first == "/" {
      // A query may stand behind the name.
      namespace = String(rest.prefix { $0 != "," && $0 != "?" })
      rest = rest.drop { $0 != "," }.dropFirst()
    }
    let number = rest.prefix { $0.isASCII && $0.isNumber }
    if !number.isEmpty {
      guard let acknowledgement = Int(number) else { return nil }
      self.acknowledgement = acknowledgement
      rest = rest.dropFirst(number.count)
    }
    if !rest.isEmpty {
      guard let payload = try? JSON.parse(Array(rest.utf8)) else { return nil }
      self.payload = payload
    }
  }

  var text: String {
    "\(kind.rawValue)\(namespace == "/" ? "" : namespace + ",")\(acknowledgement.map(String.init) ?? "")\(payload?.description ?? "")"
  }
}

extension SocketPacket {
  /// Inside of an Engine.IO message.
  var message: String { EnginePacket.message(text[...]).text }
}
