using System.Runtime.InteropServices;

namespace Streaming.Formats.Media;

/// <summary>A corner of a sending plan: the first packet of sample <paramref name="Sample"/> leaves at <paramref name="Ticks"/>.</summary>
/// <remarks>While nothing is sent there are two with the same sample, the later of which is when it leaves. Between two vertices packets
/// leave at a constant rate: sample k begins where <see cref="TrackTraffic.BytesBefore"/> of it divides the stretch.</remarks>
/// <param name="Ticks">On the title's timeline, in units of 100 ns; zero is when a film that is played whole begins to be sent.</param>
/// <param name="Sample">In decode order; the count of samples for the end of the last.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct PlanVertex(long Ticks, int Sample);
