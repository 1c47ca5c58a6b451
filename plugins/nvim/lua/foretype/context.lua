-- Which text is before the cursor, and whether it is a text that anybody may be asked about.
local M = {}

local config = require('foretype.config')

-- Buffer → what its name, type and place say about it.
local known = {}
local deny

function M.forget_buffers()
  known, deny = {}, nil
end

function M.forget_buffer(buf)
  known[buf] = nil
end

local function denied(path)
  if path == '' then return false end
  deny = deny or vim.tbl_map(function(glob)
    -- The name alone, unless the glob speaks of folders.
    return { whole = glob:find('/', 1, true) ~= nil, pattern = '\\c' .. vim.fn.glob2regpat(glob) }
  end, config.deny)
  local name = vim.fn.fnamemodify(path, ':t')
  for _, rule in ipairs(deny) do
    if vim.fn.match(rule.whole and path or name, rule.pattern) >= 0 then return true end
  end
  return false
end

-- Files that git ignores are often there because they hold secrets: they are asked about, never learned from.
local function ask_git(path, about)
  if vim.fn.executable('git') == 0 or vim.fn.filereadable(path) == 0 then return end
  about.private, about.asking = true, true
  vim.fn.jobstart({ 'git', 'check-ignore', '-q', '--', path }, {
    cwd = vim.fn.fnamemodify(path, ':h'),
    -- 0: ignored; 1: not; 128: no repository.
    on_exit = function(_, code)
      about.private, about.asking = code == 0, false
    end,
  })
end

-- Endings of files that are prose although their type is not known.
local PROSE = {}
for _, extension in ipairs({ 'txt', 'text', 'md', 'markdown', 'rst', 'org', 'adoc', 'tex', 'eml', 'msg', 'note', 'notes', 'mail', 'draft' }) do
  PROSE[extension] = true
end

-- Whether a file of no known type is prose by its name: settings, keys and data have names of other kinds.
local function named_as_prose(path)
  local name = vim.fn.fnamemodify(path, ':t')
  local extension = name:match('%.([^.]*)$')
  return name:sub(1, 1) ~= '.' and (not extension or PROSE[extension:lower()] or false)
end

--- What may be done with a buffer: `{ prose, comments, private }`, or nothing.
function M.about(buf)
  local option = vim.bo[buf]
  local name = vim.api.nvim_buf_get_name(buf)
  local key = name .. '\n' .. option.filetype .. '\n' .. option.buftype
  local about = known[buf]
  if about and about.key == key then return about.allowed and about or nil end
  about = { key = key }
  known[buf] = about
  about.prose = vim.tbl_contains(config.filetypes, option.filetype) and (option.filetype ~= '' or named_as_prose(name))
  about.comments = not about.prose and config.comments
  -- `acwrite` is how plugins edit messages; prompts, terminals, scratch and help buffers have other types.
  local kind = option.buftype == '' or option.buftype == 'acwrite'
  about.allowed = kind and (about.prose or about.comments) and not denied(name)
  if about.allowed and name ~= '' then ask_git(name, about) end
  return about.allowed and about or nil
end

--- Whether it is known if git ignores the file.
function M.git_known(buf)
  return not (M.about(buf) or {}).asking
end

--- Whether nothing is to be asked just now, whatever the buffer.
function M.off_now()
  return vim.o.paste
    or not vim.bo.modifiable
    or vim.b.foretype == false
    or vim.fn.getcmdwintype() ~= ''
    or vim.fn.reg_executing() ~= ''
    or vim.fn.reg_recording() ~= ''
end

local function captured_as_comment(buf, row, col)
  local highlighter = vim.treesitter and vim.treesitter.highlighter
  local captures = vim.treesitter and vim.treesitter.get_captures_at_pos
  if not (highlighter and captures and highlighter.active[buf]) then return nil end
  for _, capture in ipairs(captures(buf, row, col)) do
    if capture.capture:match('^comment') then return true end
  end
  return false
