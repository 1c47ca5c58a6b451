;;; foretype.el --- Predictive typing with foretype  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "27.1"))
;; Version: 0.1.0
;; Keywords: convenience, abbrev, wp
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; While you write prose, what is about to be typed stands grey behind the cursor.  TAB takes the next word, C-c RET
;; all of it.  `completion-at-point' lists words.  The words come from foretype's daemon on this computer, by way of
;; `foretype suggest --json', one process for all buffers that answers one line after another; nothing here waits for
;; it but `completion-at-point', which was asked for.
;;
;;     (require 'foretype)
;;     (add-hook 'text-mode-hook #'foretype-mode)
;;
;; When a file is saved, the lines that you typed in it are handed to the daemon by `foretype learn', which drops what
;; looks like a secret and learns the rest; `foretype-learn' switches that.

;;; Code:

(require 'cl-lib)
(require 'json)
(require 'seq)
(require 'subr-x)

(defgroup foretype nil
  "Predictive typing."
  :group 'convenience)

(defcustom foretype-program "foretype"
  "The program, with its path if it is not on yours."
  :type 'string)

(defcustom foretype-min-probability 0.15
  "Ghost text less probable than this is not shown."
  :type 'number)

(defcustom foretype-patience 0.3
  "Seconds that `foretype-completion-at-point' waits for its words."
  :type 'number)

