import Engine
import Web

/// Somebody who hears of events, over Socket.IO or as Server-Sent Events.
final class Client {
  enum Outlet {
    case session(EngineSession)
    case eventSource(EventSource)
  }

  let outlet: Outlet
  let caller: Caller
  var viewer: Viewer
  /// The access token, asked again with each message.
  let token: String
  /// Names the last event it hears of with each one: who asked to be told what it missed.
  let takesCursors: Bool
  /// The review rooms it has opened.
  var rooms: Set<ID> = []

  init(_ outlet: Outlet, _ caller: Caller, _ viewer: Viewer, token: String, takesCursors: Bool) {
    self.outlet = outlet
    self.caller = caller
    self.viewer = viewer
    self.token = token
    self.takesCursors = takesCursors
  }

  func close() {
    switch outlet {
    case .session(let session): session.close()
    case .eventSource(let source): source.close()
    }
  }
}
