using System.Runtime.InteropServices;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>What goes along with a message, in the order in which the kernel reads it; either may be left out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MessageControl
{
    public MarkingControl Marking;
    public SegmentControl Segment;
}
