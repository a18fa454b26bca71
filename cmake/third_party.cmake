# Third-party code: fetched by emsdk-setup.sh, compiled once, without our warnings and without
# sanitizers, and seen by our code as system headers only.
include(${CMAKE_SOURCE_DIR}/build/third-party.cmake OPTIONAL RESULT_VARIABLE have_third_party)
if(NOT have_third_party)
  message(FATAL_ERROR "The third-party sources are not here yet: run ./emsdk-setup.sh first.")
endif()

# Header-only libraries are linked into a folder of the build, since /usr/include itself must not
# be on em++'s path.
set(headers ${CMAKE_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${headers})
foreach(library nlohmann tl)
  file(CREATE_LINK /usr/include/${library} ${headers}/${library} SYMBOLIC)
endforeach()

add_library(saimnieks_headers INTERFACE)
target_include_directories(saimnieks_headers SYSTEM INTERFACE ${headers})
add_library(saimnieks::json ALIAS saimnieks_headers)
add_library(saimnieks::expected ALIAS saimnieks_headers)

# SQLite. Natively it keeps its own unix VFS; in the browser the only VFS is ours (wasm/app), and
# under node tests run on the in-memory one.
add_library(saimnieks_sqlite STATIC ${SAIMNIEKS_SQLITE_DIR}/sqlite3.c)
target_include_directories(saimnieks_sqlite SYSTEM PUBLIC ${SAIMNIEKS_SQLITE_DIR})
target_compile_definitions(saimnieks_sqlite PUBLIC
  SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_SHARED_CACHE
  SQLITE_OMIT_DEPRECATED SQLITE_LIKE_DOESNT_MATCH_BLOBS SQLITE_MAX_EXPR_DEPTH=0
  SQLITE_TEMP_STORE=3 SQLITE_DEFAULT_WAL_SYNCHRONOUS=2
  # The last columns of a line are those that few lines fill.
  SQLITE_ENABLE_NULL_TRIM)
if(EMSCRIPTEN)
  target_compile_definitions(saimnieks_sqlite PUBLIC SQLITE_THREADSAFE=0 SQLITE_OS_OTHER=1
    # What no statement of ours uses, and a first visit would load.
    SQLITE_OMIT_AUTHORIZATION SQLITE_OMIT_AUTOVACUUM SQLITE_OMIT_COMPILEOPTION_DIAGS
    SQLITE_OMIT_COMPLETE SQLITE_OMIT_DATETIME_FUNCS SQLITE_OMIT_DECLTYPE SQLITE_OMIT_DESERIALIZE
    SQLITE_OMIT_GET_TABLE SQLITE_OMIT_INCRBLOB SQLITE_OMIT_INTROSPECTION_PRAGMAS SQLITE_OMIT_JSON
    SQLITE_OMIT_PROGRESS_CALLBACK SQLITE_OMIT_TCL_VARIABLE SQLITE_OMIT_UTF16 SQLITE_UNTESTABLE)
else()
  target_compile_definitions(saimnieks_sqlite PUBLIC SQLITE_THREADSAFE=1)
  find_package(Threads REQUIRED)
  target_link_libraries(saimnieks_sqlite PUBLIC Threads::Threads m)
endif()
# In the browser it is most of what a first visit loads: made for size, 66 KB less of it.
target_compile_options(saimnieks_sqlite PRIVATE -w ${SAIMNIEKS_SMALL})
if(CMAKE_BUILD_TYPE STREQUAL Debug)
  target_compile_options(saimnieks_sqlite PRIVATE -O2)
endif()
add_library(saimnieks::sqlite ALIAS saimnieks_sqlite)

# SHA-256 of libsodium, from source, so that native and wasm run the same code.
set(sodium ${SAIMNIEKS_SODIUM_DIR}/src/libsodium)
add_library(saimnieks_sha256 STATIC ${sodium}/crypto_hash/sha256/cp/hash_sha256_cp.c
  ${CMAKE_CURRENT_LIST_DIR}/sodium_memzero.c)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/sodium/sodium)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/sodium/sodium/version.h CONTENT
  "#ifndef sodium_version_H\n#define sodium_version_H\n#include \"export.h\"\n#define SODIUM_VERSION_STRING \"1.0.18\"\n#define SODIUM_LIBRARY_VERSION_MAJOR 10\n#define SODIUM_LIBRARY_VERSION_MINOR 3\n#endif\n")
target_include_directories(saimnieks_sha256 SYSTEM PUBLIC ${sodium}/include
  ${CMAKE_BINARY_DIR}/sodium ${CMAKE_BINARY_DIR}/sodium/sodium ${sodium}/include/sodium)
