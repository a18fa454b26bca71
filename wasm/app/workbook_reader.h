// Where workbooks are read in the browser: in a module of its own (wasm/workbook), which the worker
// fetches when the first one is given. By open_workbook(), nobody notices but for two moments: it
// must have been fetched, and it may not be there to be fetched.
#pragma once

namespace saimnieks::app {

[[nodiscard]] bool workbook_reader_ready();
// app_workbook_reader() follows, whether it could be fetched or not.
void fetch_workbook_reader();

}  // namespace saimnieks::app
