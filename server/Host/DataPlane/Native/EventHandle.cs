using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>An eventfd: a counter that a thread can wait for together with a timeout in nanoseconds.</summary>
internal sealed unsafe class EventHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <exception cref="IOException">The process has no descriptor left.</exception>
    public EventHandle()
        : base(ownsHandle: true)
    {
        SetHandle(Libc.EventDescriptor(0, Libc.CloseOnExecute | Libc.NonBlocking));
        if (IsInvalid)
            throw new IOException($"no event descriptor to be had (error {Marshal.GetLastPInvokeError()})");
    }

    public void Signal()
    {
        ulong one = 1;
        _ = Libc.Write(this, &one, sizeof(ulong));
    }

    /// <summary>Waits until signalled or until the time is over, whichever is sooner, and takes the signal back.</summary>
    public void Wait(TimeSpan time)
    {
        PollEntry entry = new() { Descriptor = (int)handle, Events = Libc.PollIn };
        TimeSpec timeout = new(time);
        if (Libc.Poll(&entry, 1, &timeout, null) <= 0)
            return;
        ulong count;
        _ = Libc.Read(this, &count, sizeof(ulong));
    }

    protected override bool ReleaseHandle()
    {
        using SafeFileHandle closing = new(handle, ownsHandle: true);
        return true;
    }
}
