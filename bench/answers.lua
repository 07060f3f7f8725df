-- wrk: people who answer the survey, each question once. BENCH_FILE: what bench_town wrote; BENCH_PART "i/n": which of its checks; a count of
-- acknowledged answers comes out as "result answers_per_second p99_ms acknowledged errors".
local threads = {}
acknowledged, refused = 0, 0

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

local secrets, at, question = {}, 0, 1

function init(args)
  local part, parts = os.getenv("BENCH_PART"):match("^(%d+)/(%d+)$")
  local n = 0
  for line in io.lines(os.getenv("BENCH_FILE")) do
    local secret = line:match("^check (%S+)$")
    if secret then
      -- Of the part, every second one for each of the two threads.
      if n % parts == tonumber(part) and math.floor(n / parts) % 2 == number then secrets[#secrets + 1] = secret end
      n = n + 1
    end
  end
end

function request()
  at = at + 1
  if at > #secrets then at, question = 1, question + 1 end
  return wrk.format("POST", "/survey/question/" .. question,
    { Cookie = "check=" .. secrets[at], ["Content-Type"] = "application/x-www-form-urlencoded" }, "action=unknown")
end

function response(status, headers)
  local to = headers["Location"] or ""
  if status == 303 and (to:find("^/survey/question/") or to == "/survey/finish") then acknowledged = acknowledged + 1
  else refused = refused + 1 end
end

function done(summary, latency)
  local good, bad = 0, 0
  for _, thread in ipairs(threads) do good, bad = good + thread:get("acknowledged"), bad + thread:get("refused") end
  local e = summary.errors
  io.write(string.format("result %.1f %.3f %d %d\n", good / summary.duration * 1e6, latency:percentile(99) / 1000, good,
    bad + e.connect + e.read + e.write + e.timeout))
end
