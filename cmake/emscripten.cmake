# Finds the Emscripten that emcc on PATH belongs to, and hands over to its own toolchain file.
find_program(emcc emcc REQUIRED)
file(REAL_PATH ${emcc} emcc)
get_filename_component(root ${emcc} DIRECTORY)
include(${root}/cmake/Modules/Platform/Emscripten.cmake)
