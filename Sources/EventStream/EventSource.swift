import NIOCore
import NIOHTTP1

/// One client of Server-Sent Events (WHATWG HTML, section 9.2): an answer that does not end. Lives on the hub's event loop.
final class EventSource {
  private let channel: any Channel
  private var nextSign: Int
  private(set) var isClosed = false
  var onClose: (() -> Void)?

  /// Seconds between two comments that keep proxies from closing what is silent.
  private static let pause = 15

  init(_ channel: any Channel, now: Int) {
    self.channel = channel
    nextSign = now + Self.pause
  }

  /// Sends with the next `flush`.
  func send(_ text: String) {
    guard !isClosed else { return }
    // It does not read: what it misses it asks for when it comes again.
    guard channel.isWritable else { return close() }
    channel.write(HTTPServerResponsePart.body(.byteBuffer(channel.allocator.buffer(string: text))), promise: nil)
  }

  func flush() { channel.flush() }

  func tick(now: Int) {
    guard now >= nextSign else { return }
    nextSign = now + Self.pause
    send(":\n\n")
    flush()
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    channel.close(promise: nil)
    onClose?()
    onClose = nil
  }
}
