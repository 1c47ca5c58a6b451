;;; foretype-test.el --- The package in a real Emacs that is typed in  -*- lexical-binding: t; -*-

;; Run by tests/e2e/emacs.rs in batch mode, with the real daemon.

(require 'ert)
(require 'foretype)

(defun foretype-test-wait (what condition)
  "Wait until CONDITION, a function, is true; WHAT says what is waited for."
  (let ((until (+ (float-time) (string-to-number (or (getenv "FORETYPE_PATIENCE") "60")))) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) until))
      (accept-process-output nil 0.01))
    (or value (error "Waited in vain for %s in %S" what (buffer-string)))))

(defmacro foretype-test-in (mode name &rest body)
  "Run BODY in a buffer of its own in MODE, of a file called NAME, with `foretype-mode'."
  (declare (indent 2))
  `(save-window-excursion
     (with-temp-buffer
       (set-window-buffer (selected-window) (current-buffer))
       (,mode)
       (setq buffer-file-name ,name)
       (foretype-mode 1)
       (unwind-protect (progn ,@body)
         (set-buffer-modified-p nil)
         (setq buffer-file-name nil)))))

(defun foretype-test-type (keys)
  "Type KEYS as a person does: each is a command with its hooks."
  (dolist (key (append keys nil))
    (execute-kbd-macro (if (integerp key) (vector key) key))))

(defun foretype-test-offered ()
  (foretype-test-wait "ghost text" #'foretype-ghost))

(ert-deftest foretype-test-takes-a-word ()
  (foretype-test-in text-mode nil
    (foretype-test-type "Zoë 👋 how are yo")
    (should (string-prefix-p "u" (foretype-test-offered)))
    (execute-kbd-macro (kbd "TAB"))
    (should (string-prefix-p "Zoë 👋 how are you " (buffer-string)))
    (foretype-test-type "Thank y")
    (foretype-test-offered)
    (execute-kbd-macro (kbd "C-c RET"))
    (should (string-match-p "\\`Zoë 👋 how are you Thank you" (buffer-string)))))

(ert-deftest foretype-test-the-space-after-a-word ()
  (dolist (case '(("." . "How are you.") (", x" . "How are you, x") (" x" . "How are you x") ("x" . "How are you x")
                  ("\nx" . "How are you\nx") ("\C-a" . "How are you")))
    (foretype-test-in text-mode nil
      (foretype-test-type "How are yo")
      (foretype-test-offered)
      (let ((foretype-min-probability 1.1))
        (setf (overlay-get foretype--overlay 'foretype) "u")
        (execute-kbd-macro (kbd "TAB"))
        (should (equal (buffer-string) "How are you "))
        (foretype-test-type (car case))
        (should (equal (buffer-string) (cdr case))))))
  (let ((file (make-temp-file "foretype")))
    (foretype-test-in text-mode file
      (foretype-test-type "How are yo")
      (foretype-test-offered)
      (execute-kbd-macro (kbd "TAB"))
      (save-buffer))
    (should-not (string-match-p " $" (with-temp-buffer (insert-file-contents file) (buffer-string))))))

;; What a save takes away comes back before the next word, and not before punctuation.
(ert-deftest foretype-test-save-in-the-middle ()
  (dolist (typed '(("t" . "How are you t") ("." . "How are you.") (" t" . "How are you t")))
    (let ((file (make-temp-file "foretype" nil ".txt")))
      (foretype-test-in text-mode file
        (foretype-test-type "How are yo")
        (foretype-test-offered)
        (execute-kbd-macro (kbd "TAB"))
        (save-buffer)
        (foretype-test-type (car typed))
        (should (equal (string-trim-right (buffer-string) "\n") (cdr typed)))))))

(ert-deftest foretype-test-ghost-goes ()
  (foretype-test-in text-mode nil
    (foretype-test-type "How are yo")
    (foretype-test-offered)
    (foretype-test-type "x")
    (should-not (equal (foretype-ghost) "u"))
    (foretype-test-type "\d")
    (foretype-test-offered)
    (execute-kbd-macro (kbd "C-a"))
    (should-not (foretype-ghost))
    (should-not foretype--overlay)))

(ert-deftest foretype-test-tab-is-tab ()
  (foretype-test-in text-mode nil
    (execute-kbd-macro (kbd "TAB"))
    (should-not (foretype-ghost))
    (should (string-match-p "\\`[ \t]*\\'" (buffer-string)))))

(ert-deftest foretype-test-completion-at-point ()
  (foretype-test-in text-mode nil
    (insert "How are yo")
    (let* ((foretype-patience 60) (found (foretype-completion-at-point)))
      (should (equal (buffer-substring (nth 0 found) (nth 1 found)) "yo"))
      (should (equal (car (nth 2 found)) "you"))
      (should (member "your" (nth 2 found))))))

(ert-deftest foretype-test-comments-only-in-code ()
  (foretype-test-in emacs-lisp-mode nil
    (foretype-test-type ";; How are yo")
    (should (string-prefix-p "u" (foretype-test-offered))))
  (let ((asked nil))
    (cl-letf (((symbol-function 'foretype--ask) (lambda (text _) (push text asked))))
      (foretype-test-in emacs-lisp-mode nil
        (foretype-test-type "(setq how-are-yo"))
      (foretype-test-in emacs-lisp-mode nil
        (foretype-test-type "x ; a b")))
    (should (equal (seq-uniq (mapcar #'string-trim asked)) '("a b" "a")))))

(ert-deftest foretype-test-secrets ()
  (let ((asked nil))
    (cl-letf (((symbol-function 'foretype--ask) (lambda (text _) (push text asked))))
      (dolist (name '("/x/.env" "/x/.env.local" "/x/server.key" "/x/A.PEM" "/x/.ssh/config" "/x/my-passwords.txt" "/x/id_rsa"
                      "/x/.password-store/mail"))
        (foretype-test-in text-mode name
          (foretype-test-type "secret")
          (should-not (foretype-completion-at-point))
          ;; Saved under another name it is not handed over either.
          (should-not (foretype--take-typed))))
      (should-not asked)
      (foretype-test-in text-mode "/x/letter.txt"
        (foretype-test-type "open"))
      (should (equal asked '("open" "ope" "op" "o"))))))

;; The daemon knows of pauses, and what is not to be kept when the file is saved after one.
(ert-deftest foretype-test-tells-what-is-typed-before-a-word ()
  (let ((asked nil))
    (cl-letf (((symbol-function 'foretype--ask) (lambda (text answered) (push (cons text answered) asked))))
      (foretype-test-in text-mode nil
        (insert "saw the lake")
        (goto-char (point-min))
        (foretype-test-type "An ")))
    (should (equal (mapcar #'car asked) '("An " "An" "A")))
    (should (seq-every-p (lambda (call) (eq (cdr call) #'ignore)) asked))))

(ert-deftest foretype-test-process-that-dies ()
  (foretype-test-in text-mode nil
    (foretype-test-type "How are yo")
    (foretype-test-offered)
    (kill-process foretype--process)
    (foretype-test-wait "the end" (lambda () (not (process-live-p foretype--process))))
    (foretype-test-type "u? Thank y")
    (should (string-prefix-p "ou" (foretype-test-offered)))))

(ert-deftest foretype-test-no-program ()
  (let ((foretype-program "there-is-no-such-program") (foretype--process nil))
    (foretype-test-in text-mode nil
      (foretype-test-type "How are yo")
      (should (equal (buffer-string) "How are yo"))
      (should-not (foretype-completion-at-point)))))

(ert-deftest foretype-test-files ()
  (dolist (line (split-string (with-temp-buffer (insert-file-contents (getenv "FORETYPE_FILES")) (buffer-string)) "\n" t))
    (when (string-match "\\`\\([a-z]+\\) \\(.*\\)" line)
      (let ((buffer-file-name (match-string 2 line)))
        (should (eq (and (foretype--denied-p) t) (equal (match-string 1 line) "secret")))))))

(defun foretype-test-history ()
  "What the daemon has kept."
  (shell-command-to-string "foretype history --json --limit 100"))

(ert-deftest foretype-test-learns-what-was-typed ()
  (let* ((folder (make-temp-file "foretype" t)) (default-directory (file-name-as-directory folder)))
    (call-process "git" nil nil nil "init" "-q")
    (write-region "ignored.txt\n" nil (expand-file-name ".gitignore"))
    (dolist (name '("ignored.txt" ".env" "kept.txt"))
      (foretype-test-in text-mode (expand-file-name name)
        (insert "this was here before\n")
        (foretype-test-type (format "typed in %s\nand the next line\n\nan" name))
        (insert "other line that was pasted\n")
        (foretype-test-type "the last one")
        (save-buffer)
        ;; Nothing is handed over twice.
        (insert "\n")
        (save-buffer)))
    (foretype-test-wait "a message" (lambda () (string-search "the last one" (foretype-test-history))))
    (let ((kept (foretype-test-history)))
      (should (string-search "typed in kept.txt and the next line" kept))
      (should (string-search "\"emacs\"" kept))
      (dolist (other '("typed in ignored" "typed in .env" "before" "pasted"))
        (should-not (string-search other kept))))))

;; A timer, or a person who saves often, saves in the middle of a word.
(ert-deftest foretype-test-a-line-that-is-not-whole-waits ()
  (let ((handed nil) (file (make-temp-file "foretype" nil ".txt")))
    (cl-letf (((symbol-function 'foretype--hand-over) (lambda (messages) (push messages handed)))
              ((symbol-function 'executable-find) (lambda (program &rest _) (not (equal program "git")))))
      (foretype-test-in text-mode file
        (foretype-test-type "The quick zor")
        (save-buffer)
        (foretype-test-type "ro went hom")
        (save-buffer)
        (should-not handed)
        (foretype-test-type "e again.")
        (save-buffer)
        (should (equal handed '(("The quick zorro went home again."))))
        (goto-char (point-max))
        (foretype-test-type "Another line of text")
        (save-buffer)
        (should (equal (length handed) 1))
        (foretype--going)
        (should (equal (car handed) '("Another line of text")))))))

;; Code within prose, as Markdown marks it.
(ert-deftest foretype-test-code-within-prose ()
  (let ((asked nil))
    (cl-letf (((symbol-function 'foretype--ask) (lambda (text _) (push text asked))))
      (foretype-test-in text-mode nil
        (insert "Run this:\n```sh\n")
        (foretype-test-type "rm -rf the oth\n")
        (should-not asked)
        (should-not (foretype--take-typed))
        (insert "```\n\n")
        (foretype-test-type "Use `git com")
        (should (equal (car asked) "Use "))
        (foretype-test-type "mit` now")
        (should (equal (car asked) "Use `git commit` now"))))))

(ert-deftest foretype-test-learns-comments-alone ()
  (foretype-test-in emacs-lisp-mode "/x/y.el"
    (foretype-test-type ";; one comment\n;; and more\n(setq x 1)\n(setq y 2) ; at the end\n")
    (should (equal (foretype--take-typed) '("one comment and more" "at the end")))
    (should-not (foretype--take-typed))))

;;; foretype-test.el ends here
