import Testing

@testable import FastCGI

@Suite struct ListenAddressTests {
  @Test func unix() throws {
    #expect(try ListenAddress("unix:/run/api.sock") == .unix(path: "/run/api.sock", mode: 0o660))
    #expect(try ListenAddress("unix:relative").description == "unix:relative")
  }

  @Test(arguments: [
    ("tcp:127.0.0.1:9000", "127.0.0.1", 9000), ("tcp:localhost:1", "localhost", 1), ("tcp:[::1]:9000", "::1", 9000),
    ("tcp::65535", "", 65535),
  ])
  func tcp(text: String, host: String, port: UInt16) throws {
    let address = try ListenAddress(text)
    #expect(address == .tcp(host: host, port: port))
    #expect(address.description == text)
  }

  @Test(arguments: [
    "", "unix", "unix:", "/run/api.sock", "tcp:", "tcp:9000", "tcp:127.0.0.1", "tcp:127.0.0.1:", "tcp:127.0.0.1:0", "tcp:127.0.0.1:65536",
    "tcp:127.0.0.1:-1", "tcp:::1:9000", "http:127.0.0.1:80", "unix:" + String(repeating: "a", count: 104),
  ])
  func refused(text: String) {
    let error = #expect(throws: PoolError.self) { try ListenAddress(text) }
    #expect(error?.description.contains("\"\(text)\"") == true)
  }

  @Test func longestPathIsBound() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/" + String(repeating: "s", count: ListenAddress.longestPath - folder.utf8.count - 1)
      let listener = try Listener(.unix(path: path, mode: 0o600))
      #expect(FileIdentity(path: path) != nil)
      listener.close()
      #expect(FileIdentity(path: path) == nil)
    }
  }

  @Test func socketOfAnotherServerIsNotRemoved() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/s"
      let ours = try Listener(.unix(path: path, mode: 0o600))
      ours.refuseNewConnections()
      #expect(FileIdentity(path: path) == nil)
      let theirs = try Listener(.unix(path: path, mode: 0o600))
      ours.close()
      #expect(FileIdentity(path: path) != nil)
      theirs.close()
    }
  }

  @Test func addressOfAPassedDescriptor() throws {
    let listener = try Listener(.tcp(host: "127.0.0.1", port: freePort()))
    defer { listener.close() }
    #expect(ListenAddress(boundTo: listener.descriptor) == listener.address)
    #expect(Listener(passed: listener.descriptor)?.isInherited == true)
    #expect(Listener(passed: 1_000) == nil)
  }
}
