import MariaDB
import TestSupport
import Testing

@testable import Engine

/// The tables as they are declared, before any database.
@Suite struct TableTests {
  @Test func namesAreUnique() {
    #expect(Set(Table.all.map(\.name)).count == Table.all.count)
    for table in Table.all {
      let names = table.columns.map(\.name) + table.relations.map(\.name)
      #expect(Set(names).count == names.count, "\(table.name)")
    }
  }

  @Test func linksLeadToDeclaredColumns() {
    for table in Table.all {
      for column in table.columns {
        if let target = column.target { #expect(Table.named(target) != nil, "\(table.name).\(column.name)") }
      }
      for relation in table.relations {
        switch relation.kind {
        case .links(let link, let owner, let other):
          #expect(Table.named(link)?.column(owner)?.target == table.name, "\(table.name).\(relation.name)")
          #expect(Table.named(link)?.column(other)?.target == relation.target, "\(table.name).\(relation.name)")
        case .children(let column):
          #expect(Table.named(relation.target)?.column(column) != nil, "\(table.name).\(relation.name)")
        }
      }
    }
  }

  /// A default must be a value that the column's kind accepts.
  @Test func defaultsAreAccepted() {
    for table in Table.all {
      for column in table.columns {
        guard let fallback = column.fallback else { continue }
        #expect(throws: Never.self, "\(table.name).\(column.name)") { try Coercion.value(fallback, column) }
      }
    }
  }
}

extension DatabaseTests {
  /// The migrated database and the declarations say the same, column by column.
  @Suite struct SchemaTests {
    private let database: TestDatabase

    init() throws {
      database = try TestDatabase()
      try Migrator(database.connection, try SourceMigrations.all()).run { _ in }
    }

    @Test func columns() throws {
      let connection = database.connection
      let rows = try connection.all(
        """
        SELECT table_name, column_name, column_type, is_nullable, column_default, collation_name, is_generated
        FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position
        """
      ) { row in (0..<7).map { row.text($0) ?? "NULL" } }
      let stored = Dictionary(grouping: rows) { $0[0] }
      for table in Table.all {
        guard let columns = stored[table.name] else {
          Issue.record("There is no table \(table.name).")
          continue
        }
        // Extra columns are welcome where no row has to fill them.
        for column in columns where table.column(column[1]) == nil {
          #expect(column[3] == "YES" || column[6] == "ALWAYS", "\(table.name).\(column[1]) is not declared, and is not null")
        }
        #expect(columns.map { $0[1] }.filter { table.column($0) != nil } == table.columns.map(\.name), "\(table.name), in the same order")
        for declared in table.columns {
          guard let column = columns.first(where: { $0[1] == declared.name }) else { continue }
          let name = "\(table.name).\(declared.name)"
          #expect(column[2] == Self.type(declared.kind), "\(name): type")
          #expect(column[3] == (declared.isRequired ? "NO" : "YES"), "\(name): null")
          if Self.hasText(declared.kind) { #expect(column[5] == "utf8mb4_nopad_bin", "\(name): collation") }
          if !Coercion.generated.contains(declared.name) { #expect(column[4] == Self.fallback(declared), "\(name): default") }
        }
      }
    }

    @Test func keys() throws {
      let connection = database.connection
      let rows = try connection.all(
        """
        SELECT table_name, index_name, GROUP_CONCAT(column_name ORDER BY seq_in_index) FROM information_schema.statistics
        WHERE table_schema = DATABASE() AND non_unique = 0 GROUP BY table_name, index_name
        """
      ) { row in (table: row.text(0) ?? "", name: row.text(1) ?? "", columns: row.text(2) ?? "") }
      for table in Table.all {
        let keys = rows.filter { $0.table == table.name }
        #expect(keys.first { $0.name == "PRIMARY" }?.columns == table.key.joined(separator: ","), "\(table.name): primary key")
        let sets = Set(keys.map { Set($0.columns.split(separator: ",").map(String.init)) })
        for column in table.columns where column.isUnique {
          #expect(sets.contains([column.name]), "\(table.name).\(column.name) is not unique")
        }
      }
    }

    @Test func links() throws {
      let connection = database.connection
      let rows = try connection.texts(
        """
        SELECT CONCAT(table_name, '.', column_name, ' ', referenced_table_name, '.', referenced_column_name)
        FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
        """)
      let links = Set(rows)
      for table in Table.all {
        for column in table.columns {
          guard let target = column.target else { continue }
          #expect(links.contains("\(table.name).\(column.name) \(target).id"), "\(table.name).\(column.name)")
        }
      }
    }

    /// What the declared tables select is understood by the database.
    @Test func everyShapeCanBeSelected() throws {
      let connection = database.connection
      for table in Table.all {
        let shape = Shape(table, relations: true)
        #expect(throws: Never.self, "\(table.name)") {
          try connection.stream("SELECT \(shape.select) FROM \(raw: table.name)") { _ in }
          try connection.stream("SELECT \(Record.selection(table)) FROM \(raw: table.name)") { _ in }
        }
      }
    }

    private static func type(_ kind: Column.Kind) -> String {
      switch kind {
      case .string(let length): "varchar(\(length))"
      case .text: "mediumtext"
      case .integer: "int(11)"
      case .bigint: "bigint(20)"
      case .float: "double"
      case .boolean: "tinyint(1)"
      case .uuid: "uuid"
      case .date: "date"
      case .datetime: "datetime(6)"
      case .json, .array: "longtext"
      case .choice(let codes): "enum(" + codes.map { "'\($0)'" }.joined(separator: ",") + ")"
      case .bytes: "varbinary(255)"
      case .email: "varchar(255)"
      case .timezone, .address: "varchar(50)"
      case .locale: "varchar(10)"
      case .url: "varchar(2000)"
      }
    }

    private static func hasText(_ kind: Column.Kind) -> Bool {
      switch kind {
      case .string, .text, .choice, .email, .timezone, .address, .locale, .url: true
      default: false
      }
    }

    /// As `information_schema` prints it; `NULL` stands for none too.
    private static func fallback(_ column: Column) -> String {
      switch column.fallback {
      case nil, .null?: "NULL"
      case .bool(let bool)?: bool ? "1" : "0"
      case .text(let text)?: "'\(text)'"
      case .array?, .object?: "'\(column.fallback?.description ?? "")'"
      case .number(let number)? where number == number.rounded(): String(Int(number))
      default: column.fallback?.description ?? ""
      }
    }
  }
}
