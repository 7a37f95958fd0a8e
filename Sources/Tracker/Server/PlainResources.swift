import Engine
import Web

extension PlainResource {
  /// The tables whose rows have no rule but who may do what with them.
  static let all: [PlainResource] = [
    PlainResource("departments", .department, .everybodyReads),
    PlainResource("studios", .studio, .everybodyReads),
    PlainResource("project-status", .projectStatus, .everybodyReads),
    PlainResource("file-status", .fileStatus, .everybodyReads),
    PlainResource("softwares", .software, .everybodyReads, isMalformedIDUnknown: true),
    PlainResource("output-types", .outputType, .everybodyReads, isMalformedIDUnknown: true),
    PlainResource("hardware-items", .hardwareItem, .admins),
    PlainResource("plugins", .plugin, .admins),
    PlainResource("search-filters", .searchFilter, .admins),
    PlainResource("search-filter-groups", .searchFilterGroup, .admins),
    PlainResource("subscriptions", .subscription, .admins),
    PlainResource("news", .news, .admins),
    PlainResource("chats", .chat, .admins),
    PlainResource("chat-messages", .chatMessage, .admins),
    PlainResource("budgets", .budget, .admins, protected: ["revision"]),
    PlainResource("budget-entries", .budgetEntry, .admins, protected: ["budget_id"]),
    PlainResource(
      "milestones", .milestone,
      Rules(list: .admin, read: .teamNoVendorNoClient, create: .manager, update: .manager, delete: .manager)),
  ]
}
