-- Typing with the real daemon: run by tests/e2e/nvim_plugin.rs with FORETYPE_SOCKET set.
local Child = dofile(os.getenv('FORETYPE_TESTS') .. '/child.lua')
local checks = {}

local function child(before)
  local started = Child.start(before)
  started:command('set filetype=text')
  return started
end

-- Typed as fast as the keys can be sent; every letter arrives, and no suggestion gets into the text by itself.
function checks.fast_typing()
  local nvim = child()
  local text = 'I will see you tomorrow, and then we can talk about it.'
  nvim:type('i' .. text .. '<Esc>')
  nvim:expect(text)
  nvim:stop()
end

function checks.tab_takes_a_word()
  local nvim = child()
  nvim:type_slowly('iHow are yo')
  assert(nvim:ghost():match('^u'), nvim:ghost())
  assert(nvim:drawn():match('^u'), nvim:drawn())
  nvim:type('<Tab>')
  nvim:expect('How are you ')
  -- The space that came with it goes before punctuation and is not doubled.
  nvim:type('?')
  nvim:expect('How are you?')
  nvim:type(' Thank y')
  nvim:expect('How are you? Thank y')
  nvim:ghost()
  nvim:type('<Tab>')
  nvim:expect('How are you? Thank you ')
  nvim:type(' for it<Esc>')
  nvim:expect('How are you? Thank you for it')
  nvim:stop()
end

function checks.tab_is_a_tab_where_nothing_is_offered()
  local nvim = child()
  nvim:type('i<Tab>x<Esc>')
  nvim:expect('\tx')
  nvim:stop()
end

function checks.the_phrase_is_taken_whole()
  local nvim = child('vim.g.foretype = { space = false, min_probability = 0 }')
  nvim:type_slowly('iI don\'t kno')
  local offered = nvim:ghost()
  nvim:type('<C-l>')
  nvim:expect('I don\'t kno' .. offered)
  nvim:stop()
end

function checks.ghost_text_follows_what_is_typed_and_goes()
  local nvim = child()
  nvim:type_slowly('iGood morni')
  assert(nvim:ghost():match('^ng'))
  nvim:type('n')
  nvim:wait('vim.api.nvim_get_current_line() == "Good mornin" and (require("foretype.ghost").shown or {}).col == 11')
  assert(nvim:drawn():match('^g'), nvim:drawn())
  nvim:type('<Esc>')
  nvim:wait('vim.fn.mode() == "n" and not require("foretype.ghost").shown')
  assert(nvim:drawn() == '', nvim:drawn())
  nvim:stop()
end

function checks.other_scripts_and_undo()
  local nvim = child()
  nvim:type('iZoë 👋 thank yo')
  nvim:expect('Zoë 👋 thank yo')
  nvim:ghost()
  nvim:type('<Tab><Esc>')
  -- Without the space that came with the word.
  nvim:expect('Zoë 👋 thank you')
  nvim:type('u')
  nvim:expect('')
  nvim:stop()
end

