using System.Runtime.InteropServices;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>What goes along with a message, in the order in which the kernel reads it, one behind the other: it begins where the first of
/// those that are wanted begins, and may end before <see cref="Segment"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MessageControl
{
    public WayControl Way;
    public MarkingControl Marking;
    public SegmentControl Segment;
}
