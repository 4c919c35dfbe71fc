-- The configuration of a user who has installed the plugin.
vim.opt.runtimepath:prepend(vim.env.PLUGIN)
vim.cmd('filetype on')
vim.cmd('runtime! plugin/gaolint.lua')
require('gaolint').setup({ cmd = { vim.env.GAOLINT, 'server' } })