(defcustom foretype-context-characters 2000
  "So many characters before the cursor are sent at most."
  :type 'integer)

(defcustom foretype-deny
  '("\\`\\.env\\(\\..*\\)?\\'" "\\.env\\'" "\\`\\.\\(netrc\\|pgpass\\|npmrc\\|pypirc\\|htpasswd\\)\\'" "\\`\\.authinfo"
    "\\`id_\\(rsa\\|dsa\\|ed25519\\|ecdsa\\)" "\\`shadow\\'" "password" "secret" "credential"
    "\\.\\(key\\|pem\\|p12\\|pfx\\|ppk\\|gpg\\|asc\\|age\\|kdbx?\\|vault\\|jks\\|keystore\\|ovpn\\|tfvars\\)\\'"
    "\\`\\.\\(envrc\\|vault\\|my\\.cnf\\|mylogin\\.cnf\\|s3cfg\\|boto\\|msmtprc\\|mbsyncrc\\|fetchmailrc\\|offlineimaprc\\)"
    "\\`rclone\\.conf\\'" "\\`wg.\\.conf\\'" "kubeconfig" "\\`wallet\\.dat" "token\\'" "\\`token\\."
    "/\\.kube/" "/\\.docker/"
    "/\\.ssh/" "/\\.gnupg/" "/\\.password-store/" "/\\.aws/" "\\`/dev/shm/" "/pass\\.[^/]*/" "/gopass[^/]*/")
  "Regular expressions of files that nothing is asked about.
One with a slash is matched against the whole path, others against the
name; upper and lower case are the same."
  :type '(repeat regexp))

(defcustom foretype-learn t
  "Hand what was typed to the daemon when a file is saved, so that it learns.
Nothing is handed over of files that git ignores."
  :type 'boolean)

(defface foretype-ghost '((t :inherit shadow))
  "What is about to be typed.")

(defvar foretype--process nil)
(defvar foretype--rest "" "Output that is no whole line yet.")
(defvar foretype--asked nil "Who gets the answer that is under way; nil when none is.")
(defvar foretype--next nil "The newest question that waits for its turn: its text and who gets the answer.")
(defvar foretype-mode)
(defvar-local foretype--overlay nil)
(defvar-local foretype--newest 0 "Number of the newest question of this buffer.")
(defvar-local foretype--space nil "Marker behind a space that was added after a word.")
(defvar-local foretype--owed nil "Marker where an added space was taken away for a save.")
(defvar-local foretype--spaced t "Whether a space belongs after what is offered, as the program says.")
(defvar-local foretype--eats "" "Characters that take the place of that space, as the program says.")
(defvar-local foretype--seen nil "Place and text at the last look, so that moving about asks nothing.")

;;; The process

(defun foretype--filter (_process output)
  "Hand each whole line of OUTPUT to the question that it answers."
  (setq foretype--rest (concat foretype--rest output))
  (while (string-match "\n" foretype--rest)
    (let ((line (substring foretype--rest 0 (match-beginning 0)))
          (answered foretype--asked)
          (next foretype--next))
      (setq foretype--rest (substring foretype--rest (match-end 0))
            foretype--asked nil
            foretype--next nil)
      (when next (apply #'foretype--ask next))
      (when answered
        (funcall answered
                 (ignore-errors
                   (json-parse-string line :object-type 'alist :array-type 'list :null-object nil)))))))

(defun foretype--gone (process _event)
  "Forget PROCESS, which has ended; the next question starts another."
  (when (eq process foretype--process)
    (setq foretype--process nil
          foretype--asked nil
          foretype--next nil
          foretype--rest "")))

(defun foretype--live ()
  "The process, started if need be; nil when there is no program."
  (cond
   ((process-live-p foretype--process) foretype--process)
   ((executable-find foretype-program)
    (foretype--gone foretype--process nil)
    (setq foretype--process
          (make-process :name "foretype" :command (list foretype-program "-q" "suggest" "--json" "-n" "8")
                        :connection-type 'pipe :coding 'utf-8-unix :noquery t
                        :stderr (get-buffer-create " *foretype-errors*")
                        :filter #'foretype--filter :sentinel #'foretype--gone)))))

(defun foretype--ask (text answered)
  "Ask what follows TEXT; ANSWERED is called with the answer, an alist, or nil.
Does not wait.  While an answer is under way only the newest question is kept."
  (when-let ((process (foretype--live)))
    (if foretype--asked
        (setq foretype--next (list text answered))
      (setq foretype--asked answered)
      (process-send-string process (concat text "\n")))
    t))

;;; The text

(defvar foretype-inhibit nil
  "Set it to keep foretype from asking, for instance around a keyboard macro.")

(defun foretype--denied-p ()
  "Whether the file of this buffer is nobody's business."
  (when-let ((path buffer-file-name))
    (let ((case-fold-search t) (name (file-name-nondirectory path)))
      (seq-some (lambda (rule) (string-match-p rule (if (string-search "/" rule) path name))) foretype-deny))))

(defun foretype--allowed-p ()
  "Whether the text before the cursor may be asked about."
  (not (or (minibufferp)
           buffer-read-only
           foretype-inhibit
           ;; A key that took a word would do something else when the macro is run.
           defining-kbd-macro
           (derived-mode-p 'comint-mode 'term-mode 'special-mode 'eshell-mode)
           (if (derived-mode-p 'prog-mode 'conf-mode) (not (nth 4 (syntax-ppss))) (foretype--in-code-p))
           (foretype--denied-p))))

(defun foretype--in-code-p ()
  "Whether the cursor is in code within prose, as Markdown marks it.
That is after a line of three backticks, or after a backtick on its line."
  (save-excursion
    (let ((end (point)) (fence "^[ \t]*```+[^`\n]*$") inside)
      (forward-line 0)
      (let ((line (buffer-substring-no-properties (point) end)))
        (or (looking-at-p fence)
            (and (cl-oddp (cl-count ?` line)) (string-match-p "`[^`']*\\'" line))
            (progn
              (while (re-search-backward fence nil t) (setq inside (not inside)))
              inside))))))

(defun foretype--left-context ()
  "The paragraph before the cursor, on one line, as the program reads it."
  (let* ((comment (and (nth 4 (syntax-ppss)) (nth 8 (syntax-ppss))))
         (after-code (and comment
                          (save-excursion (goto-char comment) (skip-chars-backward " \t") (not (bolp)))))
         (start (max (if after-code comment (save-excursion (backward-paragraph) (point)))
                     (- (point) foretype-context-characters)))
         (text (buffer-substring-no-properties start (point))))
    (when comment (setq text (foretype--without-sign text)))
    (replace-regexp-in-string "\n" " " (string-trim-left text "[ \t\n]+"))))

(defun foretype--without-sign (text)
  "TEXT of comments without what makes them comments."
  (replace-regexp-in-string "^[ \t]*[-/#;*%!\"]+ ?" "" text))

(defun foretype--within-word-p ()
  "Whether the cursor is before the rest of a word."
  (looking-at-p "\\w"))

;;; Ghost text

(defun foretype--hide ()
  "Take the ghost text away."
  (when foretype--overlay
    (delete-overlay foretype--overlay)
    (setq foretype--overlay nil)))

(defun foretype-ghost ()
  "What is offered at the cursor; nil when nothing is."
  (and foretype--overlay (= (overlay-start foretype--overlay) (point)) (overlay-get foretype--overlay 'foretype)))

(defun foretype--show (text)
  "Draw TEXT behind the cursor."
  (foretype--hide)
  (unless (string-empty-p text)
    (let ((ghost (propertize text 'face 'foretype-ghost)))
      ;; The cursor stays before what is drawn.
      (put-text-property 0 1 'cursor t ghost)
      (setq foretype--overlay (make-overlay (point) (point) nil t))
      (overlay-put foretype--overlay 'after-string ghost)
      (overlay-put foretype--overlay 'foretype text))))

(defun foretype--best (answer)
  "The phrase of ANSWER, or its best word; nil when neither is probable enough."
  (let* ((phrase (alist-get 'phrase answer))
         (word (car (alist-get 'words answer)))
         (good (lambda (offer) (and offer (>= (alist-get 'probability offer) foretype-min-probability)))))
    (cond ((funcall good phrase) (alist-get 'text phrase))
          ;; What takes the place of what was typed is no text to type along.
          ((and (funcall good word) (eql 0 (or (alist-get 'delete word) 0))) (alist-get 'completion word)))))

(defun foretype--look ()
  "Ask about the text at the cursor if it has changed."
  (when (and foretype--space (/= (point) foretype--space)) (foretype--leave))
  (when (and foretype--owed (/= (point) foretype--owed)) (setq foretype--owed nil))
  (let ((seen (list (point) (buffer-chars-modified-tick))))
    (unless (equal seen foretype--seen)
      (let ((typed (/= (cadr seen) (or (cadr foretype--seen) -1))))
        (setq foretype--seen seen)
        (foretype--hide)
        (setq foretype--newest (1+ foretype--newest))
        (when (and typed (foretype--allowed-p))
          (if (foretype--within-word-p) (foretype--tell) (foretype--ask-to-draw)))))))

(defun foretype--tell ()
  "Tell the text at the cursor, where nothing is offered.
What is typed during a pause is not to be kept when the file is saved."
  (let ((text (foretype--left-context)))
    (unless (string-empty-p text) (foretype--ask text #'ignore))))

(defun foretype--ask-to-draw ()
  "Ask about the text at the cursor and draw the answer if it is still wanted."
  (let ((text (foretype--left-context)) (buffer (current-buffer)) (number foretype--newest) (place (point)))
    (unless (string-empty-p text)
      (foretype--ask
       text
       (lambda (answer)
         (when (buffer-live-p buffer)
           (with-current-buffer buffer
             (when (and answer foretype-mode (= number foretype--newest) (= place (point)))
               (when-let ((word (car (alist-get 'words answer))))
                 (setq foretype--spaced (not (eq (alist-get 'space_after word t) :false))
                       foretype--eats (or (alist-get 'eats_space_before word) foretype--eats)))
               (when-let ((offer (foretype--best answer)))
                 (foretype--show offer))))))))))

(defun foretype--take (text)
  "Insert TEXT, the beginning of the ghost text."
  (let ((rest (substring (foretype-ghost) (length text))) (start (point)))
    (foretype--hide)
    (insert text)
    (foretype--mark start (point))
    (setq foretype--seen nil)
    (unless (string-empty-p rest) (foretype--show rest))))

(defun foretype-take-word ()
  "Insert the first word that is offered, with the space after it."
  (interactive)
  (let ((ghost (foretype-ghost)))
    (unless ghost (user-error "Nothing is offered"))
    (string-match "\\` *[^ ]+ ?" ghost)
    (foretype--take (match-string 0 ghost))
    (when (eolp)
      (when (and foretype--spaced (not (foretype-ghost)) (/= (char-before) ?\s)) (insert " "))
      ;; Of a phrase, a word is taken with the space that follows it there.
      (when (eq (char-before) ?\s) (setq foretype--space (point-marker))))))

(defun foretype-take-phrase ()
  "Insert all that is offered."
  (interactive)
  (unless (foretype-ghost) (user-error "Nothing is offered"))
  (foretype--take (foretype-ghost)))

(defun foretype--answer (text)
  "What the program says of TEXT; nil when it says nothing for `foretype-patience'."
  (let ((answer 'none) (until (+ (float-time) foretype-patience)))
    (when (foretype--ask text (lambda (said) (setq answer said)))
      (while (and (eq answer 'none) (process-live-p foretype--process) (< (float-time) until))
        (accept-process-output foretype--process 0.02)))
    (and (consp answer) answer)))

(defun foretype-correct ()
  "Put what was meant in the place of the last word."
  (interactive)
  (unless (foretype--allowed-p) (user-error "Nothing may be asked here"))
  (let* ((open (looking-back "\\w" (max (point-min) (1- (point)))))
         ;; What was typed is taken for the whole word.
         (answer (foretype--answer (concat (foretype--left-context) (if open " " ""))))
         (word (car (alist-get 'words answer))))
    (unless (equal (alist-get 'kind word) "correction") (user-error "It is meant as it stands"))
    (let ((start (- (point) (alist-get 'delete word) (if open -1 0)))
          (insert (alist-get 'insert word)))
      (foretype--hide)
      (delete-region (max start (point-min)) (point))
      (setq start (point))
      (insert (if open (string-trim-right insert) insert))
      (foretype--mark start (point))
      (setq foretype--seen nil))))

;;; The space after a word

(defun foretype--tidy (unless)
  "Take an added space away again.
But not where UNLESS says of the character behind it that it belongs there."
  (when foretype--space
    (let* ((end (marker-position foretype--space)) (next (char-after end)))
      (when (and (eq (char-before end) ?\s) (not (funcall unless next)))
        (delete-region (1- end) end))
      (setq foretype--space nil))))

(defun foretype--typed ()
  "A character was typed: before some an added space goes.
That is before what the program says and line ends; and it is not doubled."
  (foretype--tidy (lambda (next) (not (or (memq next '(nil ?\s ?\n)) (seq-contains-p foretype--eats next)))))
  (when (and foretype--owed (= (1- (point)) foretype--owed))
    (unless (or (memq (char-before) '(?\s ?\t ?\n)) (seq-contains-p foretype--eats (char-before)))
      (save-excursion (backward-char) (insert " "))))
  (setq foretype--owed nil))

(defun foretype--leave ()
  "An added space at the end of a line goes."
  (foretype--tidy (lambda (next) (and next (/= next ?\n)))))

(defun foretype--before-save ()
  "An added space at the end of a line is not saved.
It comes back when the next word is typed."
  (let ((end (and foretype--space (marker-position foretype--space))))
    (foretype--leave)
    (when (and end (= (point) (1- end))) (setq foretype--owed (point-marker)))))

;;; Learning

(defconst foretype--at-once 12 "More characters in one change were pasted, or written by a program.")

(defun foretype--mark (start end)
  "Note that the text from START to END is the person's."
  (with-silent-modifications (put-text-property start end 'foretype-typed t)))

(defun foretype--changed (start end _removed)
  "Note that the text from START to END was typed, if it is short enough.
In a file that is nobody's business nothing is: it may be saved elsewhere."
  (when (and (<= 1 (- end start) foretype--at-once) (not (foretype--denied-p))) (foretype--mark start end)))

(defun foretype--own-words ()
  "The prose of this line, if at least half of the line was typed; else nil."
  (let* ((start (line-beginning-position)) (end (line-end-position)) (at start) (typed 0)
         (state (and (derived-mode-p 'prog-mode 'conf-mode) (save-excursion (syntax-ppss end)))))
    (while (< at end)
      (let ((next (next-single-property-change at 'foretype-typed nil end)))
        (when (get-text-property at 'foretype-typed) (setq typed (+ typed (- next at))))
        (setq at next)))
    (when (and (>= (* 2 typed) (length (string-trim (buffer-substring start end))))
               (or state (not (save-excursion (goto-char start) (foretype--in-code-p))))
               (or (null state) (nth 4 state)))
      (let* ((from (if state (max start (nth 8 state)) start))
             (words (buffer-substring-no-properties from end)))
        (when state (setq words (foretype--without-sign words)))
        (setq words (string-trim words))
        (and (>= (length words) 3) words)))))

(defvar-local foretype--held nil "The line that waits to be whole, as it was saved.")

(defun foretype--unfinished ()
  "The beginning of the line with the cursor, if it may not be whole.
No mark ends it, and it has changed since it was saved the last time:
the person, or a timer, may have saved in the middle of a sentence."
  (let* ((start (line-beginning-position)) (line (buffer-substring-no-properties start (line-end-position))))
    (if (or (equal line foretype--held)
            (not (string-match-p "\\w[ \t]*\\'" line))
            (not (text-property-any start (line-end-position) 'foretype-typed t)))
        (setq foretype--held nil)
      (setq foretype--held line)
      start)))

(defun foretype--take-typed (&optional held)
  "What was typed since the last time.
Lines that follow each other are one message.  The line that begins at
HELD waits for the next time."
  (save-excursion
    (save-restriction
      (widen)
      (let ((at (text-property-any (point-min) (point-max) 'foretype-typed t)) messages follows)
        (while at
          (goto-char at)
          (let ((words (and (not (eql held (line-beginning-position))) (foretype--own-words))))
            (cond ((and words (eql follows (line-beginning-position)))
                   (setcar messages (concat (car messages) " " words)))
                  (words (push words messages)))
            (forward-line 1)
            (setq follows (and words (point)))
            (setq at (text-property-any (point) (point-max) 'foretype-typed t))))
        (with-silent-modifications
          (remove-text-properties (point-min) (or held (point-max)) '(foretype-typed nil))
          (when held
            (goto-char held)
            (remove-text-properties (line-end-position) (point-max) '(foretype-typed nil))))
        (nreverse messages)))))

(defvar foretype--under-way 0 "How many times something is being handed over.")

(defun foretype--arrived (process _event)
  "One hand-over less is under way once PROCESS has ended."
  (unless (process-live-p process) (setq foretype--under-way (1- foretype--under-way))))

(defun foretype--farewell ()
  "Hand over lines that wait.
Let what is under way arrive before Emacs goes, for a second at most."
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer (when foretype-mode (foretype--going))))
  (let ((until (+ (float-time) 1)))
    (while (and (> foretype--under-way 0) (< (float-time) until))
      (accept-process-output nil 0.02))))

(defun foretype--hand-over (messages)
  "Have the daemon learn MESSAGES."
  (when (executable-find foretype-program)
    (let ((process (make-process :name "foretype-learn" :connection-type 'pipe :coding 'utf-8-unix :noquery t
                                 :command (list foretype-program "-q" "learn" "--app" "emacs" "--file" "-")
                                 :buffer nil :stderr (get-buffer-create " *foretype-errors*")
                                 :sentinel #'foretype--arrived)))
      (setq foretype--under-way (1+ foretype--under-way))
      (process-send-string process (concat (mapconcat #'identity messages "\n") "\n"))
      (process-send-eof process))))

(defun foretype--saved ()
  "Hand over what was typed, but for a line that may not be whole."
  (foretype--hand-over-typed (foretype--unfinished)))

(defun foretype--going ()
  "Hand over the line that waited, if it is still as it was saved."
  (when (and foretype--held (not (buffer-modified-p)))
    (setq foretype--held nil)
    (foretype--hand-over-typed nil)))

(defun foretype--hand-over-typed (held)
  "Hand over what was typed, but for files that are secret or that git ignores.
The line that begins at HELD waits."
  (let ((messages (foretype--take-typed held)))
    (when (and foretype-learn messages buffer-file-name
               (not (file-remote-p buffer-file-name))
               (not (foretype--denied-p)))
      (if (executable-find "git")
          (foretype--unless-ignored buffer-file-name (lambda () (foretype--hand-over messages)))
        (foretype--hand-over messages)))))

(defun foretype--unless-ignored (file then)
  "Ask git about FILE and call THEN unless it ignores it."
  (setq foretype--under-way (1+ foretype--under-way))
  (make-process :name "foretype-git" :noquery t :buffer nil
                :command (list "git" "check-ignore" "--quiet" "--" (expand-file-name file))
                ;; 0: ignored; 1: not; 128: no repository.
                :sentinel (lambda (git event)
                            (when (and (eq (process-status git) 'exit) (/= (process-exit-status git) 0))
                              (funcall then))
                            (foretype--arrived git event))))

;;; Completion

(defun foretype-completion-at-point ()
  "The words that may be meant, for `completion-at-point-functions'.
Waits up to `foretype-patience'."
  (when (foretype--allowed-p)
    (let ((answer (foretype--answer (foretype--left-context))) (end (point)))
      (when answer
        (let* ((words (seq-filter (lambda (word) (and (eql 0 (or (alist-get 'delete word) 0))
                                                      (not (string-prefix-p " " (alist-get 'completion word)))))
                                  (alist-get 'words answer)))
               (first (car words))
               (typed (if first (- (length (alist-get 'text first)) (length (alist-get 'completion first))) 0))
               (start (max (point-min) (- end typed)))
               (prefix (buffer-substring-no-properties start end)))
          (list start end
                (mapcar (lambda (word) (concat prefix (alist-get 'completion word))) words)
                :exclusive 'no))))))

;;; The mode

(defvar foretype-mode-map
  (let ((map (make-sparse-keymap)))
    ;; Only while something is offered; else the keys do what they do.
    (define-key map (kbd "TAB")
                '(menu-item "" foretype-take-word :filter (lambda (command) (and (foretype-ghost) command))))
    (define-key map (kbd "C-c $") #'foretype-correct)
    (define-key map (kbd "C-c RET")
                '(menu-item "" foretype-take-phrase :filter (lambda (command) (and (foretype-ghost) command))))
    map)
  "Keys of `foretype-mode'.")

;;;###autoload
(define-minor-mode foretype-mode
  "Show what is about to be typed behind the cursor."
  :lighter " foretype"
  (if foretype-mode
      (progn
        (add-hook 'post-command-hook #'foretype--look nil t)
        (add-hook 'completion-at-point-functions #'foretype-completion-at-point 20 t)
        (add-hook 'after-change-functions #'foretype--changed nil t)
        (add-hook 'post-self-insert-hook #'foretype--typed nil t)
        (add-hook 'before-save-hook #'foretype--before-save nil t)
        (add-hook 'after-save-hook #'foretype--saved nil t)
        (add-hook 'kill-buffer-hook #'foretype--going nil t)
        (add-hook 'kill-emacs-hook #'foretype--farewell)
        (setq foretype--seen (list (point) (buffer-chars-modified-tick))))
    (remove-hook 'post-command-hook #'foretype--look t)
    (remove-hook 'completion-at-point-functions #'foretype-completion-at-point t)
    (remove-hook 'after-change-functions #'foretype--changed t)
    (remove-hook 'post-self-insert-hook #'foretype--typed t)
    (remove-hook 'before-save-hook #'foretype--before-save t)
    (remove-hook 'after-save-hook #'foretype--saved t)
    (remove-hook 'kill-buffer-hook #'foretype--going t)
    (foretype--hide)))

(provide 'foretype)
;;; foretype.el ends here
