-- `foretype lsp` with Neovim's own client, the plugin switched off: run by tests/e2e/nvim_plugin.rs.
local Child = dofile(os.getenv('FORETYPE_TESTS') .. '/child.lua')
local checks = {}

local function child()
  local nvim = Child.start('vim.g.foretype = false')
  nvim:command('set completeopt=menuone,noinsert')
  nvim:lua([[
    id = vim.lsp.start_client({ name = 'foretype', cmd = { 'foretype', 'lsp' }, root_dir = vim.fn.getcwd() })
    vim.cmd('set filetype=text')
    vim.lsp.buf_attach_client(0, id)
    vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'
  ]])
  nvim:wait('vim.lsp.get_client_by_id(id) and vim.lsp.get_client_by_id(id).initialized', 'the server')
  return nvim
end

function checks.omnifunc()
  local nvim = child()
  nvim:type_slowly('iZoë 👋 how are yo')
  nvim:type('<C-x><C-o>')
  nvim:wait('vim.fn.pumvisible() == 1', 'the menu')
  local words = nvim:lua('return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info().items)')
  assert(words[1] == 'you' and #words > 1, vim.inspect(words))
  nvim:type('<C-y>?<Esc>')
  nvim:expect('Zoë 👋 how are you?')
  nvim:stop()
end

function checks.incremental_changes()
  local nvim = child()
  nvim:type('iThank<CR>👋 you<Esc>kddAr very mu')
  nvim:expect('👋 your very mu')
  nvim:type('<Esc>A')
  nvim:lua([[
    encoding = vim.lsp.get_client_by_id(id).offset_encoding
    local params = vim.lsp.util.make_position_params(0, encoding)
    vim.lsp.buf_request(0, 'textDocument/completion', params, function(_, result) found = result end)
  ]])
  nvim:wait('found ~= nil', 'an answer')
  local first = nvim:lua('return found.items[1]')
  assert(first.label == 'much', vim.inspect(first))
  -- The hand has two units of UTF-16, and four bytes.
  local start = nvim:lua('return encoding') == 'utf-8' and 15 or 13
  assert(first.textEdit.range.start.character == start, vim.inspect(first))
  nvim:stop()
end

function checks.commands()
  local nvim = child()
  nvim:lua([[
    vim.lsp.buf_request(0, 'workspace/executeCommand', { command = 'foretype.status' }, function(_, result) found = result end)
  ]])
  nvim:wait('found ~= nil', 'an answer')
  assert(nvim:lua('return found.protocol') == 2)
  nvim:stop()
end

return checks
