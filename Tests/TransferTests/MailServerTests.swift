import Dispatch
import Glibc
import Testing

@testable import Transfer

@Suite("Mail servers") struct MailServerTests {
  private struct NoSocket: Error {}

  /// Takes one connection and says yes to everything but the line after which it falls silent. - Returns: its port.
  private func server(silentAfter last: String) throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        bind(listener, name, length) == 0 && listen(listener, 1) == 0 && getsockname(listener, name, &length) == 0
      }
    }
    guard isBound else { throw NoSocket() }
    DispatchQueue(label: "mail server").async {
      let connection = accept(listener, nil, nil)
      close(listener)
      func say(_ line: String) { _ = write(connection, line + "\r\n", line.utf8.count + 2) }
      say("220 ready")
      var line = ""
      var isData = false
      var byte: UInt8 = 0
      // Until the other side leaves.
      while read(connection, &byte, 1) == 1 {
        if byte != 0x0A {
          if byte != 0x0D { line.unicodeScalars.append(Unicode.Scalar(byte)) }
          continue
        }
        if !isData || line == "." {
          if line.hasPrefix(last) {
            while read(connection, &byte, 1) == 1 {}
            break
          }
          isData = line == "DATA"
          say(isData ? "354 go on" : "250 yes")
        }
        line = ""
      }
      close(connection)
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private func send(toPort port: Int) throws {
    var server = MailServer(host: "127.0.0.1", port: port, encryption: .none)
    server.timeout = 3
    try server.send(Array("Subject: x\r\n\r\nHello\r\n".utf8), from: "bot@studio.example", to: "jo@studio.example")
  }

  @Test(arguments: ["EHLO", "MAIL", "RCPT", "DATA", "."])
  func silence(after line: String) throws {
    let port = try server(silentAfter: line)
    let duration = ContinuousClock().measure {
      #expect(throws: TransferError.self) { try send(toPort: port) }
    }
    #expect(duration < .seconds(30))
  }

  /// It has the message.
  @Test func silenceAtTheEnd() throws {
    let port = try server(silentAfter: "QUIT")
    let duration = try ContinuousClock().measure { try send(toPort: port) }
    #expect(duration < .seconds(30))
  }
}
