// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <new>
#include <string>
#include <utility>

#include <windows.h>
// after windows.h, which it needs
#include <objbase.h>

namespace kaomon::logon {

// Objects and running threads of this module; LogonUI may unload it when there are none.
inline std::atomic<long>& moduleUses() {
    static std::atomic<long> uses{0};
    return uses;
}

// Holds one reference on a COM object.
template<class T>
class ComPtr {
public:
    ComPtr() = default;
    explicit ComPtr(T* object)
        : m_object(object) {
        if (m_object != nullptr) {
            m_object->AddRef();
        }
    }
    ComPtr(const ComPtr& other)
        : ComPtr(other.m_object) {}
    ComPtr(ComPtr&& other) noexcept
        : m_object(std::exchange(other.m_object, nullptr)) {}
    ComPtr& operator=(ComPtr other) noexcept {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~ComPtr() {
        if (m_object != nullptr) {
            m_object->Release();
        }
    }

    // Takes over a reference that somebody else counted.
    [[nodiscard]] static ComPtr adopt(T* object) {
        ComPtr pointer;
        pointer.m_object = object;
        return pointer;
    }
    [[nodiscard]] T* get() const { return m_object; }
    T* operator->() const { return m_object; }
    explicit operator bool() const { return m_object != nullptr; }
    T** out() {
        *this = ComPtr();
        return &m_object;
    }

private:
    T* m_object = nullptr;
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor" // the interfaces have none, the class below has

// IUnknown for a class that derives from the COM interfaces listed. Made by new, ends with the last
// reference.
template<class... Interfaces>
class ComObject : public Interfaces... {
public:
    ComObject() { ++moduleUses(); }
    ComObject(const ComObject&) = delete;
    ComObject& operator=(const ComObject&) = delete;

    ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(++m_references); }
    ULONG STDMETHODCALLTYPE Release() override {
        const long left = --m_references;
        if (left == 0) {
            delete this;
        }
        return static_cast<ULONG>(left);
    }
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID id, void** out) override {
        if (out == nullptr) {
            return E_POINTER;
        }
        *out = find(id);
        if (*out == nullptr) {
            return E_NOINTERFACE;
        }
        AddRef();
        return S_OK;
    }

protected:
    virtual ~ComObject() { --moduleUses(); }
    // Null when the object has no such interface.
    virtual void* find(REFIID id) = 0;

private:
    std::atomic<long> m_references{1};
};

#pragma GCC diagnostic pop

// Runs one COM method: nothing that is thrown may reach LogonUI.
template<class Body>
HRESULT guarded(Body&& body) noexcept {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return E_OUTOFMEMORY;
    } catch (...) {
        return E_FAIL;
    }
}

// For the caller, who frees it with CoTaskMemFree(); null when there is no memory.
[[nodiscard]] inline wchar_t* copyForCaller(const std::wstring& text) {
    const std::size_t bytes = (text.size() + 1) * sizeof(wchar_t);
    auto* copy = static_cast<wchar_t*>(::CoTaskMemAlloc(bytes));
    if (copy != nullptr) {
        text.copy(copy, text.size());
        copy[text.size()] = L'\0';
    }
    return copy;
}

} // namespace kaomon::logon
