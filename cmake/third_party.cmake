# Debian packages, and one archive that ./dev fetches by exact version and hash (SQLite's amalgamation).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(GTest REQUIRED)
find_package(fmt REQUIRED)
find_package(simdjson REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
find_library(READSTAT readstat REQUIRED)  # Debian's package has no pkg-config file
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)

# SQLite: Debian 12 has 3.40.1, which cannot delete from a full-text index without leaving the words behind.
set(DEMARCHE_SQLITE_DIR ${CMAKE_SOURCE_DIR}/build/third_party/sqlite CACHE PATH "folder with sqlite3.c and sqlite3.h")
if(NOT EXISTS ${DEMARCHE_SQLITE_DIR}/sqlite3.c)
  message(FATAL_ERROR "No SQLite source in ${DEMARCHE_SQLITE_DIR}: run ./dev build (or tools/fetch_sqlite) once.")
endif()
add_library(demarche_sqlite STATIC ${DEMARCHE_SQLITE_DIR}/sqlite3.c)
target_include_directories(demarche_sqlite SYSTEM PUBLIC ${DEMARCHE_SQLITE_DIR})
target_compile_definitions(demarche_sqlite PRIVATE SQLITE_ENABLE_FTS5 SQLITE_SECURE_DELETE SQLITE_DQS=0
  SQLITE_DEFAULT_FOREIGN_KEYS=1 SQLITE_OMIT_LOAD_EXTENSION SQLITE_THREADSAFE=1 SQLITE_ENABLE_STAT4)
target_compile_options(demarche_sqlite PRIVATE -w -O2)
target_link_libraries(demarche_sqlite PRIVATE Threads::Threads m)
