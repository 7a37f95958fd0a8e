import Web

/// Where the files of a project go: for each mode (`working`, `output`, `preview`, or another one) a folder and a name for each kind of
/// entity (contract chapter 07, File tree language).
struct FileTree {
  /// A part of a tree that makes paths.
  struct Mode {
    /// Folders that stand before all others.
    let mountpoint: String
    let root: String
    let folder: TreeTemplate
    let name: TreeTemplate
    let folderStyle: PathStyle
    let nameStyle: PathStyle
  }

  /// What keeps a tree from making a path, in words for whoever wrote it.
  struct Problem: Error {
    let message: String
  }

  /// Characters of a template, a mountpoint or a root: paths end at 400.
  private static let longest = 2000

  private let modes: JSON.Object

  /// - Throws: `Problem` for a project without a tree.
  init(_ document: JSON) throws(Problem) {
    guard let modes = document.object else { throw Problem(message: "No tree can be found for given project.") }
    self.modes = modes
  }

  /// - Parameters:
  ///   - mode: any name; the contract's are `working`, `output`, `preview`.
  ///   - kind: `shot`, `sequence`, `scene`, `episode`, `asset`; `instance`, `instance_asset`.
  /// - Throws: `Problem` with an empty message when there is no template for the kind.
  func mode(_ mode: String, for kind: String) throws(Problem) -> Mode {
    guard let document = modes[mode] else { throw Problem(message: "Mode \(mode) cannot be found on given tree.") }
    guard let parts = document.object, let mountpoint = parts["mountpoint"], let root = parts["root"] else {
      throw Problem(message: "Can't find given mode (\(mode)) in given tree.")
    }
    let (folders, names) = (document["folder_path"], document["file_name"])
    return Mode(
      mountpoint: try Self.text(mountpoint, "The mountpoint"), root: try Self.text(root.isNull ? "" : root, "The root"),
      folder: try Self.template(folders, kind), name: try Self.template(names, kind),
      folderStyle: PathStyle(folders["style"]), nameStyle: PathStyle(names["style"]))
  }

  private static func template(_ templates: JSON, _ kind: String) throws(Problem) -> TreeTemplate {
    guard let template = templates.object?[kind] else { throw Problem(message: "") }
    return TreeTemplate(try text(template, "The template for \(kind)"))
  }

  private static func text(_ value: JSON, _ what: String) throws(Problem) -> String {
    guard let text = value.text, text.utf8.count <= longest else {
      throw Problem(message: "\(what) must be a text of at most \(longest) bytes.")
    }
    return text
  }
}

/// How the names in a path are written.
enum PathStyle: String {
  case uppercase, lowercase
  /// As they are, which is in small letters where they are slugs.
  case plain

  init(_ style: JSON) { self = style.text.flatMap { PathStyle(rawValue: $0) } ?? .plain }

  func apply(_ text: String) -> String {
    switch self {
    case .uppercase: text.uppercased()
    case .lowercase: text.lowercased()
    case .plain: text
    }
  }
}

extension FileTree.Mode {
  /// What a tag stands for.
  enum Name {
    /// Is written as a slug.
    case text(String)
    /// Is written as it is.
    case id(String)
    /// There is no such name: the tag stays.
    case none
  }

  /// The folder, without a separator at its end.
  func folder(separator: String, _ value: (_ tag: String, _ field: String) throws -> Name) rethrows -> String {
    var path = mountpoint + separator + (root.isEmpty ? "" : root + separator)
    for piece in folder.pieces {
      switch piece {
      case .literal(let literal): path += literal.split(separator: "/", omittingEmptySubsequences: false).joined(separator: separator)
      case .tag(let tag, let field):
        switch try value(tag, field) {
        case .text(let text): path += folderStyle.apply(Slug.make(text, separator: "_"))
        case .id(let id): path += id
        case .none: path += Self.written(tag, field)
        }
      }
    }
    return path
  }

  /// The name of a file, without an extension.
  func name(_ value: (_ tag: String, _ field: String) throws -> Name) rethrows -> String {
    var (text, ids) = ("", [String]())
    for piece in name.pieces {
      switch piece {
      case .literal(let literal): text += literal
      case .tag(let tag, let field):
        switch try value(tag, field) {
        case .text(let name): text += Slug.make(name, separator: "_")
        case .id(let id):
          text += id
          ids.append(id)
        case .none: text += Self.written(tag, field)
        }
      }
    }
    var name = nameStyle.apply(Slug.make(text, separator: "_"))
    for id in Set(ids) { name.replace(nameStyle.apply(Slug.make(id, separator: "_")), with: id) }
    return name
  }

  private static func written(_ tag: String, _ field: String) -> String { field.isEmpty ? "<\(tag)>" : "<\(tag).\(field)>" }
}
