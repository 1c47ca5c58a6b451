// The addon of Fcitx 5 for foretype: hands keys and fields to `foretype fcitx5`, a child on the other end of a socket,
// and shows what comes back. It decides nothing; README.md lists the lines. No key waits for a child that is dead or
// stuck: it goes to the application, and another child is started.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcitx-utils/event.h>
#include <fcitx-utils/log.h>
#include <fcitx/action.h>
#include <fcitx/addonfactory.h>
#include <fcitx/addonmanager.h>
#include <fcitx/candidatelist.h>
#include <fcitx/event.h>
#include <fcitx/inputcontext.h>
#include <fcitx/inputmethodengine.h>
#include <fcitx/inputmethodentry.h>
#include <fcitx/inputpanel.h>
#include <fcitx/instance.h>
#include <fcitx/statusarea.h>
#include <fcitx/surroundingtext.h>
#include <fcitx/userinterfacemanager.h>

extern char **environ;

namespace {

using Clock = std::chrono::steady_clock;
using Words = std::vector<std::string>;

// A child that does not answer a key within this time is stuck.
constexpr std::chrono::milliseconds patience{500};
// No child is started sooner after the one before it; and one that died so often within a minute waits for the next.
constexpr std::chrono::milliseconds betweenStarts{200};
constexpr size_t mostStarts = 10;

std::string written(const Words &words) {
    std::string line;
    for (const auto &word : words) {
        if (&word != &words.front()) {
            line += '\t';
        }
        for (char c : word) {
            switch (c) {
            case '\t': line += "\\t"; break;
            case '\n': line += "\\n"; break;
            case '\\': line += "\\\\"; break;
            default: line += c;
            }
        }
    }
    return line + '\n';
}

Words read(const std::string &line) {
    Words words(1);
    for (size_t at = 0; at < line.size(); at++) {
        if (line[at] == '\t') {
            words.emplace_back();
        } else if (line[at] == '\\' && at + 1 < line.size()) {
            at++;
            words.back() += line[at] == 't' ? '\t' : line[at] == 'n' ? '\n' : line[at];
        } else {
            words.back() += line[at];
        }
    }
    return words;
}

// The process that decides, and the socket to it. One that has died keeps its socket until it is stopped.
class Child {
public:
    ~Child() { stop(); }

    bool runs() const { return socket_ >= 0 && !dead_; }
    int socket() const { return socket_; }

    bool start() {
        auto now = Clock::now();
        while (!starts_.empty() && now - starts_.front() > std::chrono::minutes(1)) {
            starts_.pop_front();
        }
        if (starts_.size() >= mostStarts || (!starts_.empty() && now - starts_.back() < betweenStarts)) {
            return false;
        }
        starts_.push_back(now);
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            return false;
        }
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
        char program[] = FORETYPE_PROGRAM, command[] = "fcitx5";
        char *const arguments[] = {program, command, nullptr};
        int failed = posix_spawnp(&process_, program, &actions, nullptr, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        if (failed) {
            FCITX_WARN() << "foretype: cannot start " << program;
            close(ends[0]);
            return false;
        }
        fcntl(ends[0], F_SETFL, O_NONBLOCK);
        socket_ = ends[0];
        dead_ = false;
        return true;
    }

    void stop() {
        if (socket_ < 0) {
            return;
        }
        close(socket_);
        socket_ = -1;
        received_.clear();
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }

