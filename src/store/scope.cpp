#include "store/scope.h"

#include <algorithm>

#include "base/text.h"
#include "store/address.h"
#include "store/row_dump.h"

namespace demarche::store {
namespace {

using Rows = std::vector<std::int64_t>;

bool word_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool fits_code(std::string_view code, std::string_view wanted) {
  return code.starts_with(wanted) && (code.size() == wanted.size() || code[wanted.size()] == ':');
}

bool is_source(std::string_view name, std::string_view wanted) {
  return equals_ignoring_case(name, wanted) || normal_address(name) == normal_address(wanted);
}

class Finder {
 public:
  Finder(const Database& archive, const Scope& scope, const Secrets& secrets)
      : archive_(archive), scope_(scope), secrets_(secrets) {}

  Result<Rows> run() {
    using Part = Status (Finder::*)(Rows&);
    const std::pair<bool, Part> parts[] = {
        {!scope_.article.empty(), &Finder::by_article}, {!scope_.address.empty(), &Finder::by_address},
        {!scope_.source.empty(), &Finder::by_source},   {!scope_.party.empty(), &Finder::by_party},
        {!scope_.name.empty(), &Finder::by_name},       {scope_.since || scope_.until, &Finder::by_day}};
    for (const auto& [asked, part] : parts) {
      if (!asked) continue;
      Rows found;
      if (Status status = (this->*part)(found); !status) return status.error();
      narrow(std::move(found));
    }
    if (scope_.copies)
      if (Status status = add_copies(); !status) return status.error();
    return std::move(rows_).value_or(Rows());
  }

 private:
  void narrow(Rows found) {
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (!rows_) {
      rows_ = std::move(found);
      return;
    }
    Rows both;
    std::set_intersection(rows_->begin(), rows_->end(), found.begin(), found.end(), std::back_inserter(both));
    rows_ = std::move(both);
  }

  template <typename Each>
  Status each_row(Statement& statement, const Each& each) {
    for (;;) {
      const Result<bool> row = statement.step();
      if (!row) return row.error();
      if (!*row) return {};
      each(statement);
    }
  }

  template <typename Each>
  Status each_row(std::string_view sql, const Each& each) {
    auto statement = archive_.prepare(sql);
    if (!statement) return statement.error();
    return each_row(*statement, each);
  }

  // Held documents have no rows but their own: the others are read from the seal.
  template <typename Fits>
  Status held(Rows& out, const Fits& fits) {
    bool broken = false;
    Status status = each_row("SELECT document_id, sealed FROM hold", [&](const Statement& row) {
      const auto plain = secrets_.unseal(row.blob(1));
      const auto dump = plain ? RowDump::parse(*plain) : std::nullopt;
      if (!dump) {
        broken = true;
      } else if (fits(*dump)) {
        out.push_back(row.integer(0));
      }
    });
    if (status && broken)
      return Error{ErrorCode::corrupt, Secrets::path_beside(archive_.path()) +
                                           ": not the key that sealed the withdrawn pages; put it back"};
    return status;
  }

  Status by_article(Rows& out) {
    auto find = archive_.prepare("SELECT id FROM document WHERE article = ?1");
    if (!find) return find.error();
    return each_row(find->bind(1, scope_.article), [&](const Statement& row) { out.push_back(row.integer(0)); });
  }

  Status by_address(Rows& out) {
    const std::string wanted = normal_address(scope_.address);
    Status status = each_row("SELECT document_id, url FROM version WHERE url IS NOT NULL", [&](const Statement& row) {
      if (normal_address(row.text(1)) == wanted) out.push_back(row.integer(0));
    });
    if (!status) return status;
    status = each_row("SELECT id, article, address FROM document", [&](const Statement& row) {
      for (int column : {1, 2})
        if (row.text(column).find("://") != std::string_view::npos && normal_address(row.text(column)) == wanted)
          out.push_back(row.integer(0));
    });
    if (!status) return status;
    return held(out, [&](const RowDump& dump) {
      return dump.any("version", {"url"}, [&](std::string_view url) { return normal_address(url) == wanted; });
    });
  }

  Status by_source(Rows& out) {
    return each_row("SELECT d.id, s.name FROM source s JOIN document d ON d.source_id = s.id",
                    [&](const Statement& row) {
                      if (is_source(row.text(1), scope_.source)) out.push_back(row.integer(0));
                    });
  }

  Status by_party(Rows& out) {
    for (const char* table : {"event_party", "statement_party"}) {
      auto find = archive_.prepare(std::string("SELECT DISTINCT document_id FROM ") + table +
                                   " WHERE code = ?1 OR (code > ?1 || ':' AND code < ?1 || ';')");
      if (!find) return find.error();
      Status status =
          each_row(find->bind(1, scope_.party), [&](const Statement& row) { out.push_back(row.integer(0)); });
      if (!status) return status;
    }
    const auto fits = [&](std::string_view code) { return fits_code(code, scope_.party); };
    return held(out, [&](const RowDump& dump) {
      return dump.any("event_party", {"code"}, fits) || dump.any("statement_party", {"code"}, fits);
    });
  }

