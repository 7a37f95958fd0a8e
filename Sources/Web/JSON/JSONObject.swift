extension JSON {
  /// Members in the order they were written; of a repeated name the last one counts, in the place of the first.
  ///
  /// Most objects are small: they are a list that is looked through. The larger ones have an index beside it.
  public struct Object: Sendable, Sequence, ExpressibleByDictionaryLiteral {
    public typealias Member = (name: String, value: JSON)

    private var members: [Member] = []
    /// The places of the names, when there are more than `maxUnindexed`.
    private var index: [String: Int]?

    /// Members up to which an object has no index.
    static let maxUnindexed = 16

    public init() {}

    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements[...]) }

    /// An object of members in which a name may come several times. It takes no more memory than they need.
    init(_ members: ArraySlice<(String, JSON)>) {
      if members.count <= Self.maxUnindexed {
        self.members.reserveCapacity(members.count)
      } else {
        self.members = []
        index = Dictionary(minimumCapacity: members.count)
        self.members.reserveCapacity(members.count)
      }
      for (name, value) in members { set(name, value) }
    }

    public subscript(_ name: String) -> JSON? {
      get { place(name).map { members[$0].value } }
      set {
        if let newValue { set(name, newValue) } else { removeAll { $0 == name } }
      }
    }

    /// Removes members by their names.
    public mutating func removeAll(where isRemoved: (String) -> Bool) {
      let count = members.count
      members.removeAll { isRemoved($0.name) }
      if members.count < count, index != nil { makeIndex() }
    }

    private func place(_ name: String) -> Int? {
      if let index { return index[name] }
      return members.firstIndex { $0.name == name }
    }

    private mutating func set(_ name: String, _ value: JSON) {
      if let place = place(name) {
        members[place].value = value
        return
      }
      index?[name] = members.count
      members.append((name, value))
      if index == nil, members.count > Self.maxUnindexed { makeIndex() }
    }

    private mutating func makeIndex() {
      index = members.count <= Self.maxUnindexed ? nil : Dictionary(uniqueKeysWithValues: zip(members.lazy.map(\.name), 0...))
    }

    public var names: [String] { members.map(\.name) }
    public var isEmpty: Bool { members.isEmpty }
    public var count: Int { members.count }

    public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
  }
}

extension JSON.Object: Hashable {
  /// The order of members means nothing (RFC 8259 §4).
  public static func == (left: JSON.Object, right: JSON.Object) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
  }

  public func hash(into hasher: inout Hasher) {
    let sum = members.reduce(0) { sum, member in
      var hasher = Hasher()
      hasher.combine(member.name)
      hasher.combine(member.value)
      return sum &+ hasher.finalize()
    }
    hasher.combine(sum)
  }
}
