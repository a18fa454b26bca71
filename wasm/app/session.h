// Session: the whole application but for the platform: ledger, cube, jobs, what the person sees and
// does. The browser and the tests drive it alike; it knows neither.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/byte_source.h"
#include "core/base/seams.h"
#include "sync/client/transport.h"
#include "wasm/ui/ui.h"

namespace saimnieks::app {

// What the platform tells, beside input.
struct FileGiven {  // picked, dropped or pasted
  std::unique_ptr<base::ByteSource> source;
  bool announced = false;  // by FileComing: the person may have given it up since
};
struct NothingPicked {};  // the open dialog brought nothing: a file that comes is no answer to it
struct FileComing {       // to be imported, but what reads it must be fetched first
  std::string name;
  std::int64_t bytes = 0;
};
struct OnlineChanged {
  bool online = true;
};
struct StorageKnown {  // bytes; quota 0: not known
  bool persisted = false;
  std::int64_t used = 0;
  std::int64_t quota = 0;
};
struct Leaving {};     // the page is out of sight or reloads: it may be gone without a word more
struct AddressAsked {  // by the browser's back and forward, by a link: as ui::SetAddress says it
  std::string fragment;
};
struct PictureShrunk {  // as ui::ShrinkPicture asked; width 0: the platform can't read it
  std::string id;
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> shades;  // by row; 0 black … 255 white
};
struct UpdateReady {};    // a newer build waits; it is offered, never forced
struct EndpointMoved {};  // the endpoint's hint that others have changed something
using HostEvent = std::variant<FileGiven, NothingPicked, FileComing, OnlineChanged, StorageKnown,
                               Leaving, AddressAsked, PictureShrunk, UpdateReady, EndpointMoved>;

// What the application asks of the platform, beside what the UI asks.
enum class AppRequest : std::uint8_t {
  persist_storage,  // ask the browser not to evict the data
  apply_update,     // reload into the newer build
};

struct SessionDeps {  // borrowed: must outlive the session
  base::Clock& clock;
  base::Random& random;
  base::Storage storage;
  sync::client::Transport& transport;
  ui::FontFiles fonts;
  std::string build;                   // the build's id, for "about"
  std::vector<std::string> languages;  // the person's, best first ("lv-LV", "en")
  // Minutes that the person's clock is ahead of UTC at a moment.
  std::function<int(std::int64_t)> utc_offset_minutes = [](std::int64_t) { return 0; };
};

class Session {
 public:
  explicit Session(SessionDeps deps);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // False: nothing on the screen would change by it.
  bool input(ui::InputEvent event);
  void host(HostEvent event);
  // Whether a file that is given now is for the import: not a mapping, nor what is attached.
  [[nodiscard]] bool imports_next_file() const;

  [[nodiscard]] bool needs_frame() const;
  // Handles waiting input and draws. `input.theme` is the system's; the person's choice wins.
  void frame(ui::FrameInput input);
  [[nodiscard]] ui::Ui& ui();
  [[nodiscard]] std::vector<AppRequest> take_requests();

  // Works on jobs and sync for about `budget_ms`. Answers in how many milliseconds it wants to be
  // called again: 0 at once, −1 not before something happens.
  std::int64_t work(std::int64_t budget_ms);

 private:
  friend struct Reducer;  // carries out actions; an inside of Impl
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace saimnieks::app