target_compile_definitions(saimnieks_sha256 PUBLIC SODIUM_STATIC=1)
target_compile_options(saimnieks_sha256 PRIVATE -w -O3)
add_library(saimnieks::sha256 ALIAS saimnieks_sha256)

# Zip archives: zlib and the minizip that comes with it; XML: expat, without what document types and
# other encodings of theirs would need. From source, so that native and wasm run the same code.
set(zlib ${SAIMNIEKS_ZLIB_DIR})
add_library(saimnieks_zip STATIC ${zlib}/adler32.c ${zlib}/crc32.c ${zlib}/deflate.c ${zlib}/inffast.c
  ${zlib}/inflate.c ${zlib}/inftrees.c ${zlib}/trees.c ${zlib}/zutil.c
  ${zlib}/contrib/minizip/ioapi.c ${zlib}/contrib/minizip/unzip.c ${zlib}/contrib/minizip/zip.c)
target_include_directories(saimnieks_zip SYSTEM PUBLIC ${zlib} ${zlib}/contrib/minizip)
# Its own names, since the endpoint links the system's zlib too.
target_compile_definitions(saimnieks_zip PUBLIC Z_PREFIX NOUNCRYPT NOCRYPT
  PRIVATE DYNAMIC_CRC_TABLE)
target_compile_options(saimnieks_zip PRIVATE -w)
add_library(saimnieks::zip ALIAS saimnieks_zip)

set(expat ${SAIMNIEKS_EXPAT_DIR}/expat/lib)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/expat/expat_config.h CONTENT
  "#define BYTEORDER 1234\n#define HAVE_MEMMOVE 1\n#define XML_CONTEXT_BYTES 0\n#define XML_MIN_SIZE 1\n#define XML_POOR_ENTROPY 1\n")
add_library(saimnieks_expat STATIC ${expat}/xmlparse.c ${expat}/xmlrole.c ${expat}/xmltok.c)
target_include_directories(saimnieks_expat SYSTEM PUBLIC ${expat})
target_include_directories(saimnieks_expat PRIVATE ${CMAKE_BINARY_DIR}/expat)
target_compile_definitions(saimnieks_expat PUBLIC XML_STATIC)
target_compile_options(saimnieks_expat PRIVATE -w)
add_library(saimnieks::expat ALIAS saimnieks_expat)

# Dear ImGui: only when the folder that configures it is there.
if(EXISTS ${CMAKE_SOURCE_DIR}/wasm/ui/imgui_config.h)
  add_library(saimnieks_imgui STATIC ${SAIMNIEKS_IMGUI_DIR}/imgui.cpp
    ${SAIMNIEKS_IMGUI_DIR}/imgui_draw.cpp ${SAIMNIEKS_IMGUI_DIR}/imgui_tables.cpp
    ${SAIMNIEKS_IMGUI_DIR}/imgui_widgets.cpp)
  target_include_directories(saimnieks_imgui SYSTEM PUBLIC ${SAIMNIEKS_IMGUI_DIR})
  target_include_directories(saimnieks_imgui PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_definitions(saimnieks_imgui PUBLIC IMGUI_USER_CONFIG="wasm/ui/imgui_config.h")
  # It draws little of a frame and is much of what a first visit loads.
  target_compile_options(saimnieks_imgui PRIVATE -w ${SAIMNIEKS_SMALL})
  add_library(saimnieks::imgui ALIAS saimnieks_imgui)
endif()

if(NOT EMSCRIPTEN)
  add_library(saimnieks_boost INTERFACE)
  target_compile_definitions(saimnieks_boost INTERFACE BOOST_ASIO_NO_DEPRECATED)
  add_library(saimnieks::boost ALIAS saimnieks_boost)
  find_package(ZLIB REQUIRED)
endif()

if(SAIMNIEKS_TESTS)
  set(gtest /usr/src/googletest)
  add_library(saimnieks_gtest STATIC ${gtest}/googletest/src/gtest-all.cc
    ${gtest}/googletest/src/gtest_main.cc)
  target_include_directories(saimnieks_gtest SYSTEM PUBLIC ${gtest}/googletest/include)
  target_include_directories(saimnieks_gtest PRIVATE ${gtest}/googletest)
  target_compile_options(saimnieks_gtest PRIVATE -w)
  if(EMSCRIPTEN)
    target_compile_definitions(saimnieks_gtest PUBLIC GTEST_HAS_PTHREAD=0)
  else()
    target_link_libraries(saimnieks_gtest PUBLIC Threads::Threads)
    add_library(saimnieks_rapidcheck INTERFACE)
    target_link_libraries(saimnieks_rapidcheck INTERFACE rapidcheck)
    add_library(saimnieks::rapidcheck ALIAS saimnieks_rapidcheck)
  endif()
  add_library(saimnieks::gtest ALIAS saimnieks_gtest)
endif()
