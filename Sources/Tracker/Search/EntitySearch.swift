import Engine
import MariaDB
import Web

/// Finds the shots or the assets that hold all words of a query, without an index outside of the database.
struct EntitySearch {
  /// As `search_word.kind` has it.
  enum Kind: String {
    case asset, shot
  }

  struct Hit {
    let id: ID
    /// Names of the fields in which a word was found.
    let fields: [String]
  }

  let kind: Kind
  let query: SearchQuery
  /// Where is looked.
  let projects: [ID]
  let call: Call

  /// A window of what is found: words in names before those in descriptions, these before metadata; then by the word that was found.
  func hits(limit: Int, offset: Int) throws -> [Hit] {
    guard let driver = try driver() else { return [] }
    var found: [ID] = []
    var seen: Set<ID> = []
    for place in 0...2 where found.count < offset + limit {
      var amount = offset + limit + 16
      // An entity may hold the word more than once: more is asked for until there is enough, or no more.
      while true {
        let rows = try rows(driver, place: place, amount: amount)
        for row in rows where seen.insert(row).inserted { found.append(row) }
        if rows.count < amount || found.count >= offset + limit { break }
        amount *= 4
      }
    }
    let page = Array(found.dropFirst(offset).prefix(limit))
    return try page.isEmpty ? [] : withFields(page)
  }

  // MARK: Terms

  /// A condition on `search_word.word`, or on that of an alias.
  private struct Term {
    let word: String
    let isBeginning: Bool

    func condition(on alias: String) -> SQL {
      isBeginning ? "\(raw: alias).word LIKE \(word + "%")" : "\(raw: alias).word = \(word)"
    }
  }

  private var terms: [Term] {
    query.whole.map { Term(word: $0, isBeginning: false) } + (query.beginning.map { [Term(word: $0, isBeginning: true)] } ?? [])
  }

  /// Words counted at most to tell which term is the rarest.
  private static let enough = 500

  /// The term that the fewest words match: rows are read by it and looked through for the others. Nil when there is none.
  private func driver() throws -> Term? {
    let terms = terms
    if terms.count < 2 || projects.isEmpty { return projects.isEmpty ? nil : terms.first }
    let counts = try terms.map { term in
      try call.database.count(
        """
        SELECT COUNT(*) FROM (SELECT 1 FROM search_word WHERE project_id IN \(projects) AND kind = \(kind.rawValue) AND place IN (0, 1, 2)
        AND \(term.condition(on: "search_word")) LIMIT \(Self.enough)) counted
        """)
    }
    return zip(counts, terms).min { $0.0 < $1.0 }?.1
  }

  // MARK: Rows

  /// Ids by one term in one place; each project is read in the order of its index, so that no more rows are read than wanted.
  private func rows(_ driver: Term, place: Int, amount: Int) throws -> [ID] {
    // A scalar subquery is asked for each row that is read: EXISTS would be turned into a join of all rows there are.
    let others = terms.filter { $0.word != driver.word || $0.isBeginning != driver.isBeginning }
    let conditions =
      [driver.condition(on: "found")]
      + (try others.map { term in
        """
        (SELECT 1 FROM search_word other WHERE other.entity_id = found.entity_id AND \(term.condition(on: "other"))\(try limits(on: "other"))
        LIMIT 1) IS NOT NULL
        """ as SQL
      })
    let condition: SQL = "\(conditions.joined(separator: " AND "))\(try limits(on: "found"))"
    // The index has them in this order; a word that is the same in all rows would have them sorted.
    let order: SQL = driver.isBeginning ? "word, entity_id" : "entity_id"
    let selects = projects.map { project in
      """
      (SELECT found.word, found.entity_id FROM search_word found WHERE found.project_id = \(project) AND found.kind = \(kind.rawValue)
      AND found.place = \(place) AND \(condition) ORDER BY \(order) LIMIT \(amount))
      """ as SQL
    }
    let sql: SQL =
      selects.count == 1 ? selects[0] : "\(selects.joined(separator: " UNION ALL ")) ORDER BY \(order) LIMIT \(amount)"
    return try call.database.all(sql) { $0.id(1) }.compactMap { $0 }
  }

  /// Vendors find what they work on, and not by metadata of other departments.
  private func limits(on alias: String) throws -> SQL {
    let access = try call.access
    guard access.caller.role == .vendor else { return "" }
    let mine = try access.departments()
    return """
       AND \(raw: alias).entity_id IN (SELECT mine.entity_id FROM task mine WHERE mine.id IN \(access.assignments))
      AND (\(raw: alias).place < 2 OR NOT EXISTS (SELECT 1 FROM metadata_descriptor descriptor
      WHERE descriptor.project_id = \(raw: alias).project_id AND descriptor.field_name = \(raw: alias).field
      AND EXISTS (SELECT 1 FROM department_metadata_descriptor_link link WHERE link.metadata_descriptor_id = descriptor.id)
      AND NOT EXISTS (SELECT 1 FROM department_metadata_descriptor_link link
      WHERE link.metadata_descriptor_id = descriptor.id AND link.department_id IN \(mine))))
      """
  }

  private func withFields(_ page: [ID]) throws -> [Hit] {
    let matches = terms.map { $0.condition(on: "search_word") }.joined(separator: " OR ")
    let rows = try call.database.all(
      """
      SELECT entity_id, field FROM search_word WHERE entity_id IN \(page) AND (\(matches))\(try limits(on: "search_word"))
      GROUP BY entity_id, field ORDER BY entity_id, MIN(place), field
      """
    ) { (entity: $0.id(0), field: $0.text(1) ?? "") }
    let fields = Dictionary(grouping: rows, by: \.entity)
    return page.map { id in Hit(id: id, fields: fields[id, default: []].map(\.field)) }
  }
}