  Status by_name(Rows& out) {
    for (const char* table : {"event_party", "statement_party"}) {
      auto find = archive_.prepare(std::string("SELECT DISTINCT document_id FROM ") + table +
                                   " WHERE name = ?1 COLLATE NOCASE");
      if (!find) return find.error();
      Status status =
          each_row(find->bind(1, scope_.name), [&](const Statement& row) { out.push_back(row.integer(0)); });
      if (!status) return status;
    }
    Status status = each_row("SELECT document_id, title, text FROM version", [&](const Statement& row) {
      if (says_words(row.text(1), scope_.name) || says_words(row.text(2), scope_.name)) out.push_back(row.integer(0));
    });
    if (!status) return status;
    const auto same = [&](std::string_view name) { return equals_ignoring_case(name, scope_.name); };
    const auto says = [&](std::string_view text) { return says_words(text, scope_.name); };
    return held(out, [&](const RowDump& dump) {
      return dump.any("event_party", {"name"}, same) || dump.any("statement_party", {"name"}, same) ||
             dump.any("version", {"title", "text"}, says);
    });
  }

  Status by_day(Rows& out) {
    const std::int64_t first = scope_.since ? scope_.since->count() : INT32_MIN;
    const std::int64_t last = scope_.until ? scope_.until->count() : INT32_MAX;
    auto find = archive_.prepare("SELECT document_id FROM version WHERE published BETWEEN ?1 AND ?2");
    if (!find) return find.error();
    Status status =
        each_row(find->bind(1, first).bind(2, last), [&](const Statement& row) { out.push_back(row.integer(0)); });
    if (!status) return status;
    return held(out, [&](const RowDump& dump) {
      return dump.any_integer("version", "published", [&](std::int64_t day) { return day >= first && day <= last; });
    });
  }

  Status add_copies() {
    if (!rows_) return {};
    auto copies = archive_.prepare(
        "SELECT c.document_id FROM version v JOIN version c ON c.copy_key = v.copy_key AND c.current = 1 "
        "WHERE v.document_id = ?1 AND v.copy_key IS NOT NULL");
    if (!copies) return copies.error();
    Rows all = *rows_;
    for (std::int64_t document : *rows_) {
      Status status = each_row(copies->bind(1, document), [&](const Statement& row) { all.push_back(row.integer(0)); });
      if (!status) return status;
    }
    rows_.reset();
    narrow(std::move(all));
    return {};
  }

  const Database& archive_;
  const Scope& scope_;
  const Secrets& secrets_;
  std::optional<Rows> rows_;
};

}  // namespace

bool says_words(std::string_view text, std::string_view words) {
  words = trim(words);
  if (words.empty()) return false;
  const char first = to_ascii_lower(words.front());
  for (std::size_t at = 0; at + words.size() <= text.size(); ++at) {
    if (to_ascii_lower(text[at]) != first || (at > 0 && word_byte(text[at - 1]))) continue;
    const std::size_t end = at + words.size();
    if (end < text.size() && word_byte(text[end])) continue;
    if (equals_ignoring_case(text.substr(at, words.size()), words)) return true;
  }
  return false;
}

std::vector<std::pair<std::string, std::string>> Scope::fields() const {
  std::vector<std::pair<std::string, std::string>> out;
  const std::pair<const char*, const std::string*> texts[] = {
      {"address", &address}, {"article", &article}, {"source", &source}, {"party", &party}, {"name", &name}};
  for (const auto& [field, value] : texts)
    if (!value->empty()) out.emplace_back(field, *value);
  if (since) out.emplace_back("since", since->iso());
  if (until) out.emplace_back("until", until->iso());
  if (copies) out.emplace_back("copies", "1");
  return out;
}

Scope Scope::of(const std::vector<std::pair<std::string, std::string>>& fields) {
  Scope out;
  for (const auto& [field, value] : fields) {
    if (field == "address") out.address = value;
    if (field == "article") out.article = value;
    if (field == "source") out.source = value;
    if (field == "party") out.party = value;
    if (field == "name") out.name = value;
    if (field == "since") out.since = Day::parse(value);
    if (field == "until") out.until = Day::parse(value);
    if (field == "copies") out.copies = value == "1";
  }
  return out;
}

Result<std::vector<std::int64_t>> documents_in(const Database& archive, const Scope& scope, const Secrets& secrets) {
  return Finder(archive, scope, secrets).run();
}

}  // namespace demarche::store
