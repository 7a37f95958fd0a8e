import NIOCore
import NIOWebSocket
import Web

/// One client of Engine.IO: its packets in order, whatever carries them at the moment. Lives on the hub's event loop.
final class EngineSession {
  /// Unguessable: who knows it may read and write for the client.
  let id: String
  /// The access token of the handshake.
  let token: String?
  /// Of a person's connection in rooms.
  let connection = ID.random()

  private enum Carrier {
    /// Long polling; the poll that waits, if there is one.
    case polling((([String]) -> Void)?)
    case socket(any Channel)
    case none
  }

  private var carrier: Carrier = .polling(nil)
  private var waiting: [String] = []
  private var waitingBytes = 0
  /// Seconds of the hub's clock.
  private(set) var nextPing: Int
  private var answerDue: Int?
  let openedAt: Int
  private(set) var isClosed = false
  /// Told once, when it is over.
  var onClose: (() -> Void)?

  static let pingInterval = 25
  static let pingTimeout = 20
  /// Bytes of one packet, or one polling body.
  static let maxPayload = 1_000_000
  /// Bytes that wait for a client which does not read; past that it is dropped.
  static let maxWaiting = 4 << 20

  init(token: String?, now: Int) {
    id = ID.random().description
    self.token = token
    openedAt = now
    nextPing = now + Self.pingInterval
  }

  var isPolling: Bool { if case .polling = carrier { true } else { false } }

  /// The first packet.
  func handshake(upgrades: Bool) -> String {
    let data: JSON = [
      "sid": .text(id), "upgrades": upgrades ? ["websocket"] : [], "pingTimeout": .integer(Int64(Self.pingTimeout) * 1000),
      "pingInterval": .integer(Int64(Self.pingInterval) * 1000), "maxPayload": .integer(Int64(Self.maxPayload)),
    ]
    return EnginePacket.open(data.description).text
  }

  // MARK: Out

  /// Sends with the next `flush`.
  func send(_ text: String) {
    if isClosed { return }
    if case .socket(let channel) = carrier {
      guard channel.isWritable else { return close() }
      channel.write(Self.frame(text, channel), promise: nil)
      return
    }
    waiting.append(text)
    waitingBytes += text.utf8.count
    if waitingBytes > Self.maxWaiting { close() }
  }

  /// What is written once and sent to many.
  func send(_ text: String, encoded: inout ByteBuffer?) {
    guard !isClosed, case .socket(let channel) = carrier else { return send(text) }
    guard channel.isWritable else { return close() }
    let data = encoded ?? channel.allocator.buffer(string: text)
    encoded = data
    channel.write(WebSocketFrame(fin: true, opcode: .text, data: data), promise: nil)
  }

  func flush() {
    switch carrier {
    case .socket(let channel): channel.flush()
    case .polling(let answer?) where !waiting.isEmpty:
      carrier = .polling(nil)
      answer(takeWaiting())
    default: break
    }
  }

  /// No more than the client was promised for one body, but always one packet.
  private func takeWaiting() -> [String] {
    var bytes = 0
    let count = waiting.prefix { text in
      bytes += text.utf8.count + 1
      return bytes <= Self.maxPayload
    }.count
    let taken = Array(waiting.prefix(max(1, count)))
    waiting.removeFirst(taken.count)
    waitingBytes = waiting.reduce(0) { $0 + $1.utf8.count }
    return taken
  }

  private static func frame(_ text: String, _ channel: any Channel) -> WebSocketFrame {
    WebSocketFrame(fin: true, opcode: .text, data: channel.allocator.buffer(string: text))
  }

  // MARK: Carriers

  /// A poll waits for packets. - Returns: false when one waits already, or the session polls no more.
  func poll(_ answer: @escaping ([String]) -> Void) -> Bool {
    guard !isClosed, case .polling(nil) = carrier else { return false }
    carrier = .polling(answer)
    flush()
    return true
  }

  /// The poll's connection is gone: what comes waits for the next one.
  func pollEnded() { if case .polling = carrier { carrier = .polling(nil) } }

  /// A WebSocket asks to take over: the poll that waits ends, so that the client knows nothing is on its way.
  func probe() {
    guard case .polling(let answer?) = carrier else { return }
    carrier = .polling(nil)
    answer([EnginePacket.noop.text])
  }

  /// The WebSocket carries everything from here on.
  func upgrade(to channel: any Channel) {
    guard !isClosed else { return }
    if case .polling(let answer?) = carrier { answer([EnginePacket.noop.text]) }
    carrier = .socket(channel)
    let texts = waiting
    (waiting, waitingBytes) = ([], 0)
    for text in texts { send(text) }
    channel.flush()
  }

  /// The WebSocket is gone.
  func socketEnded(_ channel: any Channel) { if case .socket(let mine) = carrier, mine === channel { close() } }

  // MARK: Life

  /// Something came from the client.
  func answered() { answerDue = nil }

  /// Once a second: asks whether the client is still there, and gives up when it does not answer.
  func tick(now: Int) {
    if let due = answerDue, now >= due { return close() }
    guard now >= nextPing else { return }
    nextPing = now + Self.pingInterval
    answerDue = answerDue ?? now + Self.pingTimeout
    send(EnginePacket.ping("").text)
    flush()
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    switch carrier {
    case .socket(let channel): channel.close(promise: nil)
    case .polling(let answer?): answer([EnginePacket.close.text])
    default: break
    }
    carrier = .none
    waiting = []
    onClose?()
    onClose = nil
  }
}
