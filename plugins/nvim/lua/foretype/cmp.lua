-- A source for nvim-cmp: require('cmp').register_source('foretype', require('foretype.cmp').new())
local source = {}
source.__index = source

function source.new() return setmetatable({}, source) end

function source:get_debug_name() return 'foretype' end

function source:is_available() return require('foretype').is_enabled() end

-- A space begins the next word, so it opens the menu as well.
function source:get_trigger_characters() return { ' ' } end

function source:get_keyword_pattern() return [[\k*]] end

--- An item of the language server protocol: the whole word takes the place of what was typed of it.
function source.item(word, rank, row, column)
  local typed = word.text:sub(1, #word.text - #word.completion)
  local missing = word.completion
  if word.completion:sub(1, 1) == ' ' then typed, missing = '', word.completion end
  local from = math.max(0, column - #typed)
  local position = { line = row, character = column }
  return {
    label = word.text,
    filterText = typed .. missing,
    sortText = ('%03d'):format(rank),
    kind = 1,
    labelDetails = { description = ('%.0f %%'):format(100 * word.probability) },
    textEdit = {
      newText = typed .. missing,
      range = { start = { line = row, character = from }, ['end'] = position },
    },
  }
end

function source.items(words)
  local at = vim.api.nvim_win_get_cursor(0)
  -- Both plugins count columns in UTF-16, as the protocol does; what was typed of a word is cut off in the same.
  local line = vim.api.nvim_get_current_line():sub(1, at[2])
  local _, column = vim.str_utfindex(line)
  local items = {}
  for rank, word in ipairs(words) do
    table.insert(items, source.item(word, rank, at[1] - 1, column))
  end
  return items
end

function source:complete(_, callback)
  require('foretype.complete').words(function(words)
    callback({ items = source.items(words), isIncomplete = true })
  end)
end

return source
