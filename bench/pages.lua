-- wrk: dashboard, catalogue and report by turns, each as somebody who is signed in. BENCH_FILE: what bench_town wrote. Ends with a line
-- "result pages_per_second p99_ms errors".
local requests, at = {}, 0

function init(args)
  local staff, report = {}, {}
  for line in io.lines(os.getenv("BENCH_FILE")) do
    local kind, token, path = line:match("^(%S+) (%S+) ?(%S*)$")
    if kind == "staff" then staff[#staff + 1] = token end
    if kind == "report" then report[#report + 1] = { token, path } end
  end
  local function page(path, token) requests[#requests + 1] = wrk.format("GET", path, { Cookie = "session=" .. token }) end
  for i, token in ipairs(staff) do
    local reader = report[1 + i % #report]
    page("/", token)
    page("/learning", token)
    page(reader[2], reader[1])
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("result %.1f %.3f %d\n", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
  io.write(string.format("errors: connect %d read %d write %d status %d timeout %d\n", e.connect, e.read, e.write, e.status, e.timeout))
end
