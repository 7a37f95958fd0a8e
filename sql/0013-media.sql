-- What waits for a job: a preview whose movie is being made is found by it, and whether anybody is still at it.
ALTER TABLE job
  ADD COLUMN IF NOT EXISTS subject_id UUID NULL AFTER payload,
  ADD KEY IF NOT EXISTS job_subject (subject_id) COMMENT 'is somebody at it?';

ALTER TABLE preview_file
  ADD KEY IF NOT EXISTS preview_file_status (status) COMMENT 'what is being made, or was not';
