#include <cstdio>

int main() {
  std::fputs("demarche: commands are being built\n", stderr);
  return 2;
}
