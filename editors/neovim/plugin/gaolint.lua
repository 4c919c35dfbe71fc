-- The commands. Nothing else is loaded until one of them, or setup, is called.
if vim.g.loaded_gaolint then
  return
end
vim.g.loaded_gaolint = true

vim.api.nvim_create_user_command('GaolintFixAll', function()
  require('gaolint').fix_all()
end, { desc = '修复本文档中所有可安全修复的问题' })

vim.api.nvim_create_user_command('GaolintClean', function()
  require('gaolint').clean()
end, { desc = '清理本文档中的水印、页码和网页残留' })

vim.api.nvim_create_user_command('GaolintCheckWorkspace', function()
  require('gaolint').check_workspace()
end, { desc = '检查根文件夹里的全部稿件' })

vim.api.nvim_create_user_command('GaolintNextPlaceholder', function(command)
  require('gaolint').next_placeholder(command.bang)
end, { bang = true, desc = '跳到下一处要填的空；加 ! 跳到上一处' })

vim.api.nvim_create_user_command('GaolintRestart', function()
  require('gaolint').restart()
end, { desc = '重启 gaolint 检查服务' })
