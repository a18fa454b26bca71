#include "core/cube/column.h"

namespace saimnieks::cube {

void Column::resize(std::size_t size) {
  if (!wide_.empty()) {
    wide_.resize(size, model::kNone);
  } else if (!middle_.empty()) {
    middle_.resize(size, kNoShort);
  } else {
    narrow_.resize(size, kNoByte);
  }
}

void Column::widen(std::uint32_t value) {
  if (!narrow_.empty() && value >= kNoByte && value < kNoShort) {
    middle_.reserve(narrow_.capacity());
    for (const std::uint8_t one : narrow_) {
      middle_.push_back(one == kNoByte ? kNoShort : one);
    }
    std::vector<std::uint8_t>().swap(narrow_);
  } else if ((!narrow_.empty() && value >= kNoShort) || (!middle_.empty() && value >= kNoShort)) {
    const std::size_t size = narrow_.size() + middle_.size();
    std::vector<std::uint32_t> wide;
    wide.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
      wide.push_back((*this)[i]);
    }
    wide_ = std::move(wide);
    std::vector<std::uint8_t>().swap(narrow_);
    std::vector<std::uint16_t>().swap(middle_);
  }
}

void Column::set(std::size_t at, std::uint32_t value) {
  if (value != model::kNone) {
    widen(value);
  }
  if (!narrow_.empty()) {
    narrow_[at] = value == model::kNone ? kNoByte : static_cast<std::uint8_t>(value);
  } else if (!middle_.empty()) {
    middle_[at] = value == model::kNone ? kNoShort : static_cast<std::uint16_t>(value);
  } else {
    wide_[at] = value;
  }
}

}  // namespace saimnieks::cube
