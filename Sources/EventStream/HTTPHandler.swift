import Engine
import NIOCore
import NIOHTTP1
import Web

/// The HTTP side: polling, Server-Sent Events, and signs of life. One per connection.
final class HTTPHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let hub: Hub
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isTooLarge = false
  /// Whose poll waits on this connection.
  private var polling: EngineSession?
  private var source: EventSource?

  init(_ hub: Hub) {
    self.hub = hub
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.removeAll()
      isTooLarge = false
    case .body(let part):
      if body.count + part.readableBytes > EngineSession.maxPayload { isTooLarge = true } else { body += part.readableBytesView }
    case .end:
      guard let head else { return }
      self.head = nil
      answer(head, context.channel)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    polling?.pollEnded()
    source?.close()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ head: HTTPRequestHead, _ channel: any Channel) {
    let reply = Reply(channel, isKeptAlive: head.isKeepAlive, hasBody: head.method != .HEAD)
    if isTooLarge { return reply.refuse(.payloadTooLarge, "The body is larger than \(EngineSession.maxPayload) bytes.") }
    let request = StreamRequest(head)
    switch (request.path, head.method) {
    case ("/socket.io", .GET): poll(request, reply)
    case ("/socket.io", .POST): take(request, reply)
    case ("/socket.io", .OPTIONS): reply.send(.noContent, "", "")
    case ("/data/events/stream", .GET): stream(request, head, channel, reply)
    case ("/", .GET), ("/", .HEAD): reply.json(.ok, ["name": "\(Configuration.apiName) Event stream"])
    case ("/stats", .GET): reply.json(.ok, ["nb_connections": JSON(hub.connectionCount)])
    default: reply.json(.notFound, ["error": true, "message": "404 Not Found: The event stream has no such address."])
    }
  }

  // MARK: Polling

  private func poll(_ request: StreamRequest, _ reply: Reply) {
    if let refusal = request.refusal { return reply.refuse(.badRequest, refusal) }
    guard let sid = request.parameters["sid"] else {
      guard request.parameters["transport"] == "polling" else { return reply.refuse(.badRequest, "Invalid transport") }
      guard let session = hub.open(token: request.token(hub.configuration.corsOrigins)) else {
        return reply.refuse(.serviceUnavailable, "Too many connections")
      }
      return reply.text(session.handshake(upgrades: true))
    }
    guard let session = hub.sessions[sid] else { return reply.refuse(.badRequest, "Invalid session") }
    let isTaken = session.poll { [weak self] packets in
      self?.polling = nil
      reply.text(packets.joined(separator: String(EnginePacket.separator)))
    }
    guard isTaken else { return reply.refuse(.badRequest, "Another request waits for this session, or it uses a WebSocket") }
    // Nil again when there was something to tell at once.
    if !reply.isSent { polling = session }
  }

  private func take(_ request: StreamRequest, _ reply: Reply) {
    if let refusal = request.refusal { return reply.refuse(.badRequest, refusal) }
    guard let session = request.parameters["sid"].flatMap({ hub.sessions[$0] }) else { return reply.refuse(.badRequest, "Invalid session") }
    guard session.isPolling else { return reply.refuse(.badRequest, "This session uses a WebSocket") }
    guard let text = String(validating: body, as: UTF8.self) else { return reply.refuse(.badRequest, "The body is not UTF-8") }
    for packet in text.split(separator: EnginePacket.separator, maxSplits: 1000) {
      Conversation(hub: hub).receive(packet, from: session)
    }
    reply.send(.ok, "text/html", "ok")
  }

  // MARK: Server-Sent Events

  private func stream(_ request: StreamRequest, _ head: HTTPRequestHead, _ channel: any Channel, _ reply: Reply) {
    let token = request.token(hub.configuration.corsOrigins) ?? ""
    let lastEvent = head.headers.first(name: "Last-Event-ID") ?? request.parameters["last_event_id"]
    let bound = NIOLoopBound(self, eventLoop: hub.loop)
    hub.ask { desk in try desk.admit(token.isEmpty ? [] : [token]) }.whenComplete { [hub] result in
      let handler = bound.value
      switch result {
      case .success(let (caller, viewer)):
        var headers = Reply.headers
        headers.replaceOrAdd(name: "Content-Type", value: "text/event-stream")
        headers.add(name: "X-Accel-Buffering", value: "no")
        channel.writeAndFlush(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)), promise: nil)
        let source = EventSource(channel, now: hub.now)
        handler.source = source
        source.onClose = { [hub, unowned source] in hub.remove(source) }
        let client = Client(.eventSource(source), caller, viewer, token: token, takesCursors: true)
        let greeted = NIOLoopBound(source, eventLoop: hub.loop)
        hub.join(client, after: lastEvent) { isKnown in
          greeted.value.send(isKnown ? ":\n\n" : "event: missed\ndata: {}\n\n")
          greeted.value.flush()
        }
      case .failure(let error):
        let refusal = error as? Desk.Refusal
        reply.json(
          refusal == nil ? .serviceUnavailable : .unauthorized,
          ["error": true, "message": .text(refusal?.message ?? "The database does not answer: try again in a moment.")])
      }
    }
  }
}

/// What the stream takes out of a request.
struct StreamRequest {
  /// Without the slash at the end, and without `/api` before it.
  let path: String
  let parameters: [String: String]
  private let headers: HTTPHeaders

  init(_ head: HTTPRequestHead) {
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = String(parts[0])
    if path.hasPrefix("/api/") { path.removeFirst(4) }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    let pairs = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
    parameters = Dictionary(pairs.map { (String($0[0]), $0.count > 1 ? String($0[1]) : "") }) { first, _ in first }
    headers = head.headers
  }

  func token(_ origins: [String]) -> String? { HandshakeToken.find(in: headers, origins: origins) }

  /// Why no client of this kind is served; nil for one that speaks Engine.IO 4.
  var refusal: String? {
    parameters["EIO"] == "4" ? nil : "The client is using an unsupported version of the Socket.IO or Engine.IO protocols"
  }
}

/// The answer to one request.
final class Reply: @unchecked Sendable {
  private let channel: any Channel
  private let isKeptAlive: Bool
  private let hasBody: Bool
  private(set) var isSent = false

  static let headers: HTTPHeaders = ["Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"]

  init(_ channel: any Channel, isKeptAlive: Bool, hasBody: Bool) {
    self.channel = channel
    self.isKeptAlive = isKeptAlive
    self.hasBody = hasBody
  }

  func text(_ text: String) { send(.ok, "text/plain; charset=UTF-8", text) }

  func json(_ status: HTTPResponseStatus, _ document: JSON) { send(status, "application/json", document.description) }

  /// As Engine.IO does: the reason as a JSON string.
  func refuse(_ status: HTTPResponseStatus, _ reason: String) { json(status, .text(reason)) }

  func send(_ status: HTTPResponseStatus, _ type: String, _ text: String) {
    guard !isSent else { return }
    isSent = true
    var headers = Self.headers
    if !type.isEmpty { headers.add(name: "Content-Type", value: type) }
    headers.add(name: "Content-Length", value: "\(text.utf8.count)")
    if !isKeptAlive { headers.add(name: "Connection", value: "close") }
    channel.write(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)), promise: nil)
    if hasBody { channel.write(HTTPServerResponsePart.body(.byteBuffer(channel.allocator.buffer(string: text))), promise: nil) }
    let end = channel.writeAndFlush(HTTPServerResponsePart.end(nil))
    if !isKeptAlive { end.whenComplete { [channel] _ in channel.close(promise: nil) } }
  }
}
