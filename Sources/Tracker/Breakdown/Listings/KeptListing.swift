import Engine
import Web

/// A large listing that the web server keeps under the name of its state, for all who may see the same (`location /_listings/` of the nginx
/// site). The worker first only finds out who asks and what the state is; nginx has that listing, or asks the pool for it in turn.
///
/// What is kept is never stale: its name holds the state that it was made in or after, and nobody is led to the name once something was
/// committed that changes it (`ListingVersion`).
enum KeptListing {
  /// The web server keeps none, or not for this request.
  case unknown
  /// Kept under this internal address, or made when it is asked for there.
  case elsewhere(String)
  /// The web server asks for the listing itself. Is its state still the one that was looked up?
  case asked(isCurrent: Bool)

  init(_ call: Call, _ tag: EntityTag) {
    guard let place = call.request.parameter("TSUBAME_LISTING")?.nonEmpty else {
      self = .unknown
      return
    }
    if place != "/_listings/" {
      self = .asked(isCurrent: place == tag.opaque)
    } else if call.request.verb == "GET", call.configuration.corsOrigins.isEmpty {
      // The path is that of the client for whoever makes it; the query would be lost.
      let query = call.request.parameter("QUERY_STRING")?.nonEmpty.map { "?\($0)" } ?? ""
      self = .elsewhere(place + tag.opaque + query)
    } else {
      // An answer to HEAD is not worth keeping; what other origins may read is told each of them alone.
      self = .unknown
    }
  }
}
