// compile_codebook FOLDER PACK: checks the tables of codebooks/ and writes the one file that the program maps at start.
#include <cstdio>

#include "codebook/codebook.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: compile_codebook FOLDER PACK\n");
    return 2;
  }
  const demarche::Result<std::string> pack = demarche::compile_codebook(argv[1]);
  if (!pack) {
    std::fprintf(stderr, "%s\n", pack.error().message.c_str());
    return 1;
  }
  const demarche::Status written = demarche::write_file(argv[2], *pack);
  if (!written) std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return written ? 0 : 3;
}