    // False where it is dead, or does not read.
    bool send(const Words &words) {
        auto line = written(words);
        auto until = Clock::now() + patience;
        for (size_t sent = 0; runs() && sent < line.size();) {
            auto count = ::send(socket_, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
            if (count > 0) {
                sent += count;
            } else if (errno != EAGAIN || !wait(POLLOUT, until)) {
                dead_ = true;
            }
        }
        return runs();
    }

    // Waits until something can be read or written; false when the time is up.
    bool wait(short what, Clock::time_point until) const {
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd waits{socket_, what, 0};
        return left > 0 && poll(&waits, 1, static_cast<int>(left)) > 0;
    }

    // The lines that have come.
    std::vector<Words> receive() {
        char bytes[4096];
        while (runs()) {
            auto count = recv(socket_, bytes, sizeof bytes, 0);
            if (count > 0) {
                received_.append(bytes, count);
            } else if (count < 0 && errno == EAGAIN) {
                break;
            } else {
                dead_ = true;
            }
        }
        std::vector<Words> lines;
        for (size_t end; (end = received_.find('\n')) != std::string::npos; received_.erase(0, end + 1)) {
            lines.push_back(read(received_.substr(0, end)));
        }
        return lines;
    }

private:
    pid_t process_ = 0;
    int socket_ = -1;
    bool dead_ = false;
    std::string received_;
    std::deque<Clock::time_point> starts_;
};

class Candidate : public fcitx::CandidateWord {
public:
    Candidate(const std::string &word, std::function<void()> chosen)
        : CandidateWord(fcitx::Text(word)), chosen_(std::move(chosen)) {}
    void select(fcitx::InputContext *) const override { chosen_(); }

private:
    std::function<void()> chosen_;
};

class Foretype final : public fcitx::InputMethodEngineV2 {
public:
    explicit Foretype(fcitx::Instance *instance) : instance_(instance) {
        watch(fcitx::EventType::InputContextSurroundingTextUpdated, &Foretype::sendSurrounding);
        watch(fcitx::EventType::InputContextCapabilityChanged, &Foretype::sendCapabilities);
    }

    void activate(const fcitx::InputMethodEntry &, fcitx::InputContextEvent &event) override {
        focused_ = event.inputContext()->watch();
        number_++;
        shown_ = false;
        for (auto &item : items_) {
            event.inputContext()->statusArea().addAction(fcitx::StatusGroup::InputMethod, item.get());
        }
        if (child_.runs()) {
            sendFocus();
        } else {
            ready();
        }
    }

    void deactivate(const fcitx::InputMethodEntry &, fcitx::InputContextEvent &event) override {
        auto *ic = event.inputContext();
        // When the focus goes Fcitx or the client commits what was typed.
        if (event.type() == fcitx::EventType::InputContextSwitchInputMethod) {
            commitTyped(ic);
        }
        clear(ic);
        if (ic == focused_.get()) {
            send({"unfocus"});
            focused_.unwatch();
        }
    }

    void reset(const fcitx::InputMethodEntry &, fcitx::InputContextEvent &event) override {
        if (event.inputContext() == focused_.get()) {
            send({"reset"});
        }
    }

    void keyEvent(const fcitx::InputMethodEntry &, fcitx::KeyEvent &event) override {
        const auto &key = event.rawKey();
        auto number = std::to_string(++keys_);
        // A key that is let go of changes nothing.
        if (event.isRelease() || event.inputContext() != focused_.get() || !ready() ||
            !send({"key", number, std::to_string(static_cast<uint32_t>(key.sym())), std::to_string(key.code()),
                   std::to_string(static_cast<uint32_t>(key.states()))})) {
            return;
        }
        answer_.clear();
        auto until = Clock::now() + patience;
        while (answer_.empty() && child_.runs() && child_.wait(POLLIN, until)) {
            receive(number);
        }
        if (answer_.empty()) {
            FCITX_WARN() << "foretype: no answer to a key";
            stopChild();
        } else if (answer_ == "1") {
            event.filterAndAccept();
        }
    }

    std::string subModeIconImpl(const fcitx::InputMethodEntry &, fcitx::InputContext &) override { return icon_; }
    std::string subModeLabelImpl(const fcitx::InputMethodEntry &, fcitx::InputContext &) override { return label_; }

private:
    void watch(fcitx::EventType type, void (Foretype::*tell)(fcitx::InputContext *)) {
        watchers_.push_back(
            instance_->watchEvent(type, fcitx::EventWatcherPhase::Default, [this, tell](fcitx::Event &event) {
                auto *ic = static_cast<fcitx::InputContextEvent &>(event).inputContext();
                if (ic == focused_.get() && child_.runs()) {
                    (this->*tell)(ic);
                }
            }));
    }

