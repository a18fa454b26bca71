#include "wasm/app/fetch_transport.h"

#include <utility>

#include <emscripten.h>

// Answers come back by app_answer() and hints by app_endpoint_moved(), both in main.cpp.
// JavaScript, which clang-format would take apart.
// clang-format off
EM_JS(void, fetch_start, (int ticket, const char* method, const char* url, const char* secret,
                          const char* body, int size, double deadline_ms), {
  const headers = {};
  const word = UTF8ToString(secret);
  const wanted = {method: UTF8ToString(method), url: UTF8ToString(url)};
  let content = size ? HEAPU8.slice(body, body + size) : undefined;
  if (word) headers['Authorization'] = 'Bearer ' + word;
  const exchange = async () => {
    // A PUT's bytes are a file's, which seldom gets smaller.
    const file = wanted.method === 'PUT';
    if (content) headers['Content-Type'] = file ? 'application/octet-stream' : 'application/json';
    if (content && !file && size > 1024 && typeof CompressionStream === 'function') {
      headers['Content-Encoding'] = 'gzip';
      content = await new Response(new Blob([content]).stream()
        .pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
    }
    const answer = await fetch(wanted.url, {method: wanted.method, headers, body: content,
      cache: 'no-store', signal: AbortSignal.timeout(deadline_ms)});
    return [answer.status, new Uint8Array(await answer.arrayBuffer()),
      Number(answer.headers.get('Retry-After')) || 0];
  };
  // No network, a cut answer, a time-out: all are "not reached" to the client, which tries again.
  exchange().catch(() => [0, new Uint8Array(0), 0])
    .then(([status, answer, wait]) => Module.answered(ticket, status, answer, wait));
});
EM_JS(void, events_start, (const char* secret), { Module.listen(UTF8ToString(secret)); });
// clang-format on

namespace saimnieks::app {

void FetchTransport::start(const std::string& endpoint, sync::client::HttpRequest request,
                           std::function<void(sync::client::HttpResponse)> done) {
  done_ = std::move(done);
  secret_ = request.secret;
  ++ticket_;
  fetch_start(ticket_, request.method.c_str(), (endpoint + request.path).c_str(),
              request.secret.c_str(), request.body.data(), static_cast<int>(request.body.size()),
              static_cast<double>(request.deadline_ms));
}

void FetchTransport::cancel() {
  done_ = nullptr;
  ++ticket_;
}

void FetchTransport::answered(int ticket, sync::client::HttpResponse response) {
  if (ticket != ticket_ || !done_) {
    return;
  }
  if (response.status == 200 && !secret_.empty()) {
    events_start(secret_.c_str());
  }
  std::exchange(done_, nullptr)(std::move(response));
}

}  // namespace saimnieks::app
