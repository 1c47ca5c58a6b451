-- Settings: the defaults, and what `setup` was given over them. Read as `config.space`.
local M = {}

local defaults = {
  -- Whether the plugin begins by itself.
  enabled = true,
  -- Keys of insert mode; false for none. A key that is mapped already is left alone.
  keys = { word = '<Tab>', phrase = '<C-l>', dismiss = false, correct = '<C-g>c' },
  -- Ghost text less probable than this is not shown.
  min_probability = 0.15,
  -- A space after a word that was taken; it goes again before punctuation.
  space = true,
  -- Where all of the text is prose. Elsewhere only comments are, if `comments` says so.
  filetypes = {
    '', 'text', 'markdown', 'gitcommit', 'mail', 'rst', 'org', 'asciidoc', 'tex', 'plaintex', 'typst', 'norg', 'vimwiki',
    'textile', 'pandoc', 'quarto', 'NeogitCommitMessage', 'octo',
  },
  comments = true,
  -- Files that nothing is asked about and nothing is learned from. Globs, of the whole path or of the name.
  deny = {
    '.env', '.env.*', '*.env', '.netrc', '.pgpass', '.npmrc', '.pypirc', '.htpasswd', '.authinfo*', '*.key', '*.pem', '*.p12',
    '*.pfx', '*.gpg', '*.asc', '*.age', '*.kdbx', '*.vault', '*.jks', '*.keystore', 'id_rsa*', 'id_dsa*', 'id_ed25519*',
    'id_ecdsa*', '*password*', '*secret*', '*credential*', 'shadow', '.envrc', '.vault*', '.my.cnf', '.mylogin.cnf', '.s3cfg',
    '.boto', '.msmtprc', '.mbsyncrc', '.fetchmailrc', '.offlineimaprc', '*.ovpn', '*.ppk', '*.tfvars', '*.kdb', 'rclone.conf',
    'wg?.conf', '*kubeconfig*', 'wallet.dat*', '*token', 'token.*',
    '/dev/shm/*', '*/.ssh/*', '*/.gnupg/*', '*/.password-store/*', '*/.aws/*', '*/.kube/*', '*/.docker/*', '*/pass.*/*',
    '*/gopass*/*',
  },
  -- Hand what was typed to the daemon when a file is saved, so that it learns. Files that git ignores are left out.
  learn = true,
  -- Run `foretype daemon start` once when no daemon answers and the program is there.
  start_daemon = true,
  -- Where the daemon listens, when it is not where it usually is.
  socket = nil,
  -- At most so many bytes before the cursor are sent.
  max_bytes = 4096,
}

local values

local function merge(settings)
  values = vim.tbl_deep_extend('force', vim.deepcopy(defaults), settings)
  -- Lists are taken whole, not item by item.
  for _, list in ipairs({ 'filetypes', 'deny' }) do
    if settings[list] then values[list] = settings[list] end
  end
end

local KINDS = {
  enabled = 'boolean', keys = 'table', min_probability = 'number', space = 'boolean', filetypes = 'table',
  comments = 'boolean', deny = 'table', learn = 'boolean', start_daemon = 'boolean', socket = 'string', max_bytes = 'number',
}

function M.set(settings)
  settings = settings or {}
  for name, value in pairs(settings) do
    if not KINDS[name] then
      error(('foretype: no setting is called `%s` (see :help foretype-settings)'):format(name), 0)
    elseif type(value) ~= KINDS[name] then
      error(('foretype: `%s` must be a %s'):format(name, KINDS[name]), 0)
    end
  end
  merge(settings)
  require('foretype.context').forget_buffers()
end

--- The socket's address, as proto/README.md says.
function M.address()
  local named = values.socket or os.getenv('FORETYPE_SOCKET')
  if named and named ~= '' then return named end
  local runtime = os.getenv('XDG_RUNTIME_DIR')
  if runtime and runtime:sub(1, 1) == '/' then return runtime .. '/foretype/foretype.sock' end
  local state = os.getenv('XDG_STATE_HOME')
  if not state or state:sub(1, 1) ~= '/' then state = vim.loop.os_homedir() .. '/.local/state' end
  return state .. '/foretype/run/foretype.sock'
end

merge({})

return setmetatable(M, {
  __index = function(_, name) return values[name] end,
  __newindex = function(_, name, value) values[name] = value end,
})