function checks.completion_functions()
  local nvim = child()
  nvim:command('set completefunc=v:lua.require\'foretype\'.complete completeopt=menuone,noinsert')
  nvim:type_slowly('iHow are yo')
  nvim:ghost()
  nvim:type('<C-x><C-u>')
  nvim:wait('vim.fn.pumvisible() == 1', 'the menu')
  local words = nvim:lua('return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info().items)')
  assert(words[1] == 'you' and #words > 1, vim.inspect(words))
  nvim:type('<C-y><Esc>')
  nvim:expect('How are you')
  nvim:stop()
end

-- The interfaces that nvim-cmp and blink.cmp call, and what the items do to a line.
function checks.completion_plugins()
  local nvim = child()
  nvim:type('iÄ 👋 how are yo')
  nvim:ghost()
  for _, ask in ipairs({
    'require("foretype.cmp").new():complete({}, function(answer) found = answer end)',
    'require("foretype.blink").new():get_completions({}, function(answer) found = answer end)',
  }) do
    nvim:lua('found = nil ' .. ask)
    nvim:wait('found ~= nil', 'an answer to ' .. ask)
    local found = nvim:lua('return found')
    local first = found.items[1]
    assert(found.isIncomplete or found.is_incomplete_forward, vim.inspect(found))
    assert(first.label == 'you' and first.textEdit.newText == 'you', vim.inspect(first))
    -- In bytes: the letter has two, the hand four.
    assert(first.textEdit.range.start.character == 16, vim.inspect(first.textEdit))
    assert(first.textEdit.range['end'].character == 18, vim.inspect(first.textEdit))
  end
  nvim:stop()
end

-- A completion plugin asks at the same keystroke as the ghost text does, before or after it.
function checks.lists_and_ghost_text_at_once()
  local nvim = child()
  nvim:type_slowly('iHow are yo')
  nvim:settle()
  for _, order in ipairs({ 'list() ghost()', 'ghost() list()' }) do
    nvim:lua([[
      found = nil
      require('foretype').dismiss()
      local function ghost() require('foretype.typing').ask() end
      local function list() require('foretype.complete').words(function(words) found = words end) end
    ]] .. order)
    nvim:wait('found ~= nil', 'an answer')
    assert(nvim:lua('return found[1] and found[1].text') == 'you', order)
    assert(nvim:ghost():match('^u'), order)
  end
  nvim:stop()
end

-- What was typed of a word is replaced as it stands there, whatever it takes in bytes.
function checks.items_of_other_scripts()
  local nvim = child()
  for _, case in ipairs({
    { '👋 naï', { 'naïve', 've' }, 5, 9, 'naïve' },
    { 'YO', { 'you', 'u' }, 0, 2, 'YOu' },
    { 'Hi.', { 'there', ' there' }, 3, 3, ' there' },
    { '𝒳𝒴', { '𝒳𝒴z', 'z' }, 0, 8, '𝒳𝒴z' },
  }) do
    local before, word = case[1], { text = case[2][1], completion = case[2][2], probability = 0.5 }
    local edit = nvim:lua('return require("foretype.cmp").item(...).textEdit', word, 1, 0, before)
    local found = { edit.range.start.character, edit.range['end'].character, edit.newText }
    assert(vim.deep_equal(found, { case[3], case[4], case[5] }), vim.inspect(edit))
  end
  nvim:stop()
end

function checks.statusline_and_status()
  local nvim = child()
  nvim:type_slowly('iHow are yo')
  nvim:ghost()
  nvim:type('<Tab>')
  nvim:expect('How are you ')
  nvim:wait('require("foretype").statusline():match("^foretype %d+ %%$")')
  -- 10 letters typed, 2 taken with one key.
  assert(nvim:lua('return require("foretype").statusline()') == 'foretype 8 %', nvim:lua('return require("foretype").statusline()'))
  nvim:type('<Esc>')
  local said = nvim:lua('return vim.fn.execute("Foretype status")')
  assert(said:match('10 characters typed, 2 taken with 1 keys'), said)
  nvim:command('Foretype disable')
  assert(nvim:lua('return require("foretype").statusline()') == 'foretype off')
  nvim:stop()
end

function checks.health()
  local nvim = child()
  nvim:command('checkhealth foretype')
  local report = table.concat(nvim:lines(), '\n')
  assert(report:match('daemon %d+%.%d+%.%d+ %(protocol 2%), model english'), report)
  assert(not report:match('ERROR'), report)
  nvim:stop()
end

function checks.help()
  local nvim = child()
  nvim:command('helptags ' .. vim.fn.fnameescape(os.getenv('FORETYPE_PLUGIN_COPY') .. '/doc'))
  nvim:command('set rtp^=' .. vim.fn.fnameescape(os.getenv('FORETYPE_PLUGIN_COPY')))
  for _, tag in ipairs({ 'foretype', ':Foretype', 'foretype-settings', 'foretype-keys', 'foretype-lua' }) do
    nvim:command('help ' .. tag)
    assert(nvim:lua('return vim.fn.expand("%:t")') == 'foretype.txt', tag)
  end
  nvim:stop()
end

-- The daemon goes; typing goes on, quietly; a new one is started and asked.
function checks.the_daemon_goes_and_comes_back()
  local nvim = child()
  nvim:type_slowly('iThank y')
  nvim:ghost()
  nvim:lua('require("foretype.client").call("shutdown")')
  nvim:wait('require("foretype.client").state == "away"')
  nvim:type_slowly('ou. How are')
  nvim:expect('Thank you. How are')
  nvim:wait('(function() require("foretype.client").connect() return require("foretype.client").state == "ready" end)()')
  nvim:type_slowly(' yo')
  assert(nvim:ghost():match('^u'))
  assert(nvim:messages() == '', nvim:messages())
  nvim:lua('require("foretype.client").call("shutdown")')
  nvim:wait('require("foretype.client").state == "away"')
  nvim:stop()
end

return checks
