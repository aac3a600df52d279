// What the program has printed, and what was typed. Typing is the HTML's business; here is a button for a bare Enter.
#include "web/panels/panels.hpp"

namespace faultline {

void draw_terminal(const Scene& scene, const Pens& pens, bool, Intents& intents) {
    if (scene.guide == nullptr) return;
    const TransportView& transport = scene.guide->transport;
    const WithFont font(pens.code, size::code);
    ImGui::PushTextWrapPos(0.0f);
    ImGui::TextUnformatted(transport.terminal.data(), transport.terminal.data() + transport.terminal.size());
    ImGui::PopTextWrapPos();
    if (!transport.waits_for_input) return;
    ImGui::SetScrollHereY(1.0f);
    if (ImGui::Button(std::string(text_of(Message::PressEnter)).c_str(), {0.0f, size::target})) ask(intents, intent::TypeLine{""});
}

}  // namespace faultline
