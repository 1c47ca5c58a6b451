-- A source for nvim-cmp: require('cmp').register_source('foretype', require('foretype.cmp').new())
local source = {}
source.__index = source

function source.new() return setmetatable({}, source) end

function source:get_debug_name() return 'foretype' end

function source:is_available() return require('foretype').is_enabled() end

-- A space begins the next word, so it opens the menu as well.
function source:get_trigger_characters() return { ' ' } end

function source:get_keyword_pattern() return [[\k*]] end

-- Columns are bytes. blink.cmp takes them for that unless a language server says otherwise, nvim-cmp has to be told.
function source:get_position_encoding_kind() return 'utf-8' end

-- What stands before the cursor of a word that is offered, as it was typed.
local function typed_of(word, before)
  local delete = word.delete or 0
  if delete > 0 then return vim.fn.strcharpart(before, math.max(0, vim.fn.strchars(before) - delete)) end
  if vim.startswith(word.completion, ' ') then return '' end
  local length = vim.fn.strchars(before)
  local count = vim.fn.strchars(word.text) - vim.fn.strchars(word.completion)
  return vim.fn.strcharpart(before, math.max(0, length - count), length)
end

--- An item of the language server protocol: the whole word takes the place of what was typed of it. `before` is the
--- line before the cursor.
function source.item(word, rank, row, before)
  local typed, column = typed_of(word, before), #before
  local position = { line = row, character = column }
  local replaces = (word.delete or 0) > 0
  local text = replaces and word.insert or typed .. word.completion
  return {
    label = word.text,
    -- A correction begins otherwise than what it is filtered by.
    filterText = replaces and typed or text,
    sortText = ('%03d'):format(rank),
    kind = 1,
    data = replaces and word.insert or word.completion,
    labelDetails = { description = ('%.0f %%'):format(100 * word.probability) },
    textEdit = {
      newText = text,
      range = { start = { line = row, character = column - #typed }, ['end'] = position },
    },
  }
end

function source.items(words)
  local at = vim.api.nvim_win_get_cursor(0)
  local before = vim.api.nvim_get_current_line():sub(1, at[2])
  local items = {}
  for rank, word in ipairs(words) do
    table.insert(items, source.item(word, rank, at[1] - 1, before))
  end
  return items
end

function source:complete(_, callback)
  require('foretype.complete').words(function(words)
    callback({ items = source.items(words), isIncomplete = true })
  end)
end

--- The item was taken.
function source:execute(item, callback)
  require('foretype.typing').took(item.data)
  callback(item)
end

return source
