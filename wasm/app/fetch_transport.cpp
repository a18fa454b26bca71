#include "wasm/app/fetch_transport.h"

#include <utility>

#include <emscripten.h>

// Answers come back by app_answer() and hints by app_endpoint_moved(), both in main.cpp.
// JavaScript, which clang-format would take apart.
// clang-format off
EM_JS(void, fetch_start, (int ticket, const char* method, const char* url, const char* secret,
                          const char* body), {
  const headers = {};
  const word = UTF8ToString(secret);
  const text = UTF8ToString(body);
  const wanted = {method: UTF8ToString(method), url: UTF8ToString(url)};
  if (word) headers['Authorization'] = 'Bearer ' + word;
  const exchange = async () => {
    let packed;
    if (text) {
      headers['Content-Type'] = 'application/json';
      packed = text;
      if (text.length > 1024 && typeof CompressionStream === 'function') {
        headers['Content-Encoding'] = 'gzip';
        packed = await new Response(new Blob([text]).stream()
          .pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
      }
    }
    const answer = await fetch(wanted.url, {method: wanted.method, headers, body: packed,
      cache: 'no-store', signal: AbortSignal.timeout(60000)});
    return [answer.status, await answer.text(), Number(answer.headers.get('Retry-After')) || 0];
  };
  // No network, a cut answer, a time-out: all are "not reached" to the client, which tries again.
  exchange().catch(() => [0, "", 0])
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
              request.secret.c_str(), request.body.c_str());
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
