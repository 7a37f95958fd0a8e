import Glibc
import Testing

@testable import FastCGI

@Suite struct NotificationTests {
  @Test func text() {
    #expect(Notification.ready(status: "4 workers").text == "READY=1\nSTATUS=4 workers")
    #expect(Notification.reloading(since: 123_456).text == "RELOADING=1\nMONOTONIC_USEC=123456")
    #expect(Notification.stopping(status: "bye").text == "STOPPING=1\nSTATUS=bye")
    #expect(Notification.status("x").text == "STATUS=x")
  }

  @Test func sent() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/notify"
      let receiver = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      defer { close(receiver) }
      #expect(Listener.withUnixAddress(path) { bind(receiver, $0, $1) } == 0)
      NotificationSocket(name: path).send(.status("hello"))
      var buffer = [UInt8](repeating: 0, count: 100)
      let count = recv(receiver, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      #expect(count > 0 && String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self) == "STATUS=hello")
    }
  }

  @Test(arguments: [nil, "", "/", "@", "relative", "/nowhere/at/all", "/" + String(repeating: "a", count: 200), "vsock:2:1234"])
  func nowhere(name: String?) {
    NotificationSocket(name: name).send(.status("nobody hears"))
  }
}
