using System.Diagnostics.CodeAnalysis;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Sending;

/// <summary>The change that a session waits for, and the one that control has not heard of yet.</summary>
internal sealed class ChangeLedger(Outlet outlet, SenderReporter reporter)
{
    private SendChange? _change;
    private ChangePoint? _inForce;

    /// <summary>Another change, in place of one that still waits.</summary>
    public void Begin(SendChange change, SendStream[] streams, bool isRunning, Instant now)
    {
        _change = change;
        if (outlet.Traffic is TrafficSpec traffic)
        {
            // While the old still leaves, and some of the new.
            outlet.Shape(TrafficSpec.Wider(traffic, change.Contract.Traffic), now);
        }

        foreach (StreamChange one in change.Streams)
        {
            if (Array.IndexOf(streams, one.Stream) >= 0)
                one.Stream.Change(one, isRunning, now);
        }

        Settle(streams, now);
    }

    /// <summary>A change for which all streams have found their place is in force.</summary>
    public void Settle(SendStream[] streams, Instant now)
    {
        if (_change is null || Array.Exists(streams, static stream => stream.IsChanging))
            return;
        outlet.Shape(_change.Contract.Traffic, now);
        outlet.Resend = _change.Resend;
        outlet.Mark(_change.Contract.Class);
        reporter.Divide(streams);
        IEnumerable<SendStream> changed = _change.Streams.Select(one => one.Stream).Where(streams.Contains);
        _inForce = new(_change.Contract.Generation, [.. changed.Select(stream => stream.Changed ?? stream.PointOfChange())]);
        _change = null;
    }

    public bool TryTake([NotNullWhen(true)] out ChangePoint? point)
    {
        (point, _inForce) = (_inForce, null);
        return point is not null;
    }
}
