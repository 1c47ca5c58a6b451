-- From a keystroke to what is drawn: asks at every change of the text, and only the newest answer counts.
local M = {}

local client = require('foretype.client')
local config = require('foretype.config')
local context = require('foretype.context')
local ghost = require('foretype.ghost')
local learning = require('foretype.learning')

-- Number of the newest question; answers to others are dropped.
local newest = 0
-- An answer later than this (milliseconds) is no help any more.
local TOO_LATE = 1000
-- Characters of this session of Neovim: typed, inserted by taking, and the keys that took them.
local counts = { typed = 0, taken = 0, takes = 0 }
-- Where a space was added after a word: `{ buf, row, col }`, the column behind it.
local added_space
-- Where one was taken away again before the buffer was written, and belongs before the next letter.
local owed_space
-- Whether insert mode was left by CTRL-O, for one command.
local comes_back = false
-- Whether a space belongs after what is shown, and the characters that take its place; the daemon says both.
local spaced, eats = true, ''

local function cursor()
  local at = vim.api.nvim_win_get_cursor(0)
  return vim.api.nvim_get_current_buf(), at[1] - 1, at[2]
end

--- Share of keystrokes saved, 0 to 1.
function M.saved()
  local characters = counts.typed + counts.taken
  return characters == 0 and 0 or 1 - (counts.typed + counts.takes) / characters
end

function M.counts() return vim.deepcopy(counts) end

local function still_there(question)
  local buf, row, col = cursor()
  return question.number == newest and vim.fn.mode():sub(1, 1) == 'i' and buf == question.buf
    and row == question.row and col == question.col
end

-- The phrase when the model is sure of one, else the best word when it is probable enough.
local function best(answer)
  local phrase, word = answer.phrase, answer.words[1]
  if type(phrase) == 'table' and phrase.probability >= config.min_probability then return phrase.text end
  -- What takes the place of what was typed is no text to type along.
  local goes_on = word and (word.delete or 0) == 0
  if goes_on and word.probability >= config.min_probability then return word.completion end
end

--- Draws an answer if it is still wanted.
function M.answered(question, answer)
  if not still_there(question) then return end
  local text, word = best(answer), answer.words[1]
  spaced, eats = not word or word.space_after ~= false, word and word.eats_space_before or eats
  if text then
    ghost.show(question.buf, question.row, question.col, text)
  else
    ghost.hide()
  end
end

--- What may be asked at the cursor: buffer, row, column, the text before it, and whether it is private; or nothing.
function M.place()
  if context.off_now() then return nil end
  local buf, row, col = cursor()
  local about = context.about(buf)
  local text = about and context.before(buf, row, col, about)
  if not text or text == '' then return nil end
  return { buf = buf, row = row, col = col, text = text, private = about.private }
end

--- Number of the session for a place: that of ghost text, or of lists.
function M.session(place, list)
  return client.sessions[(place.private and 'private' or 'kept') .. (list and '_list' or '')]
end

--- Asks about the text at the cursor. Returns at once.
function M.ask()
  newest = newest + 1
  local place = M.place()
  if not place then return ghost.hide() end
  client.connect()
  if client.state ~= 'ready' then return end
  if not ghost.fits(place.buf, place.row, place.col) then
    -- Nothing is shown within a word, but what is typed there during a pause is not to be kept when the file is saved.
    if client.has('set_context') then
      client.call('set_context', { session = M.session(place), left_context = place.text })
    end
    return
  end
  place.number = newest
  local asked = vim.loop.now()
  client.call('suggest', {
    session = M.session(place),
    left_context = place.text,
    n = 1,
    kinds = { 'words', 'phrase' },
    after = vim.fn.strcharpart((vim.api.nvim_buf_get_lines(place.buf, place.row, place.row + 1, false)[1] or ''):sub(place.col + 1), 0, 64),
  }, function(failure, answer)
    if failure or place.number ~= newest or vim.loop.now() - asked > TOO_LATE then return end
    vim.schedule(function() M.answered(place, answer) end)
  end)
end

