import NIOCore
import NIOWebSocket

/// One WebSocket: it begins a session, or takes one over from polling. Whole messages only: fragments are joined before it.
final class WebSocketHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let hub: Hub
  private let session: EngineSession
  /// Has it taken over?
  private var isCarrier: Bool

  /// - Parameter begins: nothing else carried the session before.
  init(_ hub: Hub, _ session: EngineSession, begins: Bool) {
    self.hub = hub
    self.session = session
    isCarrier = begins
  }

  func handlerAdded(context: ChannelHandlerContext) {
    guard isCarrier else { return }
    write(session.handshake(upgrades: false), context)
    session.upgrade(to: context.channel)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text:
      var data = frame.unmaskedData
      let length = data.readableBytes
      guard let text = try? data.readUTF8ValidatedString(length: length) else { return context.close(promise: nil) }
      receive(text[...], context)
    case .ping:
      context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)), promise: nil)
    case .connectionClose:
      context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)), promise: nil)
      context.close(promise: nil)
    case .pong: break
    // Nothing here takes bytes.
    default: context.close(promise: nil)
    }
  }

  private func receive(_ text: Substring, _ context: ChannelHandlerContext) {
    if isCarrier { return Conversation(hub: hub).receive(text, from: session) }
    switch EnginePacket(text) {
    case .ping(let probe)?:
      session.probe()
      write(EnginePacket.pong(probe).text, context)
    case .upgrade?:
      isCarrier = true
      session.upgrade(to: context.channel)
    default: context.close(promise: nil)
    }
  }

  private func write(_ text: String, _ context: ChannelHandlerContext) {
    let frame = WebSocketFrame(fin: true, opcode: .text, data: context.channel.allocator.buffer(string: text))
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    session.socketEnded(context.channel)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
