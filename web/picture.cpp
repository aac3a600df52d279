#include "web/picture.hpp"

#include <imgui.h>

#include <cstring>

namespace faultline {
namespace {

class Digest {
public:
    void add(std::uint64_t word) { state_ = (state_ ^ word) * 0x9e3779b97f4a7c15ull, state_ ^= state_ >> 29; }

    template <typename T> void add(const ImVector<T>& list) {
        const std::size_t bytes = static_cast<std::size_t>(list.Size) * sizeof(T);
        const auto* at = reinterpret_cast<const unsigned char*>(list.Data);
        add(bytes);
        std::size_t done = 0;
        for (std::uint64_t word = 0; done + sizeof word <= bytes; done += sizeof word) {
            std::memcpy(&word, at + done, sizeof word);
            add(word);
        }
        std::uint64_t rest = 0;
        if (done < bytes) std::memcpy(&rest, at + done, bytes - done);
        add(rest);
    }

    void add(const ImVec2& pair) {
        std::uint64_t word = 0;
        static_assert(sizeof pair == sizeof word);
        std::memcpy(&word, &pair, sizeof word);
        add(word);
    }

    std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 0xcbf29ce484222325ull;
};

}  // namespace

std::uint64_t picture_of(const ImDrawData& frame, std::uint32_t ground) {
    Digest digest;
    digest.add(ground);
    digest.add(frame.DisplaySize);
    digest.add(frame.FramebufferScale);
    for (const ImDrawList* list : frame.CmdLists) {
        digest.add(list->VtxBuffer);
        digest.add(list->IdxBuffer);
        for (const ImDrawCmd& command : list->CmdBuffer) {
            digest.add(ImVec2{command.ClipRect.x, command.ClipRect.y});
            digest.add(ImVec2{command.ClipRect.z, command.ClipRect.w});
            digest.add(command.ElemCount);
        }
    }
    return digest.value();
}

bool sends_textures(const ImDrawData& frame) {
    if (frame.Textures == nullptr) return false;
    for (const ImTextureData* texture : *frame.Textures) {
        if (texture->Status != ImTextureStatus_OK) return true;
    }
    return false;
}

}  // namespace faultline
