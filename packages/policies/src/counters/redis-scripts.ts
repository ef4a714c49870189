import { STEPS_PER_WINDOW } from "./counter.ts";

/**
 * A counter in Redis is a hash (`t`: all that counts, `f`: the last step that was freed, `s<step>`: what a step will free) and a sorted set
 * of open leases (`<id>:<amount>`, by when they expire). The rules are those of `Counter`, in one step each, by Redis's own clock.
 * Numbers are written by `%.0f`: Lua would write large ones as 1e+15.
 */
const COMMON = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function whole(number) return string.format('%.0f', number) end
local function step_of(length) return math.max(1, math.ceil(length / ${STEPS_PER_WINDOW})) end

-- A part of the calendar has the length -1, and frees nothing: it goes as a whole.
local function keep(hash, length, amount, used)
  if length < 0 or amount == 0 then return end
  local step = math.ceil((used + length) / step_of(length))
  redis.call('HINCRBY', hash, 's' .. whole(step), whole(amount))
end

local function free(hash, length, total, lives)
  local current = math.floor(now / step_of(length))
  local freed = tonumber(redis.call('HGET', hash, 'f') or -1)
  if freed == current then return total end
  local function take(field, amount)
    total = total - tonumber(amount)
    redis.call('HDEL', hash, field)
  end
  if current - freed > ${STEPS_PER_WINDOW} then
    local fields = redis.call('HGETALL', hash)
    for at = 1, #fields, 2 do
      local step = tonumber(string.match(fields[at], '^s(%d+)$') or '')
      if step and step <= current then take(fields[at], fields[at + 1]) end
    end
  else
    for step = freed + 1, current do
      local field = 's' .. whole(step)
      local amount = redis.call('HGET', hash, field)
      if amount then take(field, amount) end
    end
  end
  redis.call('HSET', hash, 'f', whole(current))
  redis.call('PEXPIRE', hash, lives)
  return total
end

local function write(hash, open, total, lives)
  redis.call('HSET', hash, 't', whole(math.max(0, total)))
  redis.call('PEXPIRE', hash, lives)
  redis.call('PEXPIRE', open, lives)
end

-- What counts now: expired leases in full, from when they expired.
local function tidy(hash, open, length, lives)
  local before = tonumber(redis.call('HGET', hash, 't') or 0)
  local expired = redis.call('ZRANGEBYSCORE', open, '-inf', whole(now), 'WITHSCORES')
  for at = 1, #expired, 2 do
    redis.call('ZREM', open, expired[at])
    keep(hash, length, tonumber(string.match(expired[at], ':(%d+)$')), tonumber(expired[at + 1]))
  end
  if length < 0 then return before end
  local total = free(hash, length, before, lives)
  if total ~= before then write(hash, open, total, lives) end
  return total
end
`;

/** KEYS: hash and set of each claim. ARGV: lease, its time to live, then amount, limit, length and life of each claim. */
export const RESERVE = `${COMMON}
local lease, ttl = ARGV[1], tonumber(ARGV[2])
local totals, remaining = {}, {}
for claim = 1, #KEYS / 2 do
  local hash, open = KEYS[claim * 2 - 1], KEYS[claim * 2]
  local amount, limit, length = tonumber(ARGV[claim * 4 - 1]), tonumber(ARGV[claim * 4]), tonumber(ARGV[claim * 4 + 1])
  local total = tidy(hash, open, length, ARGV[claim * 4 + 2])
  local asked = math.max(1, amount)
  if total + asked > limit then
    local retry = now + math.max(length, 0)
    local needed = total + asked - limit
    local steps, fields = {}, redis.call('HGETALL', hash)
    for at = 1, #fields, 2 do
      local step = tonumber(string.match(fields[at], '^s(%d+)$') or '')
      if step then steps[#steps + 1] = { step, tonumber(fields[at + 1]) } end
    end
    table.sort(steps, function(a, b) return a[1] < b[1] end)
    local freed = 0
    for _, step in ipairs(steps) do
      freed = freed + step[2]
      if freed >= needed then
        retry = step[1] * step_of(length)
        break
      end
    end
    if asked > limit then retry = -1 end
    return { 0, now, claim - 1, retry, limit - total }
  end
  totals[claim] = total + amount
  remaining[claim] = limit - total - amount
end
for claim = 1, #KEYS / 2 do
  local hash, open = KEYS[claim * 2 - 1], KEYS[claim * 2]
  redis.call('ZADD', open, whole(now + ttl), lease .. ':' .. ARGV[claim * 4 - 1])
  write(hash, open, totals[claim], ARGV[claim * 4 + 2])
end
return { 1, now, unpack(remaining) }
`;

/**
 * KEYS: hash and set of each claim, and a mark. ARGV: lease, then how long the mark stands, or 0, then amount, truth, length and life of each
 * claim. With a mark a lease that is not there is counted too: nobody knows whether it was granted. The mark says that this was done.
 */
export const SETTLE = `${COMMON}
local lease, counts_missing = ARGV[1], false
if tonumber(ARGV[2]) > 0 then counts_missing = redis.call('SET', KEYS[#KEYS], '1', 'NX', 'PX', ARGV[2]) end
for claim = 1, (#KEYS - 1) / 2 do
  local hash, open = KEYS[claim * 2 - 1], KEYS[claim * 2]
  local amount, actual, length = tonumber(ARGV[claim * 4 - 1]), tonumber(ARGV[claim * 4]), tonumber(ARGV[claim * 4 + 1])
  local total = tidy(hash, open, length, ARGV[claim * 4 + 2])
  local held = redis.call('ZREM', open, lease .. ':' .. ARGV[claim * 4 - 1]) == 1
  if held then total = total - amount end
  if held or counts_missing then
    total = total + actual
    keep(hash, length, actual, now)
  end
  write(hash, open, total, ARGV[claim * 4 + 2])
end
return now
`;

/**
 * KEYS: hash and set of one counter, and a mark. ARGV: what was used, length and life, and how long the mark stands, which says that this
 * was counted. Returns what counts in all, and when.
 */
export const EXCHANGE = `${COMMON}
local hash, open, amount, length = KEYS[1], KEYS[2], tonumber(ARGV[1]), tonumber(ARGV[2])
if amount > 0 and not redis.call('SET', KEYS[3], '1', 'NX', 'PX', ARGV[4]) then amount = 0 end
local total = tidy(hash, open, length, ARGV[3]) + amount
keep(hash, length, amount, now)
write(hash, open, total, ARGV[3])
return { total, now }
`;
