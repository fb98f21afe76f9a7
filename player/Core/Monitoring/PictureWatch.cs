using Streaming.Formats.Media.Bitstreams;
using Streaming.Formats.Payloads;

namespace Streaming.Player.Monitoring;

/// <summary>Sees by the parameter sets of an H.264 stream which size its pictures have, and when that changes.</summary>
internal sealed class PictureWatch
{
    /// <summary>A change every ten seconds for almost three hours.</summary>
    private const int MostChanges = 1_000;

    private readonly List<PictureChange> _changes = [];

    /// <summary>The size it began with, and every change; the first thousand.</summary>
    public IReadOnlyList<PictureChange> Changes => _changes;

    public void Accept(in ReceivedSample sample, TimeSpan? sinceStart, Instant now)
    {
        if (!sample.IsComplete || _changes.Count == MostChanges || H264SequenceSet.SizeFrom(sample.Bytes.Span) is not { } size)
            return;
        if (_changes.Count == 0 || _changes[^1].Size != size)
            _changes.Add(new(size, sinceStart, now));
    }
}
