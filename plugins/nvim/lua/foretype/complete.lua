-- 'completefunc' and 'omnifunc', and the words that completion plugins list.
local M = {}

local client = require('foretype.client')
local typing = require('foretype.typing')

-- A person has pressed a key and looks for a list: so many milliseconds are waited for it.
local PATIENCE = 300
local OFFERED = 8

local function kind(word)
  return word.kind == 'completion' and 'word' or 'next'
end

--- Items for `complete()`: what is inserted is what is missing, what is shown is the word.
function M.items(words)
  -- These lists insert at the cursor and delete nothing.
  words = vim.tbl_filter(function(word) return (word.delete or 0) == 0 end, words)
  return vim.tbl_map(function(word)
    return {
      word = word.completion,
      abbr = word.text,
      menu = ('%.0f %%'):format(100 * word.probability),
      kind = kind(word),
      icase = 1,
      dup = 1,
      -- By this it is known again when it was taken.
      user_data = 'foretype',
    }
  end, words)
end

local function request(place)
  return { session = typing.session(place, true), left_context = place.text, n = OFFERED, kinds = { 'words' } }
end

-- Where the word before the cursor is whole with this probability, nothing is listed in its place.
local WHOLE = 0.5

-- What a menu may list of which Enter takes the first: of a word that was begun, what goes on with it.
local function for_menu(answer)
  local ends = answer.ends or 0
  if ends >= WHOLE then return {} end
  return vim.tbl_filter(function(word) return ends == 0 or not vim.startswith(word.completion, ' ') end, answer.words)
end

--- Asks for the words at the cursor and calls back with them, at once or later; never waits.
function M.words(callback)
  local place = typing.place()
  client.connect()
  local function answered(failure, answer)
    vim.schedule(function() callback(failure and {} or for_menu(answer)) end)
  end
  if not place or client.state ~= 'ready' or not client.call('suggest', request(place), answered) then
    answered({})
  end
end

function M.complete(findstart, _)
  if findstart == 1 then return vim.fn.col('.') - 1 end
  local place = typing.place()
  if not place then return {} end
  client.connect()
  vim.wait(PATIENCE, function() return client.state == 'ready' end, 2)
  if client.state ~= 'ready' then return {} end
  local failure, answer = client.call_and_wait('suggest', request(place), PATIENCE)
  return { words = failure and {} or M.items(answer.words), refresh = 'always' }
end

return M
