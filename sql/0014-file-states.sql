-- What working files are thought of, and how good delivered files are (contract chapter 09, Tables and columns).

ALTER TABLE working_file
  ADD COLUMN IF NOT EXISTS validation_status ENUM('validated', 'rejected', 'neutral') NOT NULL DEFAULT 'neutral' AFTER data;

ALTER TABLE output_file ADD COLUMN IF NOT EXISTS quality ENUM('low', 'mid', 'high') AFTER data;
