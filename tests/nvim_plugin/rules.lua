-- What is asked and handed over, and what never is: with a daemon that writes everything down.
local tests = os.getenv('FORETYPE_TESTS')
local Child, Fake = dofile(tests .. '/child.lua'), dofile(tests .. '/fake.lua')
local checks = {}

local function offers(text)
  return function()
    local word = { text = text, completion = text, probability = 0.9, kind = 'next_word', space_after = true }
    word.eats_space_before = '.,!?)…’'
    return { words = { word }, phrase = vim.NIL }
  end
end

local function both(options, before)
  local fake = Fake.start(options)
  local nvim = Child.start(before, { FORETYPE_SOCKET = fake.path })
  nvim:command('cd ' .. vim.fn.fnameescape(vim.fn.fnamemodify(vim.fn.tempname(), ':h')))
  return fake, nvim
end

local function finish(fake, nvim)
  nvim:stop()
  fake:stop()
end

-- Types in a buffer that was prepared, and in a plain one after it: only the plain one is asked about.
local function is_not_asked(prepare, last)
  local fake, nvim = both()
  nvim:command('file plain.txt | set filetype=text')
  nvim:type_slowly('iplain')
  fake:wait('suggest', 1)
  local plain = #fake:asked('suggest')
  nvim:type('<Esc>')
  prepare(nvim)
  nvim:type_slowly('isecret words')
  nvim:type(last or '<Esc>')
  nvim:wait('vim.fn.mode() == "n" and vim.fn.getcmdwintype() == ""')
  nvim:command('stopinsert')
  nvim:settle()
  nvim:command('buffer plain.txt')
  nvim:type_slowly('Amore')
  fake:wait('suggest', plain + 1)
  nvim:settle()
  for _, params in ipairs(fake:asked('suggest')) do
    assert(not params.left_context:match('secret'), vim.inspect(params))
  end
  finish(fake, nvim)
end

-- Where the type is not known, the name says what is prose.
for _, name in ipairs({ '.envrc', '.msmtprc', 'vpn.ovpn', 'my.conf', '.mailrc', 'x.gleam' }) do
  checks['no prose: ' .. name] = function()
    is_not_asked(function(nvim) nvim:command('hide edit ' .. name .. ' | set filetype=') end)
  end
end

for _, name in ipairs({ '.env', 'server.key', 'x/.ssh/config', 'id_rsa', 'my-passwords.txt', 'x/.password-store/a', 'A.PEM' }) do
  checks['denied: ' .. name] = function()
    is_not_asked(function(nvim) nvim:command('hide edit ' .. name .. ' | set filetype=text') end)
  end
end

-- What is taken would not be in the macro.
function checks.while_a_macro_is_recorded()
  is_not_asked(function(nvim)
    nvim:command('hide edit other.txt | set filetype=text')
    nvim:type('qa')
    nvim:wait('vim.fn.reg_recording() == "a"')
  end, '<Esc>q')
end

