import Engine
import MariaDB
import Web

/// The chats of entities: who is in them, and what is said (contract chapter 03, Entity chats).
///
/// An entity's chat is made when somebody first looks at it, so reading routes write. Its entity is locked meanwhile: there is one of each.
enum ChatRoutes {
  static func declare(in routes: inout Routes) {
    let chat = "/data/entities/:entity_id/chat"
    routes.get(chat, writing: true, "Read the chat of an entity", .entity(.read), then: read)
    routes.get("\(chat)/messages", writing: true, "List the messages in the chat of an entity", .entity(.read)) { call, entity in
      let id = try self.chat(of: entity.id, call)
      return .json(.array(try messages("chat_message.chat_id = \(id) ORDER BY chat_message.created_at, chat_message.id", call)))
    }
    routes.post("\(chat)/messages", "Write into the chat of an entity", .entity(.read), text, then: write)
    let one = "\(chat)/messages/:chat_message_id"
    routes.get(one, writing: true, "Read a message in the chat of an entity", .entity(.read), .row(.chatMessage)) { call, entity, message in
      try check(message, of: entity.id, call)
      return .json(try messages("chat_message.id = \(message.id)", call).first ?? .null)
    }
    routes.delete(one, "Delete a message in the chat of an entity", .entity(.read), .row(.chatMessage), then: remove)
    routes.get("/data/user/chats", for: .person, "List the chats that the caller takes part in", then: mine)
    routes.post("/actions/user/chats/:entity_id/join", for: .person, "Join the chat of an entity", .entity(.read), then: join)
    routes.delete("/actions/user/chats/:entity_id/join", for: .person, "Leave the chat of an entity", .entity(.read), then: leave)
  }

  /// What is said. - Throws: 400 for files, which chats do not take yet.
  private static let text = Step<String>(StepNote(body: .fields(FieldReader.fields(of: { $0.text("message") })))) { call in
    let files = try call.request.files(in: call.configuration.previewFolder)
    guard files.isEmpty else { throw Failure.parameter("Files cannot be sent to a chat yet; send the message without them.") }
    return try call.request.validated { $0.text("message") }
  }

  private static let plain = Shape(.chat)
  private static let full = Shape(.chat, relations: true).adding(Shape.Key(name: "messages", source: .constant("[]")))
  private static let message = Shape(.chatMessage)

  /// The chat's id; the chat is made when there is none.
  private static func chat(of entity: ID, _ call: Call) throws -> ID {
    let stored = try call.database.ids("SELECT id FROM chat WHERE object_id = \(entity) ORDER BY id LIMIT 1").first
    return try stored ?? call.database.insert(into: .chat, ["object_id": entity.sqlValue])
  }

  private static func read(_ call: Call, of entity: Subject<EntityFacts>) throws -> Response {
    let id = try chat(of: entity.id, call)
    return try call.row("SELECT \(full.select) FROM chat WHERE chat.id = \(id)", full)
  }

  // MARK: Participants

  private static func join(_ call: Call, _ entity: Subject<EntityFacts>) throws -> Response {
    let (id, person) = (try chat(of: entity.id, call), try call.callerID)
    try call.database.execute(
      "INSERT INTO chat_participant (chat_id, person_id) VALUES (\(id), \(person)) ON DUPLICATE KEY UPDATE chat_id = chat_id")
    announce("joined", id, ["person_id": JSON(person)], call)
    return try call.row("SELECT \(plain.select) FROM chat WHERE chat.id = \(id)", plain)
  }

  private static func leave(_ call: Call, _ entity: Subject<EntityFacts>) throws -> Response {
    let (id, person) = (try chat(of: entity.id, call), try call.callerID)
    try call.database.execute("DELETE FROM chat_participant WHERE chat_id = \(id) AND person_id = \(person)")
    announce("left", id, ["person_id": JSON(person)], call)
    return .deleted
  }

