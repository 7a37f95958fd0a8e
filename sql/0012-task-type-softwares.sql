-- What a production works with for each task type (chapter 09). A link goes with any of the three.
CREATE TABLE IF NOT EXISTS project_task_type_software_link (
  project_id UUID NOT NULL,
  task_type_id UUID NOT NULL,
  software_id UUID NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (project_id, task_type_id, software_id, id),
  UNIQUE KEY project_task_type_software_link_identity (project_id, task_type_id, software_id),
  UNIQUE KEY project_task_type_software_link_id (id),
  KEY project_task_type_software_link_task_type_id (task_type_id),
  KEY project_task_type_software_link_software_id (software_id),
  CONSTRAINT project_task_type_software_link_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id) ON DELETE CASCADE,
  CONSTRAINT project_task_type_software_link_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id) ON DELETE CASCADE,
  CONSTRAINT project_task_type_software_link_software_id_fk FOREIGN KEY (software_id) REFERENCES software (id) ON DELETE CASCADE
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;
