import Engine
import Web

/// The routes whose bodies may weigh more than others, as nginx has to know them: it refuses what is too large before it takes it in.
package enum LargeBodies {
  /// Locations for the site's location `/api/`, which has the limit of all other routes (nginx/tsubame.conf).
  /// - Parameter setting: MAX_CONTENT_LENGTH.
  package static func locations(setting: Int) -> String {
    let routes = declaredRoutes().router.declarations.map { ($0.pattern, $0.route.weight) }
    return "# Made by `tsubame nginx-sizes`: the routes that take more than 1 MB.\n"
      + [BodyWeight.bulk, .files].map { location(of: $0, setting, routes) }.joined()
  }

  /// nginx takes no expression of more than some 4,000 bytes: a location for every few routes.
  private static func location(of weight: BodyWeight, _ setting: Int, _ routes: [(pattern: String, weight: BodyWeight)]) -> String {
    var seen: Set<String> = []
    let paths = routes.filter { $0.weight == weight }.map { expression($0.pattern) }.filter { seen.insert($0).inserted }
    let size = weight == .files && setting == 0 ? 0 : weight.bytes(setting: setting)
    return stride(from: 0, to: paths.count, by: 20).map { start in
      """
      location ~ "^/api/(?:\(paths[start..<min(start + 20, paths.count)].joined(separator: "|")))/*$" {
          client_max_body_size \(size);
          fastcgi_pass tsubame_pool;
      }

      """
    }.joined()
  }

  /// `data/projects/[^/]+/shots/bulk`
  private static func expression(_ pattern: String) -> String {
    pattern.split(separator: "/").map { segment in
      segment.first == ":" ? "[^/]+" : segment.map { ".+()[]{}*?|^$\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    }.joined(separator: "/")
  }
}
