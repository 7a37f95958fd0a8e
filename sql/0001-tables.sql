-- The tables of the contract (models.json), with native types: UUID keys, DATETIME(6) in UTC, JSON stored as written.
--
-- Names compare byte for byte (case, accents and trailing blanks count): utf8mb4_nopad_bin.
-- Every foreign key has an index: deletions look for referencing rows, and lists are filtered by these columns. As InnoDB appends the
-- primary key to each of them and our ids are UUIDv7, `WHERE project_id = ? ORDER BY id` reads them in order of creation without a sort.
-- Other indexes say beside them which question they answer.

SET FOREIGN_KEY_CHECKS = 0;

-- People: Persons, their departments, studios and the organisation; presence, days off, salaries and the log of who came in.

CREATE TABLE IF NOT EXISTS organisation (
  name VARCHAR(80) NOT NULL,
  hours_by_day DOUBLE NOT NULL DEFAULT 8,
  has_avatar BOOLEAN DEFAULT FALSE,
  use_original_file_name BOOLEAN DEFAULT FALSE,
  timesheets_locked BOOLEAN DEFAULT FALSE,
  format_duration_in_hours BOOLEAN DEFAULT FALSE,
  hd_by_default BOOLEAN DEFAULT FALSE,
  chat_token_slack VARCHAR(80) DEFAULT '',
  chat_webhook_mattermost VARCHAR(80) DEFAULT '',
  chat_token_discord VARCHAR(80) DEFAULT '',
  dark_theme_by_default BOOLEAN DEFAULT FALSE,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY organisation_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS studio (
  name VARCHAR(80) NOT NULL,
  color VARCHAR(7) NOT NULL,
  archived BOOLEAN DEFAULT FALSE,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY studio_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS department (
  name VARCHAR(80) NOT NULL,
  color VARCHAR(7) NOT NULL,
  archived BOOLEAN DEFAULT FALSE,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY department_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS person (
  first_name VARCHAR(80) NOT NULL,
  last_name VARCHAR(80) NOT NULL,
  email VARCHAR(255),
  phone VARCHAR(30),
  country VARCHAR(2),
  contract_type ENUM('open-ended', 'fixed-term', 'short-term', 'freelance', 'apprentice', 'internship') NOT NULL DEFAULT 'open-ended',
  active BOOLEAN DEFAULT TRUE,
  archived BOOLEAN DEFAULT FALSE,
  last_presence DATE,
  password VARBINARY(255),
  desktop_login VARCHAR(80),
  login_failed_attemps INT DEFAULT 0,
  last_login_failed DATETIME(6),
  totp_enabled BOOLEAN DEFAULT FALSE,
  totp_secret VARCHAR(32),
  email_otp_enabled BOOLEAN DEFAULT FALSE,
  email_otp_secret VARCHAR(32),
  fido_enabled BOOLEAN DEFAULT FALSE,
  fido_credentials JSON,
  otp_recovery_codes JSON,
  preferred_two_factor_authentication ENUM('totp', 'email_otp', 'fido'),
  shotgun_id INT,
  timezone VARCHAR(50),
  locale VARCHAR(10),
  use_12_hour_clock BOOLEAN DEFAULT FALSE,
  display_date_format VARCHAR(20) DEFAULT 'YYYY-MM-DD',
  data JSON,
  role ENUM('user', 'admin', 'supervisor', 'manager', 'client', 'vendor') NOT NULL DEFAULT 'user',
  position ENUM('supervisor', 'lead', 'artist') DEFAULT 'artist',
  seniority ENUM('senior', 'mid', 'junior') DEFAULT 'mid',
  daily_salary INT DEFAULT 0,
  has_avatar BOOLEAN DEFAULT FALSE,
  notifications_enabled BOOLEAN DEFAULT FALSE,
  notifications_slack_enabled BOOLEAN DEFAULT FALSE,
  notifications_slack_userid VARCHAR(60) DEFAULT '',
  notifications_mattermost_enabled BOOLEAN DEFAULT FALSE,
  notifications_mattermost_userid VARCHAR(60) DEFAULT '',
  notifications_discord_enabled BOOLEAN DEFAULT FALSE,
  notifications_discord_userid VARCHAR(60) DEFAULT '',
  is_bot BOOLEAN NOT NULL DEFAULT FALSE,
  is_guest BOOLEAN NOT NULL DEFAULT FALSE,
  jti VARCHAR(60),
  expiration_date DATE,
  is_generated_from_ldap BOOLEAN DEFAULT FALSE,
  ldap_uid VARCHAR(60),
  studio_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  unique_email VARCHAR(255) AS (IF(is_bot, NULL, email)) VIRTUAL COMMENT 'an address is unique among people; bots may share one',
  PRIMARY KEY (id),
  UNIQUE KEY person_shotgun_id (shotgun_id),
  UNIQUE KEY person_jti (jti),
  UNIQUE KEY person_ldap_uid (ldap_uid),
  UNIQUE KEY person_unique_email (unique_email),
  KEY person_studio_id (studio_id),
  CONSTRAINT person_studio_id_fk FOREIGN KEY (studio_id) REFERENCES studio (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS department_link (
  person_id UUID NOT NULL,
  department_id UUID NOT NULL,
  PRIMARY KEY (person_id, department_id),
  KEY department_link_department_id (department_id),
  CONSTRAINT department_link_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT department_link_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS day_off (
  date DATE NOT NULL,
  end_date DATE NOT NULL,
  description MEDIUMTEXT,
  person_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY day_off_person_id_date (person_id, date),
  CONSTRAINT day_off_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT day_off_dates CHECK (date <= end_date)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS salary_scale (
  department_id UUID NOT NULL,
  position ENUM('supervisor', 'lead', 'artist') DEFAULT 'artist',
  seniority ENUM('senior', 'mid', 'junior') DEFAULT 'mid',
  salary INT NOT NULL DEFAULT 0,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY salary_scale_department_id (department_id),
  CONSTRAINT salary_scale_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id) ON DELETE CASCADE
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS login_log (
  person_id UUID NOT NULL,
  ip_address VARCHAR(50),
  origin ENUM('web', 'script'),
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY login_log_created_at (created_at) COMMENT 'who signed in, newest first',
  KEY login_log_person_id_created_at (person_id, created_at) COMMENT 'when somebody signed in, newest first',
  CONSTRAINT login_log_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS desktop_login_log (
  person_id UUID NOT NULL,
  date DATETIME(6) NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY desktop_login_log_person_id (person_id),
  CONSTRAINT desktop_login_log_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Catalogue: What productions are made of: statuses, types, software and hardware.

CREATE TABLE IF NOT EXISTS project_status (
  name VARCHAR(20) NOT NULL,
  color VARCHAR(7) NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY project_status_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS entity_type (
  name VARCHAR(30) NOT NULL,
  short_name VARCHAR(20),
  description MEDIUMTEXT,
  archived BOOLEAN DEFAULT FALSE,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY entity_type_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS task_type (
  name VARCHAR(40) NOT NULL,
  short_name VARCHAR(20),
  description MEDIUMTEXT,
  color VARCHAR(7) DEFAULT '#FFFFFF',
  priority INT DEFAULT 1,
  for_entity VARCHAR(30) DEFAULT 'Asset',
  allow_timelog BOOLEAN DEFAULT TRUE,
  archived BOOLEAN DEFAULT FALSE,
  shotgun_id INT,
  department_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY task_type_identity (name, for_entity, department_id),
  KEY task_type_department_id (department_id),
  CONSTRAINT task_type_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS task_status (
  name VARCHAR(40) NOT NULL,
  archived BOOLEAN DEFAULT FALSE,
  short_name VARCHAR(10) NOT NULL,
  description MEDIUMTEXT,
  color VARCHAR(7) NOT NULL,
  priority INT DEFAULT 1,
  is_done BOOLEAN DEFAULT FALSE,
  is_artist_allowed BOOLEAN DEFAULT TRUE,
  is_client_allowed BOOLEAN DEFAULT TRUE,
  is_retake BOOLEAN DEFAULT FALSE,
  is_feedback_request BOOLEAN DEFAULT FALSE,
  is_default BOOLEAN DEFAULT FALSE,
  is_wip BOOLEAN DEFAULT FALSE,
  shotgun_id INT,
  for_concept BOOLEAN DEFAULT FALSE,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY task_status_short_name (short_name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS task_type_asset_type_link (
  asset_type_id UUID NOT NULL,
  task_type_id UUID NOT NULL,
  PRIMARY KEY (asset_type_id, task_type_id),
  KEY task_type_asset_type_link_task_type_id (task_type_id),
  CONSTRAINT task_type_asset_type_link_asset_type_id_fk FOREIGN KEY (asset_type_id) REFERENCES entity_type (id),
  CONSTRAINT task_type_asset_type_link_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS status_automation (
  entity_type VARCHAR(40) DEFAULT 'asset',
  in_task_type_id UUID,
  in_task_status_id UUID,
  out_field_type ENUM('status', 'ready_for') NOT NULL DEFAULT 'status',
  out_task_type_id UUID,
  out_task_status_id UUID,
  import_last_revision BOOLEAN DEFAULT FALSE,
  archived BOOLEAN DEFAULT FALSE,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY status_automation_in_task_status_id (in_task_status_id),
  KEY status_automation_in_task_type_id (in_task_type_id),
  KEY status_automation_out_task_status_id (out_task_status_id),
  KEY status_automation_out_task_type_id (out_task_type_id),
  CONSTRAINT status_automation_in_task_type_id_fk FOREIGN KEY (in_task_type_id) REFERENCES task_type (id),
  CONSTRAINT status_automation_in_task_status_id_fk FOREIGN KEY (in_task_status_id) REFERENCES task_status (id),
  CONSTRAINT status_automation_out_task_type_id_fk FOREIGN KEY (out_task_type_id) REFERENCES task_type (id),
  CONSTRAINT status_automation_out_task_status_id_fk FOREIGN KEY (out_task_status_id) REFERENCES task_status (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS software (
  name VARCHAR(40) NOT NULL,
  short_name VARCHAR(20) NOT NULL,
  archived BOOLEAN DEFAULT FALSE,
  version VARCHAR(20),
  file_extension VARCHAR(20) NOT NULL,
  secondary_extensions JSON,
  monthly_cost INT DEFAULT 0,
  inventory_amount INT DEFAULT 0,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY software_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS software_department_link (
  department_id UUID NOT NULL,
  software_id UUID NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (department_id, software_id, id),
  UNIQUE KEY software_department_link_department_id_software_id (department_id, software_id),
  UNIQUE KEY software_department_link_id (id),
  KEY software_department_link_software_id (software_id),
  CONSTRAINT software_department_link_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id),
  CONSTRAINT software_department_link_software_id_fk FOREIGN KEY (software_id) REFERENCES software (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS hardware_item (
  name VARCHAR(40) NOT NULL,
  short_name VARCHAR(20) NOT NULL,
  archived BOOLEAN DEFAULT FALSE,
  monthly_cost INT DEFAULT 0,
  inventory_amount INT DEFAULT 0,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY hardware_item_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS hardware_item_department_link (
  department_id UUID NOT NULL,
  hardware_item_id UUID NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (department_id, hardware_item_id, id),
  UNIQUE KEY hardware_item_department_link_identity (hardware_item_id, department_id),
  UNIQUE KEY hardware_item_department_link_id (id),
  CONSTRAINT hardware_item_department_link_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id),
  CONSTRAINT hardware_item_department_link_hardware_item_id_fk FOREIGN KEY (hardware_item_id) REFERENCES hardware_item (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS file_status (
  name VARCHAR(40) NOT NULL,
  color VARCHAR(7) NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY file_status_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS output_type (
  name VARCHAR(40) NOT NULL,
  short_name VARCHAR(20) NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY output_type_name (name)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS preview_background_file (
  name VARCHAR(40) NOT NULL,
  archived BOOLEAN DEFAULT FALSE,
  is_default BOOLEAN DEFAULT FALSE,
  original_name VARCHAR(250),
  extension VARCHAR(6),
  file_size BIGINT DEFAULT 0,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Projects: Productions, their teams, settings, templates, milestones and metadata descriptors.

CREATE TABLE IF NOT EXISTS project (
  name VARCHAR(80) NOT NULL,
  code VARCHAR(80),
  description MEDIUMTEXT,
  shotgun_id INT,
  file_tree JSON,
  data JSON,
  has_avatar BOOLEAN DEFAULT FALSE,
  fps VARCHAR(10) DEFAULT '25',
  ratio VARCHAR(10) DEFAULT '16:9',
  resolution VARCHAR(12) DEFAULT '1920x1080',
  production_type VARCHAR(20) DEFAULT 'short',
  production_style ENUM('2d', '2dpaper', '3d', '2d3d', 'ar', 'vfx', 'stop-motion', 'motion-design', 'archviz', 'commercial', 'catalog', 'immersive', 'nft', 'video-game', 'vr') NOT NULL DEFAULT '2d3d',
  start_date DATE,
  end_date DATE,
  man_days INT,
  nb_episodes INT DEFAULT 0,
  episode_span INT DEFAULT 0,
  max_retakes INT DEFAULT 0,
  is_clients_isolated BOOLEAN DEFAULT FALSE,
  is_preview_download_allowed BOOLEAN DEFAULT FALSE,
  is_set_preview_automated BOOLEAN DEFAULT FALSE,
  homepage VARCHAR(80) DEFAULT 'assets',
  is_publish_default_for_artists BOOLEAN DEFAULT FALSE,
  is_bot_collaboration_enabled BOOLEAN DEFAULT FALSE,
  is_single_preview_per_revision BOOLEAN DEFAULT FALSE,
  is_frame_in_numbering BOOLEAN DEFAULT FALSE,
  revision_padding INT NOT NULL DEFAULT 0,
  hd_bitrate_compression INT DEFAULT 28,
  ld_bitrate_compression INT DEFAULT 6,
  project_status_id UUID,
  default_preview_background_file_id UUID,
  from_schedule_version_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY project_name (name),
  KEY project_default_preview_background_file_id (default_preview_background_file_id),
  KEY project_from_schedule_version_id (from_schedule_version_id),
  KEY project_project_status_id (project_status_id),
  CONSTRAINT project_project_status_id_fk FOREIGN KEY (project_status_id) REFERENCES project_status (id),
  CONSTRAINT project_default_preview_background_file_id_fk FOREIGN KEY (default_preview_background_file_id) REFERENCES preview_background_file (id),
  CONSTRAINT project_from_schedule_version_id_fk FOREIGN KEY (from_schedule_version_id) REFERENCES production_schedule_version (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_person_link (
  project_id UUID NOT NULL,
  person_id UUID NOT NULL,
  shotgun_id INT,
  role ENUM('user', 'admin', 'supervisor', 'manager', 'client', 'vendor'),
  PRIMARY KEY (project_id, person_id),
  KEY project_person_link_person_id (person_id),
  CONSTRAINT project_person_link_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT project_person_link_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_asset_type_link (
  project_id UUID NOT NULL,
  asset_type_id UUID NOT NULL,
  PRIMARY KEY (project_id, asset_type_id),
  KEY project_asset_type_link_asset_type_id (asset_type_id),
  CONSTRAINT project_asset_type_link_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT project_asset_type_link_asset_type_id_fk FOREIGN KEY (asset_type_id) REFERENCES entity_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_task_type_link (
  project_id UUID NOT NULL,
  task_type_id UUID NOT NULL,
  priority INT,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (project_id, task_type_id, id),
  UNIQUE KEY project_task_type_link_project_id_task_type_id (project_id, task_type_id),
  UNIQUE KEY project_task_type_link_id (id),
  KEY project_task_type_link_task_type_id (task_type_id),
  CONSTRAINT project_task_type_link_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT project_task_type_link_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_task_status_link (
  project_id UUID NOT NULL,
  task_status_id UUID NOT NULL,
  priority INT,
  roles_for_board JSON DEFAULT '["user","admin","supervisor","manager","vendor"]',
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (project_id, task_status_id, id),
  UNIQUE KEY project_task_status_link_project_id_task_status_id (project_id, task_status_id),
  UNIQUE KEY project_task_status_link_id (id),
  KEY project_task_status_link_task_status_id (task_status_id),
  CONSTRAINT project_task_status_link_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT project_task_status_link_task_status_id_fk FOREIGN KEY (task_status_id) REFERENCES task_status (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_status_automation_link (
  project_id UUID NOT NULL,
  status_automation_id UUID NOT NULL,
  PRIMARY KEY (project_id, status_automation_id),
  KEY project_status_automation_link_status_automation_id (status_automation_id),
  CONSTRAINT project_status_automation_link_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT project_status_automation_link_status_automation_id_fk FOREIGN KEY (status_automation_id) REFERENCES status_automation (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_preview_background_file_link (
  project_id UUID NOT NULL,
  preview_background_file_id UUID NOT NULL,
  PRIMARY KEY (project_id, preview_background_file_id),
  KEY project_background_link_background_id (preview_background_file_id),
  CONSTRAINT project_preview_background_file_link_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT project_background_link_background_id_fk FOREIGN KEY (preview_background_file_id) REFERENCES preview_background_file (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_template (
  name VARCHAR(80) NOT NULL,
  description MEDIUMTEXT,
  fps VARCHAR(10) DEFAULT '25',
  ratio VARCHAR(10) DEFAULT '16:9',
  resolution VARCHAR(12) DEFAULT '1920x1080',
  production_type VARCHAR(20) DEFAULT 'short',
  production_style ENUM('2d', '2dpaper', '3d', '2d3d', 'ar', 'vfx', 'stop-motion', 'motion-design', 'archviz', 'commercial', 'catalog', 'immersive', 'nft', 'video-game', 'vr') NOT NULL DEFAULT '2d3d',
  max_retakes INT DEFAULT 0,
  is_clients_isolated BOOLEAN DEFAULT FALSE,
  is_preview_download_allowed BOOLEAN DEFAULT FALSE,
  is_set_preview_automated BOOLEAN DEFAULT FALSE,
  is_publish_default_for_artists BOOLEAN DEFAULT FALSE,
  is_single_preview_per_revision BOOLEAN DEFAULT FALSE,
  is_frame_in_numbering BOOLEAN DEFAULT FALSE,
  revision_padding INT NOT NULL DEFAULT 0,
  homepage VARCHAR(80) DEFAULT 'assets',
  hd_bitrate_compression INT DEFAULT 28,
  ld_bitrate_compression INT DEFAULT 6,
  file_tree JSON,
  data JSON,
  metadata_descriptors JSON DEFAULT '[]',
  default_preview_background_file_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY project_template_name (name),
  KEY project_template_default_preview_background_file_id (default_preview_background_file_id),
  CONSTRAINT project_template_default_preview_background_file_id_fk FOREIGN KEY (default_preview_background_file_id) REFERENCES preview_background_file (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_template_asset_type_link (
  project_template_id UUID NOT NULL,
  asset_type_id UUID NOT NULL,
  PRIMARY KEY (project_template_id, asset_type_id),
  KEY project_template_asset_type_link_asset_type_id (asset_type_id),
  CONSTRAINT project_template_asset_type_link_project_template_id_fk FOREIGN KEY (project_template_id) REFERENCES project_template (id),
  CONSTRAINT project_template_asset_type_link_asset_type_id_fk FOREIGN KEY (asset_type_id) REFERENCES entity_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_template_task_type_link (
  project_template_id UUID NOT NULL,
  task_type_id UUID NOT NULL,
  priority INT,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (project_template_id, task_type_id, id),
  UNIQUE KEY project_template_task_type_link_identity (project_template_id, task_type_id),
  UNIQUE KEY project_template_task_type_link_id (id),
  KEY project_template_task_type_link_task_type_id (task_type_id),
  CONSTRAINT project_template_task_type_link_project_template_id_fk FOREIGN KEY (project_template_id) REFERENCES project_template (id),
  CONSTRAINT project_template_task_type_link_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_template_task_status_link (
  project_template_id UUID NOT NULL,
  task_status_id UUID NOT NULL,
  priority INT,
  roles_for_board JSON DEFAULT '["user","admin","supervisor","manager","vendor"]',
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (project_template_id, task_status_id, id),
  UNIQUE KEY project_template_task_status_link_identity (project_template_id, task_status_id),
  UNIQUE KEY project_template_task_status_link_id (id),
  KEY project_template_task_status_link_task_status_id (task_status_id),
  CONSTRAINT project_template_task_status_link_project_template_id_fk FOREIGN KEY (project_template_id) REFERENCES project_template (id),
  CONSTRAINT project_template_task_status_link_task_status_id_fk FOREIGN KEY (task_status_id) REFERENCES task_status (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_template_status_automation_link (
  project_template_id UUID NOT NULL,
  status_automation_id UUID NOT NULL,
  PRIMARY KEY (project_template_id, status_automation_id),
  KEY project_template_status_automation_link_status_automation_id (status_automation_id),
  CONSTRAINT template_status_automation_link_template_id_fk FOREIGN KEY (project_template_id) REFERENCES project_template (id),
  CONSTRAINT template_status_automation_link_status_automation_id_fk FOREIGN KEY (status_automation_id) REFERENCES status_automation (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS project_template_preview_background_file_link (
  project_template_id UUID NOT NULL,
  preview_background_file_id UUID NOT NULL,
  PRIMARY KEY (project_template_id, preview_background_file_id),
  KEY template_background_link_background_id (preview_background_file_id),
  CONSTRAINT template_preview_background_file_link_template_id_fk FOREIGN KEY (project_template_id) REFERENCES project_template (id),
  CONSTRAINT template_background_link_background_id_fk FOREIGN KEY (preview_background_file_id) REFERENCES preview_background_file (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS metadata_descriptor (
  project_id UUID NOT NULL,
  entity_type VARCHAR(60) NOT NULL,
  task_type_id UUID,
  name VARCHAR(120) NOT NULL,
  data_type ENUM('string', 'number', 'list', 'taglist', 'boolean', 'checklist', 'date', 'url', 'textarea', 'person'),
  field_name VARCHAR(120) NOT NULL,
  choices JSON,
  for_client BOOLEAN DEFAULT FALSE,
  position INT,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  plain_name VARCHAR(120) AS (IF(task_type_id IS NULL, name, NULL)) VIRTUAL COMMENT 'unique among descriptors without a task type',
  plain_field_name VARCHAR(120) AS (IF(task_type_id IS NULL, field_name, NULL)) VIRTUAL COMMENT 'unique among descriptors without a task type',
  PRIMARY KEY (id),
  UNIQUE KEY metadata_descriptor_identity (project_id, entity_type, plain_name),
  UNIQUE KEY metadata_descriptor_identity1 (project_id, entity_type, plain_field_name),
  UNIQUE KEY metadata_descriptor_identity2 (project_id, entity_type, task_type_id, name),
  UNIQUE KEY metadata_descriptor_identity3 (project_id, entity_type, task_type_id, field_name),
  KEY metadata_descriptor_task_type_id (task_type_id),
  CONSTRAINT metadata_descriptor_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT metadata_descriptor_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS department_metadata_descriptor_link (
  metadata_descriptor_id UUID NOT NULL,
  department_id UUID NOT NULL,
  PRIMARY KEY (metadata_descriptor_id, department_id),
  KEY department_metadata_descriptor_link_department_id (department_id),
  CONSTRAINT department_metadata_descriptor_link_metadata_descriptor_id_fk FOREIGN KEY (metadata_descriptor_id) REFERENCES metadata_descriptor (id),
  CONSTRAINT department_metadata_descriptor_link_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS milestone (
  date DATE,
  name VARCHAR(40) NOT NULL,
  project_id UUID,
  task_type_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY milestone_project_id (project_id),
  KEY milestone_task_type_id (task_type_id),
  CONSTRAINT milestone_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT milestone_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Schedule: Schedules, their versions, and budgets.

CREATE TABLE IF NOT EXISTS schedule_item (
  start_date DATE,
  end_date DATE,
  man_days INT,
  project_id UUID,
  task_type_id UUID,
  object_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY schedule_item_identity (project_id, task_type_id, object_id),
  KEY schedule_item_object_id (object_id) COMMENT 'schedule of one entity',
  KEY schedule_item_task_type_id (task_type_id),
  CONSTRAINT schedule_item_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT schedule_item_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS production_schedule_version (
  name VARCHAR(80) NOT NULL,
  project_id UUID NOT NULL,
  production_schedule_from UUID,
  locked BOOLEAN DEFAULT FALSE,
  canceled BOOLEAN DEFAULT FALSE,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY production_schedule_version_name_project_id (name, project_id),
  KEY production_schedule_version_production_schedule_from (production_schedule_from),
  KEY production_schedule_version_project_id (project_id),
  CONSTRAINT production_schedule_version_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT production_schedule_version_production_schedule_from_fk FOREIGN KEY (production_schedule_from) REFERENCES production_schedule_version (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS production_schedule_version_task_link (
  production_schedule_version_id UUID NOT NULL,
  task_id UUID NOT NULL,
  start_date DATETIME(6),
  due_date DATETIME(6),
  estimation DOUBLE DEFAULT 0,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY production_schedule_version_task_link_identity (production_schedule_version_id, task_id),
  KEY production_schedule_version_task_link_task_id (task_id),
  CONSTRAINT schedule_version_task_link_schedule_version_id_fk FOREIGN KEY (production_schedule_version_id) REFERENCES production_schedule_version (id),
  CONSTRAINT production_schedule_version_task_link_task_id_fk FOREIGN KEY (task_id) REFERENCES task (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS production_schedule_version_task_link_person_link (
  production_schedule_version_task_link_id UUID NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (production_schedule_version_task_link_id, person_id),
  KEY production_schedule_version_task_link_person_link_person_id (person_id),
  CONSTRAINT schedule_link_person_link_schedule_link_id_fk FOREIGN KEY (production_schedule_version_task_link_id) REFERENCES production_schedule_version_task_link (id),
  CONSTRAINT schedule_version_task_link_person_link_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS budget (
  project_id UUID,
  revision INT NOT NULL DEFAULT 1,
  name VARCHAR(255) NOT NULL,
  currency VARCHAR(3),
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY budget_project_id (project_id),
  CONSTRAINT budget_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS budget_entry (
  budget_id UUID NOT NULL,
  department_id UUID NOT NULL,
  person_id UUID,
  start_date DATE NOT NULL,
  months_duration INT NOT NULL,
  daily_salary DOUBLE NOT NULL,
  position ENUM('supervisor', 'lead', 'artist') DEFAULT 'artist',
  seniority ENUM('senior', 'mid', 'junior') DEFAULT 'mid',
  exceptions JSON,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY budget_entry_budget_id (budget_id),
  KEY budget_entry_department_id (department_id),
  KEY budget_entry_person_id (person_id),
  CONSTRAINT budget_entry_budget_id_fk FOREIGN KEY (budget_id) REFERENCES budget (id),
  CONSTRAINT budget_entry_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id),
  CONSTRAINT budget_entry_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Entities: The breakdown: assets, shots, sequences, episodes, scenes, edits and concepts are rows of one table.

CREATE TABLE IF NOT EXISTS entity (
  id UUID NOT NULL,
  name VARCHAR(160) NOT NULL,
  code VARCHAR(160),
  description MEDIUMTEXT,
  shotgun_id INT,
  canceled BOOLEAN DEFAULT FALSE,
  nb_frames INT,
  nb_entities_out INT DEFAULT 0,
  is_casting_standby BOOLEAN DEFAULT FALSE,
  is_shared BOOLEAN NOT NULL DEFAULT FALSE,
  status ENUM('standby', 'running', 'complete', 'canceled') NOT NULL DEFAULT 'running',
  project_id UUID NOT NULL,
  entity_type_id UUID NOT NULL,
  parent_id UUID,
  source_id UUID,
  preview_file_id UUID,
  data JSON,
  ready_for UUID,
  created_by UUID,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY entity_identity (name, project_id, entity_type_id, parent_id),
  KEY entity_page (updated_at DESC, created_at DESC, id) COMMENT 'pages of all entities: last changed first',
  KEY entity_entity_type_id (entity_type_id),
  KEY entity_parent_id (parent_id),
  KEY entity_project_id (project_id),
  KEY entity_project_id_entity_type_id_status (project_id, entity_type_id, status) COMMENT 'the breakdown of a project by kind',
  KEY entity_source_id (source_id),
  KEY entity_preview_file_id (preview_file_id),
  KEY entity_ready_for (ready_for),
  KEY entity_created_by (created_by),
  CONSTRAINT entity_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT entity_entity_type_id_fk FOREIGN KEY (entity_type_id) REFERENCES entity_type (id),
  CONSTRAINT entity_parent_id_fk FOREIGN KEY (parent_id) REFERENCES entity (id),
  CONSTRAINT entity_source_id_fk FOREIGN KEY (source_id) REFERENCES entity (id),
  CONSTRAINT entity_preview_file_id_fk FOREIGN KEY (preview_file_id) REFERENCES preview_file (id),
  CONSTRAINT entity_ready_for_fk FOREIGN KEY (ready_for) REFERENCES task_type (id),
  CONSTRAINT entity_created_by_fk FOREIGN KEY (created_by) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS entity_link (
  entity_in_id UUID NOT NULL,
  entity_out_id UUID NOT NULL,
  data JSON,
  nb_occurences INT DEFAULT 1,
  label VARCHAR(80) DEFAULT '',
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (entity_in_id, entity_out_id, id),
  UNIQUE KEY entity_link_entity_in_id_entity_out_id (entity_in_id, entity_out_id),
  UNIQUE KEY entity_link_id (id),
  KEY entity_link_entity_out_id (entity_out_id),
  CONSTRAINT entity_link_entity_in_id_fk FOREIGN KEY (entity_in_id) REFERENCES entity (id),
  CONSTRAINT entity_link_entity_out_id_fk FOREIGN KEY (entity_out_id) REFERENCES entity (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS entity_concept_link (
  entity_in_id UUID NOT NULL,
  entity_out_id UUID NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (entity_in_id, entity_out_id, id),
  UNIQUE KEY entity_concept_link_id (id),
  KEY entity_concept_link_entity_out_id (entity_out_id),
  CONSTRAINT entity_concept_link_entity_in_id_fk FOREIGN KEY (entity_in_id) REFERENCES entity (id),
  CONSTRAINT entity_concept_link_entity_out_id_fk FOREIGN KEY (entity_out_id) REFERENCES entity (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS entity_version (
  name VARCHAR(160) NOT NULL,
  data JSON,
  entity_id UUID,
  person_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY entity_version_entity_id (entity_id),
  KEY entity_version_person_id (person_id),
  CONSTRAINT entity_version_entity_id_fk FOREIGN KEY (entity_id) REFERENCES entity (id),
  CONSTRAINT entity_version_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS asset_instance (
  asset_id UUID NOT NULL,
  name VARCHAR(80),
  number INT,
  description VARCHAR(200),
  active BOOLEAN DEFAULT TRUE,
  data JSON,
  scene_id UUID,
  target_asset_id UUID,
  entity_id UUID,
  entity_type_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY asset_instance_identity (asset_id, target_asset_id, scene_id, number),
  KEY asset_instance_scene_id (scene_id),
  KEY asset_instance_target_asset_id (target_asset_id),
  KEY asset_instance_entity_id (entity_id),
  KEY asset_instance_entity_type_id (entity_type_id),
  CONSTRAINT asset_instance_asset_id_fk FOREIGN KEY (asset_id) REFERENCES entity (id),
  CONSTRAINT asset_instance_scene_id_fk FOREIGN KEY (scene_id) REFERENCES entity (id),
  CONSTRAINT asset_instance_target_asset_id_fk FOREIGN KEY (target_asset_id) REFERENCES entity (id),
  CONSTRAINT asset_instance_entity_id_fk FOREIGN KEY (entity_id) REFERENCES entity (id),
  CONSTRAINT asset_instance_entity_type_id_fk FOREIGN KEY (entity_type_id) REFERENCES entity_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS asset_instance_link (
  entity_id UUID NOT NULL,
  asset_instance_id UUID NOT NULL,
  PRIMARY KEY (entity_id, asset_instance_id),
  KEY asset_instance_link_asset_instance_id (asset_instance_id),
  CONSTRAINT asset_instance_link_entity_id_fk FOREIGN KEY (entity_id) REFERENCES entity (id),
  CONSTRAINT asset_instance_link_asset_instance_id_fk FOREIGN KEY (asset_instance_id) REFERENCES asset_instance (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Tasks: Tasks, who works on them, who follows them and the time spent.

CREATE TABLE IF NOT EXISTS task (
  name VARCHAR(80) NOT NULL,
  description MEDIUMTEXT,
  priority INT DEFAULT 0,
  difficulty INT NOT NULL DEFAULT 3,
  duration DOUBLE DEFAULT 0,
  estimation DOUBLE DEFAULT 0,
  completion_rate INT DEFAULT 0,
  retake_count INT DEFAULT 0,
  sort_order INT DEFAULT 0,
  start_date DATETIME(6),
  due_date DATETIME(6),
  real_start_date DATETIME(6),
  end_date DATETIME(6),
  done_date DATETIME(6),
  last_comment_date DATETIME(6),
  nb_assets_ready INT DEFAULT 0,
  data JSON,
  nb_drawings INT DEFAULT 0,
  shotgun_id INT,
  last_preview_file_id UUID,
  project_id UUID,
  task_type_id UUID,
  task_status_id UUID,
  entity_id UUID,
  assigner_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY task_identity (name, project_id, task_type_id, entity_id),
  KEY task_page (updated_at DESC, created_at DESC, id) COMMENT 'pages of all tasks: last changed first',
  KEY task_assigner_id (assigner_id),
  KEY task_entity_id (entity_id),
  KEY task_project_id (project_id),
  KEY task_task_status_id (task_status_id),
  KEY task_task_type_id (task_type_id),
  CONSTRAINT task_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT task_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id),
  CONSTRAINT task_task_status_id_fk FOREIGN KEY (task_status_id) REFERENCES task_status (id),
  CONSTRAINT task_entity_id_fk FOREIGN KEY (entity_id) REFERENCES entity (id),
  CONSTRAINT task_assigner_id_fk FOREIGN KEY (assigner_id) REFERENCES person (id),
  CONSTRAINT task_difficulty CHECK (difficulty BETWEEN 1 AND 5)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS task_person_link (
  task_id UUID NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (task_id, person_id),
  KEY task_person_link_person_id (person_id),
  CONSTRAINT task_person_link_task_id_fk FOREIGN KEY (task_id) REFERENCES task (id),
  CONSTRAINT task_person_link_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS subscription (
  person_id UUID NOT NULL,
  task_id UUID,
  entity_id UUID,
  task_type_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY subscription_person_id_task_id (person_id, task_id),
  UNIQUE KEY subscription_identity1 (person_id, task_type_id, entity_id),
  KEY subscription_entity_id (entity_id),
  KEY subscription_task_id (task_id),
  KEY subscription_task_type_id (task_type_id),
  CONSTRAINT subscription_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT subscription_task_id_fk FOREIGN KEY (task_id) REFERENCES task (id),
  CONSTRAINT subscription_entity_id_fk FOREIGN KEY (entity_id) REFERENCES entity (id),
  CONSTRAINT subscription_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS time_spent (
  duration DOUBLE NOT NULL,
  date DATE NOT NULL,
  task_id UUID,
  person_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY time_spent_identity (person_id, task_id, date),
  KEY time_spent_task_id (task_id),
  CONSTRAINT time_spent_task_id_fk FOREIGN KEY (task_id) REFERENCES task (id),
  CONSTRAINT time_spent_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT time_spent_duration CHECK (duration > 0)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Comments: What people tell each other: comments, attachments, news, notifications and chats.

CREATE TABLE IF NOT EXISTS comment (
  shotgun_id INT,
  object_id UUID NOT NULL,
  object_type VARCHAR(80) NOT NULL,
  text MEDIUMTEXT,
  data JSON,
  replies JSON DEFAULT '[]',
  checklist JSON,
  pinned BOOLEAN,
  for_client BOOLEAN DEFAULT FALSE,
  links JSON,
  task_status_id UUID,
  person_id UUID NOT NULL,
  editor_id UUID,
  preview_file_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY comment_editor_id (editor_id),
  KEY comment_object_id (object_id) COMMENT 'comments of a task',
  KEY comment_person_id (person_id),
  KEY comment_task_status_id (task_status_id),
  KEY comment_preview_file_id (preview_file_id),
  CONSTRAINT comment_task_status_id_fk FOREIGN KEY (task_status_id) REFERENCES task_status (id),
  CONSTRAINT comment_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT comment_editor_id_fk FOREIGN KEY (editor_id) REFERENCES person (id),
  CONSTRAINT comment_preview_file_id_fk FOREIGN KEY (preview_file_id) REFERENCES preview_file (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS comment_preview_link (
  comment UUID NOT NULL,
  preview_file UUID NOT NULL,
  PRIMARY KEY (comment, preview_file),
  KEY comment_preview_link_preview_file (preview_file),
  CONSTRAINT comment_preview_link_comment_fk FOREIGN KEY (comment) REFERENCES comment (id),
  CONSTRAINT comment_preview_link_preview_file_fk FOREIGN KEY (preview_file) REFERENCES preview_file (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS comment_mentions (
  comment UUID NOT NULL,
  person UUID NOT NULL,
  PRIMARY KEY (comment, person),
  KEY comment_mentions_person (person),
  CONSTRAINT comment_mentions_comment_fk FOREIGN KEY (comment) REFERENCES comment (id),
  CONSTRAINT comment_mentions_person_fk FOREIGN KEY (person) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS comment_department_mentions (
  comment UUID NOT NULL,
  department UUID NOT NULL,
  PRIMARY KEY (comment, department),
  KEY comment_department_mentions_department (department),
  CONSTRAINT comment_department_mentions_comment_fk FOREIGN KEY (comment) REFERENCES comment (id),
  CONSTRAINT comment_department_mentions_department_fk FOREIGN KEY (department) REFERENCES department (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS comment_acknoledgments (
  comment UUID NOT NULL,
  person UUID NOT NULL,
  PRIMARY KEY (comment, person),
  KEY comment_acknoledgments_person (person),
  CONSTRAINT comment_acknoledgments_comment_fk FOREIGN KEY (comment) REFERENCES comment (id),
  CONSTRAINT comment_acknoledgments_person_fk FOREIGN KEY (person) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS attachment_file (
  name VARCHAR(250),
  size BIGINT DEFAULT 1,
  extension VARCHAR(6),
  mimetype VARCHAR(255),
  comment_id UUID,
  reply_id UUID,
  chat_message_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY attachment_file_chat_message_id (chat_message_id),
  KEY attachment_file_comment_id (comment_id),
  CONSTRAINT attachment_file_comment_id_fk FOREIGN KEY (comment_id) REFERENCES comment (id),
  CONSTRAINT attachment_file_chat_message_id_fk FOREIGN KEY (chat_message_id) REFERENCES chat_message (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS news (
  `change` BOOLEAN NOT NULL DEFAULT FALSE,
  author_id UUID NOT NULL,
  comment_id UUID,
  task_id UUID NOT NULL,
  preview_file_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY news_author_id (author_id),
  KEY news_comment_id (comment_id),
  KEY news_preview_file_id (preview_file_id),
  KEY news_task_id (task_id),
  CONSTRAINT news_author_id_fk FOREIGN KEY (author_id) REFERENCES person (id),
  CONSTRAINT news_comment_id_fk FOREIGN KEY (comment_id) REFERENCES comment (id),
  CONSTRAINT news_task_id_fk FOREIGN KEY (task_id) REFERENCES task (id),
  CONSTRAINT news_preview_file_id_fk FOREIGN KEY (preview_file_id) REFERENCES preview_file (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS notification (
  `read` BOOLEAN NOT NULL DEFAULT FALSE,
  `change` BOOLEAN NOT NULL DEFAULT FALSE,
  type ENUM('comment', 'mention', 'assignation', 'reply', 'reply-mention', 'playlist-ready') NOT NULL,
  person_id UUID NOT NULL,
  author_id UUID NOT NULL,
  comment_id UUID,
  task_id UUID,
  playlist_id UUID,
  reply_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY notification_identity (person_id, author_id, comment_id, reply_id, playlist_id, type),
  KEY notification_author_id (author_id),
  KEY notification_comment_id (comment_id),
  KEY notification_playlist_id (playlist_id),
  KEY notification_reply_id (reply_id) COMMENT 'notifications of a reply',
  KEY notification_task_id (task_id),
  CONSTRAINT notification_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT notification_author_id_fk FOREIGN KEY (author_id) REFERENCES person (id),
  CONSTRAINT notification_comment_id_fk FOREIGN KEY (comment_id) REFERENCES comment (id),
  CONSTRAINT notification_task_id_fk FOREIGN KEY (task_id) REFERENCES task (id),
  CONSTRAINT notification_playlist_id_fk FOREIGN KEY (playlist_id) REFERENCES playlist (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS chat (
  object_id UUID NOT NULL,
  object_type VARCHAR(80) NOT NULL DEFAULT 'entity',
  last_message DATETIME(6),
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY chat_object_id (object_id) COMMENT 'the chat of an entity'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS chat_participant (
  chat_id UUID NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (chat_id, person_id),
  KEY chat_participant_person_id (person_id),
  CONSTRAINT chat_participant_chat_id_fk FOREIGN KEY (chat_id) REFERENCES chat (id),
  CONSTRAINT chat_participant_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS chat_message (
  chat_id UUID NOT NULL,
  person_id UUID NOT NULL,
  text MEDIUMTEXT,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY chat_message_chat_id (chat_id),
  KEY chat_message_person_id (person_id),
  CONSTRAINT chat_message_chat_id_fk FOREIGN KEY (chat_id) REFERENCES chat (id),
  CONSTRAINT chat_message_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Files: Working files, output files and previews.

CREATE TABLE IF NOT EXISTS working_file (
  shotgun_id INT,
  name VARCHAR(250),
  description MEDIUMTEXT,
  comment MEDIUMTEXT,
  revision INT,
  size INT,
  checksum INT,
  path VARCHAR(400),
  data JSON,
  task_id UUID,
  entity_id UUID,
  person_id UUID,
  software_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY working_file_identity (name, task_id, entity_id, revision),
  KEY working_file_entity_id (entity_id),
  KEY working_file_person_id (person_id),
  KEY working_file_software_id (software_id),
  KEY working_file_task_id (task_id),
  CONSTRAINT working_file_task_id_fk FOREIGN KEY (task_id) REFERENCES task (id),
  CONSTRAINT working_file_entity_id_fk FOREIGN KEY (entity_id) REFERENCES entity (id),
  CONSTRAINT working_file_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT working_file_software_id_fk FOREIGN KEY (software_id) REFERENCES software (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS output_file (
  shotgun_id INT,
  name VARCHAR(250) NOT NULL,
  canceled BOOLEAN NOT NULL DEFAULT FALSE,
  size INT,
  checksum VARCHAR(32),
  description MEDIUMTEXT,
  comment MEDIUMTEXT,
  extension VARCHAR(10),
  revision INT NOT NULL,
  representation VARCHAR(20),
  nb_elements INT DEFAULT 1,
  source VARCHAR(40),
  path VARCHAR(400),
  data JSON,
  file_status_id UUID NOT NULL,
  entity_id UUID,
  asset_instance_id UUID,
  output_type_id UUID,
  task_type_id UUID,
  person_id UUID,
  source_file_id UUID,
  temporal_entity_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY output_file_identity (name, entity_id, asset_instance_id, output_type_id, task_type_id, temporal_entity_id, representation, revision),
  KEY output_file_asset_instance_id (asset_instance_id),
  KEY output_file_entity_id (entity_id),
  KEY output_file_file_status_id (file_status_id),
  KEY output_file_output_type_id (output_type_id),
  KEY output_file_person_id (person_id),
  KEY output_file_source_file_id (source_file_id),
  KEY output_file_task_type_id (task_type_id),
  KEY output_file_temporal_entity_id (temporal_entity_id),
  CONSTRAINT output_file_file_status_id_fk FOREIGN KEY (file_status_id) REFERENCES file_status (id),
  CONSTRAINT output_file_entity_id_fk FOREIGN KEY (entity_id) REFERENCES entity (id),
  CONSTRAINT output_file_asset_instance_id_fk FOREIGN KEY (asset_instance_id) REFERENCES asset_instance (id),
  CONSTRAINT output_file_output_type_id_fk FOREIGN KEY (output_type_id) REFERENCES output_type (id),
  CONSTRAINT output_file_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id),
  CONSTRAINT output_file_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT output_file_source_file_id_fk FOREIGN KEY (source_file_id) REFERENCES working_file (id),
  CONSTRAINT output_file_temporal_entity_id_fk FOREIGN KEY (temporal_entity_id) REFERENCES entity (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS preview_file (
  name VARCHAR(250),
  original_name VARCHAR(250),
  revision INT DEFAULT 1,
  position INT DEFAULT 1,
  extension VARCHAR(6),
  description MEDIUMTEXT,
  path VARCHAR(400),
  source VARCHAR(40),
  file_size BIGINT DEFAULT 0,
  status ENUM('processing', 'ready', 'broken', 'missing') NOT NULL DEFAULT 'processing',
  validation_status ENUM('validated', 'rejected', 'neutral') NOT NULL DEFAULT 'neutral',
  annotations JSON,
  width INT DEFAULT 0,
  height INT DEFAULT 0,
  duration DOUBLE DEFAULT 0,
  data JSON,
  token_in INT,
  token_out INT,
  task_id UUID,
  person_id UUID,
  source_file_id UUID,
  shotgun_id INT,
  is_movie BOOLEAN DEFAULT FALSE,
  url VARCHAR(600),
  uploaded_movie_url VARCHAR(600),
  uploaded_movie_name VARCHAR(150),
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY preview_file_shotgun_id (shotgun_id),
  UNIQUE KEY preview_file_identity1 (name, task_id, revision),
  KEY preview_file_source_file_id (source_file_id),
  KEY preview_file_task_id (task_id),
  KEY preview_file_person_id (person_id),
  CONSTRAINT preview_file_task_id_fk FOREIGN KEY (task_id) REFERENCES task (id),
  CONSTRAINT preview_file_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT preview_file_source_file_id_fk FOREIGN KEY (source_file_id) REFERENCES output_file (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Playlists: Playlists, their share links and builds.

CREATE TABLE IF NOT EXISTS playlist (
  name VARCHAR(80) NOT NULL,
  shots JSON,
  project_id UUID,
  episode_id UUID,
  task_type_id UUID,
  for_client BOOLEAN DEFAULT FALSE,
  for_entity VARCHAR(10) DEFAULT 'shot',
  is_for_all BOOLEAN DEFAULT FALSE,
  created_by UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY playlist_identity (name, project_id, episode_id),
  KEY playlist_episode_id (episode_id),
  KEY playlist_project_id (project_id),
  KEY playlist_task_type_id (task_type_id),
  KEY playlist_created_by (created_by),
  CONSTRAINT playlist_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT playlist_episode_id_fk FOREIGN KEY (episode_id) REFERENCES entity (id),
  CONSTRAINT playlist_task_type_id_fk FOREIGN KEY (task_type_id) REFERENCES task_type (id),
  CONSTRAINT playlist_created_by_fk FOREIGN KEY (created_by) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS playlist_share_link (
  token VARCHAR(64) NOT NULL,
  playlist_id UUID NOT NULL,
  created_by UUID NOT NULL,
  expiration_date DATETIME(6),
  is_active BOOLEAN NOT NULL DEFAULT TRUE,
  can_comment BOOLEAN NOT NULL DEFAULT TRUE,
  password VARCHAR(255),
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY playlist_share_link_token (token),
  KEY playlist_share_link_playlist_id_is_active (playlist_id, is_active) COMMENT 'open links of a playlist',
  KEY playlist_share_link_created_by (created_by),
  CONSTRAINT playlist_share_link_playlist_id_fk FOREIGN KEY (playlist_id) REFERENCES playlist (id),
  CONSTRAINT playlist_share_link_created_by_fk FOREIGN KEY (created_by) REFERENCES person (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS build_job (
  status ENUM('running', 'failed', 'succeeded') NOT NULL DEFAULT 'running',
  job_type ENUM('archive', 'movie') NOT NULL DEFAULT 'movie',
  ended_at DATETIME(6),
  playlist_id UUID NOT NULL,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY build_job_playlist_id (playlist_id),
  CONSTRAINT build_job_playlist_id_fk FOREIGN KEY (playlist_id) REFERENCES playlist (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Workspace: The rows around the production: events, filters, custom actions and plugins.

CREATE TABLE IF NOT EXISTS api_event (
  name VARCHAR(80) NOT NULL,
  user_id UUID,
  project_id UUID,
  data JSON,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY api_event_created_at (created_at) COMMENT 'events of all projects, newest first',
  KEY api_event_name (name) COMMENT 'events of one name; the list of names',
  KEY api_event_project_id_created_at (project_id, created_at) COMMENT 'events of one project, newest first',
  KEY api_event_user_id (user_id),
  CONSTRAINT api_event_user_id_fk FOREIGN KEY (user_id) REFERENCES person (id),
  CONSTRAINT api_event_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS search_filter_group (
  list_type VARCHAR(80) NOT NULL,
  entity_type VARCHAR(80),
  name VARCHAR(200) NOT NULL DEFAULT '',
  color VARCHAR(8) NOT NULL DEFAULT '',
  is_shared BOOLEAN NOT NULL DEFAULT FALSE,
  person_id UUID,
  project_id UUID,
  department_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY search_filter_group_person_id (person_id),
  KEY search_filter_group_project_id (project_id),
  KEY search_filter_group_department_id (department_id),
  CONSTRAINT search_filter_group_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT search_filter_group_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT search_filter_group_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS search_filter (
  list_type VARCHAR(80) NOT NULL,
  entity_type VARCHAR(80),
  name VARCHAR(200) NOT NULL DEFAULT '',
  search_query VARCHAR(500) NOT NULL DEFAULT '',
  is_shared BOOLEAN NOT NULL DEFAULT FALSE,
  department_id UUID,
  search_filter_group_id UUID,
  person_id UUID,
  project_id UUID,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  KEY search_filter_person_id (person_id),
  KEY search_filter_project_id (project_id),
  KEY search_filter_department_id (department_id),
  KEY search_filter_search_filter_group_id (search_filter_group_id),
  CONSTRAINT search_filter_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id),
  CONSTRAINT search_filter_search_filter_group_id_fk FOREIGN KEY (search_filter_group_id) REFERENCES search_filter_group (id),
  CONSTRAINT search_filter_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT search_filter_project_id_fk FOREIGN KEY (project_id) REFERENCES project (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS custom_action (
  name VARCHAR(80) NOT NULL,
  url VARCHAR(400),
  entity_type VARCHAR(40) DEFAULT 'all',
  is_ajax BOOLEAN DEFAULT FALSE,
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS plugin (
  plugin_id VARCHAR(80) NOT NULL,
  name VARCHAR(80) NOT NULL,
  description MEDIUMTEXT,
  version VARCHAR(50) NOT NULL,
  maintainer_name VARCHAR(200) NOT NULL,
  maintainer_email VARCHAR(255),
  website VARCHAR(2000),
  license VARCHAR(80) NOT NULL,
  revision VARCHAR(12),
  frontend_project_enabled BOOLEAN DEFAULT FALSE,
  frontend_studio_enabled BOOLEAN DEFAULT FALSE,
  icon VARCHAR(255),
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id),
  UNIQUE KEY plugin_plugin_id (plugin_id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS data_import_error (
  event_data JSON NOT NULL,
  source VARCHAR(7),
  id UUID NOT NULL,
  created_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  updated_at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

SET FOREIGN_KEY_CHECKS = 1;
