// The one IMGUI_USER_CONFIG, seen by every translation unit that sees Dear ImGui.
#pragma once

#define IMGUI_IMPL_OPENGL_ES3
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_WIN32_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
// Widgets past 65,535 vertices in one list (long grids at high density) need no vertex offsets.
#define ImDrawIdx unsigned int
