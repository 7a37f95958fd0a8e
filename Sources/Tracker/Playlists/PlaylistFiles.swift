import Engine
import MariaDB
import Storage
import Web

/// A playlist taken away: its files as a zip, its state as rows of text (contract chapter 07, Playlist builds and exports; chapter 08).
enum PlaylistFiles {
  static func declare(in routes: inout Routes) {
    routes.get(
      "/data/playlists/:playlist_id/download/zip", "Download the files of a playlist as a zip",
      .may(.noVendor), .playlist(.download)
    ) { call, _, playlist in try zip(call, playlist.row) }
    routes.get(
      "/export/csv/playlists/:playlist_id", "Download the state of a playlist as rows of text",
      .may(.noVendor), .playlist(.download)
    ) { call, _, playlist in try PlaylistTable(playlist.row, call).answer() }
  }

  // MARK: Zip

  /// All previews of each revision that is shown, in the order of the entries. What is not in the store is named in `missing.txt`.
  private static func zip(_ call: Call, _ playlist: PlaylistFacts) throws -> Response {
    let entries = try PlaylistEntries(of: playlist, call.database)
    let previews = entries.entries.compactMap(\.preview).flatMap { entries.revision(of: $0) }.map(
      \.id)
    let names = try PreviewName.names(of: previews, call.database)
    var seen: Set<ID> = []
    let files = previews.filter { seen.insert($0).inserted }.compactMap { id in names[id].map { (name: $0.name, files: $0.files(of: id)) } }
    let name = try PlaylistFileName(playlist, call.database)
    let store = call.configuration.store
    return .zip(name.disposition("zip")) { try write(files, store, to: $0) }
  }

  private static func write(_ files: [(name: String, files: [StoredFile])], _ store: LocalStore, to zip: ZipWriter) throws {
    let now = Call.now.secondsSince1970
    var missing: [String] = []
    for file in files {
      if let open = file.files.lazy.compactMap({ store.open($0) }).first(where: { $0.size > 0 }) {
        try zip.add(open, as: file.name, modifiedAt: now)
      } else {
        missing.append(file.name)
      }
    }
    if !missing.isEmpty {
      try zip.add(
        missing.map { "\($0): the file is not in the store.\r\n" }.joined(), as: "missing.txt",
        modifiedAt: now)
    }
    try zip.finish()
  }
}

/// How the files that are made of a playlist are called.
struct PlaylistFileName {
  private let stem: String

  /// - Parameter prefix: stands before it: the moment of a build.
  init(_ playlist: PlaylistFacts, prefix: String = "", _ database: Connection) throws {
    let found = try database.first(
      """
      SELECT project.name, COALESCE(project.production_type, ''), episode.name FROM project
      LEFT JOIN entity episode ON episode.id = \(playlist.record.id("episode_id")) WHERE project.id = \(playlist.project)
      """
    ) { (project: $0.text(0) ?? "", kind: $0.text(1) ?? "", episode: $0.text(2)) }
    var words = [prefix, Slug.make(found?.project ?? "", separator: "_")]
    if found?.kind == "tvshow" {
      let others = playlist.record.bool("is_for_all") ? "all_assets" : "main_pack"
      words.append(found?.episode.map { Slug.make($0, separator: "_") } ?? others)
    }
    words.append(Slug.make(playlist.name, separator: "_"))
    stem = words.filter { !$0.isEmpty }.joined(separator: "_")
  }

  func disposition(_ fileExtension: String) -> Header {
    Header("Content-Disposition", "attachment; filename=\(stem).\(fileExtension)")
  }
}
