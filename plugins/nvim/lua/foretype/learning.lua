-- Which lines the person has typed; they are handed to the daemon when the file is saved.
--
-- Only lines of which at least half was typed here, and that are still as they were typed: what was there before,
-- was pasted, or was changed by a program is not the person's. Nothing is sent from buffers that are private.
local M = {}

local client = require('foretype.client')
local config = require('foretype.config')
local context = require('foretype.context')

local space = vim.api.nvim_create_namespace('foretype-typed')
-- More characters than this at once were not typed.
local AT_ONCE = 12
-- Lines with fewer characters are not handed over.
local SHORTEST = 3

-- Buffer → mark → `{ typed, text }`.
local lines = {}
-- The line with the cursor and its length in characters, to tell what a change has added.
local here = {}

local function line_at(buf, row)
  return vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1] or ''
end

function M.forget_buffer(buf) lines[buf] = nil end

local function entry(buf, row, make)
  lines[buf] = lines[buf] or {}
  local mark = vim.api.nvim_buf_get_extmarks(buf, space, { row, 0 }, { row, -1 }, { limit = 1 })[1]
  local id = mark and mark[1]
  if not id and make then id = vim.api.nvim_buf_set_extmark(buf, space, row, 0, { right_gravity = false }) end
  if not id then return nil end
  lines[buf][id] = lines[buf][id] or { typed = 0, text = '' }
  return lines[buf][id], id
end

--- The cursor is on this line now.
function M.at(buf, row)
  if here.buf == buf and here.row == row then return end
  -- The line that was left may have been split or wrapped at the last key.
  if here.buf == buf and vim.api.nvim_buf_is_valid(buf) then
    local left = entry(buf, here.row)
    if left and left.typed > 0 then left.text = line_at(buf, here.row) end
  end
  here = { buf = buf, row = row, length = vim.fn.strchars(line_at(buf, row)) }
end

local function added(buf, row)
  local text = line_at(buf, row)
  local length = vim.fn.strchars(text)
  local before = here.buf == buf and here.row == row and here.length or 0
  M.at(buf, row)
  here.length = length
  return text, length - before
end

--- The line has changed by typing. How many characters that were.
function M.typed(buf, row)
  local text, new = added(buf, row)
  if new > AT_ONCE then new = 0 end
  local line, about = entry(buf, row, true), context.about(buf)
  -- What is typed in a private file is not to be handed over when it is saved under another name.
  local private = not about or (about.private and not about.asking)
  line.typed, line.text = math.max(0, line.typed + (private and math.min(new, 0) or new)), text
  return math.max(0, new)
end

--- The line has grown by a suggestion that was taken, which counts as typed.
function M.taken(buf, row)
  local text, new = added(buf, row)
  local line = entry(buf, row, true)
  line.typed, line.text = line.typed + new, text
end

--- So many characters that came last in a line were taken from a list: they count as typed for learning. How many of
--- them were taken for keystrokes.
function M.was_taken(buf, row, length)
  if length <= AT_ONCE then return length end
  local line = entry(buf, row, true)
  line.typed = line.typed + length
  return 0
end

-- What of a line is the person's prose; nothing when none is.
local function prose(buf, about, text)
  if about.comments then return context.without_leader(text) end
  local filetype = vim.bo[buf].filetype
  if filetype == 'gitcommit' and text:sub(1, 1) == '#' then return nil end
  if filetype == 'mail' and text:match('^>') then return nil end
  return text
end

--- The messages to hand over: consecutive lines belong together. The line with the mark `held` waits.
function M.messages(buf, about, held)
  local messages, last_row = {}, nil
  local code = about.prose and context.code_lines(buf, vim.api.nvim_buf_line_count(buf)) or {}
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buf, space, 0, -1, {})) do
    local id, row = mark[1], mark[2]
    local line = (lines[buf] or {})[id]
    local text = line_at(buf, row)
    local own = line and id ~= held and not code[row] and line.text == text and line.typed * 2 >= vim.fn.strchars(vim.trim(text))
    local words = own and prose(buf, about, text)
    if words and vim.fn.strchars(vim.trim(words)) >= SHORTEST then
      if last_row and row == last_row + 1 then
        messages[#messages] = messages[#messages] .. '\n' .. words
      elseif row ~= last_row then
        table.insert(messages, words)
      end
      last_row = row
    end
  end
  return messages
end

-- The mark of the line with the cursor, where no mark of punctuation ends it: the person, or a timer, may have saved in the
-- middle of a sentence. It waits for the next time that finds it as it is now.
local function unfinished(buf)
  if here.buf ~= buf then return nil end
  local line, mark = entry(buf, here.row)
  local text = line_at(buf, here.row)
  if not line or line.typed == 0 or line.held == text or not text:match('[%w\128-\255]%s*$') then return nil end
  line.held = text
  return mark
end

--- The buffer goes: hands over the line that waited, if it is still as it was saved.
function M.leave(buf)
  if not lines[buf] or not vim.api.nvim_buf_is_loaded(buf) or vim.bo[buf].modified then return end
  for _, line in pairs(lines[buf]) do
    if line.held then return M.save(buf, true) end
  end
end

--- The file has been saved: hands over what was typed in it. The `last` time no line waits.
function M.save(buf, last)
  local about = context.about(buf)
  local held = not last and unfinished(buf) or nil
  local learn = about and config.learn and not about.private and vim.b[buf].foretype ~= false
  if learn and lines[buf] and client.has('commit') then
    for _, message in ipairs(M.messages(buf, about, held)) do
      client.call('commit', { session = client.sessions.kept, text = message })
    end
  end
  lines[buf] = held and { [held] = lines[buf][held] } or nil
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buf, space, 0, -1, {})) do
    if mark[1] ~= held then vim.api.nvim_buf_del_extmark(buf, space, mark[1]) end
  end
end

return M