--- The text has changed in insert mode.
function M.changed()
  local buf, row, col = cursor()
  ghost.follow(buf, row, col)
  counts.typed = counts.typed + learning.typed(buf, row)
  M.ask()
end

-- Takes a space that was added at a place away if it is the last of its line; whether it was.
local function tidy(at)
  if not at or not vim.api.nvim_buf_is_loaded(at.buf) then return false end
  local line = vim.api.nvim_buf_get_lines(at.buf, at.row, at.row + 1, false)[1] or ''
  if #line ~= at.col or line:sub(-1) ~= ' ' then return false end
  vim.cmd('silent! undojoin')
  vim.api.nvim_buf_set_text(at.buf, at.row, at.col - 1, at.row, at.col, { '' })
  return true
end

--- The buffer is about to be written, perhaps while it is typed in.
function M.about_to_write(written)
  local at = added_space
  added_space = nil
  local typing = comes_back or vim.fn.mode():sub(1, 1) == 'i'
  if at and at.buf == written and tidy(at) and typing then
    owed_space = { buf = at.buf, row = at.row, col = at.col - 1 }
  end
end

--- The cursor has moved, perhaps because the text has changed.
function M.moved()
  local buf, row, col = cursor()
  local old = ghost.shown
  if old and (old.buf ~= buf or old.row ~= row or old.col ~= col) then ghost.follow(buf, row, col) end
  local left = added_space
  if left and (left.row ~= row or left.col ~= col) then
    added_space = nil
    tidy(left)
  end
  learning.at(buf, row)
end

