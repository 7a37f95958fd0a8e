import Engine
import MariaDB
import Web

/// Telling the clients of a production that a playlist waits for them (contract chapter 07, notify-clients).
enum ClientNotice {
  static func declare(in routes: inout Routes) {
    routes.post(
      "/data/playlists/:playlist_id/notify-clients", "Tell the clients of the project that a playlist is ready", .playlist(.manager), body,
      then: notify)
  }

  private static let body = Step.fields { fields in
    (studio: fields.idOrBlank("studio_id"), department: fields.idOrBlank("department_id"))
  }

  private static func notify(
    _ call: Call, _ playlist: Subject<PlaylistFacts>, _ body: (studio: ID?, department: ID?)
  ) throws -> Response {
    let studio: SQL = body.studio.map { " AND person.studio_id = \($0)" } ?? ""
    let department: SQL =
      body.department.map {
        """
         AND EXISTS (SELECT 1 FROM department_link WHERE department_link.person_id = person.id AND department_link.department_id = \($0))
        """
      } ?? ""
    let clients = try call.database.ids(
      """
      SELECT person.id FROM person JOIN project_person_link link ON link.person_id = person.id
      WHERE link.project_id = \(playlist.project) AND COALESCE(link.role, person.role) = 'client' AND NOT person.is_bot AND person.active
      AND person.preview_project_id IS NULL
      \(studio)\(department) ORDER BY person.id
      """)
    let author = try call.callerID
    try Notifications.create(
      .playlistReady,
      clients.map { Told(person: $0, author: author, task: nil, project: playlist.project, playlist: playlist.id) }, call)
    return .json(["status": "success"])
  }
}
