/// A packet of Engine.IO 4 (socket.io/docs/v4/engine-io-protocol): a digit that says what it is, then text.
enum EnginePacket: Equatable {
  case open(String)
  case close
  case ping(String)
  case pong(String)
  case message(Substring)
  case upgrade
  case noop

  /// Nil for what is no packet; packets of bytes are none that this server knows a use for.
  init?(_ text: Substring) {
    let rest = text.dropFirst()
    switch text.first {
    case "0": self = .open(String(rest))
    case "1": self = .close
    case "2": self = .ping(String(rest))
    case "3": self = .pong(String(rest))
    case "4": self = .message(rest)
    case "5": self = .upgrade
    case "6": self = .noop
    default: return nil
    }
  }

  var text: String {
    switch self {
    case .open(let text): "0" + text
    case .close: "1"
    case .ping(let text): "2" + text
    case .pong(let text): "3" + text
    case .message(let text): "4" + text
    case .upgrade: "5"
    case .noop: "6"
    }
  }

  /// Stands between the packets of one long-polling body.
  static let separator: Character = "\u{1e}"
}
