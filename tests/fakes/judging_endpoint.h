// JudgingEndpoint: the endpoint's rules in the smallest form, in memory and without a network, so
// that tests of the ledger meet verdicts and a feed. The real endpoint is sync/endpoint.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/ledger/sync_face.h"

namespace saimnieks::fakes {

class JudgingEndpoint {
 public:
  // Verdicts on the items, which must follow what this device has sent before. Known items get the
  // verdict they got then.
  std::vector<ledger::OpVerdictFor> push(const ledger::Outbox& outbox) {
    std::vector<ledger::OpVerdictFor> answers;
    for (std::size_t at = 0; at < outbox.items.size();) {
      const ledger::Outbox::Item& item = outbox.items[at];
      if (const auto known = verdicts_.find(item.id); known != verdicts_.end()) {
        answers.push_back({item.id, known->second});
        ++at;
        continue;
      }
      const std::size_t count =
          item.tx.divisible() ? 1 : static_cast<std::size_t>(item.tx.op_count);
      if (at + count > outbox.items.size()) {
        break;  // the rest of the transaction comes with the next batch
      }
      judge_tx(std::span(outbox.items).subspan(at, count), answers);
      at += count;
    }
    return answers;
  }

  // Entries after `seq`, at most `most`; own ones of `device` without their text.
  [[nodiscard]] std::vector<ledger::FeedEntry> feed(std::int64_t seq, std::size_t most,
                                                    const base::Uuid& device) const {
    std::vector<ledger::FeedEntry> out;
    for (std::size_t i = static_cast<std::size_t>(seq); i < log_.size() && out.size() < most; ++i) {
      out.push_back(log_[i]);
      if (log_[i].id.device == device) {
        out.back().text.clear();
      }
    }
    return out;
  }
  [[nodiscard]] std::int64_t head() const { return static_cast<std::int64_t>(log_.size()); }
  // The rows that take effect, as text, in order of table and id.
  [[nodiscard]] std::map<std::pair<std::string, std::string>, std::string> rows() const {
    std::map<std::pair<std::string, std::string>, std::string> out;
    for (const auto& [key, state] : rows_) {
      out[{key.first, key.second.text()}] = state.text();
    }
    return out;
  }
  // Ops that set this field are rejected: a rule of the endpoint's own.
  void reject_field(std::string field) { rejected_field_ = std::move(field); }

 private:
  using Key = std::pair<std::string, base::Uuid>;

  void judge_tx(std::span<const ledger::Outbox::Item> items,
                std::vector<ledger::OpVerdictFor>& answers) {
    const auto before = rows_;
    std::vector<oplog::OpVerdict> verdicts;
    std::optional<oplog::Verdict> refusal;
    for (const ledger::Outbox::Item& item : items) {
      const auto op = oplog::parse_op(item.text);
      if (!op || !oplog::check_op(*op)) {
        std::abort();  // a ledger never sends such an op
      }
      verdicts.push_back(judge_op(*op));
      const oplog::OpVerdict& verdict = verdicts.back();
      if (!item.tx.divisible() && oplog::refused(verdict.verdict.kind)) {
        refusal = refusal ? refusal : verdict.verdict;
      }
    }
    if (refusal) {
      rows_ = before;  // applied whole or not at all
      for (oplog::OpVerdict& verdict : verdicts) {
        verdict = {*refusal, {}};
      }
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      log_.push_back({head() + 1, items[i].id, verdicts[i], items[i].text, items[i].hash});
      verdicts_[items[i].id] = verdicts[i];
      answers.push_back({items[i].id, verdicts[i]});
    }
  }

  oplog::OpVerdict judge_op(const oplog::Op& op) {
    std::vector<oplog::Verdict> rows;
    for (std::uint32_t i = 0; i < op.rows.size(); ++i) {
      const auto found = rows_.find({op.table, op.rows[i]});
      oplog::Judgement judgement =
          oplog::judge(op, i, found == rows_.end() ? nullptr : &found->second);
      if (!rejected_field_.empty() && op.column(rejected_field_) != nullptr) {
        judgement.verdict = {oplog::VerdictKind::rejected, base::ErrorCode::not_allowed,
                             rejected_field_};
      }
      if (oplog::takes_effect(judgement.verdict.kind)) {
        oplog::apply(op, i, judgement, rows_[{op.table, op.rows[i]}]);
      }
      rows.push_back(judgement.verdict);
    }
    // What most rows got is the document's verdict; a transaction's refusal is any row's.
    oplog::OpVerdict verdict{rows.front(), {}};
    for (const oplog::Verdict& one : rows) {
      if (!op.tx.divisible() && oplog::refused(one.kind)) {
        return {one, {}};
      }
      if (oplog::takes_effect(one.kind)) {
        verdict.verdict = one;
      }
    }
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      if (rows[i] != verdict.verdict) {
        verdict.exceptions.push_back({i, rows[i]});
      }
    }
    return verdict;
  }

  std::map<Key, oplog::RowState> rows_;
  std::vector<ledger::FeedEntry> log_;
  std::map<oplog::OpId, oplog::OpVerdict> verdicts_;
  std::string rejected_field_;
};

}  // namespace saimnieks::fakes
