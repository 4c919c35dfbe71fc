;;; gaolint.el --- Check Chinese speeches and official documents  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "26.3") (eglot "1.9"))
;; Keywords: languages, convenience
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Put this file on the load path and write into init.el:
;;
;;     (require 'gaolint)
;;     (gaolint-setup)
;;
;; Eglot is part of Emacs from version 29 on; before, install it as a package.

;;; Code:

(require 'eglot)

(defgroup gaolint nil
  "检查中文讲话稿和公文。"
  :group 'tools)

(defcustom gaolint-program "gaolint"
  "gaolint 程序：名称或路径。"
  :type 'string)

(defcustom gaolint-modes '(text-mode markdown-mode gfm-mode)
  "在这些主模式里检查。由它们派生的模式（如 HTML、Org）不算。"
  :type '(repeat symbol))

(defun gaolint--command (&rest _)
  "The command that starts the server."
  (list gaolint-program "server"))

(defun gaolint--ensure ()
  "Start the server for a draft; `text-mode-hook' also runs in modes that derive from it."
  (when (and buffer-file-name (memq major-mode gaolint-modes))
    (eglot-ensure)))

;;;###autoload
(defun gaolint-setup ()
  "从现在起检查稿件。"
  (add-to-list 'eglot-server-programs (cons gaolint-modes #'gaolint--command))
  (add-hook 'text-mode-hook #'gaolint--ensure))

(defun gaolint-fix-all ()
  "修复当前稿件中所有可安全修复的问题。"
  (interactive)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.gaolint" t))

(defun gaolint--execute (command &rest arguments)
  "Have the server carry out COMMAND with ARGUMENTS."
  (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                   (list :command command :arguments (vconcat arguments))))

(defun gaolint-clean ()
  "清理当前稿件中的水印、页码和网页残留。"
  (interactive)
  (gaolint--execute "gaolint.cleanResidue" (plist-get (eglot--TextDocumentIdentifier) :uri)))

(provide 'gaolint)
;;; gaolint.el ends here
