-- For wrk: sends the token, with BENCH_BODY a JSON body, with BENCH_TAG the ETag of what it has; says what it measured as one line of JSON (times in milliseconds).
wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")

local tag = os.getenv("BENCH_TAG")
if tag then wrk.headers["If-None-Match"] = tag end

local body = os.getenv("BENCH_BODY")
if body then
  wrk.method = "POST"
  wrk.body = body
  wrk.headers["Content-Type"] = "application/json"
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '{"requests":%d,"seconds":%.3f,"requests_per_second":%.2f,"median_ms":%.3f,"p99_ms":%.3f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