    // Whether there is a child; one that is new hears where the focus is.
    bool ready() {
        if (child_.runs()) {
            return true;
        }
        stopChild();
        if (!child_.start()) {
            return false;
        }
        incoming_ = instance_->eventLoop().addIOEvent(
            child_.socket(), fcitx::IOEventFlags{fcitx::IOEventFlag::In, fcitx::IOEventFlag::Hup},
            [this](fcitx::EventSource *source, int, fcitx::IOEventFlags) {
                receive({});
                if (!child_.runs()) {
                    // An event source must not delete itself within its callback; the next key or field deletes it.
                    source->setEnabled(false);
                    if (auto *ic = focused_.get()) {
                        commitTyped(ic);
                        clear(ic);
                    }
                }
                return true;
            });
        sendFocus();
        return child_.runs();
    }

    // What a child that is gone has drawn goes with it.
    void stopChild() {
        incoming_.reset();
        child_.stop();
        if (auto *ic = focused_.get()) {
            commitTyped(ic);
            clear(ic);
        }
    }

    bool send(const Words &words) { return child_.runs() && child_.send(words); }

    void sendFocus() {
        auto *ic = focused_.get();
        if (!ic) {
            return;
        }
        std::string name;
        for (auto byte : ic->uuid()) {
            name += "0123456789abcdef"[byte >> 4];
            name += "0123456789abcdef"[byte & 15];
        }
        send({"focus", std::to_string(number_), name, ic->frontend(), ic->program()});
        sendCapabilities(ic);
        sendSurrounding(ic);
    }

    void sendCapabilities(fcitx::InputContext *ic) {
        send({"capabilities", std::to_string(static_cast<uint64_t>(ic->capabilityFlags()))});
    }

    void sendSurrounding(fcitx::InputContext *ic) {
        const auto &text = ic->surroundingText();
        if (text.isValid() && ic->capabilityFlags().test(fcitx::CapabilityFlag::SurroundingText)) {
            send({"surrounding", std::to_string(text.cursor()), std::to_string(text.anchor()), text.text()});
        }
    }

    // Carries out what has come; the answer to the key of this number is kept.
    void receive(const std::string &key) {
        bool drawn = false;
        for (const auto &words : child_.receive()) {
            if (words[0] == "answer" && words.size() == 3) {
                if (words[1] == key) {
                    answer_ = words[2];
                }
            } else if (words[0] == "focused" && words.size() == 2) {
                shown_ = words[1] == std::to_string(number_);
            } else if (words[0] == "menu" && words.size() >= 3) {
                drawMenu(words);
            } else if (auto *ic = focused_.get(); ic && shown_) {
                drawn |= draw(ic, words);
            }
        }
        if (auto *ic = focused_.get(); ic && drawn) {
            ic->updateUserInterface(fcitx::UserInterfaceComponent::InputPanel);
        }
    }

    // True where the panel has to be drawn anew.
    bool draw(fcitx::InputContext *ic, const Words &words) {
        auto &panel = ic->inputPanel();
        if (words[0] == "commit" && words.size() == 2) {
            ic->commitString(words[1]);
        } else if (words[0] == "delete" && words.size() == 2) {
            int count = std::atoi(words[1].c_str());
            ic->deleteSurroundingText(-count, count);
        } else if (words[0] == "preedit" && words.size() == 4) {
            bool typed = words[1] == "1";
            fcitx::Text text;
            if (!words[2].empty()) {
                text.append(words[2], typed ? fcitx::TextFormatFlag::Underline : fcitx::TextFormatFlag::DontCommit);
            }
            if (!words[3].empty()) {
                text.append(words[3], {fcitx::TextFormatFlag::DontCommit, fcitx::TextFormatFlag::Italic});
            }
            if (!text.empty()) {
                text.setCursor(static_cast<int>(words[2].size()));
            }
            bool inClient = ic->capabilityFlags().test(fcitx::CapabilityFlag::Preedit);
            inClient ? panel.setClientPreedit(text) : panel.setPreedit(text);
            ic->updatePreedit();
            return !inClient;
        } else if (words[0] == "table" && words.size() >= 2) {
            panel.setCandidateList(table(words));
            return true;
        } else if (words[0] == "beside" && words.size() == 2) {
            panel.setAuxDown(fcitx::Text(words[1]));
            return true;
        }
        return false;
    }

