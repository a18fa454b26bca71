// A hash over answers, by which one build's bytes are held against another's.
#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/base/sha256.h"
#include "core/scenario/verbs.h"

namespace saimnieks::scenario {

class AnswerBytes {
 public:
  void add(std::string_view verb, const std::string& scenario) {
    const auto answer = run(verb, scenario);
    ASSERT_TRUE(answer) << base::describe(answer.error()) << " " << scenario.substr(0, 500);
    hash_.update(answer->dump()).update("\n");
  }
  std::string hex() { return base::to_hex(hash_.finish()); }

 private:
  base::Sha256 hash_;
};

}  // namespace saimnieks::scenario
