#include "table.h"

#include <cerrno>
#include <utility>

namespace demarche::python {
namespace {

constexpr std::int64_t batch_rows = 1 << 16;
constexpr std::size_t batch_text_bytes = std::size_t{64} << 20;

// A struct of our own around buffers that others look at too.
struct Shared {
  std::shared_ptr<const void> keep;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
};

void release_shared(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; ++i)
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  delete static_cast<Shared*>(array->private_data);
  array->release = nullptr;
  array->private_data = nullptr;
}

// A receiver may move children out of what it is given, so each gets structs of its own; the values stay where they
// are.
void share(const ArrowArray& source, const std::shared_ptr<const void>& keep, ArrowArray* out) {
  auto shared = std::make_unique<Shared>();
  shared->keep = keep;
  shared->buffers.assign(source.buffers, source.buffers + source.n_buffers);
  shared->children.resize(static_cast<std::size_t>(source.n_children));
  for (std::size_t i = 0; i < shared->children.size(); ++i) {
    share(*source.children[i], keep, &shared->children[i]);
    shared->pointers.push_back(&shared->children[i]);
  }
  *out = source;
  out->buffers = shared->buffers.data();
  out->children = shared->pointers.empty() ? nullptr : shared->pointers.data();
  out->release = &release_shared;
  out->private_data = shared.release();
}

}  // namespace

struct Table::Batch {
  ArrowArray array{};
  Batch() = default;
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;
  ~Batch() {
    if (array.release != nullptr) array.release(&array);
  }
};

struct Table::Stream {
  Columns columns;
  std::vector<std::shared_ptr<const Batch>> batches;
  std::size_t next = 0;
};

Result<Table> Table::of(std::string_view kind, bool page) {
  Result<Columns> columns = Columns::of(kind, page);
  if (!columns) return columns.error();
  return Table(std::string(kind), std::move(*columns));
}

void Table::append(std::string_view jsonl, std::int64_t page) {
  columns_.append(jsonl, page);
  if (columns_.rows() >= batch_rows || columns_.text_bytes() >= batch_text_bytes) finish();
}

void Table::finish() {
  if (columns_.rows() == 0) return;
  auto batch = std::make_shared<Batch>();
  rows_ += columns_.rows();
  columns_.take(&batch->array);
  batches_.push_back(std::move(batch));
}

void Table::stream(ArrowArrayStream* out) const {
  *out = ArrowArrayStream{};
  out->private_data = new Stream{columns_, batches_, 0};
  out->get_schema = [](ArrowArrayStream* stream, ArrowSchema* schema) {
    static_cast<Stream*>(stream->private_data)->columns.schema(schema);
    return 0;
  };
  out->get_next = [](ArrowArrayStream* stream, ArrowArray* array) {
    Stream& self = *static_cast<Stream*>(stream->private_data);
    *array = ArrowArray{};
    if (self.next == self.batches.size()) return 0;
    const auto& batch = self.batches[self.next++];
    share(batch->array, batch, array);
    return 0;
  };
  out->get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  out->release = [](ArrowArrayStream* stream) {
    delete static_cast<Stream*>(stream->private_data);
    stream->release = nullptr;
    stream->private_data = nullptr;
  };
}

}  // namespace demarche::python