end

-- Row and column from 0; the character before the cursor decides.
local function in_comment(buf, row, col)
  local at = math.max(col - 1, 0)
  local captured = captured_as_comment(buf, row, at)
  if captured ~= nil then return captured end
  for _, id in ipairs(vim.fn.synstack(row + 1, at + 1)) do
    local name = vim.fn.synIDattr(id, 'name') .. ' ' .. vim.fn.synIDattr(vim.fn.synIDtrans(id), 'name')
    if name:find('Comment', 1, true) then return true end
  end
  return false
end

-- Of a comment behind code at most so many bytes are looked at.
local LONGEST_TAIL = 160
local LEADER = '^%s*[%-/#;%%"*!|]+%s?'

--- A line of a comment without what makes it one; nothing when it is no line of its own.
function M.without_leader(line)
  local _, ends = line:find(LEADER)
  return ends and line:sub(ends + 1)
end

-- After code on the same line: from where the comment begins.
local function after_code(buf, row, line)
  local at = #line
  while at > 0 and #line - at < LONGEST_TAIL and in_comment(buf, row, at) do at = at - 1 end
  local tail = line:sub(at + 1)
  return M.without_leader(tail) or tail
end

local function comment(buf, row, above, line)
  local text = M.without_leader(line)
  if not text then return after_code(buf, row, line) end
  for at = #above, 1, -1 do
    local upper = M.without_leader(above[at])
    if not upper then break end
    text = upper .. '\n' .. text
  end
  return text
end

local MARKDOWN = { markdown = true, pandoc = true, quarto = true, vimwiki = true }

--- Which lines of a buffer of prose are code or settings, as Markdown marks them: between lines of three backticks, and in
--- front, between lines of three hyphens. Rows from 0; up to the row `last`.
function M.code_lines(buf, last)
  local code, open, front = {}, false, false
  for at, line in ipairs(vim.api.nvim_buf_get_lines(buf, 0, last + 1, false)) do
    if at == 1 and line == '---' and MARKDOWN[vim.bo[buf].filetype] then
      front = true
      code[0] = true
    elseif front then
      code[at - 1] = true
      front = line ~= '---' and line ~= '...'
    else
      -- Most lines have none, and this runs at every key.
      local after = line:find('```', 1, true) and line:match('^%s*```+(.*)$')
      local fence = after and not after:find('`', 1, true)
      if fence then open = not open end
      code[at - 1] = open or fence
    end
  end
  return code
end

-- Whether a line ends in code between backticks; a backtick that a straight quotation mark closes, as in TeX, begins none.
local function in_ticks(line)
  local _, count = line:gsub('`', '')
  return count % 2 == 1 and line:match("`[^`']*$") ~= nil
end

-- The end of a text: from the start of a line where that leaves enough, else of a word.
local function shorten(text, max)
  if #text <= max then return text end
  local cut = text:sub(-max)
  local at = cut:find('\n', 1, true)
  if not at or at > max / 2 then at = cut:find('%s') end
  return at and cut:sub(at + 1) or ''
end

--- The text before the cursor (row and column from 0, in bytes); nothing where none may be sent.
function M.before(buf, row, col, about)
  local max = config.max_bytes
  local above = vim.api.nvim_buf_get_lines(buf, math.max(0, row - 100), row, false)
  local line = (vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1] or ''):sub(1, col)
  if about.comments then
    if not in_comment(buf, row, col) then return nil end
    return shorten(comment(buf, row, above, line), max)
  end
  if in_ticks(line) or M.code_lines(buf, row)[row] then return nil end
  if vim.bo[buf].filetype == 'gitcommit' then
    if line:sub(1, 1) == '#' then return nil end
    above = vim.tbl_filter(function(other) return other:sub(1, 1) ~= '#' end, above)
  end
  table.insert(above, line)
  return shorten(table.concat(above, '\n'), max)
end

return M
