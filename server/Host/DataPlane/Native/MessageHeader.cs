using System.Runtime.InteropServices;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>struct mmsghdr: one datagram, or one run of them that the kernel cuts, of a batch.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public byte* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public byte* Control;
    public nuint ControlLength;
    public int Flags;
    private readonly int _endOfMessage;

    /// <summary>Bytes sent, filled in by the kernel.</summary>
    public uint Sent;
    private readonly int _end;
}