  private static func mine(_ call: Call) throws -> Response {
    let shape = Shape(keys: [
      Shape.Key(name: "id", source: .value("chat.id", .uuid)), Shape.Key(name: "object_id", source: .value("chat.object_id", .uuid)),
      Shape.Key(name: "last_message", source: .value("chat.last_message", .datetime)),
      Shape.Key(name: "entity_name", source: .value(FullEntityName.name, .text)),
      Shape.Key(name: "project_id", source: .value("entity.project_id", .uuid)),
      Shape.Key(name: "preview_file_id", source: .value("entity.preview_file_id", .uuid)),
    ])
    return call.stream(
      """
      SELECT \(shape.select) FROM chat_participant JOIN chat ON chat.id = chat_participant.chat_id
      JOIN entity ON entity.id = chat.object_id\(FullEntityName.joins)
      WHERE chat_participant.person_id = \(try call.callerID) AND entity.project_id IN \(ProjectStatus.openProjects) ORDER BY chat.id
      """, shape)
  }

  // MARK: Messages

  private static func messages(_ condition: SQL, _ call: Call) throws -> [JSON] {
    let files: SQL = """
      (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', file.id, 'name', file.name, 'extension', file.extension) ORDER BY file.id)
      FROM attachment_file file WHERE file.chat_message_id = chat_message.id)
      """
    let shape = message.adding(Shape.Key(name: "attachment_files", source: .value("COALESCE(\(files), '[]')", .json)))
    return try call.documents("SELECT \(shape.select) FROM chat_message WHERE \(condition)", shape)
  }

  private static func write(_ call: Call, in entity: Subject<EntityFacts>, text: String) throws -> Response {
    let (chat, person) = (try chat(of: entity.id, call), try call.callerID)
    guard try call.database.exists("SELECT 1 FROM chat_participant WHERE chat_id = \(chat) AND person_id = \(person)") else {
      throw Failure.parameter("You are not a participant of this chat.")
    }
    let id = try call.database.insert(
      into: .chatMessage, ["chat_id": chat.sqlValue, "person_id": person.sqlValue, "text": .text(text)])
    try call.database.execute(
      "UPDATE chat SET last_message = (SELECT created_at FROM chat_message WHERE id = \(id)), updated_at = UTC_TIMESTAMP(6) WHERE id = \(chat)"
    )
    let last = try call.database.first("SELECT last_message FROM chat WHERE id = \(chat)") { $0.text(0) } ?? nil
    let moment = last.map { JSON.text(String($0.prefix(19)).split(separator: " ").joined(separator: "T")) } ?? .null
    announce("new-message", chat, ["chat_message_id": JSON(id), "last_message": moment], call)
    return try call.row("SELECT \(message.select) FROM chat_message WHERE chat_message.id = \(id)", message, status: 201)
  }

  /// - Throws: 403 for a message in another chat.
  private static func check(_ message: Record, of entity: ID, _ call: Call) throws {
    if message.id("chat_id") != (try chat(of: entity, call)) { throw Failure.forbidden }
  }

  /// For its author and administrators.
  private static func remove(_ call: Call, in entity: Subject<EntityFacts>, message: Record) throws -> Response {
    try check(message, of: entity.id, call)
    try call.check(.oneself, Person(message.id("person_id")))
    let files = try call.database.ids("SELECT id FROM attachment_file WHERE chat_message_id = \(message.id)")
    if !files.isEmpty {
      try call.database.execute("DELETE FROM attachment_file WHERE id IN \(files)")
      Cascade(call).removeFiles(ofAttachments: files)
    }
    try call.database.execute("DELETE FROM chat_message WHERE id = \(message.id)")
    announce("deleted-message", message.id("chat_id"), ["chat_message_id": JSON(message.id)], call)
    return .deleted
  }

  private static func announce(_ action: String, _ chat: ID?, _ data: JSON.Object, _ call: Call) {
    var data = data
    data["chat_id"] = chat.map { JSON($0) } ?? .null
    call.events.emit("chat:\(action)", data, isKept: false)
  }
}
