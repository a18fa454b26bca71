#include "core/workbook/parts.h"

#include <map>

#include "core/workbook/xml.h"

namespace saimnieks::workbook {
namespace {

using base::ErrorCode;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

int number(std::string_view digits) {
  int out = 0;
  for (const char c : digits.substr(0, 8)) {
    out = c >= '0' && c <= '9' ? out * 10 + (c - '0') : 0;
  }
  return out;
}

// Which parts another part names.
struct Relation {
  std::string type;
  std::string target;
};

class Relations final : public XmlVisitor {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "Relationship" && attributes["TargetMode"] != "External") {
      by_id[std::string(attributes["Id"])] = {std::string(attributes["Type"]),
                                              std::string(attributes["Target"])};
    }
  }
  void end(std::string_view /*name*/) override {}
  void text(std::string_view /*piece*/) override {}

  // The target of the first relation of a type; empty when there is none.
  [[nodiscard]] std::string target_of(std::string_view type) const {
    for (const auto& [id, relation] : by_id) {
      if (ends_with(relation.type, type)) {
        return relation.target;
      }
    }
    return {};
  }

  std::map<std::string, Relation, std::less<>> by_id;
};

// A target from the folder of the part that names it. Steps out of the archive lead to its root,
// where only names of the archive are looked up.
std::string resolved(const std::string& folder, std::string_view target) {
  std::vector<std::string> steps;
  const auto walk = [&steps](std::string_view path) {
    while (!path.empty()) {
      const std::size_t slash = std::min(path.find('/'), path.size());
      const std::string_view step = path.substr(0, slash);
      path.remove_prefix(std::min(slash + 1, path.size()));
      if (step == "..") {
        if (!steps.empty()) {
          steps.pop_back();
        }
      } else if (!step.empty() && step != ".") {
        steps.emplace_back(step);
      }
    }
  };
  if (target.substr(0, 1) != "/") {
    walk(folder);
  }
  walk(target);
  std::string out;
  for (const std::string& step : steps) {
    out += (out.empty() ? "" : "/") + step;
  }
  return out;
}

std::string folder_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string::npos ? std::string() : part.substr(0, slash);
}

class BookVisitor final : public XmlVisitor {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "sheet") {
      const std::string_view state = attributes["state"];
      sheets.push_back(
          {std::string(attributes["name"]), state == "hidden" || state == "veryHidden"});
      relations.emplace_back(attributes.prefixed("id"));
    } else if (name == "workbookPr") {
      from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    }
  }
  void end(std::string_view /*name*/) override {}
  void text(std::string_view /*piece*/) override {}

  std::vector<Sheet> sheets;
  std::vector<std::string> relations;  // as many: by which their parts are found
  bool from_1904 = false;
};

class StyleVisitor final : public XmlVisitor {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmt") {
      own_[number(attributes["numFmtId"])] = look_of(attributes["formatCode"]);
    } else if (name == "cellXfs") {
      inside_ = true;
    } else if (name == "xf" && inside_) {
      const int format = number(attributes["numFmtId"]);
      const auto own = own_.find(format);
      styles.push_back(own == own_.end() ? built_in_look(format) : own->second);
    }
  }
  void end(std::string_view name) override { inside_ = inside_ && name != "cellXfs"; }
  void text(std::string_view /*piece*/) override {}

  std::vector<NumberLook> styles;

 private:
  std::map<int, NumberLook> own_;
  bool inside_ = false;
};

base::Result<void> visit(ZipArchive& zip, const std::string& part, XmlVisitor& visitor) {
  TRY(const std::string document, zip.read_part(part, kMostSmallPart));
  return read_xml(document, visitor);
}

}  // namespace

base::Result<Parts> read_parts(ZipArchive& zip) {
  const std::string kRoot = "_rels/.rels";
  if (!zip.has(kRoot)) {
    return base::fail(ErrorCode::file_other_format);
  }
  Relations root;
  TRY_DO(visit(zip, kRoot, root));
  const std::string book_part = resolved("", root.target_of("/officeDocument"));
  const std::string folder = folder_of(book_part);
  const std::string file = book_part.substr(folder.empty() ? 0 : folder.size() + 1);
  // A document of Word is such an archive too, and so is a workbook of binary parts.
  if (!ends_with(file, ".xml") || !zip.has(book_part)) {
    return base::fail(ErrorCode::file_other_format);
  }
  Relations relations;
  const std::string relations_part = resolved(folder, "_rels/" + file + ".rels");
  BookVisitor book;
  TRY_DO(visit(zip, book_part, book));
  if (book.sheets.empty()) {
    return base::fail(ErrorCode::file_other_format);
  }
  TRY_DO(visit(zip, relations_part, relations));
  Parts out;
  out.from_1904 = book.from_1904;
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const auto found = relations.by_id.find(book.relations[i]);
    if (found == relations.by_id.end() || !ends_with(found->second.type, "/worksheet")) {
      continue;  // a chart or a macro's dialog
    }
    out.sheets.push_back(std::move(book.sheets[i]));
    out.sheet_parts.push_back(resolved(folder, found->second.target));
  }
  const std::string texts = relations.target_of("/sharedStrings");
  if (!texts.empty() && zip.has(resolved(folder, texts))) {
    out.shared_texts = resolved(folder, texts);
  }
  const std::string styles = relations.target_of("/styles");
  if (!styles.empty() && zip.has(resolved(folder, styles))) {
    StyleVisitor visitor;
    TRY_DO(visit(zip, resolved(folder, styles), visitor));
    out.styles = std::move(visitor.styles);
  }
  return out;
}

}  // namespace saimnieks::workbook
