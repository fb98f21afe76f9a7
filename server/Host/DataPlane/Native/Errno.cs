namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>Error numbers of Linux that mean something to a sender.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int TryAgain = 11;
    public const int Fault = 14;
    public const int Invalid = 22;
    public const int MessageSize = 90;
    public const int NoProtocolOption = 92;
    public const int NotSupported = 95;
    public const int NoBuffers = 105;
    public const int ConnectionRefused = 111;
}
