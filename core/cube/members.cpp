#include "core/cube/members.h"

#include <algorithm>
#include <tuple>

#include "core/catalogue/catalogue.h"

namespace saimnieks::cube {

bool Members::before(const Member& a, const Member& b) const {
  if ((a.id == model::kNone) != (b.id == model::kNone)) {
    return b.id == model::kNone;
  }
  const std::string left = cube_.code_of(a);
  const std::string right = cube_.code_of(b);
  return std::tie(left, a.id, a.axis) < std::tie(right, b.id, b.axis);
}

const std::vector<std::uint32_t>& Members::places(Axis axis) {
  std::vector<std::uint32_t>& places = places_[static_cast<std::size_t>(axis)];
  const std::uint32_t size = cube_.members(axis);
  if (places.size() == size) {
    return places;
  }
  std::vector<std::string> codes;
  std::vector<std::uint32_t> order(size);
  for (std::uint32_t id = 0; id < size; ++id) {
    codes.push_back(cube_.code_of({axis, id}));
    order[id] = id;
  }
  sort_numbers(order, [&codes](std::uint32_t a, std::uint32_t b) {
    return std::tie(codes[a], a) < std::tie(codes[b], b);
  });
  places.resize(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    places[order[i]] = i;
  }
  return places;
}

std::string_view Members::digits(std::uint32_t code) const {
  return catalogue::significant_digits(cube_.ledger_.codes()[model::CodeId{code}].code);
}

void Members::read_codes() {
  const auto& codes = cube_.ledger_.codes().rows();
  for (std::uint32_t i = 0; i < codes.size(); ++i) {
    if (codes[i].present && codes[i].scheme == model::kEkkScheme) {
      codes_.push_back(i);
    }
  }
  sort_numbers(codes_, [this](std::uint32_t a, std::uint32_t b) {
    const std::string_view left = digits(a);
    const std::string_view right = digits(b);
    return left != right ? left < right : a < b;
  });
  has_codes_ = true;
}

std::vector<Member> Members::lineage(const Member& member) {
  std::vector<Member> chain;
  if (member.id == model::kNone) {
    return {member};
  }
  if (member.axis == Axis::unit) {
    const auto& units = cube_.ledger_.units();
    for (model::UnitId id{member.id}; id != model::kNoUnit; id = units[id].parent) {
      chain.push_back({Axis::unit, model::index(id)});
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
  }
  if (member.axis == Axis::code) {
    // The codes of the same scheme that stand above this one, by ever longer beginnings.
    const model::Code& own = cube_.ledger_.codes()[model::CodeId{member.id}];
    if (own.scheme == model::kEkkScheme) {
      if (!has_codes_) {
        read_codes();
      }
      const std::string_view whole = digits(member.id);
      for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string_view begin = whole.substr(0, size);
        auto at = std::lower_bound(
            codes_.begin(), codes_.end(), begin,
            [this](std::uint32_t code, std::string_view text) { return digits(code) < text; });
        for (; at != codes_.end() && digits(*at) == begin; ++at) {
          chain.push_back({Axis::code, *at});
        }
      }
    }
  }
  chain.push_back(member);
  return chain;
}

void Members::forget() {
  for (std::vector<std::uint32_t>& places : places_) {
    places.clear();
  }
  has_codes_ = false;
  codes_.clear();
}

void sort_numbers(std::vector<std::uint32_t>& numbers,
                  base::FunctionRef<bool(std::uint32_t a, std::uint32_t b)> before) {
  std::sort(numbers.begin(), numbers.end(), before);
}

}  // namespace saimnieks::cube
