-- What clients see of a production and how its movies are made: settings of productions and templates, and of their task types and statuses
-- (contract chapter 09, Tables and columns).

ALTER TABLE project
  ADD COLUMN IF NOT EXISTS is_client_stats_visible BOOLEAN DEFAULT TRUE AFTER is_clients_isolated,
  ADD COLUMN IF NOT EXISTS is_client_task_list_visible BOOLEAN DEFAULT TRUE AFTER is_client_stats_visible,
  ADD COLUMN IF NOT EXISTS is_client_task_panel_visible BOOLEAN DEFAULT TRUE AFTER is_client_task_list_visible,
  -- Null is what the server has in its configuration.
  ALTER COLUMN hd_bitrate_compression SET DEFAULT NULL,
  ALTER COLUMN ld_bitrate_compression SET DEFAULT NULL;

ALTER TABLE project_template
  ADD COLUMN IF NOT EXISTS is_client_stats_visible BOOLEAN DEFAULT TRUE AFTER is_clients_isolated,
  ADD COLUMN IF NOT EXISTS is_client_task_list_visible BOOLEAN DEFAULT TRUE AFTER is_client_stats_visible,
  ADD COLUMN IF NOT EXISTS is_client_task_panel_visible BOOLEAN DEFAULT TRUE AFTER is_client_task_list_visible,
  ALTER COLUMN hd_bitrate_compression SET DEFAULT NULL,
  ALTER COLUMN ld_bitrate_compression SET DEFAULT NULL;

ALTER TABLE project_task_type_link
  ADD COLUMN IF NOT EXISTS hd_bitrate_compression INT AFTER priority,
  ADD COLUMN IF NOT EXISTS ld_bitrate_compression INT AFTER hd_bitrate_compression,
  ADD COLUMN IF NOT EXISTS is_client_visible BOOLEAN DEFAULT TRUE AFTER ld_bitrate_compression;

ALTER TABLE project_template_task_type_link
  ADD COLUMN IF NOT EXISTS hd_bitrate_compression INT AFTER priority,
  ADD COLUMN IF NOT EXISTS ld_bitrate_compression INT AFTER hd_bitrate_compression,
  ADD COLUMN IF NOT EXISTS is_client_visible BOOLEAN DEFAULT TRUE AFTER ld_bitrate_compression;

-- Null is what the status itself says.
ALTER TABLE project_task_status_link ADD COLUMN IF NOT EXISTS is_client_allowed BOOLEAN AFTER roles_for_board;
ALTER TABLE project_template_task_status_link ADD COLUMN IF NOT EXISTS is_client_allowed BOOLEAN AFTER roles_for_board;
