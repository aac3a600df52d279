// Dear ImGui's backend asks SDL for gamepads. The lab has no use for one, so the answer is given here: none. With SDL's own answer
// the page would fetch the tables of every gamepad there is.
#include <SDL_gamecontroller.h>

extern "C" {
int SDL_NumJoysticks() { return 0; }
SDL_bool SDL_IsGameController(int) { return SDL_FALSE; }
SDL_GameController* SDL_GameControllerOpen(int) { return nullptr; }
void SDL_GameControllerClose(SDL_GameController*) {}
Sint16 SDL_GameControllerGetAxis(SDL_GameController*, SDL_GameControllerAxis) { return 0; }
Uint8 SDL_GameControllerGetButton(SDL_GameController*, SDL_GameControllerButton) { return 0; }
}
