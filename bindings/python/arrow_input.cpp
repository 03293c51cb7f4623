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

bool is_integer_list(const ArrowSchema& schema) {
  return std::string_view(schema.format) == "+l" && std::string_view(schema.children[0]->format) == "i";
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
    const std::int64_t numbers = column_at(schema, "source_numbers");
    if (numbers >= 0 && is_integer_list(*schema.children[numbers])) reader.sources_.numbers = numbers;
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

std::int32_t PageReader::source_number(const ArrowArray& batch, std::int64_t row, const ArrowArray& items,
                                       std::int64_t inner, std::int64_t position) const {
  const ArrowArray* numbers = nullptr;
  std::int64_t at = 0;
  if (sources_.number >= 0) {
    numbers = items.children[sources_.number];
    at = inner + numbers->offset;
  } else if (sources_.numbers >= 0) {
    const ArrowArray& list = *batch.children[sources_.numbers];
    const std::int64_t index = row + list.offset;
    const auto* offsets = static_cast<const std::int32_t*>(list.buffers[1]);
    if (is_null(list, index) || offsets[index] + position >= offsets[index + 1]) return 0;
    numbers = list.children[0];
    at = offsets[index] + position + numbers->offset;
  }
  if (numbers == nullptr || is_null(*numbers, at)) return 0;
  return sources_.wide_number ? static_cast<std::int32_t>(static_cast<const std::int64_t*>(numbers->buffers[1])[at])
                              : static_cast<const std::int32_t*>(numbers->buffers[1])[at];
}

void PageReader::add_sources(const ArrowArray& batch, std::int64_t row, Page& page) {
  const ArrowArray& list = *batch.children[sources_.column];
  const std::int64_t index = row + list.offset;
  if (is_null(list, index)) return;
  const auto* offsets = static_cast<const std::int32_t*>(list.buffers[1]);
  const ArrowArray& items = *list.children[0];
  std::vector<PageSource>& found = page_sources_.emplace_back();
  for (std::int64_t i = offsets[index]; i < offsets[index + 1]; ++i) {
    const std::int64_t inner = i + items.offset;
    PageSource source;
    source.url = sources_.url < 0 ? sources_.text->at(items, i, made_)
                                  : sources_.text->at(*items.children[sources_.url], inner, made_);
    source.number = source_number(batch, row, items, inner, i - offsets[index]);
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
    if (sources_.column >= 0) add_sources(batch, row + batch.offset, page);
  }
  return pages_;
}

}  // namespace demarche::python