local function insert(buf, row, col, text)
  vim.api.nvim_buf_set_text(buf, row, col, row, col, { text })
  vim.api.nvim_win_set_cursor(0, { row + 1, col + #text })
  learning.taken(buf, row)
end

--- Takes the first word of what is shown, or all of it.
function M.take(what)
  local shown = ghost.shown
  local buf, row, col = cursor()
  if not shown or shown.buf ~= buf or shown.row ~= row or shown.col ~= col then return false end
  local text = shown.text
  if what == 'word' then
    -- A sign behind the word is not of it, and stays on offer.
    text = text:match('^(%s*%S*[%w\128-\255])[.,;:!?]+%s') or text:match('^%s*%S+%s?') or text
  end
  local rest = shown.text:sub(#text + 1)
  local after = vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1]:sub(col + 1)
  if config.space and spaced and rest == '' and not text:match('%s$') and after == '' then text = text .. ' ' end
  local place = M.place()
  insert(buf, row, col, text)
  counts.taken, counts.takes = counts.taken + vim.fn.strchars(text), counts.takes + 1
  added_space = text:match('%s$') and { buf = buf, row = row, col = col + #text } or nil
  ghost.show(buf, row, col + #text, rest)
  if place and client.state == 'ready' then client.call('accept', { session = M.session(place), text = text }) end
  return true
end

--- Puts what was meant in the place of the last word, if the daemon takes it for another one; whether it did.
function M.correct()
  local place = M.place()
  client.connect()
  if not place or client.state ~= 'ready' then return false end
  -- What was typed is taken for the whole word.
  local open = place.text:match('[%w\128-\255]$') ~= nil
  local failure, answer = client.call_and_wait('suggest', {
    session = M.session(place, true),
    left_context = open and place.text .. ' ' or place.text,
    n = 1,
    kinds = { 'words' },
  }, TOO_LATE)
  local word = not failure and answer.words[1]
  if not word or word.kind ~= 'correction' then return false end
  local line = vim.api.nvim_buf_get_lines(place.buf, place.row, place.row + 1, false)[1]:sub(1, place.col)
  local count = word.delete - (open and 1 or 0)
  local length = vim.fn.strchars(line)
  if count > length then return false end
  local start = #vim.fn.strcharpart(line, 0, length - count)
  local text = open and word.insert:gsub('%s+$', '') or word.insert
  vim.api.nvim_buf_set_text(place.buf, place.row, start, place.row, place.col, { text })
  vim.api.nvim_win_set_cursor(0, { place.row + 1, start + #text })
  learning.taken(place.buf, place.row)
  client.call('accept', { session = M.session(place, true), delete = word.delete, text = word.insert })
  M.ask()
  return true
end

--- A word was taken from a list: what drew the list has inserted `text` already.
function M.took(text)
  local buf, row = cursor()
  counts.typed = counts.typed + learning.typed(buf, row)
  local length = vim.fn.strchars(text)
  counts.typed = counts.typed - learning.was_taken(buf, row, length)
  counts.taken, counts.takes = counts.taken + length, counts.takes + 1
  local place = M.place()
  if place and client.state == 'ready' then client.call('accept', { session = M.session(place, true), text = text }) end
end

--- A character is about to be typed: a space that was added goes before punctuation and is not doubled.
function M.about_to_type()
  local buf, row, col = cursor()
  local function is_here(at) return at and at.buf == buf and at.row == row and at.col == col end
  local here, owed, char = is_here(added_space), is_here(owed_space), vim.v.char
  local left = not here and added_space
  added_space, owed_space = nil, nil
  -- Just now nothing may change the text.
  if left then vim.schedule(function() tidy(left) end) end
  local taker = eats:find(char, 1, true) ~= nil
  if owed and not taker and not char:match('^%s$') then vim.v.char = ' ' .. char end
  if not here then return end
  if char == ' ' then
    vim.v.char = ''
  elseif taker then
    vim.v.char = ''
    -- Both go to the front, so that the last comes first. A sign can have a byte that stands for special keys (`…`, `’`), which is
    -- escaped; the code of <BS> must not be.
    vim.api.nvim_feedkeys(char, 'in', true)
    vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes('<BS>', true, false, true), 'in', false)
  end
end

local group

function M.watch()
  group = vim.api.nvim_create_augroup('foretype', { clear = true })
  local function on(events, callback)
    vim.api.nvim_create_autocmd(events, { group = group, callback = callback })
  end
  -- Looked up at every call, so that they can be measured from outside.
  on({ 'TextChangedI', 'TextChangedP' }, function() M.changed() end)
  on('CursorMovedI', function() M.moved() end)
  on('InsertCharPre', function() M.about_to_type() end)
  on('CompleteDone', function()
    local item = vim.v.completed_item
    if type(item) == 'table' and item.user_data == 'foretype' then M.took(item.word) end
  end)
  on('InsertEnter', function()
    local buf, row = cursor()
    learning.at(buf, row)
    -- So that the daemon is there when the first letter is.
    if not context.off_now() and context.about(buf) then client.connect() end
    M.ask()
  end)
  on('BufWritePre', function(event) M.about_to_write(event.buf) end)
  local function leave()
    tidy(added_space)
    added_space = nil
    newest = newest + 1
    ghost.hide()
  end
  on({ 'BufLeave', 'WinLeave' }, leave)
  -- CTRL-C leaves insert mode, too, and nothing is told but that the cursor has moved.
  on('CursorMoved', function()
    if added_space and vim.fn.mode(1) == 'n' then leave() end
  end)
  on('ModeChanged', function()
    local old, new = vim.v.event.old_mode, vim.v.event.new_mode
    if new == 'n' and (old:match('^i') or old:match('^ni')) then leave() end
    if new:match('^ni') then
      comes_back = true
      ghost.hide()
    elseif new == 'n' or new:match('^i') then
      comes_back = false
    end
  end)
  on('BufWritePost', function(event) learning.save(event.buf) end)
  on('VimLeavePre', function()
    for _, buf in ipairs(vim.api.nvim_list_bufs()) do learning.leave(buf) end
  end)
  on({ 'BufDelete', 'BufWipeout', 'BufUnload' }, function(event)
    learning.leave(event.buf)
    context.forget_buffer(event.buf)
    learning.forget_buffer(event.buf)
  end)
  -- The daemon has come (back): what is being typed is asked about.
  on('User', function(event)
    if event.match == 'ForetypeReady' and vim.fn.mode():sub(1, 1) == 'i' then M.ask() end
  end)
end

function M.unwatch()
  if group then vim.api.nvim_del_augroup_by_id(group) end
  group = nil
  newest = newest + 1
  ghost.hide()
end

return M
