/// What a worker answers requests with. One exists per worker; it is used by nothing else at the same time.
public protocol Responder {
  /// Answers a request: writes the CGI header block (`Status: 200 OK`, other headers, an empty line) and the body to it.
  ///
  /// The request is over when this returns: nothing of it may be kept.
  func respond(to request: Request, on slot: Slot)

  /// There was nothing to do for ``PoolConfiguration/idleInterval`` seconds: a moment to let go of what is not needed.
  func idle()
}

extension Responder {
  /// Keeps everything.
  public func idle() {}
}
