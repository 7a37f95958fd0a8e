extension Table {
  /// Every table of the contract.
  package static let all: [Table] = [
    .apiEvent, .assetInstance, .assetInstanceLink, .attachmentFile, .budget, .budgetEntry, .buildJob, .chat, .chatMessage,
    .chatParticipant, .comment, .commentAcknoledgments, .commentDepartmentMentions, .commentMentions, .commentPreviewLink, .customAction,
    .dataImportError, .dayOff, .department, .departmentLink, .departmentMetadataDescriptorLink, .desktopLoginLog, .entity,
    .entityConceptLink, .entityLink, .entityType, .entityVersion, .fileStatus, .hardwareItem, .hardwareItemDepartmentLink, .loginLog,
    .metadataDescriptor, .milestone, .news, .notification, .organisation, .outputFile, .outputType, .person, .playlist,
    .playlistShareLink, .plugin, .previewBackgroundFile, .previewFile, .productionScheduleVersion, .productionScheduleVersionTaskLink,
    .productionScheduleVersionTaskLinkPersonLink, .project, .projectAssetTypeLink, .projectPersonLink, .projectPreviewBackgroundFileLink,
    .projectStatus, .projectStatusAutomationLink, .projectTaskStatusLink, .projectTaskTypeLink, .projectTaskTypeSoftwareLink,
    .projectTemplate,
    .projectTemplateAssetTypeLink, .projectTemplatePreviewBackgroundFileLink, .projectTemplateStatusAutomationLink,
    .projectTemplateTaskStatusLink, .projectTemplateTaskTypeLink, .salaryScale, .scheduleItem, .searchFilter, .searchFilterGroup,
    .software, .softwareDepartmentLink, .statusAutomation, .studio, .subscription, .task, .taskPersonLink, .taskStatus, .taskType,
    .taskTypeAssetTypeLink, .timeSpent, .workingFile,
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The table of that name; nil when there is none.
  package static func named(_ name: String) -> Table? { byName[name] }
}
