#pragma once

namespace faultline::live {

/// Whether this kernel can merge equal pages and this user may tell it to.
bool ksm_permitted();
/// Lets ksmd scan until pages that do not change have been merged, and puts its settings back.
void merge_equal_pages();

}  // namespace faultline::live
