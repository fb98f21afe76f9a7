using System.Runtime.InteropServices;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>The system calls of Linux that .NET does not offer: batches of datagrams, waits in nanoseconds, advice on files.</summary>
/// <remarks>Layouts are those of glibc and musl on 64-bit Linux; elsewhere <see cref="IsSupported"/> is false and nothing here is
/// called.</remarks>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    public static bool IsSupported { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    public const int MessageDontWait = 0x40;
    public const int SocketLevel = 1;
    public const int ReuseAddress = 2;
    public const int ReusePort = 15;
    public const int UdpLevel = 17;
    public const int UdpSegment = 103;
    public const int IPv4Level = 0;
    public const int TypeOfService = 1;
    public const int IPv6Level = 41;
    public const int TrafficClass = 67;
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const int SetTimerSlack = 29;
    public const int PriorityOfThread = 0;
    public const int Urgent = -10;
    public const int WillNeed = 3;
    public const int CloseOnExecute = 0x80000;
    public const int NonBlocking = 0x800;
    public const int ThreadCpuClock = 3;

    [LibraryImport(Library, EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMessages(SafeHandle socket, MessageHeader* messages, uint count, int flags);

    [LibraryImport(Library, EntryPoint = "sendto", SetLastError = true)]
    public static partial nint SendTo(SafeHandle socket, byte* bytes, nuint length, int flags, byte* address, uint addressLength);

    [LibraryImport(Library, EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, TimeSpec* timeout, void* signalMask);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeHandle descriptor, void* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle descriptor, void* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint argument, nuint second, nuint third, nuint fourth);

    [LibraryImport(Library, EntryPoint = "setpriority", SetLastError = true)]
    public static partial int SetPriority(int which, uint who, int nice);

    /// <summary>Answers an error number; does not set the last error.</summary>
    [LibraryImport(Library, EntryPoint = "posix_fadvise")]
    public static partial int AdviseFile(SafeHandle file, long offset, long length, int advice);

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int GetTime(int clock, TimeSpec* time);

    /// <summary>Processor time of the calling thread.</summary>
    public static TimeSpan ThreadTime()
    {
        TimeSpec time;
        _ = GetTime(ThreadCpuClock, &time);
        return TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100));
    }
}
