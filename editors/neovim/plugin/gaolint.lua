-- The commands. Nothing else is loaded until one of them, or setup, is called.
if vim.g.loaded_gaolint then
  return
end
vim.g.loaded_gaolint = true

vim.api.nvim_create_user_command('GaolintFixAll', function()
  require('gaolint').fix_all()
end, { desc = '修复本文档中所有可安全修复的问题' })

vim.api.nvim_create_user_command('GaolintNextPlaceholder', function(command)
  require('gaolint').next_placeholder(command.bang)
end, { bang = true, desc = '跳到下一处要填的空；加 ! 跳到上一处' })

vim.api.nvim_create_user_command('GaolintRestart', function()
  require('gaolint').restart()
end, { desc = '重启 gaolint 检查服务' })
