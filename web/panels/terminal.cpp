// What the program has printed, and what was typed. Typing is the HTML's business; here is a button for a bare Enter.
#include "web/panels/panels.hpp"

namespace faultline {

namespace {

/// What was asked in the second terminal, and the questions that a pointer can ask.
void draw_second_terminal(const Scene& scene, const Pens& pens, Intents& intents) {
    strong(pens, text_of(Message::SecondTerminal), pens.theme->text);
    for (const char* command : {"ps -o pid,vsz,rss,min_flt,maj_flt", "free", "vmstat"}) {
        if (ImGui::Button(command, {0.0f, size::target})) intents.push_back(LookIntent{look::Shell{command}});
        ImGui::SameLine();
    }
    ImGui::NewLine();
    ImGui::TextUnformatted(scene.view->shell.data(), scene.view->shell.data() + scene.view->shell.size());
}

}  // namespace

void draw_terminal(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    if (scene.guide == nullptr) return;
    const TransportView& transport = scene.guide->transport;
    const WithFont font(pens.code, size::code);
    ImGui::PushTextWrapPos(0.0f);
    ImGui::TextUnformatted(transport.terminal.data(), transport.terminal.data() + transport.terminal.size());
    ImGui::PopTextWrapPos();
    if (transport.waits_for_input) {
        ImGui::SetScrollHereY(1.0f);
        if (ImGui::Button(std::string(text_of(Message::PressEnter)).c_str(), {0.0f, size::target}))
            ask(intents, intent::TypeLine{""});
    }
    if (roomy && scene.machine != nullptr) draw_second_terminal(scene, pens, intents);
}

}  // namespace faultline
