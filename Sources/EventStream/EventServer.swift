import Engine
import Glibc
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Web

/// The process that tells browsers and programs what happens: Socket.IO (contract chapter 01, Algorithm 8) and Server-Sent Events.
package final class EventServer {
  package enum Address: Sendable {
    case unix(path: String)
    case tcp(host: String, port: Int)
  }

  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let hub: Hub

  package init(_ configuration: Configuration, log: Logger) {
    hub = Hub(configuration, loop: group.next(), log: log)
  }

  /// Serves until `wait` comes back.
  /// - Throws: what keeps it from listening.
  package func run(at address: Address, until wait: () -> Void) throws {
    let hub = hub
    try hub.loop.submit { hub.start() }.wait()
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // Past the first mark a client that does not read is dropped.
      .childChannelOption(.writeBufferWaterMark, value: .init(low: 1 << 20, high: EngineSession.maxWaiting))
      // Clients say little: what is kept for reading stays small.
      .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 256, initial: 1024, maximum: 65_536))
      .childChannelInitializer { channel in Self.prepare(channel, hub) }
    let server: any Channel
    switch address {
    case .unix(let path):
      server = try bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).wait()
      chmod(path, 0o660)
    case .tcp(let host, let port): server = try bootstrap.bind(host: host, port: port).wait()
    }
    hub.log.info("telling what happens", metadata: ["address": "\(server.localAddress.map { "\($0)" } ?? "")"])
    wait()
    try? server.close().wait()
    try hub.loop.flatSubmit { hub.end() }.wait()
    try group.syncShutdownGracefully()
  }

  private static func prepare(_ channel: any Channel, _ hub: Hub) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let handler = HTTPHandler(hub)
      let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
      try channel.pipeline.syncOperations.configureHTTPServerPipeline(
        withServerUpgrade: (
          upgraders: [upgrader(hub)],
          completionHandler: { context in context.pipeline.syncOperations.removeHandler(bound.value, promise: nil) }
        ))
      try channel.pipeline.syncOperations.addHandler(handler)
    }
  }

  /// Which WebSockets are taken: those of a session that polls, and those that begin one.
  private static func upgrader(_ hub: Hub) -> NIOWebSocketServerUpgrader {
    NIOWebSocketServerUpgrader(
      maxFrameSize: EngineSession.maxPayload,
      shouldUpgrade: { channel, head in
        let request = StreamRequest(head)
        let isKnown = request.parameters["sid"].map { hub.sessions[$0]?.isPolling == true } ?? (hub.sessions.count < Hub.maxSessions)
        let isOurs = request.path == "/socket.io" && request.parameters["transport"] == "websocket" && request.refusal == nil
        return channel.eventLoop.makeSucceededFuture(isOurs && isKnown ? [:] : nil)
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          let request = StreamRequest(head)
          let known = request.parameters["sid"].flatMap { hub.sessions[$0] }
          guard let session = known ?? hub.open(token: request.token(hub.configuration.corsOrigins)) else { throw ChannelError.eof }
          try channel.pipeline.syncOperations.addHandlers([
            NIOWebSocketFrameAggregator(
              minNonFinalFragmentSize: 1, maxAccumulatedFrameCount: 1000, maxAccumulatedFrameSize: EngineSession.maxPayload),
            WebSocketHandler(hub, session, begins: known == nil),
          ])
        }
      })
  }
}
