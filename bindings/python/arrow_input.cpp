#include "arrow_input.h"

#include <fmt/format.h>

#include <utility>

namespace demarche::python {
namespace {

constexpr std::pair<std::string_view, std::string_view Page::*> page_fields[] = {
    {"text", &Page::content},      {"id", &Page::id},
    {"origin", &Page::origin},     {"url", &Page::url},
    {"title", &Page::title},       {"published", &Page::published},
    {"category", &Page::category}, {"publisher", &Page::publisher},
    {"language", &Page::language},
};

std::int64_t column_at(const ArrowSchema& schema, std::string_view name) {
  for (std::int64_t i = 0; i < schema.n_children; ++i)
    if (schema.children[i]->name != nullptr && name == schema.children[i]->name) return i;
  return -1;
}

std::string column_names(const ArrowSchema& schema) {
  std::string out;
  for (std::int64_t i = 0; i < schema.n_children && i < 20; ++i)
    out += fmt::format("{}{}", i == 0 ? "" : ", ", schema.children[i]->name == nullptr ? "" : schema.children[i]->name);
  return out.empty() ? "none" : out;
}

}  // namespace

Result<PageReader> PageReader::of(const ArrowSchema& schema, const PageColumns& columns) {
  if (std::string_view(schema.format) != "+s")
    return Error{ErrorCode::usage, "not a table: pages come as rows with named columns"};
  PageReader reader;
  const auto find = [&](std::string_view field) -> Result<std::int64_t> {
    const auto name = columns.names.find(std::string(field));
    if (name == columns.names.end()) return std::int64_t{-1};
    const std::int64_t at = column_at(schema, name->second);
    if (at >= 0 || columns.required.count(name->first) == 0) return at;
    return Error{ErrorCode::usage, fmt::format("no column \"{}\" for {} in the table, which has {}", name->second,
                                               field, column_names(schema))};
  };
  for (const auto& [field, member] : page_fields) {
    const Result<std::int64_t> at = find(field);
    if (!at) return at.error();
    if (*at < 0) continue;
    const ArrowSchema& column = *schema.children[*at];
    auto text = TextColumn::make(column);
    if (text == nullptr)
      return Error{ErrorCode::usage,
                   fmt::format("column \"{}\" for {} has the type {}: text, bytes, days and times are "
                               "read",
                               column.name, field, column.format)};
    reader.fields_.push_back({member, *at, std::move(text)});
  }
  const Result<std::int64_t> at = find("sources");
  if (!at) return at.error();
  if (*at >= 0) {
    Result<Sources> sources = sources_of(*schema.children[*at], *at);
    if (!sources) return sources.error();
    reader.sources_ = std::move(*sources);
  }
  return reader;
}

Result<PageReader::Sources> PageReader::sources_of(const ArrowSchema& schema, std::int64_t column) {
  Sources out;
  const std::string_view format = schema.format;
  if (format == "n") return out;
  const bool list = (format == "+l" || format == "+L") && schema.n_children == 1;
  if (list) {
    const ArrowSchema& item = *schema.children[0];
    out.column = column;
    if (std::string_view(item.format) != "+s") {
      out.text = TextColumn::make(item);
    } else if (out.url = column_at(item, "url"); out.url >= 0) {
      out.text = TextColumn::make(*item.children[out.url]);
      out.number = column_at(item, "n");
      const std::string_view number = out.number < 0 ? "" : item.children[out.number]->format;
      out.wide_number = number == "l";
      if (number != "l" && number != "i") out.number = -1;
    }
  }
  if (out.text == nullptr || format == "+L")
    return Error{ErrorCode::usage,
                 fmt::format("column \"{}\" for sources is not a list of addresses or of structs with "
                             "n and url",
                             schema.name)};
  return out;
}

void PageReader::add_sources(const ArrowArray& list, std::int64_t row, Page& page) {
  const std::int64_t index = row + list.offset;
  const auto* offsets = static_cast<const std::int32_t*>(list.buffers[1]);
  const auto* valid = static_cast<const std::uint8_t*>(list.buffers[0]);
  if (valid != nullptr && ((valid[index / 8] >> (index % 8)) & 1) == 0) return;
  const ArrowArray& items = *list.children[0];
  std::vector<PageSource>& found = page_sources_.emplace_back();
  for (std::int64_t i = offsets[index]; i < offsets[index + 1]; ++i) {
    PageSource source;
    if (sources_.url < 0) {
      source.url = sources_.text->at(items, i, made_);
    } else {
      const std::int64_t inner = i + items.offset;
      source.url = sources_.text->at(*items.children[sources_.url], inner, made_);
      if (sources_.number >= 0) {
        const ArrowArray& numbers = *items.children[sources_.number];
        const std::int64_t at = inner + numbers.offset;
        const auto* known = static_cast<const std::uint8_t*>(numbers.n_buffers > 0 ? numbers.buffers[0] : nullptr);
        if (known == nullptr || ((known[at / 8] >> (at % 8)) & 1) != 0)
          source.number = sources_.wide_number
                              ? static_cast<std::int32_t>(static_cast<const std::int64_t*>(numbers.buffers[1])[at])
                              : static_cast<const std::int32_t*>(numbers.buffers[1])[at];
      }
    }
    found.push_back(source);
  }
  page.sources = found;
}

const std::vector<Page>& PageReader::pages(const ArrowArray& batch, bool published_form) {
  made_.clear();
  page_sources_.clear();
  pages_.assign(static_cast<std::size_t>(batch.length), Page{});
  for (std::int64_t row = 0; row < batch.length; ++row) {
    Page& page = pages_[static_cast<std::size_t>(row)];
    page.published_form = published_form;
    for (const Field& field : fields_)
      page.*field.member = field.text->at(*batch.children[field.column], row + batch.offset, made_);
    if (sources_.column >= 0) add_sources(*batch.children[sources_.column], row + batch.offset, page);
  }
  return pages_;
}

}  // namespace demarche::python
