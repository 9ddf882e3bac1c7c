// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/news_queue.h"

#include <utility>

namespace kaomon::logon {
namespace {

constexpr UINT kNews = WM_APP + 1;
constexpr const wchar_t* kWindowClass = L"KaomonNewsQueue";
constexpr std::size_t kMaxWaiting = 256; // progress beyond it is old news

HMODULE thisModule() {
    HMODULE module = nullptr;
    ::GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                             GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                         reinterpret_cast<LPCWSTR>(&thisModule), &module);
    return module;
}

} // namespace

LRESULT CALLBACK NewsQueue::windowProc(HWND window, UINT message, WPARAM first, LPARAM second) {
    if (message == kNews) {
        if (auto* queue = reinterpret_cast<NewsQueue*>(::GetWindowLongPtrW(window, GWLP_USERDATA))) {
            try {
                queue->deliver();
            } catch (...) {
                return 0; // nothing may reach LogonUI; the password is at hand
            }
        }
        return 0;
    }
    return ::DefWindowProcW(window, message, first, second);
}

std::shared_ptr<NewsQueue> NewsQueue::open(Receiver receiver) {
    WNDCLASSW kind{};
    kind.lpfnWndProc = &NewsQueue::windowProc;
    kind.hInstance = thisModule();
    kind.lpszClassName = kWindowClass;
    if (::RegisterClassW(&kind) == 0 && ::GetLastError() != ERROR_CLASS_ALREADY_EXISTS) {
        return nullptr;
    }
    std::shared_ptr<NewsQueue> queue(new NewsQueue);
    queue->m_receiver = std::move(receiver);
    queue->m_window = ::CreateWindowExW(0, kWindowClass, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr,
                                        kind.hInstance, nullptr);
    if (queue->m_window == nullptr) {
        return nullptr;
    }
    ::SetWindowLongPtrW(queue->m_window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(queue.get()));
    return queue;
}

NewsQueue::~NewsQueue() = default;

void NewsQueue::post(AttemptNews news) {
    const std::lock_guard lock(m_mutex);
    const bool isProgress = std::holds_alternative<std::string>(news.what);
    if (m_window == nullptr || (isProgress && m_news.size() >= kMaxWaiting)) {
        return;
    }
    m_news.push_back(std::move(news));
    ::PostMessageW(m_window, kNews, 0, 0);
}

void NewsQueue::close() {
    HWND window = nullptr;
    std::deque<AttemptNews> dropped;
    {
        const std::lock_guard lock(m_mutex);
        window = std::exchange(m_window, nullptr);
        dropped.swap(m_news);
    }
    m_receiver = nullptr;
    if (window != nullptr) {
        ::SetWindowLongPtrW(window, GWLP_USERDATA, 0);
        ::DestroyWindow(window);
        ::UnregisterClassW(kWindowClass, thisModule()); // refused while another provider has a window
    }
}

void NewsQueue::deliver() {
    std::deque<AttemptNews> news;
    {
        const std::lock_guard lock(m_mutex);
        news.swap(m_news);
    }
    for (AttemptNews& item : news) {
        if (m_receiver) {
            m_receiver(std::move(item));
        }
    }
}

} // namespace kaomon::logon
