/// The executor's ELF, part of this program so that it runs wherever this does.
#pragma once

extern "C" {
extern const char faultline_worker_image[];
extern const char faultline_worker_image_end[];
}