-- A socket that others can reach may be anybody's.
function checks.another_users_socket()
  local fake, nvim = both({ mode = 438 }) -- 0666
  nvim:command('file plain.txt | set filetype=text')
  nvim:type_slowly('iplain')
  nvim:wait([[require('foretype.client').why:find('open to others', 1, true) ~= nil]])
  assert(#fake.calls == 0, vim.inspect(fake.calls))
  finish(fake, nvim)
end

-- By their names alone, the same as every client.
function checks.files()
  local fake, nvim = both()
  for _, line in ipairs(vim.fn.readfile(tests .. '/../support/files.txt')) do
    local kind, path = line:match('^(%l+) (.*)$')
    if kind then
      local allowed = nvim:lua([[
        local buf = vim.api.nvim_create_buf(true, false)
        vim.api.nvim_buf_set_name(buf, ...)
        return require('foretype.context').about(buf) ~= nil
      ]], path)
      assert(allowed == (kind == 'open'), line)
    end
  end
  finish(fake, nvim)
end

function checks.prompts()
  is_not_asked(function(nvim) nvim:command('hide enew | set buftype=prompt filetype=text') end)
end

function checks.scratch_buffers()
  is_not_asked(function(nvim) nvim:command('hide enew | set buftype=nofile filetype=text') end)
end

function checks.terminals()
  is_not_asked(function(nvim) nvim:command('hide terminal cat') end, '<C-\\><C-n>')
end

function checks.code()
  is_not_asked(function(nvim) nvim:command('hide edit x.lua | set filetype=lua') end)
end

function checks.the_command_line_window()
  is_not_asked(function(nvim)
    nvim:type('q:')
    nvim:wait('vim.fn.getcmdwintype() == ":"')
    nvim:command('set filetype=text')
  end, '<Esc>:quit<CR>')
end

function checks.switched_off_for_a_buffer()
  is_not_asked(function(nvim) nvim:command('hide enew | set filetype=text | let b:foretype = v:false') end)
end

function checks.comments_in_code()
  local fake, nvim = both({ suggest = offers('world') })
  nvim:command('edit x.lua | set filetype=lua')
  nvim:type('ilocal x = 1<CR>-- one thing<CR>-- and another')
  nvim:settle()
  nvim:ghost()
  local asked = fake:asked('suggest')
  assert(asked[#asked].left_context == 'one thing\nand another', vim.inspect(asked[#asked]))
  nvim:type('<Esc>olocal y = 2 -- hello')
  nvim:wait('vim.api.nvim_get_current_line():match("hello$")')
  nvim:settle()
  nvim:ghost()
  asked = fake:asked('suggest')
  assert(asked[#asked].left_context == 'hello', vim.inspect(asked[#asked]))
  finish(fake, nvim)
end

function checks.what_was_typed_is_handed_over_when_the_file_is_saved()
  local fake, nvim = both()
  vim.fn.writefile({ 'was here before' }, vim.fn.fnamemodify(vim.fn.tempname(), ':h') .. '/saved.txt')
  nvim:command('edit saved.txt | set filetype=text')
  nvim:wait('require("foretype.client").state ~= nil')
  nvim:type('Go')
  nvim:type_slowly('First line')
  nvim:type('<CR>')
  nvim:type_slowly('second line')
  nvim:type('<CR><CR>')
  nvim:type_slowly('another one')
  -- What comes faster than anybody types was pasted.
  nvim:type('<CR>this was pasted<Esc>')
  nvim:wait('vim.fn.mode() == "n" and require("foretype.client").state == "ready"')
  nvim:command('call append(0, "put here by a program")')
  assert(#fake:asked('commit') == 0)
  nvim:command('write')
  local commits = fake:wait('commit', 2)
  assert(commits[1].text == 'First line\nsecond line' and commits[2].text == 'another one', vim.inspect(commits))
  assert(commits[1].session == 1, vim.inspect(commits))
  -- Nothing is handed over twice, nor is a line in which little was typed.
  nvim:type('ggA!<Esc>')
  nvim:wait('vim.fn.mode() == "n" and vim.api.nvim_get_current_line():match("!$")')
  nvim:command('write')
  nvim:type('Go')
  nvim:type_slowly('new line')
  nvim:type('<Esc>')
  nvim:wait('vim.fn.mode() == "n" and vim.api.nvim_get_current_line() == "new line"')
  nvim:command('write | write')
  commits = fake:wait('commit', 3)
  assert(#commits == 3 and commits[3].text == 'new line', vim.inspect(commits))
  finish(fake, nvim)
end

-- A timer, or a person who saves often, saves in the middle of a word.
function checks.a_line_that_is_not_whole_waits()
  local fake, nvim = both()
  nvim:command('edit often.txt | set filetype=text')
  nvim:wait('require("foretype.client").state ~= nil')
  local function add(keys, line)
    nvim:type_slowly(keys)
    nvim:type('<Esc>')
    nvim:wait(('vim.fn.mode() == "n" and vim.api.nvim_get_current_line() == %q'):format(line))
    nvim:wait('require("foretype.client").state == "ready"')
    nvim:command('write')
  end
  add('iThe quick zor', 'The quick zor')
  add('Aro went hom', 'The quick zorro went hom')
  add('Ae again.', 'The quick zorro went home again.')
  local commits = fake:wait('commit', 1)
  assert(#commits == 1 and commits[1].text == 'The quick zorro went home again.', vim.inspect(commits))
  add('oAnother lin', 'Another lin')
  add('Ae of text', 'Another line of text')
  nvim:settle()
  assert(#fake:asked('commit') == 1, vim.inspect(fake:asked('commit')))
  nvim:command('bdelete')
  commits = fake:wait('commit', 2)
  assert(#commits == 2 and commits[2].text == 'Another line of text', vim.inspect(commits))
  finish(fake, nvim)
end

-- Code in a text of Markdown, and the settings in front of it.
function checks.code_within_prose_is_neither_asked_about_nor_handed_over()
  local fake, nvim = both()
  nvim:command('edit fence.md | set filetype=markdown')
  nvim:wait('require("foretype.client").state ~= nil')
  for _, line in ipairs({ '---', 'secret: one', '---', 'Run this:', '```sh', 'secret two three', '```', 'Use `secret four', 'And wait.' }) do
    nvim:type_slowly('A' .. line)
    nvim:type('<Esc>')
    nvim:wait(('vim.fn.mode() == "n" and vim.api.nvim_get_current_line() == %q'):format(line))
    nvim:type('o<Esc>')
    nvim:wait('vim.fn.mode() == "n" and vim.api.nvim_get_current_line() == ""')
  end
  nvim:wait('require("foretype.client").state == "ready"')
  nvim:command('write')
  local commits = fake:wait('commit', 2)
  assert(commits[1].text == 'Run this:', vim.inspect(commits))
  for _, params in ipairs(fake:asked('suggest')) do
    local line = params.left_context:match('[^\n]*$')
    assert(not line:match('secret'), vim.inspect(params))
  end
  finish(fake, nvim)
end

-- A space that was added with a word stays while one command is run, and goes when insert mode is left, however it is left.
function checks.the_space_after_a_word_when_insert_mode_is_left()
  local cases = {
    { '<C-o>zzdoing', 'What is going doing' },
    -- Signs with a byte that stands for special keys.
    { '…x y', 'What is going…x y' },
    { '’s x', 'What is going’s x' },
    { '<C-o>:set nu<CR>doing', 'What is going doing' },
    { '<C-o>:w<CR>doing', 'What is going doing' },
    { '<C-c>', 'What is going' },
    { '<Esc>', 'What is going' },
  }
  local fake, nvim = both({ suggest = offers('ing') })
  for number, case in ipairs(cases) do
    nvim:command(('edit! space%d.txt | set filetype=text'):format(number))
    nvim:type_slowly('iWhat is go')
    nvim:ghost()
    nvim:type('<Tab>')
    nvim:wait('vim.api.nvim_get_current_line() == "What is going "')
    nvim:type(case[1])
    nvim:wait(('vim.api.nvim_get_current_line() == %q'):format(case[2]), case[1])
    nvim:type('<Esc>')
    nvim:wait('vim.fn.mode() == "n"')
    nvim:command('write')
  end
  finish(fake, nvim)
end

function checks.files_that_git_ignores_are_private()
  local fake, nvim = both()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  vim.fn.system({ 'git', '-C', folder, 'init', '-q' })
  vim.fn.writefile({ 'notes.txt' }, folder .. '/.gitignore')
  vim.fn.writefile({}, folder .. '/notes.txt')
  vim.fn.writefile({}, folder .. '/letter.txt')
  for _, name in ipairs({ 'notes', 'letter' }) do
    nvim:command(('edit %s/%s.txt | set filetype=text'):format(folder, name))
    -- A file is private until git has answered.
    local buffer = nvim:lua('return vim.api.nvim_get_current_buf()')
    local context = 'require("foretype.context")'
    nvim:wait(('%s.about(%d) and %s.git_known(%d)'):format(context, buffer, context, buffer), 'git')
    nvim:type_slowly('iabout ' .. name)
    nvim:wait('require("foretype.client").state == "ready"')
    nvim:type_slowly(' again')
    nvim:settle()
    nvim:type('<Esc>')
    nvim:wait('vim.fn.mode() == "n"')
    nvim:command('write | write')
  end
  local commits = fake:wait('commit', 1)
  assert(#commits == 1 and commits[1].text == 'about letter again', vim.inspect(commits))
  for _, params in ipairs(fake:asked('suggest')) do
    local private = params.left_context:match('notes') ~= nil
    if params.left_context:match('notes') or params.left_context:match('letter') then
      assert(params.session == (private and 2 or 1), vim.inspect(params))
    end
  end
  finish(fake, nvim)
end

function checks.what_is_typed_in_a_private_file_is_not_handed_over_from_another()
  local fake, nvim = both()
  nvim:command('edit server.key | set filetype=text')
  nvim:type_slowly('isecret words are here')
  nvim:type('<Esc>')
  nvim:wait('vim.fn.mode() == "n"')
  nvim:command('saveas plain.txt')
  nvim:type_slowly('A and more')
  nvim:type('<CR><CR>')
  nvim:wait('vim.api.nvim_buf_line_count(0) == 3')
  nvim:type_slowly('plain words')
  nvim:type('<Esc>')
  nvim:wait('vim.fn.mode() == "n"')
  nvim:command('write | write')
  local commits = fake:wait('commit', 1)
  assert(#commits == 1 and commits[1].text == 'plain words', vim.inspect(commits))
  finish(fake, nvim)
end

function checks.an_older_daemon_is_not_handed_anything()
  local fake, nvim = both({ methods = { 'hello', 'open', 'suggest', 'accept' } })
  nvim:command('edit old.txt | set filetype=text')
  nvim:type_slowly('isome words')
  fake:wait('suggest', 1)
  nvim:type('<Esc>')
  nvim:wait('vim.fn.mode() == "n"')
  nvim:command('write')
  local said = nvim:lua('return select(2, pcall(vim.fn.execute, "Foretype forget words"))')
  assert(said:match('this daemon cannot forget'), said)
  assert(#fake:asked('commit') == 0)
  finish(fake, nvim)
end

function checks.commands()
  local fake, nvim = both()
  local said = nvim:lua('return vim.fn.execute("Foretype forget words")')
  assert(said:match('`words` is forgotten: 1 messages, 2 changed'), said)
  assert(fake:asked('forget')[1].word == 'words')
  nvim:command('silent Foretype pause')
  assert(nvim:lua('return require("foretype").statusline()') == 'foretype paused')
  nvim:command('silent Foretype resume')
  assert(fake:asked('pause')[1].paused == true and fake:asked('pause')[2].paused == false)
  local offered = nvim:lua('return vim.fn.getcompletion("Foretype st", "cmdline")')
  assert(vim.deep_equal(offered, { 'start', 'status' }), vim.inspect(offered))
  finish(fake, nvim)
end

-- The daemon knows of pauses, and what is not to be kept later.
function checks.what_is_typed_before_a_word_is_told()
  local fake, nvim = both()
  nvim:command('set filetype=text')
  nvim:command('call setline(1, "we saw the lake")')
  nvim:type('0ww')
  nvim:type_slowly('ismall ')
  nvim:settle()
  -- What is there already may be told when insert mode is entered and when the daemon has come.
  local told = fake:wait('set_context', 6)
  assert(told[#told].left_context == 'we saw small ', vim.inspect(told))
  assert(#fake:asked('suggest') == 0)
  finish(fake, nvim)
end

function checks.what_was_taken_is_told()
  local fake, nvim = both({ suggest = offers('world') })
  nvim:command('set filetype=text')
  nvim:type_slowly('ihello ')
  nvim:ghost()
  nvim:type('<Tab>')
  nvim:expect('hello world ')
  assert(fake:wait('accept', 1)[1].text == 'world ')
  finish(fake, nvim)
end

-- A person who takes a word types the sign behind it: it must not be there already.
function checks.a_sign_is_not_taken_with_the_word_before_it()
  local function phrase()
    local answer = offers('world')()
    answer.phrase = { text = 'world. And more', probability = 0.9 }
    return answer
  end
  local fake, nvim = both({ suggest = phrase })
  nvim:command('set filetype=text')
  nvim:type_slowly('ihello ')
  nvim:wait('(require("foretype.ghost").shown or {}).text == "world. And more"', 'the phrase')
  nvim:type('<Tab>')
  nvim:expect('hello world')
  assert(fake:wait('accept', 1)[1].text == 'world')
  nvim:type('.')
  nvim:expect('hello world.')
  finish(fake, nvim)
end

function checks.no_space_stays_at_the_end_of_a_line()
  local fake, nvim = both({ suggest = offers('world') })
  local file = vim.fn.tempname() .. '.txt'
  nvim:command('edit ' .. file .. ' | set filetype=text')
  local function take()
    nvim:type_slowly('hello ')
    nvim:ghost()
    nvim:type('<Tab>')
  end
  nvim:type('i')
  take()
  nvim:expect('hello world ')
  nvim:type('<CR>x<CR>')
  nvim:expect('hello world\nx\n')
  take()
  nvim:expect('hello world\nx\nhello world ')
  nvim:type('<Esc>')
  nvim:expect('hello world\nx\nhello world')
  nvim:type('o')
  take()
  nvim:expect('hello world\nx\nhello world\nhello world ')
  -- Written while it is typed in: the space comes with the next letter.
  nvim:type('<Cmd>write<CR>')
  nvim:expect('hello world\nx\nhello world\nhello world')
  assert(vim.deep_equal(vim.fn.readfile(file), { 'hello world', 'x', 'hello world', 'hello world' }))
  nvim:type('y.')
  nvim:expect('hello world\nx\nhello world\nhello world y.')
  finish(fake, nvim)
end

function checks.what_was_taken_from_a_list_is_told()
  local fake, nvim = both({ suggest = offers('world') })
  nvim:command('set filetype=text completeopt=menuone,noinsert omnifunc=v:lua.require\'foretype\'.complete')
  nvim:type_slowly('ihello ')
  nvim:ghost()
  nvim:type('<C-x><C-o>')
  nvim:wait('vim.fn.pumvisible() == 1', 'the menu')
  assert(#fake:asked('accept') == 0)
  nvim:type('<C-y>')
  nvim:expect('hello world')
  assert(fake:wait('accept', 1)[1].text == 'world')
  -- As nvim-cmp does it: the text first, then the call.
  nvim:type('<Esc>A')
  nvim:wait('vim.fn.mode() == "i"')
  nvim:lua([[
    vim.api.nvim_put({ ' again' }, 'c', true, true)
    require('foretype.cmp').new():execute({ data = ' again' }, function() end)
  ]])
  assert(fake:wait('accept', 2)[2].text == ' again')
  nvim:settle()
  local counts = nvim:lua('return require("foretype.typing").counts()')
  assert(counts.typed == 6 and counts.taken == 11 and counts.takes == 2, vim.inspect(counts))
  finish(fake, nvim)
end

function checks.bytes_that_are_no_frames()
  for _, garbage in ipairs({ '\xc1\xc1', '\x05', '\xdf\xff\xff\xff\xff', '\xa3abc' }) do
    local fake, nvim = both({ garbage = garbage }, 'vim.g.foretype = { start_daemon = false }')
    nvim:command('set filetype=text')
    nvim:type_slowly('ihello')
    fake:wait('suggest', 1)
    nvim:type(' and good bye<Esc>')
    nvim:expect('hello and good bye')
    assert(nvim:messages() == '', nvim:messages())
    finish(fake, nvim)
  end
end

function checks.a_daemon_of_another_protocol()
  local fake, nvim = both({ protocol = 3 })
  nvim:command('set filetype=text')
  nvim:type('ihello<Esc>')
  nvim:wait('require("foretype.client").state == "refused"')
  nvim:command('checkhealth foretype')
  assert(table.concat(nvim:lines(), '\n'):match('speaks protocol 3'))
  finish(fake, nvim)
end

function checks.a_key_that_is_mapped_already()
  local fake, nvim = both({ suggest = offers('world') }, 'vim.api.nvim_set_keymap("i", "<Tab>", "tab", { noremap = true })')
  nvim:command('set filetype=text')
  nvim:type_slowly('ihello ')
  nvim:ghost()
  nvim:type('<Tab>')
  nvim:expect('hello tab')
  nvim:command('stopinsert')
  nvim:command('checkhealth foretype')
  assert(table.concat(nvim:lines(), '\n'):match('<Tab> is mapped by something else'))
  finish(fake, nvim)
end

-- As Neovim 0.11 maps it, whichever runs here.
function checks.neovims_own_tab()
  local fake, nvim = both({ suggest = offers('world') }, [[
    vim.keymap.set('i', '<Tab>', function() return 'jump' end, { expr = true, desc = 'vim.snippet.jump if active, otherwise <Tab>' })
  ]])
  nvim:command('set filetype=text')
  nvim:type_slowly('ihello ')
  nvim:ghost()
  nvim:type('<Tab>')
  nvim:expect('hello world ')
  nvim:lua('require("foretype").dismiss()')
  nvim:settle()
  nvim:command('let b:foretype = v:false')
  nvim:type('x')
  nvim:expect('hello world x')
  nvim:type('<Tab>')
  nvim:expect('hello world xjump')
  nvim:command('Foretype disable')
  nvim:type('<Tab>')
  nvim:expect('hello world xjumpjump')
  finish(fake, nvim)
end

function checks.settings_that_are_wrong()
  local fake, nvim = both()
  for settings, said in pairs({
    ['{ spaces = true }'] = 'no setting is called `spaces`',
    ['{ space = 1 }'] = '`space` must be a boolean',
  }) do
    local failure = nvim:lua(('return select(2, pcall(require("foretype").setup, %s))'):format(settings))
    assert(failure:find(said, 1, true), failure)
  end
  finish(fake, nvim)
end

return checks
