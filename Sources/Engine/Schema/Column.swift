import Web

/// A column of a table: its kind tells how it is read from a body, kept, filtered and written out (contract chapter 02, part A).
package struct Column: Sendable {
  package enum Kind: Sendable, Equatable {
    /// Text of at most that many characters.
    case string(Int)
    case text
    /// 32 bits.
    case integer
    /// 64 bits.
    case bigint
    case float
    case boolean
    case uuid
    case date
    /// Date and time in UTC, kept with microseconds and written without.
    case datetime
    /// Any document, kept and written as it is.
    case json
    /// A list of strings.
    case array
    /// One of the codes.
    case choice([String])
    /// Not text and never written out: hashes.
    case bytes
    /// Kept in lower case.
    case email
    /// An IANA zone name.
    case timezone
    /// `language_COUNTRY`.
    case locale
    case url
    /// An IP address.
    case address
  }

  package let name: String
  package let kind: Kind
  /// Bytes of a document that it keeps. A file tree is read backwards for paths, each time as a whole; drawings on previews are long.
  package var maxBytes: Int {
    switch name {
    case "file_tree": 100_000
    case "annotations": 4_000_000
    default: 500_000
    }
  }
  /// Null is refused.
  package let isRequired: Bool
  /// What a new row gets when the body says nothing, or null.
  package let fallback: JSON?
  /// The table whose `id` the column holds.
  package let target: String?
  package let isUnique: Bool
  /// How far a reference that comes from outside may point.
  package var reach = Reach.production

  package init(
    _ name: String, _ kind: Kind, required: Bool = false, default fallback: JSON? = nil, target: String? = nil, unique: Bool = false
  ) {
    self.name = name
    self.kind = kind
    isRequired = required
    self.fallback = fallback
    self.target = target
    isUnique = unique
  }

  package static let roles = ["user", "admin", "supervisor", "manager", "client", "vendor"]
  package static let positions = ["supervisor", "lead", "artist"]
  package static let seniorities = ["senior", "mid", "junior"]
  package static let productionStyles = [
    "2d", "2dpaper", "3d", "2d3d", "ar", "vfx", "stop-motion", "motion-design", "archviz", "commercial", "catalog", "immersive", "nft",
    "video-game", "vr",
  ]
}

/// A relation that a row shows as a list of ids.
package struct Relation: Sendable {
  package enum Kind: Sendable {
    /// Rows of a link table: `owner` holds this row's id, `other` the related one's.
    case links(table: String, owner: String, other: String)
    /// Rows of the related table that hold this row's id in a column.
    case children(column: String)
  }

  package let name: String
  /// How far the ids that come from outside may point.
  package var reach = Reach.production
  /// Table of the related rows.
  package let target: String
  package let kind: Kind
  /// Written behind `type`, where most stand before it.
  package let isAfterType: Bool

  init(_ name: String, to target: String, _ kind: Kind, afterType isAfterType: Bool) {
    self.name = name
    self.target = target
    self.kind = kind
    self.isAfterType = isAfterType
  }
}

/// What a table declares, in the order in which rows show it.
package enum Field: Sendable {
  case column(Column)
  case relation(Relation)

  package static let id = Field.column(Column("id", .uuid, required: true))
  package static let createdAt = Field.column(Column("created_at", .datetime))
  package static let updatedAt = Field.column(Column("updated_at", .datetime))

  package static func string(_ name: String, _ length: Int, required: Bool = false, default fallback: JSON? = nil, unique: Bool = false)
    -> Field
  {
    .column(Column(name, .string(length), required: required, default: fallback, unique: unique))
  }
  package static func text(_ name: String) -> Field { .column(Column(name, .text)) }
  package static func integer(_ name: String, required: Bool = false, default fallback: JSON? = nil, unique: Bool = false) -> Field {
    .column(Column(name, .integer, required: required, default: fallback, unique: unique))
  }
  package static func bigint(_ name: String, default fallback: JSON? = nil) -> Field { .column(Column(name, .bigint, default: fallback)) }
  package static func float(_ name: String, required: Bool = false, default fallback: JSON? = nil) -> Field {
    .column(Column(name, .float, required: required, default: fallback))
  }
  package static func boolean(_ name: String, required: Bool = false, default fallback: JSON? = nil) -> Field {
    .column(Column(name, .boolean, required: required, default: fallback))
  }
  package static func uuid(_ name: String, to target: String? = nil, required: Bool = false) -> Field {
    .column(Column(name, .uuid, required: required, target: target))
  }
  package static func date(_ name: String, required: Bool = false) -> Field { .column(Column(name, .date, required: required)) }
  package static func datetime(_ name: String, required: Bool = false) -> Field { .column(Column(name, .datetime, required: required)) }
  package static func json(_ name: String, required: Bool = false, default fallback: JSON? = nil) -> Field {
    .column(Column(name, .json, required: required, default: fallback))
  }
  package static func array(_ name: String, default fallback: JSON? = nil) -> Field { .column(Column(name, .array, default: fallback)) }
  package static func choice(_ name: String, _ codes: [String], required: Bool = false, default fallback: JSON? = nil) -> Field {
    .column(Column(name, .choice(codes), required: required, default: fallback))
  }
  package static func choice(_ name: String, _ codes: CodeList, required: Bool = false, default fallback: JSON? = nil) -> Field {
    choice(name, codes.codes, required: required, default: fallback)
  }
  package static func bytes(_ name: String) -> Field { .column(Column(name, .bytes)) }
  package static func email(_ name: String) -> Field { .column(Column(name, .email)) }
  package static func timezone(_ name: String) -> Field { .column(Column(name, .timezone)) }
  package static func locale(_ name: String) -> Field { .column(Column(name, .locale)) }
  package static func url(_ name: String) -> Field { .column(Column(name, .url)) }
  package static func address(_ name: String) -> Field { .column(Column(name, .address)) }

  package static func links(
    _ name: String, to target: String, through table: String, from owner: String, via other: String, afterType: Bool = false
  ) -> Field {
    .relation(Relation(name, to: target, .links(table: table, owner: owner, other: other), afterType: afterType))
  }
  package static func children(_ name: String, of target: String, by column: String, afterType: Bool = false) -> Field {
    .relation(Relation(name, to: target, .children(column: column), afterType: afterType))
  }

  /// The field with another reach than the production.
  package func reaching(_ reach: Reach) -> Field {
    switch self {
    case .column(var column):
      column.reach = reach
      return .column(column)
    case .relation(var relation):
      relation.reach = reach
      return .relation(relation)
    }
  }

  /// The field as one that the server writes: it is not taken from a body, except from administrators, who bring data from elsewhere.
  package var byServer: Field { reaching(.server) }

  /// Codes that several tables share.
  package struct CodeList: Sendable {
    package let codes: [String]
    package static let roles = CodeList(codes: Column.roles)
    package static let positions = CodeList(codes: Column.positions)
    package static let seniorities = CodeList(codes: Column.seniorities)
    package static let productionStyles = CodeList(codes: Column.productionStyles)
  }
}