    std::unique_ptr<fcitx::CandidateList> table(const Words &words) {
        if (words.size() == 2) {
            return nullptr;
        }
        auto list = std::make_unique<fcitx::CommonCandidateList>();
        list->setPageSize(static_cast<int>(words.size()) - 2);
        list->setLayoutHint(fcitx::CandidateLayoutHint::Horizontal);
        Words labels;
        for (size_t nth = 2; nth < words.size(); nth++) {
            labels.push_back(words[1] == "1" ? std::to_string(nth - 1) + " " : "");
            auto number = std::to_string(nth - 2);
            list->append<Candidate>(words[nth], [this, number] { send({"clicked", number}); });
        }
        list->setLabels(labels);
        list->setGlobalCursorIndex(0);
        return list;
    }

    // The icon, its label, and for each line of the menu its name, whether it is on (or nothing), and what it says.
    void drawMenu(const Words &words) {
        icon_ = words[1];
        label_ = words[2];
        auto *ic = focused_.get();
        for (size_t at = 3, nth = 0; at + 2 < words.size(); at += 3, nth++) {
            if (nth == items_.size()) {
                auto item = std::make_unique<fcitx::SimpleAction>();
                item->setCheckable(!words[at + 1].empty());
                item->connect<fcitx::SimpleAction::Activated>([this, name = words[at]](fcitx::InputContext *) {
                    if (ready()) {
                        send({"chosen", name});
                    }
                });
                item->registerAction("foretype-" + words[at], &instance_->userInterfaceManager());
                items_.push_back(std::move(item));
                if (ic) {
                    ic->statusArea().addAction(fcitx::StatusGroup::InputMethod, items_.back().get());
                }
            }
            items_[nth]->setShortText(words[at + 2]);
            items_[nth]->setChecked(words[at + 1] == "1");
            if (ic) {
                items_[nth]->update(ic);
            }
        }
        if (ic) {
            ic->updateUserInterface(fcitx::UserInterfaceComponent::StatusArea);
        }
    }

    void commitTyped(fcitx::InputContext *ic) {
        auto typed = ic->inputPanel().clientPreedit().toStringForCommit();
        if (!typed.empty()) {
            ic->commitString(typed);
        }
    }

    // A preedit that changes while a key is waited for makes Fcitx send the key on in a way that the next can overtake.
    void clear(fcitx::InputContext *ic) {
        bool drawn = !ic->inputPanel().clientPreedit().empty();
        ic->inputPanel().reset();
        if (drawn) {
            ic->updatePreedit();
        }
        ic->updateUserInterface(fcitx::UserInterfaceComponent::InputPanel);
    }

    fcitx::Instance *instance_;
    std::vector<std::unique_ptr<fcitx::HandlerTableEntry<fcitx::EventHandler>>> watchers_;
    // The field that has the focus, and its number; `shown_` once the child speaks of it.
    fcitx::TrackableObjectReference<fcitx::InputContext> focused_;
    uint64_t number_ = 0;
    bool shown_ = false;
    uint64_t keys_ = 0;
    std::string answer_;
    std::string icon_ = "input-keyboard";
    std::string label_ = "ft";
    std::vector<std::unique_ptr<fcitx::SimpleAction>> items_;
    std::unique_ptr<fcitx::EventSource> incoming_;
    Child child_;
};

class Factory : public fcitx::AddonFactory {
    fcitx::AddonInstance *create(fcitx::AddonManager *manager) override { return new Foretype(manager->instance()); }
};

} // namespace

FCITX_ADDON_FACTORY(Factory)
