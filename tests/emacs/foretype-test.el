;;; foretype-test.el --- The package in a real Emacs that is typed in  -*- lexical-binding: t; -*-

;; Run by tests/emacs.rs in batch mode, with the real daemon.

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
          (should-not (foretype-completion-at-point))))
      (should-not asked)
      (foretype-test-in text-mode "/x/letter.txt"
        (foretype-test-type "open"))
      (should (equal asked '("open" "ope" "op" "o"))))))

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

;;; foretype-test.el ends here
