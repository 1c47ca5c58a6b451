// Answers on standard output, one line a line: the words that presage offers for the text of each line of standard
// input, separated by tabs. The text is hexadecimal, so that it may hold anything.
//   apt-get install libpresage-dev libpresage-data && g++ -O2 presage_words.cpp -o presage_words -lpresage
#include <presage.h>

#include <iostream>
#include <string>

class Past : public PresageCallback {
  public:
    std::string text;
    std::string get_past_stream() const override { return text; }
    std::string get_future_stream() const override { return ""; }
};

int main(int argc, char** argv) {
    Past past;
    Presage presage(&past, argc > 1 ? argv[1] : "/etc/presage.xml");
    presage.config("Presage.Selector.SUGGESTIONS", "3");
    presage.config("Presage.Selector.REPEAT_SUGGESTIONS", "yes");
    presage.config("Presage.ContextTracker.ONLINE_LEARNING", "no");
    for (std::string line; std::getline(std::cin, line);) {
        past.text.clear();
        for (std::size_t at = 0; at + 1 < line.size(); at += 2)
            past.text += static_cast<char>(std::stoi(line.substr(at, 2), nullptr, 16));
        bool first = true;
        for (const std::string& word : presage.predict()) {
            std::cout << (first ? "" : "\t") << word;
            first = false;
        }
        std::cout << std::endl;
    }
}
